"""Each furniture rule: what it cuts, and sentences of the body that look like it and stay."""

from __future__ import annotations

import pytest

from whence.stages.ingest.furniture import clean
from whence.stages.ingest.rules import rules

BEFORE = "Soldiers closed the bridge on Monday and turned back every car, the mayor of the town said in the evening."
AFTER = "The mayor added that two buses with voters had been stopped at the same place a day before the ballot began."

CUT = [
    ("READ MORE: Ten lakes to swim in", "link to another report"),
    ("READ MORE:\u00a0Gulls on the roof", "link to another report"),
    ("RELATED: The price of onions", "link to another report"),
    ("Read next: What the tide brings", "link to another report"),
    ("Gardeners at war over a hedge [INSIGHT]", "link to another report"),
    ("Actor says ‘never again’ [REVEAL]", "link to another report"),
    ("[ANALYSIS] Who owns the ferries?", "link to another report"),
    ("[Graphic: the river in numbers]", "link to another report"),
    ("https://news.example/more/12345", "link to another report"),
    ("CLICK HERE TO GET THE APP", "link to another report"),
    ("Also on example.com A long look at a short war", "link to another report"),
    ("[Photo: A voter in the rain. J. Doe]", "caption"),
    ("Image caption: A guard at the gate. Photograph: L. Doe", "caption"),
    ("A cyclist passes a poster. Photograph: Standard library", "caption"),
    ("Enlarge this image toggle caption Jane Doe/AP Jane Doe/AP", "caption"),
    ("Advertisement: Spring sale, up to 30% off", "advertisement"),
    ("Story continues below", "advertisement"),
    ("Advertisement Continue reading the main story", "advertisement"),
    ("Get Morning Tide, our free newsletter, every weekday. Enter your email address", "newsletter or subscription"),
    ("I am happy to receive offers from Harbour Media and its partners", "newsletter or subscription"),
    ("The Herald Letter: gossip in your inbox every Friday", "newsletter or subscription"),
    ("Follow our WhatsApp channel for alerts", "newsletter or subscription"),
    ("Support independent journalism: give 3 euros a month", "newsletter or subscription"),
    ("Enjoyed this essay? Buy the book.", "newsletter or subscription"),
    ("Sign in    Subscribe from £1 a week", "account link"),
    ("You have 2 free articles left this month", "account link"),
    ("This article is for subscribers only", "account link"),
    ("Your email address will not be published. Required fields are marked *", "comments"),
    ("Comments are closed.", "comments"),
    ("Be the first to comment", "comments"),
    ("Skip to main content", "page navigation"),
    ("5 min read", "page navigation"),
    ("Last updated 19:02 GMT", "live page"),
    ("All times CEST, newest first. On the desk today: J. Doe", "live page"),
    ("Load 14 older posts", "live page"),
    ("1.2K reposts · 340 comments", "share bar"),
    ("Share   Save   12 comments", "share bar"),
    ("Share on Facebook | Copy link", "share bar"),
    ("© 2022 Harbour Media Ltd", "copyright line"),
    ("Copyright 2018 A Press. All rights reserved.", "copyright line"),
    ("This site uses cookies to make it better. Accept?", "cookie notice"),
    ("Got a story? Email tips@pennant.example", "call for tips"),
    ("(Adds results; corrects place of fire, see note)", "wire desk note"),
    ("UPDATE 3 (adds tolls; corrects turnout)", "wire desk note"),
    ("(Reporting by J. Doe and R. Roe; editing by M. Moe)", "credit line"),
    ("The Example Press contributed to this report.", "credit line"),
    ("News | World | Business | Travel", "menu"),
    ("HOME   NEWS   WAR   ROYALS", "menu"),
    ("Home > Live > Politics", "menu"),
]

KEPT = [
    "Read more books, the minister told the pupils.",
    "Related costs rose to 3 million.",
    "The delegates left the hall. [APPLAUSE]",
    "“Sign up here and you will be paid,” the recruiter had told them, they said.",
    "Users said that the army had asked them to enter an email address.",
    "Photographs show the burnt gate.",
    "Reporting by local media shows that 12 people died.",
    "Comments by the governor were not aired.",
    "Copyright lawyers marched in the capital on Friday.",
    "By Wednesday 40,000 people had fled.",
    "Subscribers to the paper were arrested in May.",
    "Advertisement of the vote was banned on Sunday.",
    "The report first appeared on Telegram, he said.",
    "More: they burned the ballots of 11 precincts.",
    "Smith | 54% | 2.1m votes",
    "Live rounds were fired.",
    "Get out, the soldiers shouted at us.",
    "Join the strike on Friday, the union said on its Telegram channel.",
    "Cookies and tea were handed out to the refugees.",
]


def between(line: str) -> str:
    return f"{BEFORE}\n\n{line}\n\n{AFTER}"


@pytest.mark.parametrize(("line", "reason"), CUT)
def test_a_line_of_furniture_is_cut_with_its_reason(line: str, reason: str) -> None:
    source = between(line)
    cleaned = clean(source)
    assert cleaned.text == f"{BEFORE}\n\n{AFTER}"
    (cut,) = cleaned.cut
    assert (cut.text, cut.reason) == (line, reason)
    assert source[cut.start : cut.end] == line


@pytest.mark.parametrize("line", KEPT)
def test_a_sentence_that_looks_like_furniture_stays(line: str) -> None:
    assert clean(between(line)).text == between(line)


def test_every_rule_says_what_it_is() -> None:
    rows = [one.rule for part in rules().values() for one in part]
    assert len(rows) == len({row.name for row in rows})
    assert all(row.reason and row.lines for row in rows)


def test_rules_are_fast_on_lines_made_to_hurt_them() -> None:
    for piece in (
        "a ",
        "photo ",
        "rights reserved ",
        "[A ",
        "enter your e-mail ",
        "by click here ",
        "| ",
        "cookies use ",
    ):
        line = (piece * 400)[:419]
        clean(f"{BEFORE}\n{line}\n{AFTER}\n" * 40)  # 40 lines each; a pattern that backtracks badly would take minutes
