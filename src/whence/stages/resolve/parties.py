"""Actors and targets: who they are by name, which sector they belong to, and whether they are private persons."""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from whence.linkage.directory import directory, key
from whence.linkage.sectors import bare, sector
from whence.nlp.attribution_nouns import BODY_HEADS, COLLECTIVES, PERSON_HEADS
from whence.nlp.attribution_roles import role_beside
from whence.nlp.names import Described, describe, is_age, singular, surname, words_of
from whence.protect.persons import mentions, public_name
from whence.protect.pieces import fold
from whence.protect.roles import public_role
from whence.schema.reading import Cluster
from whence.schema.records import Claim, Ground, Party
from whence.schema.stage import Work


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PRONOUNS = _words("he she it they him her them his its their")


class _Names:
    """Mentions of one report by place and by surname."""

    def __init__(self, text: str, clusters: tuple[Cluster, ...]) -> None:
        self.text = text
        self.persons = sorted((person.start, person.end) for person in mentions(text))
        self.by_place = {(span.start, span.end): cluster for cluster in clusters for span in cluster.mentions}
        self.by_surname: dict[str, Cluster] = {}
        for cluster in clusters:
            if describe(cluster.name).name is not None or len(words_of(cluster.name)) > 1:
                self.by_surname.setdefault(surname(cluster.name), cluster)
        self.people = sorted(
            (span.start, span.end, cluster)
            for cluster in clusters
            for span in cluster.mentions
            if describe(cluster.name).name is not None
        )

    def cluster(self, party: Party, described: Described) -> Cluster | None:
        found = self.by_place.get((party.start, party.end))
        if found is not None:
            return found
        words = words_of(described.name or party.text)
        if words and len(words) <= 3 and words[-1][0].isupper():
            return self.by_surname.get(fold(words[-1]))
        return None

    def person(self, party: Party, cluster: Cluster | None) -> bool:
        """Whether a personal name stands in the words, or they mean somebody who is named elsewhere."""
        spans = [(party.start, party.end)] + [(span.start, span.end) for span in (cluster.mentions if cluster else ())]
        return any(a <= start and end <= b for a, b in spans for start, end in self.starting(a, b))

    def starting(self, low: int, high: int) -> list[tuple[int, int]]:
        """Personal names that start in a stretch."""
        first, after = bisect_left(self.persons, (low, low)), bisect_left(self.persons, (high, 0))
        return self.persons[first:after]

    def pronoun(self, party: Party, described: Described) -> Cluster | None:
        """The last person named before `he` or `she`; other pronouns stay as they are."""
        if described.head not in ("he", "she", "him", "his", "her"):
            return None
        before = [cluster for start, _, cluster in self.people if party.start - 600 < start < party.start]
        return before[-1] if before else None


def resolve_parties(work: Work) -> Work:
    """Names, sectors and privacy of all actors and targets of a report; a name is never made worse than its words."""
    clusters = work.reading.clusters if work.reading else ()
    names = _Names(work.report.text, clusters)
    return replace(work, claims=tuple(_claim(claim, names) for claim in work.claims))


def _claim(claim: Claim, names: _Names) -> Claim:
    actors = tuple(_party(party, names) for party in claim.actors)
    targets = tuple(_party(party, names) for party in claim.targets)
    grounds = claim.grounds + _grounds("actors", actors) + _grounds("targets", targets)
    return replace(claim, actors=actors, targets=targets, grounds=grounds)


def _grounds(field: str, parties: tuple[Party, ...]) -> tuple[Ground, ...]:
    return tuple(
        Ground(
            field=f"{field}.{index}.sector",
            value=party.sector,
            span=None,
            why=f"The directory or the head word of “{party.text}” says so.",
        )
        for index, party in enumerate(parties)
        if party.sector is not None
    )


def _party(party: Party, names: _Names) -> Party:
    described = describe(party.text)
    cluster = names.by_place.get((party.start, party.end)) or (
        names.pronoun(party, described) if described.pronoun else names.cluster(party, described)
    )
    name = cluster.name if cluster is not None else set_off(described) or bare(party.text)
    role = _role(party, cluster, described, names.text)
    person = names.person(party, cluster)
    return replace(
        party,
        name=name or party.text,
        sector=sector(name, party.text, role),
        private=private(name, party.text, role, person=person),
    )


def set_off(described: Described) -> str | None:
    """The name in `a night watchman, Modou Cissé`: the words with the role in front are nobody's name."""
    return described.name if described.name and described.role and "," in described.phrase else None


def _role(party: Party, cluster: Cluster | None, described: Described, text: str) -> str | None:
    """The role that the report gives at any mention of the party."""
    found = described.role
    spans = [(party.start, party.end)] + [(span.start, span.end) for span in (cluster.mentions if cluster else ())]
    for start, end in spans:
        here = describe(text[start:end]).role
        beside = role_beside(text, start, end) if text[start:end][:1].isupper() else None
        found = max((found or "", here or "", beside or ""), key=lambda role: (public_role(role), len(role))) or None
    return found


def private(name: str, text: str, role: str | None, *, person: bool = False) -> bool:
    """Whether this is an individual not shown to hold a public role; groups, bodies, states and things are not."""
    described = describe(name)
    if described.pronoun and described.head in _PRONOUNS:
        return described.head in ("he", "she", "him", "her", "his")
    if key(name) in directory().bodies or directory().state(name) is not None or directory().outlet(name) is not None:
        return False
    if public_name(name):
        return False
    if described.name is not None or (person and sector(name, text, None) is None):
        return not public_role(role) and not public_role(described.role)
    return _unnamed_individual(describe(text)) and not public_role(role or text)


def _unnamed_individual(described: Described) -> bool:
    """`a 41-year-old electrician`, `a farmer`: one person without a name."""
    if described.plural or described.head in COLLECTIVES or described.head in BODY_HEADS:
        return False
    if is_age(described.phrase):
        return True
    return described.head in PERSON_HEADS and singular(described.head) == described.head
