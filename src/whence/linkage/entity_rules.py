"""Rules by which namings are joined, in the order in which they apply; each join keeps its reason.

A later rule never joins what is told apart: two given names that cannot be one person's, two listed bodies or states.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from whence.linkage.entity_groups import Groups, Node
from whence.linkage.entity_names import Office, core, generic, initials, same_given, same_office, same_surname
from whence.linkage.normalise import sound
from whence.nlp.attribution_nouns import BODY_HEADS

Rule = Callable[[Groups], None]
CROWD = 400  # bearers of one surname or office beyond which it tells nobody


def listed(groups: Groups) -> None:
    """Names that the directory lists as one: SBU and the Security Service of Ukraine."""
    groups.by_key(
        lambda node: node.who.listed,
        "listed",
        lambda one, other: f"the directory lists “{one.name}” and “{other.name}” as one",
    )


def same_person(groups: Groups) -> None:
    """Full names equal but for spelling: Serhii Haidai, Sergei Gaidai. Private persons: in one country only."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(groups.nodes):
        if node.who.full:
            blocks[sound(node.who.surname)].append(at)
    for block in blocks.values():
        for left, right in _pairs(block):
            one, other = groups.nodes[left], groups.nodes[right]
            if same_given(one.who.given, other.who.given) and same_surname(one.who.surname, other.who.surname):
                if (one.private and other.private and one.report != other.report) and _elsewhere(one, other):
                    continue
                groups.join(left, right, "name", f"“{one.name}” and “{other.name}” are one name")


def surname_alone(groups: Groups) -> None:
    """A surname to the one person of the report, else of the record, who bears it."""
    bearers: dict[str, list[int]] = defaultdict(list)
    firsts: dict[str, list[int]] = defaultdict(list)  # where the family's name comes first: Kim Jong Un
    for at, node in enumerate(groups.nodes):
        if node.who.full:
            bearers[sound(node.who.surname)].append(at)
            firsts[sound(node.who.given[0])].append(at)
    for at, node in enumerate(groups.nodes):
        if not node.who.surname or node.who.full:
            continue
        last = sound(node.who.surname)
        found = bearers[last][:CROWD] or firsts[last][:CROWD]
        here = [one for one in found if groups.nodes[one].report == node.report]
        homes = {groups.root(one) for one in here or found}
        if len(homes) != 1 or (not here and not _supported(groups, at, homes)):
            continue
        name = groups.nodes[min(here or found)].name
        groups.join(at, min(here or found), "surname", f"“{name}” is the only one here called {node.name}")
    groups.by_key(
        lambda node: f"{node.who.surname} {node.country}" if node.who.surname and not node.who.full else None,
        "surname", lambda one, other: f"“{one.name}” and “{other.name}” stand alone as surnames, in one country",
    )  # fmt: skip


def _supported(groups: Groups, at: int, homes: set[int]) -> bool:
    """Over reports a bare surname needs more: one office, or one country and nobody else to be meant."""
    node = groups.nodes[at]
    mates = [groups.nodes[member] for home in homes for member in groups.members[home]]
    if any(same_office(a, b) for a in node.who.offices for mate in mates for b in mate.who.offices):
        return True
    return bool(node.country) and any(mate.country == node.country for mate in mates)


def office_holder(groups: Groups) -> None:
    """An office to whoever is said to hold it, if nobody else is: the governor of Luhansk is Serhii Haidai."""
    holders: dict[str, list[tuple[Office, int]]] = defaultdict(list)
    for at, node in enumerate(groups.nodes):
        for office in node.who.offices:
            holders[office.head].append((office, at))
    for at, node in enumerate(groups.nodes):
        wanted = node.who.office
        if wanted is None:
            continue
        found = [one for held, one in holders[wanted.head][:CROWD] if same_office(held, wanted)]
        here = [one for one in found if groups.nodes[one].report == node.report] or found
        if len({groups.root(one) for one in here}) == 1:
            groups.join(at, min(here), "office", f"“{groups.nodes[min(here)].name}” is said to be {node.name}")
    groups.by_key(
        lambda node: f"{node.who.office.head} {sorted(node.who.office.of)}" if node.who.office else None,
        "office", lambda one, other: f"“{one.name}” and “{other.name}” are one office",
    )  # fmt: skip


def same_body(groups: Groups) -> None:
    """Bodies whose names have the same words: Russia's Defence Ministry, Ministry of Defense of Russia."""
    groups.by_key(
        lambda node: " ".join(sorted(node.who.bag)) if node.who.kind == "body" and node.who.bag else None,
        "words",
        lambda one, other: f"“{one.name}” and “{other.name}” are the same words",
        lambda one, other: not (generic(one.who.bag) and _elsewhere(one, other)),
    )


def short_form(groups: Groups) -> None:
    """In one report a body's short name or abbreviation is the one body whose name holds it."""
    by_report: dict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(groups.nodes):
        if node.who.kind in ("body", "group", "outlet") and node.who.bag:
            by_report[node.report].append(at)
    for some in by_report.values():
        for at in some:
            short = groups.nodes[at]
            longer = [
                one for one in some if groups.nodes[one].who.kind != "group" and _shortened(short, groups.nodes[one])
            ]
            if len({groups.root(one) for one in longer}) == 1:
                name = groups.nodes[min(longer)].name
                groups.join(at, min(longer), "short", f"“{short.name}” is short for “{name}” in one report")


def _shortened(short: Node, long: Node) -> bool:
    """`the commission`, `Election Commission`, `ICRC` for longer names that hold or spell them."""
    mine, theirs = short.who.bag, long.who.bag
    if mine < theirs and (short.who.kind == "body" or short.namings[0].text.lower().startswith("the ")):
        return len(mine) > 1 or bool(mine & BODY_HEADS)
    return initials(long.name) == _abbreviation(short.name) != ""


def abbreviated(groups: Groups) -> None:
    """An abbreviation that any report spells out means the same in those that do not: GM, General Motors."""
    spelt: dict[str, set[int]] = defaultdict(set)
    for at, node in enumerate(groups.nodes):
        for naming in node.namings:
            short = _abbreviation(naming.text)
            if short and short != _abbreviation(node.name) and not node.who.surname:
                spelt[short].add(at)
    for at, node in enumerate(groups.nodes):
        found = spelt.get(_abbreviation(node.name), set())
        homes = Counter(groups.root(one) for one in found)
        home = min(homes, key=lambda root: (-homes[root], root), default=None)
        if home is not None and 2 * homes[home] > len(found):
            said = f"“{node.name}” is spelt out as “{groups.nodes[home].name}” in another report"
            groups.join(at, home, "short", said)


def _abbreviation(name: str) -> str:
    """Folded capitals of one word, two to eight of them; empty for all else."""
    plain = core(name).removeprefix("the ").removeprefix("The ").replace(".", "")
    return plain.casefold() if plain.isalpha() and plain.isupper() and 2 <= len(plain) <= 8 else ""


def _pairs(block: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Each with the first and with its neighbour beyond CROWD, all with all below."""
    if len(block) > CROWD:
        return [*((block[0], one) for one in block[1:]), *pairwise(block)]
    return [(left, right) for n, left in enumerate(block) for right in block[n + 1 :]]


def _elsewhere(one: Node, other: Node) -> bool:
    return bool(one.country and other.country and one.country != other.country)


RULES: Sequence[Rule] = (listed, same_person, same_body, short_form, abbreviated, surname_alone, office_holder)
