"""Figures of a clause whose subject the evidence leaves out, by how the sentence is built."""

from __future__ import annotations

import pytest

from whence.nlp.lexicon_phrases import analyse
from whence.schema.records import Party, Span
from whence.stages.extract.figures import claim_figures

# Report with the claim's words in brackets | type/mode | figures as "text = what".
ROWS = """
Five clerks on the ferry, one of them [a girl, died when two shells hit it] | ASSAULT/- | Five = killed; two = other
She and eleven neighbours, she says, [have asked the council to move them] | REQUEST/change | eleven = other
Scores of people are dead after [a lorry ran into the market] | ASSAULT/primitive | Scores = killed
He had counted nine bodies after the [air raid there on Friday] | ASSAULT/aerial | nine = killed
The Orla was among the six firms that [Norway placed under sanctions on Monday] | SANCTION/economic | six = sanctioned
Three other defendants, including [the editor Ana Rusu, were fined] | SANCTION/convict | Three = sanctioned
Thirty pupils captured by the group [more than a year ago have been freed] | RETREAT/release | Thirty = other
Two drivers who had stopped for fuel and [a porter were wounded in the attack] | ASSAULT/- | Two = injured
In at least seven districts, she said, [employers had forced workers to vote] | COERCE/vote | at least seven = other
Those nine will get [their polls on Sunday] | VOTE/hold | nine = other
They were among the 76 girls and women, [that rebels herded out of the school] | ASSAULT/- | 76 = other
[Air strikes in the north] that left 31 civilians dead | ASSAULT/aerial | 31 = killed
[They broke in and beat people], injuring four | ASSAULT/beat | four = injured
At least two fatalities and [84 people taken to hospital.] | ASSAULT/- | At least two = killed; 84 = injured
Two doctors at the hospital, who asked not to be named, said [14 people had been hurt] | ASSAULT/- | 14 = injured
After stopping him, police, who fired 40 bullets into the cab, [exchanged fire with his friends] | ASSAULT/firearms |
Police seized two ships on suspicion of violating [sanctions imposed on the North] | SANCTION/economic |
Since the nine were freed, [the guards have left] | RETREAT/withdraw |
Police held eleven pupils who were handing out [leaflets against the vote] | CAMPAIGN/leaflet |
Some 240 crates are stranded in the port, where [dockers are on strike] | PROTEST/strike |
[Shells hit the mill], leaving the owner without work for two months | ASSAULT/heavy-weapons |
"""


def rows() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in ROWS.strip().splitlines()]


def read(marked: str, kind: str) -> list[str]:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    evidence = Span(text=text[start:end], start=start, end=end, found_by="test")
    claim_type, _, mode = kind.partition("/")
    view = analyse(text, 0, len(text))
    found = claim_figures(text, evidence, claim_type, None if mode == "-" else mode, (), (), view)
    assert all(text[figure.start : figure.end] == figure.text for figure in found)
    return [f"{figure.text} = {figure.what}" for figure in found]


@pytest.mark.parametrize(("marked", "kind", "expected"), rows())
def test_a_clause_counts_its_own_subject(marked: str, kind: str, expected: str) -> None:
    assert "; ".join(read(marked, kind)) == expected


# Clause | type/mode | figures as "low..high what".
CLAUSES = """
The toll has climbed from 30 to at least 45 | ASSAULT/- | 45..- killed
Three people, two of them children, were killed | ASSAULT/- | 3..3 killed; 2..2 killed
14 people, including five officers, and a guard were hurt | ASSAULT/- | 14..14 injured; 5..5 injured
Six people died, including a mother and her two daughters | ASSAULT/- | 6..6 killed; 2..2 killed
They killed five soldiers and captured two | ASSAULT/- | 5..5 killed; 2..2 other
The war has left over 700 dead | ASSAULT/- | 700..- killed
The rebels handed over 21 captives | RETREAT/release | 21..21 other
12 guerrillas and 1 soldier were killed while 15 were wounded | ASSAULT/- | 12..12 killed; 1..1 killed; 15..15 injured
Ten men and three women killed five guards | ASSAULT/- | 10..10 other; 3..3 other; 5..5 killed
Nobody was hurt when 5 men left and 3 cars were burnt | ASSAULT/- | 5..5 other; 3..3 other
He would station 5,700 officers across the state | MOBILIZE/police | 5700..5700 troops
They took 97.3 percent with 4 percent of ballots spoiled | VOTE/result | 97.3..97.3 vote-share; 4..4 other
They closed 22 of the region's 87 stations | COERCE/ban | 22..22 other
They expelled 45 Russian diplomats | SANCTION/expel | 45..45 sanctioned
The 5,000-strong crowd left | PROTEST/demo | 5000..5000 crowd
Turnout was put at 61 percent | VOTE/result | 61..61 turnout
Shooting was no longer heard after 1000 | ASSAULT/firearms |
The post has been there since 1888 | ASSAULT/- |
It was the first vote for four decades | VOTE/hold |
They came in cars carrying 12 armed men | COERCE/vote | 12..12 other
"""


@pytest.mark.parametrize(
    ("clause", "kind", "expected"),
    [[cell.strip() for cell in line.split("|")] for line in CLAUSES.strip().splitlines()],
)
def test_values_and_what_they_count(clause: str, kind: str, expected: str) -> None:
    claim_type, _, mode = kind.partition("/")
    evidence = Span(text=clause, start=0, end=len(clause), found_by="test")
    found = claim_figures(clause, evidence, claim_type, None if mode == "-" else mode, (), ())
    assert "; ".join(f"{_bound(f.low)}..{_bound(f.high)} {f.what}" for f in found) == expected


def _bound(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def party(text: str, words: str) -> Party:
    start = text.index(words)
    return Party(text=words, start=start, end=start + len(words), found_by="test", name=words)


def test_two_attackers_are_not_counted_and_two_victims_are() -> None:
    text = "Two men fired at two clerks"
    evidence = Span(text=text, start=0, end=len(text), found_by="test")
    found = claim_figures(
        text, evidence, "ASSAULT", "firearms", (party(text, "two clerks"),), (party(text, "Two men"),)
    )
    assert [figure.text for figure in found] == ["two"]


def test_praise_counts_who_praises_and_blame_whom_it_blames() -> None:
    text = "Two senators back the bill for three ports"
    evidence = Span(text=text, start=0, end=len(text), found_by="test")
    found = claim_figures(text, evidence, "SUPPORT", None, (), (party(text, "Two senators"),))
    assert [figure.text for figure in found] == ["Two"]
    text = "Two officers were charged for several shots"
    evidence = Span(text=text, start=0, end=len(text), found_by="test")
    found = claim_figures(text, evidence, "ACCUSE", "allege", (party(text, "Two officers"),), ())
    assert [figure.text for figure in found] == ["Two"]
