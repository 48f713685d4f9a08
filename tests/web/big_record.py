# ruff: noqa: E501 (one line an invented value)
"""A record of as many invented claims as are wanted, as the copy that pages read: for measuring how fast they are."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from whence.protect import MASKED, Protected, masking
from whence.publish.spool import Spool
from whence.schema import records as r
from whence.schema.ids import digest, event_id
from whence.schema.ontology import ontology
from whence.web.view import fill, tables
from whence.web.view.build import Built, Stamp

PLACES = 3000
SURNAMES = 4000
OUTLETS = 400
A_REPORT, AN_EVENT = 5, 2.5  # claims, on average


def shown(claims: int) -> Protected:
    """A record of that many claims, invented by a fixed seed."""
    chance = random.Random(20220924)
    kinds = [(kind.name, mode.name) for kind in ontology().types for mode in kind.modes]
    places = [_place(chance, n) for n in range(PLACES)]
    names = [f"Official {digest(str(n).encode())[:6].upper()}" for n in range(SURNAMES)]
    told = [_claim(chance, n, kinds, places, names) for n in range(claims)]
    reports = [_report(chance, n) for n in range(claims // A_REPORT + 1)]
    return Protected(
        reports=tuple(reports), claims=tuple(told), events=tuple(_events(chance, told)), decisions=(), issues=(),
        policy=MASKED, names=0, coarsened=0, withheld_claims=0, withheld_events=0,
        mask=masking([], [], [], MASKED, b"invented"),
    )  # fmt: skip


def _place(chance: random.Random, n: int) -> r.Place:
    name = f"Town {n}"
    country = ("UA", "RU", "SN", "KE", "PH", "SD", "MM", "ML", "TD", "BF")[min(9, int(chance.expovariate(0.5)))]
    return r.Place(
        text=name, start=30, end=30 + len(name), found_by="invented", name=name, geonameid=n, admin1=f"Region {n % 40}",
        country=country, lat=round(chance.uniform(-10, 55), 3), lon=round(chance.uniform(-15, 100), 3),
        precision=chance.choice(("settlement", "settlement", "region", "country")),
    )  # fmt: skip


def _report(chance: random.Random, n: int) -> r.Report:
    text = f"In the town of the report {n} something is said to have happened. " * 6
    day = f"20{20 + n % 5}-{1 + n % 12:02}-{1 + n % 28:02}"
    return r.Report(
        report_id=f"{n:016x}", input=r.Input(path=f"{n}.txt"), text=text, outlet=f"Outlet {chance.randrange(OUTLETS)}",
        title=f"Report {n} on what was said", published=r.Published(value=day, basis="given"), language="en",
        copy_of=f"{n - 1:016x}" if n % 7 == 1 else None,
    )  # fmt: skip


def _claim(
    chance: random.Random, n: int, kinds: list[tuple[str, str]], places: list[r.Place], names: list[str]
) -> r.Claim:
    kind, mode = kinds[min(len(kinds) - 1, int(chance.expovariate(0.06)))]
    who = names[min(SURNAMES - 1, int(chance.expovariate(0.004)))]
    day = f"20{20 + n % 5}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
    words = f"election office shelling crowd {n % 977} police {who.split()[1].lower()}"
    here = {"start": 0, "end": 20, "found_by": "invented", "confidence": chance.uniform(0.4, 1)}
    return r.Claim(
        claim_id=digest(f"claim {n}".encode()), report_id=f"{n // A_REPORT:016x}", type=kind, mode=mode,
        evidence=r.Span(text=words, **here), status=chance.choice(("asserted",) * 8 + ("planned", "denied", "possible")),
        actors=(r.Party(text=who, name=who, sector="GOV", private=False, **here),), place=places[chance.randrange(PLACES)],
        time=r.Time(text="on Friday", earliest=day, latest=day, precision="day", basis="text", **here),
        chain=(r.Link(text=who, name=names[chance.randrange(SURNAMES)], kind="person", private=False, **here),),
    )  # fmt: skip


def _events(chance: random.Random, claims: list[r.Claim]) -> Iterator[r.Event]:
    at = 0
    while at < len(claims):
        some = claims[at : at + 1 + min(60, int(chance.expovariate(1 / (AN_EVENT - 1))))]
        at += len(some)
        yield _event(some)


def _event(some: list[r.Claim]) -> r.Event:
    ids = tuple(sorted(one.claim_id for one in some))
    first = some[0]
    place, when = first.place, first.time
    origins: dict[str, list[str]] = {}
    for one in some:
        origins.setdefault(one.chain[0].name, []).append(one.claim_id)
    disputed = len(some) > 4 and int(ids[0], 16) % 3 == 0
    sides = (r.Supported(value="3", claims=ids[:1]), r.Supported(value="5", claims=ids[1:2]))
    assert place
    assert when
    return r.Event(
        event_id=event_id(ids), status=first.status, type=r.Supported(value=first.type, claims=ids),
        mode=r.Supported(value=first.mode or "", claims=ids),
        actors=tuple(r.EventParty(name=one.actors[0].name, sector="GOV", private=False, claims=ids[:1]) for one in some[:4]),
        place=r.EventPlace(
           **{name: getattr(place, name) for name in ("name", "geonameid", "admin1", "country", "lat", "lon", "precision")}, claims=ids),
        time=r.EventTime(earliest=when.earliest, latest=when.latest, precision="day", basis="text", claims=ids),
        claims=ids, reports=tuple(sorted({one.report_id for one in some})),
        origins=tuple(r.Origin(name=name, kind="person", claims=tuple(held)) for name, held in origins.items()),
        credibility=r.Credibility(grade=1 if len(origins) > 1 else 3, why="invented"),
        disputes=(r.Dispute(field="figures.killed", values=sides),) if disputed else (),
    )  # fmt: skip


def make(claims: int, target: Path) -> None:
    """Write the copy that the pages read."""
    began = time.perf_counter()
    held = shown(claims)
    print(f"{len(held.claims):,} claims, {len(held.events):,} events, {len(held.reports):,} reports invented "
          f"in {time.perf_counter() - began:.0f} s")  # fmt: skip
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target, isolation_level=None)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
    connection.executescript(tables.TABLES)
    connection.execute("BEGIN")
    with Spool() as spool:
        for values in (held.reports, held.claims, held.events):
            spool.put(values)
        spool.ready()
        fill.fill(connection, spool, {}, [])
    built = Built(
        stamp=Stamp(version=1, mark="invented", private=False), built="2026-01-01T00:00:00+00:00", record="big.db",
        reports=len(held.reports), claims=len(held.claims), events=len(held.events), decisions=0, issues=0, names=0,
        coarsened=0, withheld_claims=0, withheld_events=0, loosened=(), policy=MASKED, private=False,
    )  # fmt: skip
    connection.execute("INSERT INTO meta VALUES ('built', ?)", (msgspec.json.encode(built).decode(),))
    connection.execute("COMMIT")
    connection.executescript(tables.INDEXES)
    connection.close()
    print(f"written in {time.perf_counter() - began:.0f} s, {target.stat().st_size / 1e6:,.0f} MB")
