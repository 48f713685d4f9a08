"""A table of figure phrases: clause | type/mode | figures as "text = low..high what unit", separated by semicolons."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.evaluate.figures import figures as figures_on_gold
from whence.schema.records import Figure, Party, Span
from whence.stages.extract import figures_found
from whence.stages.extract.figures import assign, claim_figures, figures

TABLE = """
Rockets killed at least 14 soldiers | ASSAULT/aerial | at least 14 = 14..- killed people
Rockets killed more than 2,000 people | ASSAULT/aerial | more than 2,000 = 2000..- killed people
Rockets killed over 300 people | ASSAULT/aerial | over 300 = 300..- killed people
Rockets killed nearly 80 people | ASSAULT/aerial | nearly 80 = 80..80 killed people
Rockets killed almost 1,200 people | ASSAULT/aerial | almost 1,200 = 1200..1200 killed people
Rockets killed about 500 people | ASSAULT/aerial | about 500 = 500..500 killed people
Rockets killed up to 32 people | ASSAULT/aerial | up to 32 = -..32 killed people
Rockets killed fewer than 40 people | ASSAULT/aerial | fewer than 40 = -..40 killed people
Rockets killed no more than 12 people | ASSAULT/aerial | no more than 12 = -..12 killed people
Rockets killed no fewer than 12 people | ASSAULT/aerial | no fewer than 12 = 12..- killed people
Rockets killed as many as 70 people | ASSAULT/aerial | as many as 70 = -..70 killed people
Rockets killed an estimated 60 people | ASSAULT/aerial | an estimated 60 = 60..60 killed people
Rockets killed in excess of 90 people | ASSAULT/aerial | in excess of 90 = 90..- killed people
Rockets killed dozens of people | ASSAULT/aerial | dozens = 24..- killed people
Rockets killed scores of people | ASSAULT/aerial | scores = 40..- killed people
Rockets killed hundreds of civilians | ASSAULT/aerial | hundreds = 200..- killed people
Rockets killed several people | ASSAULT/aerial | several = 3..- killed people
Rockets killed thousands of civilians | ASSAULT/aerial | thousands = 2000..- killed people
Rockets killed several thousand civilians | ASSAULT/aerial | several thousand = 2000..- killed people
Rockets killed tens of thousands of people | ASSAULT/aerial | tens of thousands = 20000..- killed people
Rockets killed hundreds of thousands of people | ASSAULT/aerial | hundreds of thousands = 200000..- killed people
Rockets killed more than a dozen guards | ASSAULT/aerial | more than a dozen = 12..- killed people
Rockets killed half a dozen guards | ASSAULT/aerial | half a dozen = 6..6 killed people
Rockets killed six or seven guards | ASSAULT/aerial | six or seven = 6..7 killed people
Rockets killed between ten and twenty guards | ASSAULT/aerial | between ten and twenty = 10..20 killed people
It killed ten women and wounded thirty men | ASSAULT/- | ten = 10..10 killed people; thirty = 30..30 injured people
Two guards were killed and four wounded | ASSAULT/firearms | Two = 2..2 killed people; four = 4..4 injured people
Three guards died and 12 were hurt | ASSAULT/- | Three = 3..3 killed people; 12 = 12..12 injured people
A blast left 30 dead | ASSAULT/explosives | 30 = 30..30 killed people
A blast left 30 dead and 45 injured | ASSAULT/explosives | 30 = 30..30 killed people; 45 = 45..45 injured people
The death toll rose to 14 | ASSAULT/explosives | 14 = 14..14 killed people
The death toll has risen to 26, from 19 | ASSAULT/explosives | 26 = 26..26 killed people
The number of people killed rose from 11 to 13 | ASSAULT/explosives | 13 = 13..13 killed people
He put the number of dead at 19 | ASSAULT/explosives | 19 = 19..19 killed people
The bombing claimed 70,000 lives | ASSAULT/explosives | 70,000 = 70000..70000 killed people
Eighty people were taken to hospital | ASSAULT/explosives | Eighty = 80..80 injured people
Ten men killed four guards | ASSAULT/firearms | Ten = 10..10 other people; four = 4..4 killed people
Officers shot dead four people | ASSAULT/firearms | four = 4..4 killed people
FIVE DIED AND AT LEAST 14 WERE WOUNDED | ASSAULT/aerial | FIVE = 5..5 killed people; AT LEAST 14 = 14..- injured people
About 30 masked men burned the ballots | ASSAULT/destroy | About 30 = 30..30 other people
Gunmen took away two clerks | ASSAULT/abduct | two = 2..2 other people
A fire destroyed 21 houses | ASSAULT/destroy | 21 = 21..21 other houses
Police arrested 110 protesters | COERCE/arrest | 110 = 110..110 arrested people
Police arrested 110 of them | COERCE/arrest | 110 = 110..110 arrested people
Police detained more than 2,600 | COERCE/arrest | more than 2,600 = 2600..- arrested people
151 people had been arrested | COERCE/arrest | 151 = 151..151 arrested people
Arrests stood at 3,050 | COERCE/arrest | 3,050 = 3050..3050 arrested people
Police seized 90,000 ballots | COERCE/seize | 90,000 = 90000..90000 other ballots
The radio went off air for thirty days | COERCE/censor | thirty days = 30..30 other days
Britain imposed sanctions on 71 people | SANCTION/economic | 71 = 71..71 sanctioned people
Britain put sanctions on four banks | SANCTION/economic | four = 4..4 sanctioned banks
A court gave him five years in prison | SANCTION/convict | five years = 5..5 other years
A court gave him a seven-year term | SANCTION/convict | seven-year = 7..7 other years
A court fined her 30,000 Egyptian pounds | SANCTION/convict | 30,000 Egyptian pounds = 30000..30000 money EGP
Some 800 miners stayed above ground | PROTEST/strike | Some 800 = 800..800 crowd people
Tens of thousands of people marched | PROTEST/demo | Tens of thousands = 20000..- crowd people
Around 5,000 students met in 34 cities | PROTEST/demo | Around 5,000 = 5000..5000 crowd people; 34 = 34..34 other cities
Workers struck for nine days | PROTEST/strike | nine days = 9..9 other days
About 1,400 people crossed the river | MOVE/flee | About 1,400 = 1400..1400 displaced people
About 210 families fled | MOVE/flee | About 210 = 210..210 displaced families
Close to 900 people crossed the river | MOVE/flee | Close to 900 = 900..900 displaced people
The ferry brought 612 people out | MOVE/evacuate | 612 = 612..612 displaced people
He called up 300,000 reservists | MOBILIZE/troops | 300,000 = 300000..300000 troops people
He sent another 250 soldiers | MOBILIZE/troops | another 250 = 250..250 troops people
About thirty armoured vehicles rolled in | MOBILIZE/troops | About thirty = 30..30 other vehicles
She won 52 percent | VOTE/result | 52 percent = 52..52 vote-share percent
She won 52% of the vote | VOTE/result | 52% = 52..52 vote-share percent
She won 52.4 per cent of the vote | VOTE/result | 52.4 per cent = 52.4..52.4 vote-share percent
She will win at least 70-80% of the vote | VOTE/result | at least 70-80% = 70..80 vote-share percent
She will win between 79 and 82 percent | VOTE/result | between 79 and 82 percent = 79..82 vote-share percent
She polled 1% to 3% | VOTE/result | 1% to 3% = 1..3 vote-share percent
It took 81 percent of the seats | VOTE/result | 81 percent = 81..81 other percent
She leads by four points | VOTE/result | four points = 4..4 vote-share percent
The union won 268 of 299 seats | VOTE/result | 268 = 268..268 other seats
Turnout was 41.3 percent | VOTE/turnout | 41.3 percent = 41.3..41.3 turnout percent
The true turnout was five, perhaps six percent | VOTE/turnout | five, perhaps six percent = 5..6 turnout percent
Fewer than 8 percent of voters turned out | VOTE/turnout | Fewer than 8 percent = -..8 turnout percent
Sixty-one point three percent turned out | VOTE/turnout | Sixty-one point three percent = 61.3..61.3 turnout percent
Two-thirds of voters stayed at home | VOTE/turnout | Two-thirds = 66.7..66.7 turnout percent
Turnout was 45 percent, not 54 percent | VOTE/turnout | 45 percent = 45..45 turnout percent
Voters in 96 townships went to the polls | VOTE/hold | 96 = 96..96 other townships
He drove the same 14 passengers to vote | COERCE/vote | 14 = 14..14 voters people
Four observers watched the vote | VOTE/observe | Four = 4..4 other people
It sent $5.5 million | AID/- | $5.5 million = 5500000..5500000 money USD
It sent €23m | AID/- | €23m = 23000000..23000000 money EUR
It sent 40 million shekels | AID/- | 40 million shekels = 40000000..40000000 money ILS
It sent more than $62,000 | AID/- | more than $62,000 = 62000..- money USD
It sent hundreds of thousands of dollars | AID/- | hundreds of thousands of dollars = 200000..- money USD
It sent half a million euros | AID/- | half a million euros = 500000..500000 money EUR
It sent 600 tons of rice | AID/- | 600 = 600..600 other tons
A bomb went off 15 kilometres away | ASSAULT/explosives | 15 kilometres = 15..15 distance km
A truck ran for more than a mile | ASSAULT/primitive | more than a mile = 1..- distance miles
A bomb went off some 50 metres away | ASSAULT/explosives | some 50 metres = 50..50 distance metres
Two (2) guards were killed | ASSAULT/firearms | Two (2) = 2..2 killed people
Police arrested 14 people or more | COERCE/arrest | 14 = 14..14 arrested people
Another thirty or so were wounded | ASSAULT/firearms | Another thirty or so = 30..30 injured people
21 of the more than 200 girls were freed | RETREAT/release | 21 = 21..21 other people
11 of the 14 village heads resigned | RETREAT/resign | 11 = 11..11 other people
Ukraine handed over 55 Russians | RETREAT/release | 55 = 55..55 other people
A 58-year-old man was shot | ASSAULT/firearms |
Jones, 41, was shot | ASSAULT/firearms |
A boy of 16 was shot | ASSAULT/firearms |
He was shot in 2019 | ASSAULT/firearms |
He was shot on 24 September | ASSAULT/firearms |
He was shot on Sept. 24 | ASSAULT/firearms |
He was shot at 11 p.m. | ASSAULT/firearms |
He was shot at 14:30 | ASSAULT/firearms |
He was shot two years ago | ASSAULT/firearms |
He was shot in the past two weeks | ASSAULT/firearms |
He was the third man shot | ASSAULT/firearms |
Men broke into polling station No. 41 | ASSAULT/destroy |
The talks with M-19 ended | CONSULT/- |
An F-16 crashed near the Kwangmyong 4 site | MOBILIZE/weapons |
No soldier was hurt | ASSAULT/firearms |
One of them was shot | ASSAULT/firearms |
It was one country to blame | ACCUSE/- |
The two sides met | CONSULT/- |
The navy captured 23 Somali and Yemeni pirates | COERCE/seize | 23 = 23..23 arrested people
It seized 12 Somali and 11 Yemeni nationals | COERCE/seize | 12 = 12..12 arrested people; 11 = 11..11 arrested people
Voting failed in 29 out of 262 districts | VOTE/hold | 29 = 29..29 other None
Several people were shot, two fatally | ASSAULT/firearms | Several = 3..- injured people; two = 2..2 killed people
Police fired gas at thousands of demonstrators | ASSAULT/primitive | thousands = 2000..- crowd people
A third of the 1.8 million voters had cast their votes | VOTE/hold | A third = 33.3..33.3 turnout percent
They met at a Group of 20 summit | CONSULT/- |
Shots were heard after 1000 (1600 GMT) | ASSAULT/firearms |
He shelled the road several times | ASSAULT/heavy-weapons |
He was accused of shooting two women | ACCUSE/allege |
Two men drove a 25-tonne truck | ASSAULT/primitive | Two = 2..2 other people
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


