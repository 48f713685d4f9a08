"""A small record of invented reports, put together by hand, for the tests of the library and the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from whence.schema import ids
from whence.schema.original import Original
from whence.schema.records import (
    Claim,
    Credibility,
    Cut,
    Decision,
    Dispute,
    Event,
    EventFigure,
    EventLink,
    EventParty,
    EventPlace,
    EventTime,
    Figure,
    Ground,
    Input,
    Issue,
    Link,
    Origin,
    Pair,
    PairReason,
    Party,
    Place,
    Published,
    Report,
    Span,
    Superseded,
    Supported,
    Time,
)
from whence.store.originals import Loaded
from whence.store.writer import Writer

FIRE = (
    "A polling station in Vesele was set alight on Friday, Governor Petro Lysenko wrote on Telegram. "
    "Two people were hurt, he said. “I saw the smoke,” resident Halyna Dovhan told Radio Dnipro. "
    "Dovhan’s son Artem Dovhan, 9, was treated.\x1b[31m"
)
AGAIN = "Five people were hurt in a fire at a polling station in Vesele, police said on 24 September 2022."
TANKS = "A column of tanks moved into Vesele, residents said."
# Nobody may read these words in what goes out by default.
PRIVATE_WORDS = ("Halyna", "Dovhan", "Artem")
SEALED_WORDS = ("Artem",)


def at(text: str, words: str, nth: int = 0, **more: Any) -> dict[str, Any]:
    """The place of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"text": words, "start": start, "end": start + len(words), "found_by": "sample", **more}


def report(number: int, text: str, **more: Any) -> Report:
    """A report whose id opens with its number."""
    return Report(report_id=f"{number}" * 16, input=Input(path=f"in/{number}.txt"), text=text, language="en", **more)


FIRST = report(
    1, FIRE, outlet="Radio Dnipro", title="Polling station burns, says Halyna Dovhan", byline="Olha Bila",
    published=Published(value="2022-09-25", basis="given"), url="https://radio.example/halyna-dovhan-fire",
    cut=(Cut(text="READ MORE: Ten questions", start=400, end=424, reason="link to another report"),),
)  # fmt: skip
SECOND = report(2, AGAIN, outlet="Wire", title="Fire", published=Published(value="2022-09-24", basis="text"))
THIRD = report(3, TANKS, outlet="Wire", title="Tanks")
VESELE = {
    "name": "Vesele", "geonameid": 690000, "admin1": "Zaporizhzhia Oblast", "country": "UA", "lat": 47.0166,
    "lon": 34.9166, "precision": "settlement",
}  # fmt: skip


def claims() -> tuple[Claim, ...]:
    """Fire as the governor tells it, smoke as a resident does, a child, fire as police do, tanks."""
    where = Place(**at(FIRE, "Vesele"), **VESELE)
    when = Time(
        **at(FIRE, "on Friday", confidence=0.7), earliest="2022-09-23", latest="2022-09-23", precision="day",
        basis="publication",
    )  # fmt: skip
    fire = Claim(
        report_id=FIRST.report_id,
        evidence=Span(**at(FIRE, "A polling station in Vesele was set alight on Friday")),
        type="ASSAULT", mode="destroy", place=where, time=when, contexts=("election",),
        targets=(Party(**at(FIRE, "A polling station in Vesele"), name="polling station", private=False),),
        figures=(Figure(**at(FIRE, "Two people"), low=2, high=2, unit="people", what="injured"),),
        chain=(
            Link(**at(FIRE, "Governor Petro Lysenko"), name="Petro Lysenko", kind="person",
                 role="Governor of Zaporizhzhia Oblast", via="Telegram", private=False),
        ),
        grounds=(
            Ground(field="type", value="ASSAULT", span=Span(**at(FIRE, "set alight")), why="`set alight` names it"),
            Ground(field="status", value="asserted", span=None, why="no word weakens it"),
        ),
    )  # fmt: skip
    smoke = Claim(
        report_id=FIRST.report_id, evidence=Span(**at(FIRE, "I saw the smoke")), type="ACCUSE", status="possible",
        hedge=Span(**at(FIRE, "saw", confidence=0.3)), place=where,
        actors=(Party(**at(FIRE, "Halyna Dovhan"), name="Halyna Dovhan"),),
        chain=(Link(**at(FIRE, "Halyna Dovhan"), name="Halyna Dovhan", kind="person"),),
        instrument=Span(**at(FIRE, "smoke")),
    )  # fmt: skip
    again = Claim(
        report_id=SECOND.report_id, evidence=Span(**at(AGAIN, AGAIN[:-1])), type="ASSAULT", mode="destroy",
        figures=(Figure(**at(AGAIN, "Five people"), low=5, high=5, unit="people", what="injured"),),
        chain=(Link(**at(AGAIN, "police"), name="police", kind="organisation", private=False),),
    )  # fmt: skip
    tanks = Claim(
        report_id=THIRD.report_id, evidence=Span(**at(TANKS, "A column of tanks moved into Vesele")),
        type="MOBILIZE", mode="troops", chain=(Link(**at(TANKS, "residents"), name="residents", kind="unnamed"),),
    )  # fmt: skip
    found = [named(claim) for claim in (fire, smoke, again, tanks)]
    return tuple(found)


