"""Claims to places: each claim gets the place that its words name or that the report plainly carries on, or none."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from whence.schema.records import Claim, Ground, Place, Span
from whence.schema.stage import Work
from whence.stages.resolve.places.candidates import Candidate, Frame, antecedent, candidates, frame
from whence.stages.resolve.places.choice import choose
from whence.stages.resolve.places.entry import Entry
from whence.stages.resolve.places.gazetteer import Gazetteer
from whence.stages.resolve.places.readings import Readings, Settled, read

FOUND_BY = "gazetteer"
# Shares of places right on the training gold, places where there is none counted as wrong: of 632 that the claim's own
# sentence names, of 166 carried over from elsewhere. A kind word or a container beside the name made no difference.
NAMED, CARRIED = 0.74, 0.67
CARRYING = frozenset({"earlier", "scene", "dateline", "akin"})


def resolve_places(work: Work, gazetteer: Gazetteer) -> Work:
    """`Claim.place` of every claim, with its ground; a span that extract put there is taken as a hint."""
    if not work.claims or not work.report.text:
        return work
    readings = read(work.report.text, gazetteer)
    view = frame(work, readings)
    return replace(work, claims=tuple(place_of(claim, view, gazetteer) for claim in work.claims))


def place_of(claim: Claim, view: Frame, gazetteer: Gazetteer) -> Claim:
    """The claim with its place."""
    found = candidates(claim, view)
    chosen = hinted(claim.place, view, found) if claim.place else None
    if chosen is None:
        chosen = choose(claim, found, view)
    grounds = tuple(g for g in claim.grounds if not g.field.startswith("place"))
    if chosen is None:
        return replace(claim, place=None, grounds=grounds)
    place, why = made(chosen, view, gazetteer, claim.place)
    ground = Ground(
        field="place.geonameid",
        value=str(place.geonameid) if place.geonameid is not None else place.name,
        span=Span(text=place.text, start=place.start, end=place.end, found_by=FOUND_BY, confidence=place.confidence),
        why=why,
    )
    return replace(claim, place=place, grounds=(*grounds, ground))


def hinted(place: Place | None, view: Frame, found: Sequence[Candidate]) -> Candidate | None:
    """The candidate that stands in the span that extract gave; what it points back to where it names nothing."""
    if place is None:
        return None
    inside = [
        (at, s) for at, s in enumerate(view.usable) if s.mention.start < place.end and s.mention.end > place.start
    ]
    named = [(at, s) for at, s in inside if s.entry]
    if named:
        return _list_or_inner(named)
    for at, settled in inside:
        via = antecedent(view, at)
        if via:
            return Candidate(
                start=settled.mention.start, end=settled.mention.end, members=(via,), zone="evidence", distance=0,
                mention=settled.mention, via=via,
            )  # fmt: skip
    return _around(place, view, found)


def _list_or_inner(named: Sequence[tuple[int, Settled]]) -> Candidate:
    """The names in a span: a list as a whole, else the one that others hold."""
    groups = [s for _, s in named if s.mention.group >= 0]
    first = named[0][1]
    members: tuple[Settled, ...] = (first,)
    if len(groups) > 1 and groups[0].mention.group == first.mention.group:
        members = tuple(s for s in groups if s.mention.group == first.mention.group)
    elif len(named) > 1:
        held = [s for _, s in named if s.mention.outer]
        members = (held[0],) if held else (first,)
    lead = members[0].mention
    return Candidate(
        start=lead.wide, end=members[-1].mention.end, members=members, zone="evidence", distance=0, mention=lead
    )  # fmt: skip


def _around(place: Place, view: Frame, found: Sequence[Candidate]) -> Candidate | None:
    """A span that names nothing known ("the cellar"): the last settlement before it."""
    for settled in reversed([s for s in view.usable if s.mention.start < place.start][-25:]):
        if settled.entry and settled.entry.kind in ("settlement", "facility"):
            return Candidate(
                start=place.start, end=place.end, members=(settled,), zone="evidence", distance=0,
                mention=settled.mention, via=settled,
            )  # fmt: skip
    return found[0] if found else None


def made(chosen: Candidate, view: Frame, gazetteer: Gazetteer, hint: Place | None) -> tuple[Place, str]:
    """The place of a candidate and the reason in words."""
    start, end = (hint.start, hint.end) if hint and _overlaps(hint, chosen) else (chosen.start, chosen.end)
    settled = chosen.lead
    if len(chosen.members) > 1:
        whole = joined(chosen.members, gazetteer)
        if whole is not None:
            names = ", ".join(s.mention.name for s in chosen.members)
            place = _place(view.text, start, end, whole, gazetteer, NAMED)
            return place, f"{whole.name} is the smallest place known to hold {names}"
    return _single(settled, chosen, view, (start, end), gazetteer)


def _overlaps(hint: Place, chosen: Candidate) -> bool:
    return hint.start < chosen.end and chosen.start < hint.end


def _single(
    settled: Settled, chosen: Candidate, view: Frame, span: tuple[int, int], gazetteer: Gazetteer
) -> tuple[Place, str]:
    entry = settled.entry
    assert entry is not None  # noqa: S101 - candidates without an entry are never chosen
    confidence = CARRIED if chosen.via or chosen.zone in CARRYING else NAMED
    place = _place(view.text, *span, entry, gazetteer, confidence)
    if settled.fallback:
        place = replace(place, name=settled.mention.name, geonameid=None, fallback=True, precision=settled.precision)
    elif place.precision != settled.precision:
        place = replace(place, precision=settled.precision)
    return place, why_of(settled, chosen, gazetteer)


def why_of(settled: Settled, chosen: Candidate, gazetteer: Gazetteer) -> str:
    """One sentence for people: how it was chosen, over whom, and what it was carried on from."""
    parts = [settled.why or "named there"]
    if settled.rivals and not settled.fallback:
        over = ", ".join(label(r, gazetteer) for r in settled.rivals)
        parts.insert(0, f"chosen over {over}")
    if chosen.via:
        parts.append(f"“{chosen.mention.name}” points back to {settled.mention.name}")
    elif chosen.zone in CARRYING:
        parts.append("carried over from an earlier sentence")
    return ": ".join(parts[:2]) + ("; " + "; ".join(parts[2:]) if parts[2:] else "")


def label(entry: Entry, gazetteer: Gazetteer) -> str:
    """A rival in words with its number: `Mankivka (Cherkasy Oblast, UA, GeoNames 701710)`."""
    inside = [gazetteer.region_name(entry) if entry.kind == "settlement" else None, entry.country]
    inside.append(f"GeoNames {entry.geonameid}" if entry.geonameid else None)
    return f"{entry.name} ({', '.join(i for i in inside if i)})"


def _place(text: str, start: int, end: int, entry: Entry, gazetteer: Gazetteer, confidence: float) -> Place:
    admin1 = gazetteer.region_name(entry) if entry.kind != "country" else None
    return Place(
        text=text[start:end], start=start, end=end, found_by=FOUND_BY, confidence=confidence, name=entry.name,
        geonameid=entry.geonameid, admin1=admin1, country=entry.country, lat=entry.lat, lon=entry.lon,
        precision="region" if entry.kind == "area" else entry.kind,
    )  # fmt: skip


def joined(members: Sequence[Settled], gazetteer: Gazetteer) -> Entry | None:
    """The smallest place that holds all: the one region, the one country, else `None`."""
    entries = [s.entry for s in members if s.entry]
    if not entries or len({e.id for e in entries}) == 1:
        return entries[0] if entries else None
    countries = {e.country for e in entries}
    if len(countries) != 1:
        return None
    if len({e.admin1 for e in entries}) == 1 and all(e.kind != "country" for e in entries):
        return gazetteer.region(entries[0].country, entries[0].admin1) or gazetteer.country(entries[0].country)
    return gazetteer.country(entries[0].country)


__all__ = ["Readings", "resolve_places"]