def _figures(clause: str, kind: str) -> tuple[Figure, ...]:
    type_, _, mode = kind.partition("/")
    text = f"Before. {clause}. After 99 days 7 people died."
    evidence = Span(text=clause, start=8, end=8 + len(clause), found_by="test")
    return claim_figures(text, evidence, type_, None if mode == "-" else mode, (), ())


def _shown(figure: Figure) -> str:
    low, high = ("-" if value is None else f"{value}" for value in (figure.low, figure.high))
    return f"{figure.text} = {low}..{high} {figure.what} {figure.unit}"


@pytest.mark.parametrize(("clause", "kind", "expected"), ROWS)
def test_clause_has_its_figures(clause: str, kind: str, expected: str) -> None:
    assert "; ".join(_shown(figure) for figure in _figures(clause, kind)) == expected


def test_table_is_big_enough() -> None:
    assert len(ROWS) >= 100


def test_only_figures_of_the_evidence_are_the_claims() -> None:
    assert [figure.text for figure in _figures("Police arrested six men", "COERCE/arrest")] == ["six"]


def test_vote_share_names_its_owner_where_there_are_two() -> None:
    text = "Adam Reko won 52 percent and Lia Moro 41 percent"
    evidence = Span(text=text, start=0, end=len(text), found_by="t")
    parties = tuple(
        Party(text=name, start=text.index(name), end=text.index(name) + len(name), found_by="t", name=name)
        for name in ("Adam Reko", "Lia Moro")
    )
    got = claim_figures(text, evidence, "VOTE", "result", (), parties)
    assert [(figure.low, figure.of.text if figure.of else None) for figure in got] == [
        (52, "Adam Reko"),
        (41, "Lia Moro"),
    ]