def named(claim: Claim) -> Claim:
    """The claim with its id."""
    return msgspec.structs.replace(claim, claim_id=ids.claim_id(claim))


def events(all_claims: tuple[Claim, ...]) -> tuple[Event, ...]:
    """The fire, the smoke, the tanks."""
    fire, smoke, again, tanks = (claim.claim_id for claim in all_claims)
    smoking = ids.event_id([smoke])
    burning = Event(
        event_id=ids.event_id([fire, again]), status="asserted", links=(EventLink(relation="part", event_id=smoking),),
        type=Supported(value="ASSAULT", claims=(fire, again)), mode=Supported(value="destroy", claims=(fire, again)),
        targets=(EventParty(name="polling station", private=False, claims=(fire,)),),
        place=EventPlace(**VESELE, claims=(fire,)),
        time=EventTime(earliest="2022-09-23", latest="2022-09-24", precision="range", basis="text", claims=(fire,)),
        figures=(EventFigure(what="injured", low=2, high=2, unit="people", claims=(fire,)),),
        claims=tuple(sorted((fire, again))), reports=(FIRST.report_id, SECOND.report_id),
        origins=(
            Origin(name="Petro Lysenko", kind="person", claims=(fire,)),
            Origin(name="police", kind="organisation", claims=(again,)),
        ),
        credibility=Credibility(grade=2, why="Two origins agree on the act, the number of injured is disputed."),
        history=(Superseded(field="figures.injured", value="1", claims=(again,), replaced_by="5"),),
        disputes=(
            Dispute(field="figures.injured",
                    values=(Supported(value="2", claims=(fire,)), Supported(value="5", claims=(again,)))),
        ),
    )  # fmt: skip
    seen = Event(
        event_id=smoking, status="possible", type=Supported(value="ACCUSE", claims=(smoke,)),
        actors=(EventParty(name="Halyna Dovhan", claims=(smoke,)),), place=EventPlace(**VESELE, claims=(smoke,)),
        claims=(smoke,), reports=(FIRST.report_id,),
        origins=(Origin(name="Halyna Dovhan", kind="person", claims=(smoke,), private=True),),
        credibility=Credibility(grade=6, why="Only supposed."),
    )  # fmt: skip
    moving = Event(
        event_id=ids.event_id([tanks]), status="asserted", type=Supported(value="MOBILIZE", claims=(tanks,)),
        claims=(tanks,), reports=(THIRD.report_id,), credibility=Credibility(grade=6, why="Only unnamed."),
    )  # fmt: skip
    return burning, seen, moving


def write(path: Path) -> Path:
    """Write the record."""
    all_claims = claims()
    fire, _, again, _ = all_claims
    reasons = (PairReason(feature="place", score=1.0, words="same place (Vesele)"),)
    pair = Pair(left=fire.claim_id, right=again.claim_id, score=0.9, verdict="same", reasons=reasons)
    issues = (
        Issue(report_id=None, input=Input(path="in/bad.txt"), stage="ingest", level="error", code="binary",
              message="in/bad.txt: not text", advice="Give text."),
        Issue(report_id=FIRST.report_id, input=FIRST.input, stage="tag", level="info", code="long", message="long",
              advice=""),
    )  # fmt: skip
    decision = Decision(
        decision_id="d" * 16, who="reviewer", when="2026-01-02T03:04:05Z", what="accept", ids=(fire.claim_id,),
        note="Dovhan confirmed it",
    )  # fmt: skip
    loaded = []
    for one in (FIRST, SECOND, THIRD):
        original = Original(report_id=one.report_id, format="text", input=one.input, data=one.text.encode())
        here = tuple(claim for claim in all_claims if claim.report_id == one.report_id)
        loaded.append(Loaded(original=original, fingerprint="f", report=one, claims=here,
                             issues=tuple(i for i in issues if i.report_id == one.report_id)))  # fmt: skip
    with Writer(path) as writer:
        writer.load(loaded)
        writer.replace_input_issues(["in/bad.txt"], [issues[0]])
        writer.append_decision(decision)
        writer.replace_merged(all_claims, [FIRST, SECOND, THIRD], all_claims, events(all_claims), [pair], "sample")
    return path
