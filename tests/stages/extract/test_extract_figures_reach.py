"""Figures beside a claim's words: the subject's number before them, a second count behind them, and nothing else."""

from __future__ import annotations

import pytest

from whence.schema.records import Span
from whence.stages.extract.figures import claim_figures

# Report with the claim's words in brackets | type/mode | figures as "text = low..high what".
ROWS = """
Rescuers counted 82 girls [who were kidnapped from the school] | ASSAULT/abduct | 82 = 82..82 other
He told several thousand people [who rallied for him in the square] | CAMPAIGN/rally | several thousand = 2000..- crowd
They had registered 40 people [who fled from the town since Tuesday] | MOVE/flee | 40 = 40..40 displaced
Ballots of seven [precincts were set on fire in the town hall] | ASSAULT/destroy | seven = 7..7 other
Hundreds of marchers and [supporters had gathered outside the inn] | PROTEST/demo | Hundreds = 200..- crowd
At least 84 people, including [children, were killed by the driver] | ASSAULT/- | At least 84 = 84..- killed
There were two fatalities and [84 people were wounded] | ASSAULT/- | two = 2..2 killed; 84 = 84..84 injured
More than 30 people, [many of them children, were killed last week] | ASSAULT/aerial | More than 30 = 30..- killed
[Eleven people have died] and 64 more were wounded | ASSAULT/- | Eleven = 11..11 killed; 64 more = 64..64 injured
[Turnout on 23 May in the whole region]: 58.7 percent | VOTE/turnout | 58.7 percent = 58.7..58.7 turnout
The court heard that 15 [others were convicted in the case] | SANCTION/convict | 15 = 15..15 sanctioned
The four prisoners -- Anna Petrova, [Oleh Bondar and Ivan Koval -- were freed] | RETREAT/release | four = 4..4 other
In eight towns, [the polling stations were unable to open] | VOTE/hold | eight = 8..8 other
[The regulator has taken the station off the air] for thirty days | COERCE/seize | thirty days = 30..30 other
[They fought 10 battles and] 3 ambushes in a day | ASSAULT/- | 10 = 10..10 other; 3 = 3..3 other
In eight towns, it was said, [the polling stations were open] | VOTE/hold |
[The regulator praised the station] for thirty days | SUPPORT/- |
The navy arrested 23 pirates [who attacked a ship in the gulf] | ASSAULT/- |
The navy arrested 23 pirates. [They were taken to the port] | COERCE/arrest |
09.30 [Troops have withdrawn from the village] | RETREAT/withdraw |
After two years in prison [he was released on Friday] | RETREAT/release |
Police took 911 calls saying [shots have been fired in the hall] | ASSAULT/firearms |
[Shells hit the mill], and three barns were burnt | ASSAULT/heavy-weapons |
"""


def rows() -> list[tuple[str, str, str]]:
    cells = [[cell.strip() for cell in line.split("|")] for line in ROWS.strip().splitlines()]
    return [(text, kind, expected) for text, kind, expected in cells]


@pytest.mark.parametrize(("marked", "kind", "expected"), rows())
def test_a_claim_has_the_figures_that_its_clause_counts(marked: str, kind: str, expected: str) -> None:
    start = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    end = marked.index("]") - 1
    claim_type, _, mode = kind.partition("/")
    evidence = Span(text=text[start:end], start=start, end=end, found_by="test")
    found = claim_figures(text, evidence, claim_type, None if mode == "-" else mode, (), ())
    shown = [f"{f.text} = {bound(f.low)}..{bound(f.high)} {f.what}" for f in found]
    assert "; ".join(shown) == expected
    assert all(text[f.start : f.end] == f.text for f in found)


def bound(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


@pytest.mark.parametrize(
    ("clause", "kind", "what"),
    [
        ("The navy captured 23 pirates", ("COERCE", "seize"), "arrested"),
        ("The army deported about 190,000 Tatars from the peninsula", ("COERCE", "deport"), "displaced"),
        ("About 50,000 Serbs already have fled the province", ("MOVE", "flee"), "displaced"),
        ("Over 2.5 million people were eligible to vote", ("VOTE", "hold"), "voters"),
        ("1.8 million Salvadorans will elect a president", ("VOTE", "result"), "voters"),
        ("Five people were beaten at the station", ("ASSAULT", "beat"), "injured"),
        ("The five survivors were shot inside the lodge", ("ASSAULT", "firearms"), "injured"),
        ("Several people were shot, two fatally", ("ASSAULT", "firearms"), "injured"),
        ("Dozens of the girls have escaped on their own", ("MOVE", "flee"), "other"),
    ],
)
def test_what_is_counted_follows_from_type_and_words(clause: str, kind: tuple[str, str], what: str) -> None:
    evidence = Span(text=clause, start=0, end=len(clause), found_by="test")
    assert claim_figures(clause, evidence, *kind, (), ())[0].what == what


def test_the_same_sum_in_brackets_and_addresses_are_no_figures() -> None:
    for clause, count in (
        ("The court fined him 1 million Egyptian pounds ($56,270)", 1),
        ("A man was shot in the 6100 block of the avenue", 0),
        ("The judge was shot in the town, located 500 km from the capital", 0),
    ):
        evidence = Span(text=clause, start=0, end=len(clause), found_by="test")
        assert len(claim_figures(clause, evidence, "ASSAULT", None, (), ())) == count
