"""Write a record with as many invented claims as are wanted: for measuring merging, pages and exports.

    python -m training.generate_claims RECORD CLAIMS [SEED]

Events happen at a steady rate in invented towns; each is told in three reports on average, by sources who agree, differ
over numbers, deny or suppose. One report in ten reprints another with a line added. The more claims, the more days are
covered, as in life. All of it follows from the seed. The record is merged by `whence.pipeline.merge_again(RECORD)`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from msgspec import Struct

from whence.schema.ids import digest
from whence.schema.original import Original
from whence.schema.records import Claim, Figure, Input, Link, Party, Place, Published, Report, Span, Status, Time
from whence.store.originals import Loaded
from whence.store.writer import Writer

PER_REPORT, PER_DAY = 10, 20  # claims of a report, reports of a day
TOWNS, OUTLETS = 400, 60
LIVE = 70  # events that reports of one day may tell of
FOUND_BY = "generated"
_FIRST = "Vel Dor Rut Kam Sol Bre Tal Mir Osk Len Har Zub Pol Gor Nik Fel Ard Bus Cor Dan"
_LAST = "mar dorf ensk ovka grad heim ton burg ito anu oda ville ekha slav ino"
_NOUNS = """
    market school bridge depot station barracks harbour hospital office convoy warehouse garage mosque library square
    factory mill tower canal quarry prison court archive airfield dormitory clinic ferry tunnel checkpoint theatre
    stadium pier granary kiosk brewery chapel
"""
_ADJECTIVES = "old central northern southern main new upper lower private burnt crowded empty"
FIRST, LAST, NOUNS, ADJECTIVES = _FIRST.split(), _LAST.split(), _NOUNS.split(), _ADJECTIVES.split()
ACTS = {
    ("ASSAULT", "firearms"): "Gunmen opened fire on the {noun}",
    ("ASSAULT", "heavy-weapons"): "Shells hit the {noun}",
    ("ASSAULT", "explosives"): "A bomb went off at the {noun}",
    ("COERCE", "arrest"): "Police detained workers of the {noun}",
    ("PROTEST", "demo"): "People rallied in front of the {noun}",
    ("MOVE", "flee"): "Families fled from the quarter around the {noun}",
    ("REQUEST", "change"): "The mayor asked for a new {noun}",
    ("VOTE", "hold"): "People voted in the {noun}",
}


class Act(Struct, frozen=True):
    """One invented event."""

    kind: tuple[str, str]
    town: int
    noun: str
    street: str
    day: date
    killed: int | None


def name(number: int) -> str:
    """The name of an invented town."""
    return FIRST[number % len(FIRST)] + LAST[number // len(FIRST) % len(LAST)] + ("" if number < 300 else "ka")


def act(dice: random.Random, day: date) -> Act:
    kind = dice.choice(sorted(ACTS))
    street = dice.choice(FIRST).lower().capitalize() + dice.choice(LAST) + dice.choice(LAST)
    killed = dice.randrange(2, 40) if kind[0] == "ASSAULT" and dice.random() < 0.6 else None
    return Act(kind, dice.randrange(TOWNS), f"{dice.choice(ADJECTIVES)} {dice.choice(NOUNS)}", street, day, killed)


def loads(claims: int, seed: int = 7) -> Iterator[Loaded]:
    """Reports one after another, day by day, with PER_REPORT claims each."""
    dice = random.Random(seed)
    live: list[Act] = []
    today: list[Loaded] = []
    for number in range(max(1, claims // PER_REPORT)):
        day = date(2031, 1, 1) + timedelta(days=number // PER_DAY)
        if number % PER_DAY == 0:
            live = [one for one in live if (day - one.day).days < 3][-LIVE:]
            live += [act(dice, day) for _ in range(LIVE)]
            today = []
        if today and dice.random() < 0.1:
            made = reprint(dice, dice.choice(today), number, seed)
        else:
            made = report(dice, live, number, day, seed)
            today.append(made)
        yield made


def report(dice: random.Random, live: list[Act], number: int, day: date, seed: int) -> Loaded:
    """A report on some of the acts that are in the news."""
    report_id = digest(f"{seed}/report/{number}".encode())
    sentences, rows = [], []
    at = 0
    for _ in range(PER_REPORT):
        told = dice.choice(live)
        words, status, source = tell(dice, told)
        rows.append((told, words, at, status, source))
        sentences.append(words + (f", {source[1]} said." if source else "."))
        at += len(sentences[-1]) + 1
    text = " ".join(sentences)
    claims = tuple(claim(dice, report_id, turn, row, text) for turn, row in enumerate(rows))
    return load(report_id, f"Outlet {dice.randrange(OUTLETS)}", day, text, claims)


def tell(dice: random.Random, told: Act) -> tuple[str, Status, tuple[str, str] | None]:
    """A clause on an act, the claim's status, and who says so (kind and name)."""
    what = ACTS[told.kind].format(noun=told.noun)
    words = f"{what} in {told.street} Street, {name(told.town)}, on {told.day:%A}"
    status: Status = "asserted"
    chance = dice.random()
    if chance < 0.05:
        status, words = "denied", f"It is not true that {words[0].lower()}{words[1:]}"
    elif chance < 0.1:
        status, words = "possible", f"Perhaps {words[0].lower()}{words[1:]}"
    source = dice.choice([None, ("person", f"Governor Ann {name(told.town)}"), ("unnamed", "residents"),
                          ("organisation", f"{name(told.town)} Police"), None])  # fmt: skip
    return words, status, source


