"""The roll of a record: every personal name in it, who is private, who is sealed, and what each is called where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from whence.protect.collect import Found
from whence.protect.persons import given_names, public_figures
from whence.protect.pieces import Key, key, parts
from whence.protect.policy import Policy
from whence.protect.words import AMBIGUOUS, BODY_WORDS, FUNCTION_WORDS, PERSON_NOUNS

_LONGEST = 6  # pieces in a name that another name may hold
REMEMBERED = 256  # reports whose names are kept worked out


class Local(Mapping[str, Mapping[str, tuple[Key, ...]]]):
    """Report -> piece -> names that it may stand for; worked out when asked, since a large record has millions."""

    def __init__(self, names: Mapping[str, Iterable[Key]], canonical: Mapping[Key, Key]) -> None:
        self._names, self._canonical = names, canonical
        self._done: dict[str, dict[str, tuple[Key, ...]]] = {}

    def __getitem__(self, report: str) -> dict[str, tuple[Key, ...]]:
        made = self._done.get(report)
        if made is None:
            made = self._made(self._names[report])
            if len(self._done) >= REMEMBERED:
                self._done.clear()
            self._done[report] = made
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def _made(self, names: Iterable[Key]) -> dict[str, tuple[Key, ...]]:
        bearers: dict[str, set[Key]] = defaultdict(set)
        for name in names:
            for part in parts(name):
                bearers[part].add(self._canonical.get(name, name))
        return {part: tuple(sorted(who)) for part, who in bearers.items()}


class Roll(Struct, frozen=True):
    """Folded names. `private` maps a name to the fullest form of it; `local` holds per report who is called what."""

    private: Mapping[Key, Key]
    sealed: frozenset[Key]
    public: frozenset[Key]
    others: frozenset[Key]  # places, outlets, bodies: never masked, whatever name stands in them
    local: Mapping[str, Mapping[str, tuple[Key, ...]]]  # report -> piece -> names that it may stand for
    short: Mapping[str, frozenset[Key]]  # report -> names of one piece that are private in it


def roll(found: Found, policy: Policy, public: Iterable[str] = ()) -> Roll:
    """Who is who in a record; `public` are names that a directory of public figures knows.

    Public anywhere (by full name) is public everywhere; what a decision declares private, a minor and a victim of
    sexual violence are never public.
    """
    declared = {key(name) for name in (*policy.public, *public)} | public_figures()
    return _settled(found, declared - {()}, {key(name) for name in policy.private} - {()})


def _settled(found: Found, declared: set[Key], forced: set[Key]) -> Roll:
    others = frozenset(name for name in found.others if name and not _holds(name, found.private))
    sealed = {name for name in found.sealed if not _common(name)}
    public = ({name for name in found.public if len(name) > 1} | declared) - forced - sealed
    full = {name for name in found.private if len(name) > 1} - _explained(found, public) - public - others
    full -= _overlong(found, full, public, others)
    full |= {name for name in sealed | forced if len(name) > 1}
    canonical = _canonical(full)
    local = _local(found, full, public, canonical)
    short = _short(found, local, sealed, {name[0] for name in declared if len(name) == 1})
    return Roll(canonical, _sealed(found, sealed, canonical, local), frozenset(public), others, local, short)


def _holds(name: Key, private: Mapping[Key, set[str]]) -> bool:
    """Whether what was taken for a body or a place holds a private name (`night watchman, Modou Cissé`)."""
    if name in private:
        return True
    cuts = ((a, b) for a in range(len(name)) for b in range(a + 2, min(len(name), a + _LONGEST) + 1))
    return any(name[a:b] in private for a, b in cuts)


def _sealed(
    found: Found, names: set[Key], canonical: Mapping[Key, Key], local: Mapping[str, Mapping[str, tuple[Key, ...]]]
) -> frozenset[Key]:
    """Sealed names in their fullest form; a bare `Amina` seals whoever is called so in that report."""
    kept = {canonical.get(name, name) for name in names}
    for name in names:
        if len(name) == 1:
            for report in found.sealed[name]:
                kept.update(who for who in local.get(report, {}).get(name[0], ()) if who in canonical)
    return frozenset(kept)


def _common(name: Key) -> bool:
    return len(name) == 1 and (name[0] in AMBIGUOUS or name[0] in FUNCTION_WORDS or name[0] in PERSON_NOUNS)


def _ends(name: Key) -> tuple[str, str]:
    return name[0], name[-1]


def _overlong(found: Found, full: set[Key], public: set[Key], others: Iterable[Key]) -> set[Key]:
    """Names that opened with something else, a place or a word that begins a sentence (`Kherson Ivan Petrov`).

    What is left without it is the name of somebody else, or a surname that the same report gives somebody by a known
    given name.
    """
    first = {piece for name in others for piece in name}
    surnames: dict[str, set[str]] = defaultdict(set)
    for names in (found.private, found.public):
        for name, where in names.items():
            if len(name) > 1 and name[0] in given_names():
                surnames[name[-1]] |= where
    return {
        name
        for name in full
        if name[0] in first or name[0] not in given_names()
        if any(name[cut:] in full or name[cut:] in public for cut in range(1, len(name) - 1))
        or (len(name) == 2 and found.private[name] & surnames[name[-1]])
    }


def _explained(found: Found, public: Iterable[Key]) -> set[Key]:
    """Private names that are a longer or shorter form of a public one in the same report (`Donald J. Trump`)."""
    forms: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for name in public:
        forms[_ends(name)].append(name)
    return {
        name
        for name, where in found.private.items()
        for other in (forms.get(_ends(name), ()) if len(name) > 1 else ())
        if where & found.public.get(other, set()) and (_within(name, other) or _within(other, name))
    }


def _within(short: Key, long: Key) -> bool:
    rest = iter(long)
    return all(piece in rest for piece in short)


def _canonical(full: Iterable[Key]) -> dict[Key, Key]:
    """Each name to the fullest form in the record with the same first and last piece, where there is just one."""
    groups: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for name in full:
        groups[name[0], name[-1]].append(name)
    settled: dict[Key, Key] = {}
    for names in groups.values():
        longest = sorted(names, key=lambda name: (-len(name), name))
        for name in names:
            above = [other for other in longest if _within(name, other)]
            tops = [other for other in above if not any(o != other and _within(other, o) for o in above)]
            settled[name] = tops[0] if len(tops) == 1 else name
    return settled


def _local(found: Found, full: set[Key], public: set[Key], canonical: Mapping[Key, Key]) -> Local:
    """Per report, each piece of a name to the persons who bear it there, private and public alike."""
    named: dict[str, list[Key]] = defaultdict(list)
    for names in (found.private, found.sealed, found.public):
        for name, where in names.items():
            if name in full or name in public:
                for report in where:
                    named[report].append(name)
    return Local(dict(named), canonical)


def _short(
    found: Found, local: Mapping[str, Mapping[str, tuple[Key, ...]]], sealed: set[Key], figures: set[str]
) -> dict[str, frozenset[Key]]:
    """Names of one piece that are private in a report: no full name there explains them, and no place is called so.

    Whom the report introduces counts even where a place is called so.
    """
    known = figures | {name[0] for name in (*found.others, *found.public) if len(name) == 1}
    short: dict[str, set[Key]] = defaultdict(set)
    for name, where in (*found.private.items(), *found.sealed.items()):
        if len(name) != 1 or _common(name) or name[0] in BODY_WORDS:
            continue
        sure = name in sealed or name[0] not in known
        if name[0] in figures and not sure:
            continue
        for report in where if sure else where & found.spoken.get(name, set()):
            if name[0] not in local.get(report, {}) or name in sealed:
                short[report].add(name)
    return {report: frozenset(names) for report, names in short.items()}
