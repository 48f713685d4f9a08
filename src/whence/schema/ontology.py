"""The types and modes of claims, and the words that may name them: `types/*.yml` read, checked and frozen.

Sixteen types are PLOVER's; VOTE, CAMPAIGN, MOVE and a few modes are our own (`own`). Mode names repeat across types.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from typing import Literal, get_args

import yaml
from msgspec import Struct

from whence.errors import ConfigurationError

PartOfSpeech = Literal["verb", "noun"]
Slot = Literal["near", "object", "subject", "next", "prev", "verbs"]
SLOTS: tuple[str, ...] = get_args(Slot)
CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "legal",
    "law_enforcement", "human_rights", "lgbt", "gender", "economic", "illegal_drugs", "cyber", "terrorism",
    "misinformation", "territory",
    "asylum", "migration", "refugee", "diplomatic", "peacekeeping", "crime", "corruption", "environment", "health",
    "disaster", "energy", "education", "religion",
)  # fmt: skip
_FLAGS = ("weak", "loose", "needs_share", "needs_to", "imperative", "modes_from_next")
_WORDS_FILE = "_words.yml"
Asked = tuple[tuple[str, frozenset[str]], ...]


class Mode(Struct, frozen=True, kw_only=True):
    """A mode of one type; `own` where PLOVER has no such mode."""

    name: str
    meaning: str
    own: bool = False


class Trigger(Struct, frozen=True, kw_only=True):
    """A phrase that may name an act: base forms, `..` for a gap; what must and must not stand around it."""

    words: tuple[str, ...]
    pos: PartOfSpeech
    mode: str | None = None
    needs: Asked = ()
    bars: Asked = ()
    voice: Literal["active", "passive"] | None = None
    flags: frozenset[str] = frozenset()


class Type(Struct, frozen=True, kw_only=True):
    """One type of claim: what it means, its modes, its boundary cases, its triggers."""

    name: str
    title: str
    meaning: str
    own: bool = False
    modes: tuple[Mode, ...] = ()
    boundaries: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    mode_words: tuple[tuple[str, frozenset[str]], ...] = ()  # modes that follow from other words of the clause


class Ontology(Struct, frozen=True, kw_only=True):
    types: tuple[Type, ...]
    version: str  # follows from the files' content


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    """The ontology as it ships; raises `ConfigurationError` naming the file and entry that is wrong."""
    folder = resources.files("whence.schema").joinpath("types")
    texts = {item.name: item.read_text(encoding="utf-8") for item in folder.iterdir() if item.name.endswith(".yml")}
    return parse(texts)


def parse(texts: dict[str, str]) -> Ontology:
    """An ontology from files by name; `_words.yml` holds the word classes, every other file one type."""
    digest = hashlib.sha256()
    for name in sorted(texts):
        digest.update(name.encode() + b"\0" + texts[name].encode() + b"\0")
    classes = {
        key: frozenset(str(words).split()) for key, words in _load(_WORDS_FILE, texts.get(_WORDS_FILE, "{}")).items()
    }
    types = [_type(name, _load(name, text), classes) for name, text in sorted(texts.items()) if name != _WORDS_FILE]
    doubles = len(types) - len({kind.name for kind in types})
    if doubles:
        raise ConfigurationError(f"schema/types: {doubles} type(s) are defined twice; keep one file a type")
    return Ontology(types=tuple(types), version=digest.hexdigest()[:12])


def type_names() -> tuple[str, ...]:
    """Every type's name, in order of the alphabet."""
    return tuple(sorted(kind.name for kind in ontology().types))


def modes(name: str) -> tuple[str, ...]:
    """The modes of a type, in the order of its file; raises `ConfigurationError` for a type that there is not."""
    return tuple(mode.name for mode in _find(name).modes)


def is_mode(name: str, mode: str | None) -> bool:
    """Whether the pair is in the ontology; `None` is a mode of every type."""
    kind = next((kind for kind in ontology().types if kind.name == name), None)
    return kind is not None and (mode is None or any(known.name == mode for known in kind.modes))


def as_markdown() -> str:
    """The page docs/ontology.md, whole."""
    lines = ["# Types and modes", "", _INTRODUCTION, ""]
    for kind in sorted(ontology().types, key=lambda kind: kind.name):
        lines += [f"## {kind.name}{' +' if kind.own else ''}", "", kind.meaning, ""]
        if kind.modes:
            lines += ["| mode | meaning |", "|---|---|"]
            lines += [f"| {mode.name}{' +' if mode.own else ''} | {mode.meaning} |" for mode in kind.modes] + [""]
        lines += [f"- {boundary}" for boundary in kind.boundaries] + [""] * bool(kind.boundaries)
    lines += ["## Contexts", "", "A claim may stand in any of these: " + ", ".join(CONTEXTS) + ".", ""]
    return "\n".join(lines)


_INTRODUCTION = (
    "Made from `src/whence/schema/types/*.yml` by `whence.schema.ontology.as_markdown()`; do not edit it by hand.\n"
    "Sixteen types are PLOVER's, three (+) and some modes (+) are our own. Key on the pair: mode names repeat."
)


