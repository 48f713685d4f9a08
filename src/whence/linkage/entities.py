"""Namings to entities: who is one person, body, state or outlet, inside a report and over all of them, and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from whence.linkage.directory import directory, key
from whence.linkage.entity import Entity, EntityKind, Naming
from whence.linkage.entity_groups import Groups, Node
from whence.linkage.entity_rules import RULES
from whence.linkage.sectors import sector
from whence.schema.ids import digest
from whence.schema.records import PairReason

_SINGULAR = re.compile(r"(?<=[a-z]{3})s\b")  # Algerians, Nigerians


def entities(found: Iterable[Naming]) -> tuple[Entity, ...]:
    """All entities of some namings, in order of id; equal input in any order gives equal output.

    Work grows with the namings, and with the square of the bearers of one surname (bounded).
    """
    groups = Groups(_nodes(found))
    for rule in RULES:
        rule(groups)
    return tuple(sorted((_entity(group, groups) for group in groups.all()), key=lambda one: one.entity_id))


def _nodes(found: Iterable[Naming]) -> list[Node]:
    """Namings by report and name: what one report calls by one name is one."""
    together: dict[tuple[str, str], list[Naming]] = defaultdict(list)
    for naming in sorted(found, key=lambda one: one.id):
        together[naming.report, key(naming.name) or naming.name].append(naming)
    return [Node.of(report, some) for (report, _), some in sorted(together.items())]


def _entity(members: Sequence[int], groups: Groups) -> Entity:
    nodes = [groups.nodes[at] for at in members]
    found = [naming for node in nodes for naming in node.namings]
    names = Counter(naming.name for naming in found)
    best = min(nodes, key=lambda node: (_fullness(node), -names[node.name], node.name))
    kind: EntityKind = best.who.kind
    sectors = Counter(naming.sector for naming in found if naming.sector)
    roles = Counter(naming.role for naming in found if naming.role)
    role = next(iter(_ranked(roles)), None)
    return Entity(
        entity_id=digest(("entity " + min(naming.id for naming in found)).encode()),
        name=best.name,
        kind=kind,
        names=_ranked(names),
        roles=_ranked(roles),
        sector=_ranked(sectors)[0] if sectors else sector(best.name, best.namings[0].text, role),
        country=_country([best.name, *_ranked(names), *_ranked(roles), *sorted({one.text for one in found})]),
        family=directory().family(best.name) if kind == "outlet" else None,
        private=kind in ("person", "group") and all(naming.private for naming in found),
        reports=tuple(sorted({node.report for node in nodes})),
        namings=tuple(sorted(naming.id for naming in found)),
        reasons=_reasons(groups, members),
    )


def _fullness(node: Node) -> tuple[bool, bool, int]:
    """The fullest name first: a person's before an office, more words before fewer."""
    return node.who.office is not None, not node.who.full, -len(node.name.split())


def _ranked(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda name: (-counted[name], -len(name), name)))


def _country(phrases: Sequence[str]) -> str | None:
    """The country that the directory gives, or that a name or role names."""
    book = directory()
    for phrase in phrases:
        outlet, body = book.outlets.get(key(phrase)), book.bodies.get(key(phrase))
        known = (outlet.country if outlet else None) or (body.country if body else None)
        state = book.state(phrase) or book.owner(_SINGULAR.sub("", phrase))
        if known or state:
            return known or (state.code if state else None)
    return None


def _reasons(groups: Groups, members: Sequence[int]) -> tuple[PairReason, ...]:
    found = {reason.words: reason for at in members for reason in groups.reasons.get(at, ())}
    return tuple(found[said] for said in sorted(found))