def test_whose_pesos_follows_the_text() -> None:
    text = "MANILA - Police seized 1.2 million pesos"
    evidence = Span(text=text[9:], start=9, end=len(text), found_by="t")
    assert claim_figures(text, evidence, "COERCE", "seize", (), ())[0].unit == "PHP"


def test_found_figures_know_what_they_count() -> None:
    text = "Police held 14 young men"
    found = figures(text, 0, len(text))[0]
    assert found.counts is not None
    assert text[found.counts[0] : found.counts[1]] == "young men"
    assert assign("COERCE", "arrest", [found], text)[0].what == "arrested"


WORD_LIST = """
at least more than up to 14 2,000 two hundred and fifty million % percent per cent $ € killed
wounded people soldiers , . - – between or from to the of dozens several thousand half a dozen No 24
September 2019 12:30 km years ago old ( ) one (2) points dollars pesos not 1/3 99999999999999999999
"""
WORDS = st.sampled_from(WORD_LIST.split())


@settings(max_examples=400, deadline=None)
@given(
    st.lists(WORDS, max_size=16), st.sampled_from(["ASSAULT/-", "VOTE/result", "COERCE/arrest", "SANCTION/economic"])
)
def test_any_jumble_of_figure_words_gives_sound_figures(words: list[str], kind: str) -> None:
    _sound(" ".join(words), kind)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_sound_figures(text: str) -> None:
    _sound(text, "ASSAULT/-")


