"""An event's values: of all that its claims say, what most independent origins say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from whence.linkage.normalise import fold, same_name
from whence.schema.ids import event_id
from whence.schema.records import (
    Claim,
    Event,
    EventFigure,
    EventParty,
    EventPlace,
    EventTime,
    Figure,
    Party,
    Report,
    Status,
    Supported,
)
from whence.stages.merge import credibility, disputes, origins
from whence.stages.merge.origins import Family

_STRENGTH: tuple[Status, ...] = ("asserted", "planned", "called-for", "predicted", "possible", "denied")
_FINE = ("exact", "facility", "settlement", "district", "region", "country", "unknown")
_SHARP = ("day", "range", "week", "month", "season", "year", "unknown")

Row = TypeVar("Row")


def build(claims: Sequence[Claim], reports: Mapping[str, Report], family: Family) -> Event:
    """One event from its claims (not empty); links to other events are set later."""
    ordered = sorted(claims, key=lambda claim: claim.claim_id)
    known = origins.find(ordered, reports, family)
    contested, history = disputes.find(ordered, known, reports)
    support = {claim_id: at for at, origin in enumerate(known) for claim_id in origin.claims}
    status = strongest(ordered)
    telling = [claim for claim in ordered if claim.status != "denied"] or ordered
    replaced = {(row.field, claim_id) for row in history for claim_id in row.claims}
    return Event(
        event_id=event_id(claim.claim_id for claim in ordered),
        status=status,
        type=_best_word([(claim.type, claim.claim_id) for claim in telling], support),
        mode=_mode(telling, support),
        actors=_parties([(party, claim.claim_id) for claim in telling for party in claim.actors], support),
        targets=_parties([(party, claim.claim_id) for claim in telling for party in claim.targets], support),
        place=_place(telling, support),
        time=_time(telling, support),
        figures=_figures(telling, replaced, support),
        claims=tuple(claim.claim_id for claim in ordered),
        reports=tuple(sorted({claim.report_id for claim in ordered})),
        origins=known,
        credibility=credibility.judge(ordered, known, contested),
        history=history,
        disputes=contested,
    )


def strongest(claims: Sequence[Claim]) -> Status:
    return min((claim.status for claim in claims), key=_STRENGTH.index)


def ranked(
    rows: Sequence[tuple[Row, str]], alike: Callable[[Row, Row], bool], support: Mapping[str, int]
) -> list[tuple[Row, tuple[str, ...]]]:
    """Groups of like values with their claims: most origins first, then most claims, then the smallest claim."""
    groups: list[tuple[Row, list[str]]] = []
    for value, claim_id in rows:
        for held, ids in groups:
            if alike(held, value):
                ids.append(claim_id)
                break
        else:
            groups.append((value, [claim_id]))

    def rank(group: tuple[Row, list[str]]) -> tuple[int, int, str]:
        return -len({support[one] for one in group[1]}), -len(group[1]), min(group[1])

    return [(value, tuple(sorted(set(ids)))) for value, ids in sorted(groups, key=rank)]


def _best_word(rows: Sequence[tuple[str, str]], support: Mapping[str, int]) -> Supported:
    value, ids = ranked(rows, lambda one, other: one == other, support)[0]
    return Supported(value=value, claims=ids)


def _mode(claims: Sequence[Claim], support: Mapping[str, int]) -> Supported | None:
    rows = [(claim.mode, claim.claim_id) for claim in claims if claim.mode]
    return _best_word(rows, support) if rows else None


def _parties(rows: Sequence[tuple[Party, str]], support: Mapping[str, int]) -> tuple[EventParty, ...]:
    """All parties that are told apart by name, best supported first, each under its fullest name."""
    fullest = sorted(rows, key=lambda row: (-len(row[0].name), row[0].name, row[1]))
    found = []
    for party, ids in ranked(fullest, lambda one, other: same_name(one.name, other.name), support):
        like = [row for row in rows if row[1] in ids and same_name(row[0].name, party.name)]
        sector = next((row[0].sector for row in like if row[0].sector), None)
        private = all(row[0].private for row in like)
        found.append(EventParty(name=party.name, sector=sector, private=private, claims=ids))
    return tuple(found)


def _place(claims: Sequence[Claim], support: Mapping[str, int]) -> EventPlace | None:
    """Of the finest precision told, the place that most origins name."""
    rows = [(claim.place, claim.claim_id) for claim in claims if claim.place is not None]
    if not rows:
        return None
    finest = min((_FINE.index(place.precision) for place, _ in rows))
    fine = [(place, one) for place, one in rows if _FINE.index(place.precision) <= max(finest, 2)]
    place, ids = ranked(fine, lambda one, other: (one.geonameid, fold(one.name)) == (other.geonameid, fold(other.name)),
                        support)[0]  # fmt: skip
    return EventPlace(
        name=place.name,
        geonameid=place.geonameid,
        admin1=place.admin1,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        fallback=place.fallback,
        claims=ids,
    )


def _time(claims: Sequence[Claim], support: Mapping[str, int]) -> EventTime | None:
    """Of the sharpest precision told, the interval that most origins give; an act done over one announced."""
    real = [claim for claim in claims if claim.status == "asserted"] or claims
    rows = [(claim.time, claim.claim_id) for claim in real
            if claim.time is not None and (claim.time.earliest or claim.time.latest)]  # fmt: skip
    if not rows:
        return None
    sharpest = min(_SHARP.index(time.precision) for time, _ in rows)
    sharp = [(time, one) for time, one in rows if _SHARP.index(time.precision) <= max(sharpest, 1)]
    time, ids = ranked(sharp, lambda one, other: (one.earliest, one.latest) == (other.earliest, other.latest), support)[
        0
    ]
    return EventTime(earliest=time.earliest, latest=time.latest, precision=time.precision, basis=time.basis, claims=ids)


def _figures(
    claims: Sequence[Claim], replaced: set[tuple[str, str]], support: Mapping[str, int]
) -> tuple[EventFigure, ...]:
    """For each thing counted the best supported figure, less those that their own source has replaced."""
    rows: dict[tuple[str, str], list[tuple[Figure, str]]] = {}
    for claim in claims:
        for figure in claim.figures:
            if (f"figures.{figure.what}", claim.claim_id) not in replaced:
                rows.setdefault((figure.what, figure.unit or ""), []).append((figure, claim.claim_id))
    found = []
    for _, told in sorted(rows.items()):
        figure, ids = ranked(told, lambda one, other: (one.low, one.high) == (other.low, other.high), support)[0]
        found.append(EventFigure(what=figure.what, low=figure.low, high=figure.high, unit=figure.unit, claims=ids))
    return tuple(found)
