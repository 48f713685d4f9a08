"""How mentions hang together: lists ("Kherson, Donetsk and Luhansk") and containers ("Mykhailivka, Kherson Oblast")."""

from __future__ import annotations

import re

from msgspec.structs import replace

from whence.stages.resolve.places.entry import Entry
from whence.stages.resolve.places.mention import Mention
from whence.stages.resolve.places.vocabulary import PREPOSITIONS, TITLES

LIST = re.compile(
    r"^\s*(?:[,;]\s*(?:and|or|as well as|&|then)?|and|or|as well as|&)\s+"
    r"(?:also\s)?(?:in\s|near\s|at\s|from\s)?(?:the\s)?$",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"^\s*,?\s*(?:near|outside|not far from|close to|(?:just )?(?:north|south|east|west)[\w-]* of|"
    r"(?:about |some )?\d+\s?(?:km|kilomet\w+|miles?)[\w\s,]{0,30}(?:of|from))\s(?:the\s)?(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
COMMA = re.compile(
    r"^\s*,\s*(?:in\s)?(?:the\s)?(?:(?:north|south|east|west)[\w-]*\s|central\s|occupied\s)?$", re.IGNORECASE
)
APPOSITION = re.compile(
    r"^\s*,\s*(?:a|an|the|both|all|each|located|also)\s(?:[\w'’,\-]+\s){0,9}?(?:in|of)\s(?:the\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
INSIDE = re.compile(r"^\s*(?:\(?\s*(?:located\s)?in|of|, in|\()\s*(?:the\s)?(?:[a-z-]+\s){0,3}$", re.IGNORECASE)
OWNER = re.compile(r"^['’]?s?\s+(?:[a-z-]+\s){0,3}$", re.IGNORECASE)
HOLDS = re.compile(
    r"^\s(?:[\w-]+\s){0,2}(?:village|town|city|port|settlement|suburb|hamlet|capital)(?:\sof)?\s$", re.IGNORECASE
)
REGIONS = re.compile(
    r"\b(?:regions|oblasts|provinces|territories|states|departments)\b\s*"
    r"(?:[–—:,(-]|of\b|such as\b|like\b)?\s*(?:including\b|namely\b)?\s*(?:the\s)?$",
    re.IGNORECASE,
)
LED = re.compile(r"\b(in|across|throughout|of|from|over)\b[^.;,]{0,40}$", re.IGNORECASE)
PLURAL = re.compile(r"\b(?:both|all|each)\b", re.IGNORECASE)
LONGEST_GAP = 90
LARGE = 100_000  # people of a town that may bear a region's name: Ontario, California


def structured(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions with `group`, `outer` and prepositions handed on within a list."""
    out = list(found)
    for at in range(1, len(out)):
        left, right = out[at - 1], out[at]
        if right.back or left.back or right.start - left.end > LONGEST_GAP:
            continue
        between = text[left.end : right.start]
        if holds(right, left, between):
            _contain(out, at, between)
        elif (
            OWNER.match(between)
            and text[left.end : left.end + 2] in ("'s", "’s", "'S", "’S", "s'")
            and can_hold(left)
            and _only_describes(between)
        ):
            out[at] = replace(right, outer=(*right.outer, at - 1), preposition=right.preposition or left.preposition)
        elif HOLDS.match(between) and can_hold(left):
            out[at] = replace(right, outer=(*right.outer, at - 1), preposition=left.preposition, hint="settlement")
        elif BESIDE.match(between):
            out[at] = replace(right, beside=True)
        elif LIST.match(between):
            _join(out, at)
    return _plural_hints(text, out)


def _only_describes(between: str) -> bool:
    """Whether only kind words and adjectives stand between owner and name: not "Russia's ambassador to Turkey"."""
    return not (set(between.lower().split()[1:]) & PREPOSITIONS)


def _contain(out: list[Mention], at: int, between: str) -> None:
    """The mention before (and its list, after "both in") lies in this one; it hands its own container on."""
    group = out[at - 1].group
    inner = at - 1
    out[inner] = replace(out[inner], outer=(*out[inner].outer, at))
    while group >= 0 and inner > 0 and out[inner - 1].group == group:
        inner -= 1
        if can_hold(out[inner]) and not PLURAL.search(between) and inner > 0 and inner in out[inner - 1].outer:
            break  # "Orlando, Florida and Atlanta, Georgia": each town has its own
        if PLURAL.search(between) or not can_hold(out[inner]):
            out[inner] = replace(out[inner], outer=(*out[inner].outer, at))
    for earlier in range(max(0, at - 4), at - 1):
        if at - 1 in out[earlier].outer and at not in out[earlier].outer:
            out[earlier] = replace(out[earlier], outer=(*out[earlier].outer, at))


def _join(out: list[Mention], at: int) -> None:
    """One list: shared number, the first one's preposition for all."""
    left, right = out[at - 1], out[at]
    group = left.group if left.group >= 0 else at - 1
    out[at - 1] = replace(left, group=group)
    out[at] = replace(
        right, group=group, preposition=right.preposition or left.preposition, head=right.head or left.head
    )


def _plural_hints(text: str, out: list[Mention]) -> list[Mention]:
    """ "Kherson and Donetsk regions" and "the regions of Kherson and Donetsk": the kind holds for the whole list."""
    for at, mention in enumerate(out):
        told = REGIONS.search(text[max(0, mention.wide - 40) : mention.wide])
        if mention.group == at and mention.hint is None and told:
            before = LED.search(text[max(0, mention.wide - 80) : mention.wide])
            led = mention.preposition or (before.group(1).lower() if before else None)
            out[at:] = [
                replace(m, hint="region" if _may_be_region(m) else m.hint, preposition=m.preposition or led)
                if m.group == at
                else m
                for m in out[at:]
            ]
    for at, mention in enumerate(out):
        word = text[mention.start : mention.end].rpartition(" ")[2].lower()
        if mention.group < 0 or not mention.hint or not (word.endswith("s") and len(word) > 4):
            continue
        for other, member in enumerate(out[:at]):
            if member.group == mention.group and member.hint is None:
                out[other] = replace(member, hint=mention.hint)
    return out


def _may_be_region(mention: Mention) -> bool:
    return mention.hint is None and any(e.kind in ("region", "area") for e in mention.entries)


def can_hold(mention: Mention) -> bool:
    """Whether any reading of a mention is a country, region, area or district."""
    return any(e.kind in ("country", "region", "area", "district") for e in mention.entries)


def lies_in(inner: Entry, outer: Entry) -> bool:
    """Whether a place lies in a region or country, by their codes."""
    if inner.id == outer.id or outer.country is None or inner.country != outer.country:
        return False
    if outer.kind == "country":
        return True
    if outer.admin1 is None or outer.kind not in ("region", "area", "district"):
        return False
    return inner.admin1 == outer.admin1 and inner.kind != "region"


def holds(outer: Mention, inner: Mention, between: str) -> bool:
    """Whether the words between two mentions say that the second holds the first."""
    if not can_hold(outer) or inner.hint == "country" or outer.head in TITLES:
        return False
    if inner.entries and outer.entries and inner.entries[0].id == outer.entries[0].id:
        return False
    comma, said = COMMA.match(between), INSIDE.match(between) or APPOSITION.match(between)
    if not comma and not said:
        return False
    inside = any(lies_in(e, o) for e in inner.entries if _weighs(e, inner, outer) for o in outer.entries)
    if _a_country(inner) and not inside and not comma:
        return False  # "the Embassy of Armenia in Nigeria": no country lies in another
    sure = outer.hint in ("region", "district", "country") or _only_large(outer)
    if comma and not said:
        # "Kherson, Donetsk and Luhansk" is a list: two of a kind never hold each other.
        if outer.hint == inner.hint == "region" or (_only_large(inner) and not inside):
            return False
        own = any(
            o.kind == "region" and o.preferred and lies_in(e, o)
            for e in inner.entries
            if _weighs(e, inner, outer)
            for o in outer.entries
        )  # "Orlando, Florida", though there are towns called Florida
        return own or (inside and (sure or not _settled(outer))) or (sure and outer.hint == "region")
    if re.match(r"^\s*of\b", between, re.IGNORECASE):
        return inside
    return inside or sure


def _weighs(entry: Entry, inner: Mention, outer: Mention) -> bool:
    """Whether a reading may be held by what follows: of "California, Maryland and Ohio" no small town California."""
    if entry.kind != "settlement" or entry.population >= LARGE or outer.hint or inner.hint == "settlement":
        return True
    mine, theirs = _largest(inner), _largest(outer)
    return not (mine and mine == theirs)


def _largest(mention: Mention) -> str | None:
    """Country or region, where a name is one's own."""
    kinds = {e.kind for e in mention.entries if e.preferred}
    return next((kind for kind in ("country", "region") if kind in kinds), None)


def _a_country(mention: Mention) -> bool:
    return mention.hint in (None, "country") and any(e.kind == "country" and e.preferred for e in mention.entries)


def _only_large(mention: Mention) -> bool:
    return (bool(mention.entries) and mention.entries[0].kind in ("country", "region", "area")) or not _settled(mention)


def _settled(mention: Mention) -> bool:
    return any(e.kind == "settlement" and e.population > 15_000 for e in mention.entries)
