"""Status: asserted, planned, called-for, predicted, possible, denied."""

from __future__ import annotations

from collections import Counter

import pytest

from whence.nlp.lexicon import Lexicon
from whence.schema.reading import Act
from whence.schema.records import Input, Report
from whence.schema.stage import Work
from whence.stages.extract import Extract

ENGINE = Lexicon()
STEP = Extract().open()

TABLE = [
    # asserted
    ("Rebels attacked the bridge on Friday.", "ASSAULT", "asserted"),
    ("Police have detained 40 people since Monday.", "COERCE", "asserted"),
    ("He told reporters that soldiers had seized the ballots.", "COERCE", "asserted"),
    ("She urged voters to stay at home.", "REQUEST", "asserted"),
    ("The president called for calm and condemned the killing.", "ACCUSE", "asserted"),
    ("The general threatened to shell the port.", "THREATEN", "asserted"),
    ("The country will not recognise the results.", "REJECT", "asserted"),
    ("We will never recognise their referendum.", "REJECT", "asserted"),
    ("Soldiers reportedly burned the ballots.", "ASSAULT", "asserted"),
    ("A hall appears to have been set on fire.", "ASSAULT", "asserted"),
    ("People are trying to flee the town.", "MOVE", "asserted"),
    ("The army began to shell the village.", "ASSAULT", "asserted"),
    ("In May gunmen kidnapped two clerks.", "ASSAULT", "asserted"),
    ("The attack did not cause much damage to the barracks.", "ASSAULT", "asserted"),
    ("He insisted that police had used tear gas.", "ASSAULT", "asserted"),
    ("The commission refused to recognise the outcome.", "REJECT", "asserted"),
    ("Voting began at eight in the north.", "VOTE", "asserted"),
    ("The opposition accused the army of burning the school.", "ACCUSE", "asserted"),
    # denied
    ("The army did not shell the town.", "ASSAULT", "denied"),
    ("No soldier attacked the convoy.", "ASSAULT", "denied"),
    ("Nobody had attacked the depot.", "ASSAULT", "denied"),
    ("The party denied that its members had thrown bombs at the hall.", "ASSAULT", "denied"),
    ("The ministry denied that police detained the editor.", "COERCE", "denied"),
    ("Not one ballot was burned in the district.", "ASSAULT", "denied"),
    ("It is not true that police fired on the crowd.", "ASSAULT", "denied"),
    ("Voting never began in two villages.", "VOTE", "denied"),
    ("There was no attack on the barracks.", "ASSAULT", "denied"),
    ("The troops left without attacking the village.", "ASSAULT", "denied"),
    ("Reports that soldiers burned the school are false, she said.", "ASSAULT", "denied"),
    ("None of the students was arrested.", "COERCE", "denied"),
    ("We never bombed the hospital.", "ASSAULT", "denied"),
    ("No student, she wrote, had been arrested.", "COERCE", "denied"),
    ("Police said they had not detained anybody.", "COERCE", "denied"),
    ("The fire chief ruled out an attack on the hall.", "ASSAULT", "denied"),
    # called-for
    ("She urged the commission to annul the vote.", "REJECT", "called-for"),
    ("The bishop demanded that the government release the prisoners.", "RETREAT", "called-for"),
    ("The army must withdraw its troops from the town.", "RETREAT", "called-for"),
    ("Governments should impose sanctions on the judges.", "SANCTION", "called-for"),
    ("The party has called for a boycott of the election.", "PROTEST", "called-for"),
    ("The union called on workers to go on strike.", "PROTEST", "called-for"),
    ("“Boycott the election,” the poster says.", "PROTEST", "called-for"),
    ("The minister has called for the mobilisation of 9,000 reservists.", "MOBILIZE", "called-for"),
    ("Protesters want the minister to release the students.", "RETREAT", "called-for"),
    ("The court needs to release the witnesses.", "RETREAT", "called-for"),
    ("The council asked the state to evacuate the families.", "MOVE", "called-for"),
    # planned
    ("Talks on forming a government would begin on Sunday.", "CONSULT", "planned"),
    ("The party will hold a rally in the stadium on Monday against the law.", "PROTEST", "planned"),
    ("Observers plan to watch the vote in ten districts.", "VOTE", "planned"),
    ("The ministers are to meet the opposition leader on Friday.", "CONSULT", "planned"),
    ("The vote would go ahead on Sunday, he said.", "VOTE", "planned"),
    ("The envoy is due to meet the president in Marvo.", "CONSULT", "planned"),
    ("Kazi said her party would hold a general strike by teachers.", "PROTEST", "planned"),
    ("The army is going to deploy soldiers along the border.", "MOBILIZE", "planned"),
    ("Moscow will recognise the result of the vote.", "SUPPORT", "planned"),
    ("The government intends to release the prisoners.", "RETREAT", "planned"),
    ("The referendum is scheduled for March.", "VOTE", "planned"),
    ("A planned protest in the square worries shopkeepers.", "PROTEST", "planned"),
    ("The bloc has decided to impose sanctions on nine judges.", "SANCTION", "planned"),
    # predicted
    ("The ruling party will win 70 percent of the vote.", "VOTE", "predicted"),
    ("The party is expected to win the election.", "VOTE", "predicted"),
    ("Turnout would come to about 70 percent, he said.", "VOTE", "predicted"),
    ("A poll put the incumbent on 52 percent.", "VOTE", "predicted"),
    ("The mayor led her rival by nine points before the vote.", "VOTE", "predicted"),
    ("The mayor led her rival with 45 percent of the vote.", "VOTE", "asserted"),
    ("The council told members to go home and boycott the vote.", "PROTEST", "called-for"),
    ("Police must search the depot and seize the ballots.", "COERCE", "called-for"),
    ("Analysts expect the army to attack the port.", "ASSAULT", "predicted"),
    ("I believe the court will annul the vote.", "REJECT", "predicted"),
    ("Rebels are likely to attack the convoy.", "ASSAULT", "predicted"),
    # possible
    ("The network may pull its observers out of the province.", "RETREAT", "possible"),
    ("The general could use nuclear weapons against the city.", "ASSAULT", "possible"),
    ("If the army attacks the port, ships will leave.", "ASSAULT", "possible"),
    ("He could attempt to attack the capital.", "ASSAULT", "possible"),
    ("Reports suggest that rebels attacked the bridge.", "ASSAULT", "possible"),
    ("The governor seemed to imply that partisans attacked the base.", "ASSAULT", "possible"),
    ("It is unclear whether police arrested the driver.", "COERCE", "possible"),
    ("Did the army shell the town?", "ASSAULT", "possible"),
    ("The driver is suspected of attacking the crowd.", "ASSAULT", "possible"),
    ("The mother hoped that her son had been freed.", "RETREAT", "possible"),
]


def claims(text: str) -> tuple[Act, ...]:
    report = Report(report_id="0" * 16, input=Input(), language="en", text=text)
    (work,) = STEP([Work(report=report, reading=ENGINE.read([report])[0])])
    return work.claims


@pytest.mark.parametrize(("text", "kind", "expected"), TABLE)
def test_status(text: str, kind: str, expected: str) -> None:
    found = [(claim.type, claim.status) for claim in claims(text) if claim.type == kind]
    assert (kind, expected) in found, claims(text)


def test_the_table_is_wide() -> None:
    counts = Counter(expected for _, _, expected in TABLE)
    assert sum(counts.values()) >= 60
    assert min(counts.values()) >= 7


@pytest.mark.parametrize(("text", "kind", "expected"), [row for row in TABLE if row[2] != "asserted"])
def test_the_word_that_decided_is_shown(text: str, kind: str, expected: str) -> None:
    claim = next(claim for claim in claims(text) if (claim.type, claim.status) == (kind, expected))
    ground = next(ground for ground in claim.grounds if ground.field == "status")
    assert ground.value == expected
    assert ground.span is not None
    assert text[ground.span.start : ground.span.end] == ground.span.text
    assert ground.why
