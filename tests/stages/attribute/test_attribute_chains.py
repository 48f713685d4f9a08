"""Sentences and the chains that they must yield: the claim is the words between square brackets."""

from __future__ import annotations

import pytest

from whence.schema.records import Claim, Input, Report, Span
from whence.schema.stage import Work
from whence.stages.attribute.stage import attribute


def chains(marked: str, *, outlet: str | None = None, kind: str = "ASSAULT") -> list[list[str]]:
    """Names in every chain of the bracketed claim."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "", 1).replace("]", "", 1)
    report = Report(report_id="r", input=Input(), outlet=outlet, text=text)
    evidence = Span(text=text[start:end], start=start, end=end, found_by="test")
    done = attribute(Work(report=report, claims=(Claim(report_id="r", evidence=evidence, type=kind),)))
    for claim in done.claims:
        for link in claim.chain:
            assert text[link.start : link.end] == link.text
    return sorted([link.name for link in claim.chain] for claim in done.claims)


ONE_SOURCE = [
    # verbs in front, behind, inverted, in the middle
    ("The mayor of Drobeta, Ion Marin, said that [rockets hit the port].", "Ion Marin"),
    ("[Rockets hit the port], the mayor of Drobeta, Ion Marin, said.", "Ion Marin"),
    ("[Rockets hit the port], said Ion Marin, the mayor of Drobeta.", "Ion Marin"),
    ("[Seven of the dead, Anna Kovalenko said, were children].", "Anna Kovalenko"),
    ("Governor Pavlo Rudenko announced on Monday that [the bridge had been destroyed].", "Pavlo Rudenko"),
    ("Pavlo Rudenko, who runs the region, wrote on Telegram that [the bridge had been destroyed].", "Pavlo Rudenko"),
    ("Colonel Ivan Melnyk told reporters in Odesa that [the ship had sunk].", "Ivan Melnyk"),
    ("Colonel Ivan Melnyk told a briefing that [the ship had sunk].", "Ivan Melnyk"),
    ("Colonel Ivan Melnyk claimed [his men had taken the village].", "Ivan Melnyk"),
    ("Ivan Melnyk, a colonel in the border guard, insisted that [no one had been beaten].", "Ivan Melnyk"),
    ("Ivan Melnyk confirmed on Tuesday that [two police officers were shot].", "Ivan Melnyk"),
    ("Ivan Melnyk alleges that [soldiers burned the ballots].", "Ivan Melnyk"),
    ("Ivan Melnyk has said that [soldiers burned the ballots].", "Ivan Melnyk"),
    ("Ivan Melnyk warned that [soldiers would burn the ballots].", "Ivan Melnyk"),
    ("Ivan Melnyk denied that [soldiers had burned the ballots].", "Ivan Melnyk"),
    ("The Defence Ministry denied that [its forces had fired on the cars].", "Defence Ministry"),
    ("[The convoy, the colonel explained, had been fired on].", "colonel"),
    ("[Nobody was hurt], added Sergeant Omar Diop.", "Omar Diop"),
    ("“[Nobody was hurt],” Omar Diop said.", "Omar Diop"),
    ("“[Nobody was hurt],” said Omar Diop.", "Omar Diop"),
    ("\"[Nobody was hurt],\" said Omar Diop, a farmer.", "Omar Diop"),
    ("«[Nobody was hurt]», said Omar Diop.", "Omar Diop"),
    ("Omar Diop said: “[They burned the school].”", "Omar Diop"),
    ("Omar Diop said on Twitter: “[They burned the school].”", "Omar Diop"),
    ("“They came at night,” said Omar Diop. “[They burned the school].”", "Omar Diop"),
    ("“They came at night,” Omar Diop said. “They had rifles. [They burned the school].”", "Omar Diop"),
    ("“They came at night,” Omar Diop said, “and [they burned the school].”", "Omar Diop"),
    ("Omar Diop said: “They came at night.\n\n“[They burned the school].”", "Omar Diop"),
    ("“They came at night,” Omar Diop said.\n\n“[They burned the whole school],” he said.", "Omar Diop"),
    ("[Rockets hit the port], said the mayor of Drobeta.", "mayor of Drobeta"),
    ("The video appears to show [drones bombing the bridge].", "video"),
    # according to and its like
    ("[Twelve houses burned], according to the regional police.", "regional police"),
    ("According to the regional police, [twelve houses burned].", "regional police"),
    ("[Twelve houses, according to the regional police, burned down].", "regional police"),
    ("[Twelve houses burned], according to the police director, Captain Dante Reyes.", "Dante Reyes"),
    ("[Twelve houses burned], per the Kyiv Independent.", "Kyiv Independent"),
    ("[Twelve houses burned], by Kovalenko's account.", "Kovalenko"),
    ("By Kovalenko's account [the soldiers kicked her brother].", "Kovalenko"),
    # bodies, states, outlets, agencies
    ("The foreign ministry said [two diplomats had been attacked].", "foreign ministry"),
    ("Russia's Defence Ministry said [two depots had been hit].", "Russia's Defence Ministry"),
    ("North Korea said [the rocket hit its target].", "North Korea"),
    ("The Kremlin said [the rocket hit its target].", "Kremlin"),
    ("[Soldiers burned the market], Reuters reports.", "Reuters"),
    ("[Soldiers burned the market], the Moravian News Agency reported on Friday.", "Moravian News Agency"),
    ("[Soldiers burned the market], the state news agency KCNA reported.", "Korean Central News Agency"),
    ("The Vilnius Courier reported that [soldiers burned the market].", "Vilnius Courier"),
    ("Police said [the man stabbed a guard].", "Police"),
    ("The army said on Sunday [its soldiers killed six gunmen].", "army"),
    ("Amnesty International said [police beat the marchers].", "Amnesty International"),
    ("The group said in a statement that [police beat the marchers].", "group"),
    # unnamed
    ("Two residents said by telephone that [men with rifles kicked in doors].", "Two residents"),
    ("[Men with rifles kicked in doors], two residents said by telephone.", "two residents"),
    ("Witnesses said [the police fired on the crowd].", "Witnesses"),
    ("Officials said [the police fired on the crowd].", "Officials"),
    ("A nurse at the hospital said [soldiers beat a patient].", "nurse at the hospital"),
    ("A senior official who asked not to be named said [soldiers beat a patient].", "senior official"),
    ("There have been reports of [armed men beating voters].", "reports"),
    ("Reports have emerged which suggest [the depot was hit by a missile].", "Reports"),
    # documents and posts
    ("The report said [the guards beat the prisoners].", "report"),
    ("A leaflet was handed out. It read: “[We will burn the town hall].”", "leaflet"),
    ("A video posted by the National Resistance Center shows [drones bombing it].", "National Resistance Center"),
    ("A statement from the regional governor's office said [a drone hit the bridge].", "regional governor's office"),
    # coreference
    ("Serhiy Haidai, governor of Luhansk, arrived. He said [a depot burned].", "Serhiy Haidai"),
    ("Governor Serhiy Haidai arrived. Mr Haidai said [a depot burned].", "Serhiy Haidai"),
    ("Governor Serhiy Haidai arrived. The governor said [a depot burned].", "Serhiy Haidai"),
    ("[A depot burned], the governor of Luhansk said.\n\nSerhiy Haidai wrote that it was old.", "Serhiy Haidai"),
    ("Maria Lopez, 58, keeps the radio off. “[They beat my son],” the 58-year-old said.", "Maria Lopez"),
    ("Petro Hrytsai, a farmer, was awake. [Two men burned the hall], the farmer said.", "Petro Hrytsai"),
    ("Olena Bondar spoke first and Ivan Melnyk second. She said [the guards beat her].", "Olena Bondar"),
    ("The defence ministry said it was ready. The ministry said [a depot burned].", "defence ministry"),
    # figures
    ("Vira Salenko, who chairs the commission, [put turnout at 20.5 percent].", "Vira Salenko"),
    ("Vira Salenko [gave a toll of two dead].", "Vira Salenko"),
    # capitals
    ("COLONEL JUAN PEREZ SAID TODAY THAT [THE REBELS BURNED THE TOWN HALL OF SAN MARTIN].", "Juan Perez"),
    ("[THE REBELS BURNED THE TOWN HALL], ACCORDING TO POLICE SOURCES IN SAN MARTIN.", "Police Sources in San Martin"),
    # subordinate content of an act of speech
    ("Ivan Melnyk accused the army of [shelling the village].", "Ivan Melnyk"),
    ("Ivan Melnyk urged [people to leave the village].", "Ivan Melnyk"),
    ("The mayor, citing police, rang off. Ivan Melnyk argued that [the army shelled it].", "Ivan Melnyk"),
    ("“[They shot at us],” recalled Ivan Melnyk, the driver.", "Ivan Melnyk"),
    ("In Minsk on Monday, Ivan Melnyk said [police beat him].", "Ivan Melnyk"),
    ("[Police beat him], Ivan Melnyk told this newspaper.", "Ivan Melnyk"),
]  # fmt: skip

OWN_VOICE = [
    "[Rockets hit the port] on Monday.",
    "The mayor condemned [the attack on the port].".replace("The mayor condemned [", "[The mayor condemned "),
    "[Ivan Melnyk urged people to leave the village].",
    "[Employees were told to vote] or lose their jobs.",
    "The mayor said he was tired. [Rockets hit the port] on Monday.",
    "[The reports were burned] in the yard.",
    "[The state police beat voters] in the square.",
    "[He did not say who shot him].",
]

NESTED = [
    ("“[It ended early],” a Security Service source told the Kyiv Post.", ["Kyiv Post", "Security Service source"]),
    ("Kremlin polls are projecting that [the party will win], Reuters reports.", ["Reuters", "Kremlin polls"]),
    ("[Soldiers fired], the agency Amihan News reported, quoting a doctor.", ["Amihan News", "doctor"]),
    ("[3,000 people are said to be involved], The Kyiv Post cites from authorities.", ["Kyiv Post", "authorities"]),
    ("Ivan Melnyk told Reuters that [the depot burned].", ["Reuters", "Ivan Melnyk"]),
    ("According to Reuters, Ivan Melnyk said that [the depot burned].", ["Reuters", "Ivan Melnyk"]),
    ("Ivan Melnyk said that a nurse had told him that [soldiers shot her son].", ["Ivan Melnyk", "nurse"]),
    ("Reuters said this week, citing police, that [soldiers shot a boy].", ["Reuters", "police"]),
]


@pytest.mark.parametrize(("marked", "name"), ONE_SOURCE)
def test_one_source(marked: str, name: str) -> None:
    assert chains(marked) == [[name]]


@pytest.mark.parametrize("marked", OWN_VOICE)
def test_own_voice(marked: str) -> None:
    kind = "ACCUSE" if "condemned" in marked else "REQUEST" if "urged" in marked else "ASSAULT"
    assert chains(marked, kind=kind) == [[]]


@pytest.mark.parametrize(("marked", "names"), NESTED)
def test_nested(marked: str, names: list[str]) -> None:
    assert chains(marked) == [names]


def test_two_who_say_it_together_give_two_claims() -> None:
    marked = "Both the South Korean defence ministry and the Pentagon said that [the rocket reached space]."
    assert chains(marked) == [["Pentagon"], ["South Korean defence ministry"]]


@pytest.mark.parametrize("outlet", ["The Sumy Ledger", "Sumy Ledger"])
def test_own_outlet_is_left_out(outlet: str) -> None:
    assert chains("“[They beat me],” Olena Bondar told the Ledger.", outlet=outlet) == [["Olena Bondar"]]
    assert chains("“[They beat me],” Olena Bondar told the Sumy Ledger.", outlet=outlet) == [["Olena Bondar"]]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[The Northern Front claimed responsibility for the bombing].", ["Northern Front"]),
        ("[Men in uniform fled], Omar Diop told the newspaper Correo de Costa.", ["Correo de Costa", "Omar Diop"]),
        ("[Seventy people fled], according to a study by the sociologist Ana Ruiz.", ["Ana Ruiz"]),
        (
            "[Troops have left the town], the agency Belna-Press writes with reference to the General Staff.",
            ["Belna-Press", "General Staff"],
        ),
        ("Belna TV quoted Governor Ion Marin as saying that [soldiers burned the school].", ["Belna TV", "Ion Marin"]),
        ("The government intends to appoint a judge. [Soldiers burned the school].", []),
    ],
)
def test_turns_of_wire_copy(marked: str, names: list[str]) -> None:
    found = chains(marked)
    assert len(found) == 1
    assert all(wanted in name for wanted, name in zip(names, found[0], strict=True))
