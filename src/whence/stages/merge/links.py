"""Links between events that are not one: a threat, a demand or a prediction and its deed; a part and its whole.

A link says what the *other* event is to this one: the deed has a link `demand` to the demand for it, which has a link
`answer` back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from whence.linkage.normalise import fold
from whence.schema.records import Claim, Event, EventLink, EventRelation
from whence.stages.merge.compare import common, gap, overlap
from whence.stages.merge.profile import Profile
from whence.stages.merge.rules import far

_UNREAL: Mapping[str, EventRelation] = {"called-for": "demand", "predicted": "prediction", "possible": "prediction"}
_THREATS: Mapping[str, tuple[str, str | None]] = {
    "violence": ("ASSAULT", None),
    "arrest": ("COERCE", "arrest"),
    "ban": ("COERCE", "ban"),
    "restrict": ("COERCE", "restrict"),
    "territory": ("COERCE", "seize"),
    "expel": ("SANCTION", "expel"),
}
_PART = re.compile(
    r"\b(?:(?:at least )?(?:one|two|three|four|some|several|half|most) of (?:the|those|these)|among the)\b"
)
SHARED = 0.35  # of the words of the demand in the deed
BLOCK = 60  # events of one report that are compared with each other

Found = dict[str, set[tuple[EventRelation, str]]]


def link(events: Sequence[Event], profiles: Mapping[str, Profile]) -> tuple[Event, ...]:
    """The events with their links set; events are compared only within the reports that tell of both."""
    found: Found = defaultdict(set)
    of_report: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            of_report[report].append(event)
    for _, told in sorted(of_report.items()):
        some = sorted(told, key=lambda event: event.event_id)[:BLOCK]
        for event in some:
            for other in some:
                if event is not other:
                    _pair(event, other, profiles, found)
    return tuple(
        replace(event, links=tuple(EventLink(relation=relation, event_id=other) for relation, other in sorted(links)))
        if (links := found.get(event.event_id))
        else event
        for event in events
    )


def _pair(event: Event, other: Event, profiles: Mapping[str, Profile], found: Found) -> None:
    """Looks at `event` as the threat, demand, prediction or part, at `other` as the deed or the whole."""
    relation = _relation(event, other, profiles)
    if relation == "part":
        found[other.event_id].add(("part", event.event_id))
        found[event.event_id].add(("whole", other.event_id))
    elif relation is not None:
        found[other.event_id].add((relation, event.event_id))
        found[event.event_id].add(("answer", other.event_id))


def _relation(event: Event, other: Event, profiles: Mapping[str, Profile]) -> EventRelation | None:
    one, deed = profiles[event.claims[0]], profiles[other.claims[0]]
    if event.type.value == "THREATEN" and other.status in ("asserted", "planned"):
        return "threat" if _threatened(one, deed) else None
    if event.status in _UNREAL and other.status in ("asserted", "planned"):
        return _UNREAL[event.status] if event.type.value == other.type.value and _alike(one, deed) else None
    if event.type.value == "REQUEST" and other.status == "called-for":
        return "demand" if _asked(event, other, profiles) else None
    if event.type.value == other.type.value and _part_of(one.claim, deed.claim):
        return "part"
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


def _asked(event: Event, other: Event, profiles: Mapping[str, Profile]) -> bool:
    """What is urged stands inside the clause that urges it."""
    for left in event.claims:
        for right in other.claims:
            one, deed = profiles[left], profiles[right]
            if (
                one.report == deed.report
                and deed.start < one.claim.evidence.end
                and one.start < deed.claim.evidence.end
            ):
                return True
    return False


def _part_of(one: Claim, whole: Claim) -> bool:
    """ "At least one of the explosions", close after the explosions."""
    between = one.evidence.start - whole.evidence.end
    return one.report_id == whole.report_id and 0 <= between < 300 and bool(_PART.search(fold(one.evidence.text)[:60]))