# Words that numbers are made of, and others: what the quick look before cutting into tokens must not pass over.
NUMBERS = [
    "a",
    "an",
    "half",
    "dozen",
    "few",
    "hundred",
    "two-thirds",
    "third",
    "couple",
    "of",
    "miles",
    "more",
    "than",
    "one",
    "17",
    "1,200",
    "people",
    "died",
    "in",
    "the",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(NUMBERS), max_size=14), st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))
def test_the_quick_look_passes_over_no_figure(words: list[str], start: int, last: int, end: int) -> None:
    text = " ".join(words)
    start, last, end = sorted((start, last, end))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures_found, "_may_hold_one", lambda *_: True)
        slowly = [figure for figure in figures(text, start, end) if figure.number < last]
    assert figures(text, start, end, before=last) == slowly


def _sound(text: str, kind: str) -> None:
    type_, _, mode = kind.partition("/")
    evidence = Span(text=text, start=0, end=len(text), found_by="t")
    got = claim_figures(text, evidence, type_, None if mode == "-" else mode, (), ())
    assert got == claim_figures(text, evidence, type_, None if mode == "-" else mode, (), ())
    for figure in got:
        assert text[figure.start : figure.end] == figure.text
        assert figure.low is not None or figure.high is not None
        assert figure.low is None or figure.high is None or figure.low <= figure.high


def test_gold_figures_do_not_fall_below_their_floor(shared: Path) -> None:
    assert figures_on_gold(shared / "gold")["f1"] >= 0.82
    assert figures_on_gold(shared / "gold-train")["f1"] >= 0.85