def _find(name: str) -> Type:
    for kind in ontology().types:
        if kind.name == name:
            return kind
    raise ConfigurationError(f"type {name!r} is not in the ontology; types are {', '.join(type_names())}")


# The one in C where libyaml is there: it reads the same, twenty times as fast.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _load(name: str, text: str) -> dict[str, object]:
    try:
        loaded = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the base loader makes strings, lists and maps only
    except yaml.YAMLError as error:
        raise ConfigurationError(f"schema/types/{name}: not valid YAML ({error}); mend the file") from error
    if not isinstance(loaded, dict):
        raise ConfigurationError(f"schema/types/{name}: must be a mapping of fields")
    return loaded


def _type(file: str, raw: dict[str, object], classes: dict[str, frozenset[str]]) -> Type:
    known = {"type", "title", "meaning", "own", "modes", "boundaries", "triggers", "modes_by_words"}
    _only(file, raw, known)
    for field in ("type", "title", "meaning"):
        if not isinstance(raw.get(field), str):
            raise ConfigurationError(f"schema/types/{file}: field {field!r} is missing")
    names = tuple(_modes(file, raw.get("modes", {})))
    allowed = {mode.name for mode in names}
    words = _mapping(file, raw.get("modes_by_words", {}))
    return Type(
        name=str(raw["type"]),
        title=str(raw["title"]),
        meaning=str(raw["meaning"]),
        own=raw.get("own") == "true",
        modes=names,
        boundaries=tuple(map(str, _listing(file, raw.get("boundaries", [])))),
        triggers=tuple(
            trigger
            for entry in _listing(file, raw.get("triggers", []))
            for trigger in _triggers(file, _mapping(file, entry), classes, allowed)
        ),
        mode_words=tuple((_mode(file, mode, allowed), _words(file, listed, classes)) for mode, listed in words.items()),
    )


def _modes(file: str, raw: object) -> list[Mode]:
    found = []
    for name, value in _mapping(file, raw).items():
        entry = value if isinstance(value, dict) else {"meaning": value}
        _only(file, entry, {"meaning", "own"})
        found.append(Mode(name=name, meaning=str(entry.get("meaning", "")), own=entry.get("own") == "true"))
    return found


def _triggers(
    file: str, raw: dict[str, object], classes: dict[str, frozenset[str]], allowed: set[str]
) -> list[Trigger]:
    _only(file, raw, {"verb", "noun", "mode", "voice", *SLOTS, *_FLAGS} | {f"not_{slot}" for slot in SLOTS})
    if ("verb" in raw) == ("noun" in raw):
        raise ConfigurationError(f"schema/types/{file}: trigger {raw!r} needs one of 'verb' or 'noun'")
    pos: PartOfSpeech = "verb" if "verb" in raw else "noun"
    mode = _mode(file, str(raw["mode"]), allowed) if "mode" in raw else None
    voice = raw.get("voice")
    if voice not in (None, "active", "passive"):
        raise ConfigurationError(f"schema/types/{file}: voice {voice!r} must be 'active' or 'passive'")
    needs = tuple((slot, _words(file, raw[slot], classes)) for slot in SLOTS if slot in raw and slot != "verbs")
    phrases = frozenset(map(str, _listing(file, raw.get("verbs", []))))
    return [
        Trigger(
            words=tuple(phrase.split()),
            pos=pos,
            mode=mode,
            needs=needs + ((("verbs", phrases),) if phrases else ()),
            bars=tuple((slot, _words(file, raw[f"not_{slot}"], classes)) for slot in SLOTS if f"not_{slot}" in raw),
            voice="passive" if voice == "passive" else "active" if voice else None,
            flags=frozenset(flag for flag in _FLAGS if raw.get(flag) == "true"),
        )
        for phrase in str(raw[pos]).split(", ")
    ]


def _mode(file: str, mode: str, allowed: set[str]) -> str:
    if mode not in allowed:
        raise ConfigurationError(
            f"schema/types/{file}: mode {mode!r} is none of {', '.join(sorted(allowed)) or 'none'}"
        )
    return mode


def _words(file: str, raw: object, classes: dict[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in map(str, _listing(file, raw)):
        if word.startswith("@"):
            if word[1:] not in classes:
                raise ConfigurationError(f"schema/types/{file}: word class {word!r} is not in {_WORDS_FILE}")
            found |= classes[word[1:]]
        elif " " in word:
            raise ConfigurationError(f"schema/types/{file}: {word!r} must be one word; list base forms")
        else:
            found.add(word)
    return frozenset(found)


def _mapping(file: str, raw: object) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise ConfigurationError(f"schema/types/{file}: {raw!r} must be a mapping")
    return raw


def _listing(file: str, raw: object) -> list[object]:
    if not isinstance(raw, list):
        raise ConfigurationError(f"schema/types/{file}: {raw!r} must be a list")
    return raw


def _only(file: str, raw: dict[str, object], known: set[str]) -> None:
    unknown = sorted(set(raw) - known)
    if unknown:
        raise ConfigurationError(
            f"schema/types/{file}: unknown field(s) {', '.join(unknown)}; known are {', '.join(sorted(known))}"
        )