def claim(
    dice: random.Random, report_id: str, turn: int, row: tuple[Act, str, int, Status, tuple[str, str] | None], text: str
) -> Claim:
    told, words, at, status, source = row

    def span(part: str) -> dict[str, object]:
        start = text.index(part, at)
        return {"text": part, "start": start, "end": start + len(part), "found_by": FOUND_BY}

    town, number = name(told.town), told.town
    figures: tuple[Figure, ...] = ()
    if told.killed and status == "asserted" and dice.random() < 0.5:
        count = told.killed + dice.choice([0, 0, 0, 1, 2])
        figures = (Figure(**span(words[:5]), low=count, high=count, what="killed"),)  # type: ignore[arg-type]
    return Claim(
        claim_id=digest(f"{report_id}/{turn}".encode()),
        report_id=report_id,
        evidence=Span(**span(words)),  # type: ignore[arg-type]
        type=told.kind[0],
        mode=told.kind[1],
        status=status,
        targets=(Party(**span(told.noun), name=told.noun, private=False),),  # type: ignore[arg-type]
        place=Place(**span(town), name=town, geonameid=number, country="XA", admin1=f"Region {number % 20}",
                    lat=40 + number % 20 / 2, lon=20 + number // 20 / 2, precision="settlement"),  # type: ignore[arg-type]
        time=Time(**span(f"{told.day:%A}"), earliest=told.day.isoformat(), latest=told.day.isoformat(),
                  precision="day", basis="publication"),  # type: ignore[arg-type]
        figures=figures,
        chain=(Link(**span(source[1]), name=source[1], kind=source[0], private=False),) if source else (),  # type: ignore[arg-type]
    )  # fmt: skip


def reprint(dice: random.Random, of: Loaded, number: int, seed: int) -> Loaded:
    """The same words in another outlet, but for the end."""
    assert of.report is not None
    assert of.report.published is not None
    report_id = digest(f"{seed}/report/{number}".encode())
    text = of.report.text + " Subscribe to read more of this."
    claims = tuple(_moved(one, digest(f"{report_id}/{turn}".encode()), report_id) for turn, one in enumerate(of.claims))
    day = date.fromisoformat(of.report.published.value)
    return load(report_id, f"Outlet {dice.randrange(OUTLETS)}", day, text, claims)


def _moved(one: Claim, claim_id: str, report_id: str) -> Claim:
    return Claim(**{name: getattr(one, name) for name in one.__struct_fields__}
                 | {"claim_id": claim_id, "report_id": report_id})  # fmt: skip


def load(report_id: str, outlet: str, day: date, text: str, claims: tuple[Claim, ...]) -> Loaded:
    given = Input(id=report_id)
    published = Published(value=day.isoformat(), basis="given")
    report = Report(report_id=report_id, input=given, outlet=outlet, published=published, text=text, language="en")
    original = Original(report_id=report_id, format="text", input=given, data=text.encode())
    return Loaded(original=original, fingerprint="generated", report=report, claims=claims)


def write(path: Path, claims: int, seed: int = 7, skip: int = 0) -> None:
    """Load that many claims, less the first `skip` reports, into a record; merging is left to the caller."""
    made = islice(loads(claims, seed), skip, None)
    with Writer(path) as writer:
        while batch := list(islice(made, 500)):
            writer.load(batch)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:]))
