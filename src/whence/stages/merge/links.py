"""Links between events that are not one: a threat, a demand or a prediction and its deed; a part and its whole.

A link says what the *other* event is to this one: the deed has a link `demand` to the demand for it, which has a link
`answer` back. Claims are compared within the reports that tell both, so what links them never depends on other reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from whence.schema.records import Event, EventLink, EventRelation
from whence.stages.merge.compare import common, gap, overlap
from whence.stages.merge.profile import Profile
from whence.stages.merge.rules import far, part_of

_UNREAL: Mapping[str, EventRelation] = {"called-for": "demand", "predicted": "prediction", "possible": "prediction"}
_THREATS: Mapping[str, tuple[str, str | None]] = {
    "violence": ("ASSAULT", None),
    "arrest": ("COERCE", "arrest"),
    "ban": ("COERCE", "ban"),
    "restrict": ("COERCE", "restrict"),
    "territory": ("COERCE", "seize"),
    "expel": ("SANCTION", "expel"),
}
SHARED = 0.35  # of the words of the demand in the deed
FIRST = 120  # claims of one report that are compared with each other

Row = tuple[str, EventRelation, str]  # a claim, its relation to another, that other claim
Links = Mapping[str, set[tuple[EventRelation, str]]]


def relations(profiles: Iterable[Profile]) -> Iterator[Row]:
    """What claims of one report are to each other; `profiles` stand in order of their reports."""
    for _, told in groupby(profiles, key=lambda profile: profile.report):
        some = list(told)[:FIRST]
        for one in some:
            if one.claim.type in ("THREATEN", "REQUEST") or one.claim.status in _UNREAL or one.nth:
                for other in some:
                    if one is not other and (relation := _relation(one, other)):
                        yield one.claim.claim_id, relation, other.claim.claim_id


def link(events: Sequence[Event], rows: Iterable[Row], home: Mapping[str, str]) -> tuple[Event, ...]:
    """The events with their links set; `home` gives the event of a claim."""
    found = between(rows, home)
    return tuple(replace(event, links=as_links(found[event.event_id])) if event.event_id in found else event
                 for event in events)  # fmt: skip


def between(rows: Iterable[Row], home: Mapping[str, str]) -> Links:
    """Event -> its links to others."""
    found: dict[str, set[tuple[EventRelation, str]]] = defaultdict(set)
    for claim, relation, other in rows:
        event, deed = home.get(claim), home.get(other)
        if event is not None and deed is not None and event != deed:
            found[deed].add((relation, event))
            found[event].add(("whole" if relation == "part" else "answer", deed))
    return found


def as_links(found: Iterable[tuple[EventRelation, str]]) -> tuple[EventLink, ...]:
    return tuple(EventLink(relation=relation, event_id=other) for relation, other in sorted(found))


def _relation(one: Profile, deed: Profile) -> EventRelation | None:
    """Looks at `one` as the threat, demand, prediction or part, at `deed` as the deed or the whole."""
    real = deed.claim.status in ("asserted", "planned")
    if one.claim.type == "THREATEN" and real:
        return "threat" if _threatened(one, deed) else None
    if one.claim.type == deed.claim.type and real and part_of(one, deed):
        return "part"
    if one.claim.status in _UNREAL and real:
        return _UNREAL[one.claim.status] if one.claim.type == deed.claim.type and _alike(one, deed) else None
    if one.claim.type == "REQUEST" and deed.claim.status == "called-for":
        return "demand" if _asked(one, deed) else None
    return None


def _threatened(threat: Profile, deed: Profile) -> bool:
    kind, mode = _THREATS.get(threat.claim.mode or "", ("", None))
    if deed.claim.type != kind or (mode and deed.claim.mode and deed.claim.mode != mode) or far(threat, deed):
        return False
    return overlap(threat.targets, deed.targets) >= 0.5 and (
        not threat.actors or not deed.actors or overlap(threat.actors, deed.actors) > 0
    )


def _alike(one: Profile, deed: Profile) -> bool:
    if far(one, deed) or (gap(one.days, deed.days) or 0) > 2:
        return False
    return bool(one.weight) and common(one.words, deed.words) / one.weight >= SHARED


def _asked(one: Profile, deed: Profile) -> bool:
    """What is urged stands inside the clause that urges it."""
    return deed.start < one.claim.evidence.end and one.start < deed.claim.evidence.end
