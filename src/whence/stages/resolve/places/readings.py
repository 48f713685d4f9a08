"""A report's mentions, each settled: the place it means, or the region that it falls back to, or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from whence.schema.records import PlacePrecision
from whence.stages.resolve.places.entry import Entry
from whence.stages.resolve.places.gazetteer import Gazetteer
from whence.stages.resolve.places.mention import Mention
from whence.stages.resolve.places.normalise import key
from whence.stages.resolve.places.rank import RIVALS, Scored, as_holder, ranked
from whence.stages.resolve.places.recognise import Scanner
from whence.stages.resolve.places.setting import Setting, setting_of
from whence.stages.resolve.places.structure import lies_in, structured
from whence.stages.resolve.places.vocabulary import AT

MAJORITY = 0.4
HOLDING = frozenset({"country", "region", "area", "district"})
SMALL = 20_000  # a bare name of so few people counts only where the report is about its country
ABOUT = 0.12  # share of the report's votes from which on it is about a country
# Kinds of site that are often called after a far place: "Panama Street" is in no Panama.
BORROWING = re.compile(
    r"\b(?:street|avenue|boulevard|hotel|hospital|school|square|church|palace|bridge|university|neighbou?rhoods?|quarter|mall)$",
    re.I,
)


class Settled(Struct, frozen=True, kw_only=True):
    """A mention with the entry that it means; `fallback` when the entry is only what holds it."""

    mention: Mention
    entry: Entry | None
    precision: PlacePrecision = "unknown"
    fallback: bool = False
    why: str = ""
    rivals: tuple[Entry, ...] = ()


class Readings(Struct, frozen=True, kw_only=True):
    """All mentions of a report, in their order; `capitals` for a report in capitals throughout."""

    settled: tuple[Settled, ...]
    capitals: bool
    setting: Setting
    country: Settled | None = None  # the country that most of the report is about, and its capital
    capital: Settled | None = None


def read(text: str, gazetteer: Gazetteer) -> Readings:
    """Recognise and settle every place name of a text."""
    scanner = Scanner(text, gazetteer)
    return settled_all(text, scanner.mentions(), scanner, gazetteer)


def settled_all(text: str, mentions: Sequence[Mention], scanner: Scanner, gazetteer: Gazetteer) -> Readings:
    """Settle mentions, in their order, each by what stands around it and by the others."""
    found = structured(text, list(mentions))
    demonyms: Counter[str] = Counter()
    for token in scanner.tokens:
        if token.capital and (iso := gazetteer.demonym(token.text)):
            demonyms[iso] += 1
    setting = setting_of(found, demonyms)
    first = _settle_all(found, gazetteer, setting)
    near = tuple(s.entry for s in first if s.entry and s.entry.kind == "settlement" and not s.mention.doubt)
    second = _settle_all(found, gazetteer, replace(setting, settled=_distinct(near)[:40]))
    second = [_doubted(s, text, setting, scanner.capitals) for s in second]
    country, capital = _about(setting, gazetteer)
    return Readings(
        settled=tuple(second), capitals=scanner.capitals, setting=setting, country=country, capital=capital
    )  # fmt: skip


def _about(setting: Setting, gazetteer: Gazetteer) -> tuple[Settled | None, Settled | None]:
    """The country with most of the votes (over two fifths) and its capital, as if they had been named."""
    if not setting.countries:
        return None, None
    iso = max(setting.countries, key=lambda c: (setting.countries[c], c))
    if setting.countries[iso] < MAJORITY:
        return None, None
    return tuple(_unnamed(e) for e in (gazetteer.country(iso), gazetteer.capital(iso)))  # type: ignore[return-value]


def _unnamed(entry: Entry | None) -> Settled | None:
    if entry is None:
        return None
    blank = Mention(start=0, end=0, name=entry.name, entries=(entry,), first=0, last=0, wide=0)
    precision: PlacePrecision = "country" if entry.kind == "country" else "settlement"
    return Settled(mention=blank, entry=entry, precision=precision, why="the report is mostly about that country")


def _doubted(settled: Settled, text: str, setting: Setting, capitals: bool) -> Settled:
    """A small far place by a bare name is rather a word, a person or a firm; a street is called after a far city."""
    mention, entry = settled.mention, settled.entry
    if entry is None or entry.kind != "settlement" or mention.outer or settled.fallback:
        return settled
    share = setting.countries.get(entry.country or "", 0.0)
    bare = mention.hint is None and not mention.dateline and mention.preposition not in AT
    small = entry.population < SMALL and share < ABOUT
    far = capitals and entry.population < 10 * SMALL and share < ABOUT / 2
    borrowed = BORROWING.search(text[mention.start : mention.end]) is not None and (
        share < 2 * ABOUT or entry.population < SMALL
    )
    stray = bare and mention.preposition is None and share < ABOUT / 2 and entry.population < 10 * SMALL
    if (bare and small) or stray or borrowed or (far and mention.hint is None):
        return replace(settled, mention=replace(mention, doubt="word"))
    return settled


def _distinct(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple({e.id: e for e in entries}.values())


def _settle_all(found: Sequence[Mention], gazetteer: Gazetteer, setting: Setting) -> list[Settled]:
    """Containers first, so that what lies in them can be chosen by them."""
    chosen: dict[int, Settled] = {}

    def settle_at(at: int, depth: int) -> Settled:
        if at not in chosen:
            holders = found[at].outer if depth < 4 else ()
            outer = [e for e in (holder(o, found[at], depth) for o in holders if o != at) if e]
            chosen[at] = settle(found[at], outer, gazetteer, setting)
        return chosen[at]

    def holder(at: int, inner: Mention, depth: int) -> Entry | None:
        own = settle_at(at, depth + 1).entry
        if own is not None and own.kind in HOLDING and not found[at].back:
            return own
        scored = as_holder(found[at], setting)
        fitting = [s for s in scored if any(lies_in(e, s.entry) for e in inner.entries)]
        return fitting[0].entry if fitting else None

    return [settle_at(at, 0) for at in range(len(found))]


def settle(mention: Mention, outer: Sequence[Entry], gazetteer: Gazetteer, setting: Setting) -> Settled:
    """Choose one place: never a namesake outside of what the text names as holding it."""
    if mention.back:
        return Settled(mention=mention, entry=None)
    if not mention.entries:
        mention = _respelt(mention, outer, gazetteer, setting)
    scored = ranked(mention, outer, setting)
    if outer:
        inside = [s for s in scored if any(lies_in(s.entry, o) for o in outer)]
        if not inside:
            return _fallen(mention, outer, scored, gazetteer)
        scored = inside
    if mention.hint == "district":
        return _district(mention, scored)
    scored = _of_kind(mention, scored)
    if not scored:
        return Settled(mention=mention, entry=None)
    best = scored[0]
    rivals = tuple(s.entry for s in scored[1:] if s.entry.kind == best.entry.kind)[:RIVALS]
    return Settled(
        mention=mention, entry=best.entry, precision=precision_of(best.entry, mention), why=best.why, rivals=rivals
    )


def _respelt(mention: Mention, outer: Sequence[Entry], gazetteer: Gazetteer, setting: Setting) -> Mention:
    """A name that the gazetteer has under another spelling, looked for where the text or the report puts it."""
    countries = [o.country for o in outer if o.country] or [
        c for c, share in setting.countries.items() if share >= MAJORITY
    ]
    found = [e for c in dict.fromkeys(countries) for e in gazetteer.alike(mention.name, c)]
    if outer:
        found = [e for e in found if any(lies_in(e, o) for o in outer)]
    return replace(mention, entries=tuple(found)) if found else mention


def _of_kind(mention: Mention, scored: list[Scored]) -> list[Scored]:
    """Readings that the kind word beside the name allows; all where none does."""
    if mention.hint in ("settlement", "facility"):
        fitting = [s for s in scored if s.entry.kind in ("settlement", "facility")]
        return fitting or scored
    if mention.hint == "region":
        fitting = [s for s in scored if s.entry.kind in ("region", "area", "district")]
        return fitting or scored
    return scored


def _district(mention: Mention, scored: list[Scored]) -> Settled:
    """ "the Starobilsk district": a district of the gazetteer, else the ground around the town of that name."""
    own = [s for s in scored if s.entry.kind == "district"]
    named = [s for s in own if mention.full and key(s.entry.name) == key(mention.full)]
    if named:  # "Metcalfe County" is that county, not the ground around a town called Metcalfe
        return Settled(mention=mention, entry=named[0].entry, precision="district", why=named[0].why)
    full = [
        s
        for s in scored
        if s.entry.kind == "region" and s.entry.name.casefold().endswith(("county", "district", "parish"))
    ]
    if full and (not own or full[0].score >= own[0].score - 4):
        return Settled(mention=mention, entry=full[0].entry, precision="region", why=full[0].why)
    around = [s for s in scored if s.entry.kind in ("settlement", "region")]
    if not around and not own:
        return Settled(mention=mention, entry=None)
    best = (around or own)[0]
    close = [s for s in own if s.entry.country == best.entry.country and s.entry.admin1 == best.entry.admin1]
    chosen = close[0] if close and best.entry.kind != "settlement" else best
    precision: PlacePrecision = "region" if chosen.entry.kind == "region" else "district"
    return Settled(mention=mention, entry=chosen.entry, precision=precision, why=f"called a district; {chosen.why}")


def _fallen(mention: Mention, outer: Sequence[Entry], scored: Sequence[Scored], gazetteer: Gazetteer) -> Settled:
    """The smallest certain place that holds it, under the name as written."""
    order = {"settlement": 0, "facility": 0, "district": 1, "region": 2, "area": 3, "country": 4}
    holder = min(outer, key=lambda o: order[o.kind])
    away = next((s.entry for s in scored), None)
    why = f"the text places it in {holder.name}, where the gazetteer has no {mention.name}"
    if away:
        where = gazetteer.region_name(away) or away.country
        why += f"; its namesake in {where} is not meant"
    rivals = tuple(s.entry for s in scored[:RIVALS])
    return Settled(
        mention=mention, entry=holder, precision=mention_precision(mention), fallback=True, why=why, rivals=rivals
    )


def mention_precision(mention: Mention) -> PlacePrecision:
    """Precision of a place that the gazetteer lacks: what the words call it, a settlement unless they say otherwise."""
    return "district" if mention.hint == "district" else "facility" if mention.hint == "facility" else "settlement"


def precision_of(entry: Entry, mention: Mention) -> PlacePrecision:
    """How exact the place is."""
    if entry.kind == "area":
        return "region"
    if entry.kind == "settlement" and mention.hint == "facility":
        return "facility"
    if entry.kind == "district" and (mention.hint == "region" or entry.name.startswith("Provin")):
        return "region"
    return entry.kind
