"""Sources as coders write them ("Interior Minister Arsen Avakov; BBC, eyewitnesses") as informants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.linkage.normalise import fold
from whence.schema.records import LinkKind
from whence.stages.merge.origins import Informant, same_informant

_PARTS = re.compile(r"\s*[;\n]\s*|\s*,\s*(?![^()]*\))|\s+(?:and|&)\s+(?=[A-Z])(?![^()]*\))")
_TIMES = re.compile(r"\s*\(?\bx\s?\d+\)?\s*$", re.IGNORECASE)
_BESIDE = re.compile(r"^[^()]*\(([^()]+)\)?\s*$")
_WORD = re.compile(r"[\w'’-]+")
_OFFICES = """
    head heads chief president minister ministers secretary spokesman spokeswoman spokesperson deputy mayor governor
    leader commander director representative chairman ombudsman adviser advisor general colonel major captain official
    prosecutor lieutenant lieutenant-general major-general commissioner speaker
"""
_BODIES = """
    administration ministry command service services agency press news republic council department office headquarters
    watch army police staff guard media daily post times group party union committee centre center forces militia
    defense defence regional military state national human rights security interior foreign people's world
"""
_CROWDS = """
    eyewitness eyewitnesses witness witnesses resident residents local locals source sources activist activists rebel
    rebels official officials authorities medics doctors separatists separatist journalists unknown
"""
OFFICES, BODIES, CROWDS = (frozenset(words.split()) for words in (_OFFICES, _BODIES, _CROWDS))
LONGEST_NAME = 3
LONGEST = 2000  # characters that are read of one string


def informants(written: str) -> list[Informant]:
    """Those named in a string of sources, each once; empty for an empty string.

    A comma parts two sources unless it stands between a person and an office ("Eduard Basurin, a spokesman of ...");
    brackets hold the person who spoke ("Ukraine (Mayor Igor Terekhov)").
    """
    found: list[Informant] = []
    for piece in _PARTS.split(written[:LONGEST]):
        plain = _TIMES.sub("", piece).strip(" .\t")
        beside = _BESIDE.match(plain)
        if beside and _offices(beside[1]):
            plain = beside[1]
        if not plain:
            continue
        one = _informant(plain)
        if found and _completes(found[-1], one):
            found[-1] = _person(one.name, found[-1].name) if one.kind == "person" else _person(found[-1].name, one.name)
        else:
            found.append(one)
    return joined(found)


def joined(found: Sequence[Informant]) -> list[Informant]:
    """One of each group of informants that are one, by the rule that merging uses."""
    kept: list[Informant] = []
    for one in found:
        if not any(same_informant(one, other) for other in kept):
            kept.append(one)
    return kept


def _completes(before: Informant, one: Informant) -> bool:
    """A person without an office, then an office without a person; or the other way round."""
    if before.kind == "person" and not before.role:
        return one.kind == "organisation" and _offices(one.name)
    return before.kind == "organisation" and _offices(before.name) and one.kind == "person"


def _informant(piece: str) -> Informant:
    words = _WORD.findall(piece)
    if words and fold(words[-1]) in CROWDS:
        return Informant(piece, "unnamed", None, fold(piece), False)
    count = _named(words)
    if count >= 2 and (count == len(words) or _offices(piece)):
        return _person(" ".join(words[-count:]), " ".join(words[:-count]))
    kind: LinkKind = "organisation"
    return Informant(piece, kind, None, fold(piece), False)


def _person(name: str, role: str) -> Informant:
    return Informant(name, "person", role or None, fold(name), False)


def _named(words: Sequence[str]) -> int:
    """How many words at the end are a person's name."""
    count = 0
    for word in reversed(words):
        plain = fold(word)
        if not word[:1].isupper() or word.isupper() or plain in BODIES or plain in OFFICES or count == LONGEST_NAME:
            break
        count += 1
    return count


def _offices(piece: str) -> bool:
    return any(fold(word) in OFFICES for word in _WORD.findall(piece))
