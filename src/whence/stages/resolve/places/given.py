"""Place names whose spans are given, by a person or a corpus: each settled, unknown ones by what stands near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from whence.stages.resolve.places import vocabulary as words
from whence.stages.resolve.places.entry import Entry, kilometres
from whence.stages.resolve.places.gazetteer import Gazetteer
from whence.stages.resolve.places.mention import Mention
from whence.stages.resolve.places.normalise import key
from whence.stages.resolve.places.readings import Readings, Settled, settled_all
from whence.stages.resolve.places.recognise import Scanner
from whence.stages.resolve.places.sources import table

REACH = 600  # code points within which a named town is taken to hold a street or a house
CLOSE = 120.0  # km within which the name inside a longer one is borne out by another place of the report
KNOWN = 200_000  # people from which a bare name needs nothing beside it
TOWN = 20_000  # people from which a name that no other place bears is sure
WAYS = words.WAYS | {"avenue", "boulevard", "bridge", "lane", "square", "street"}
ORDER = {"facility": 0, "settlement": 1, "district": 2, "region": 3, "area": 4, "country": 5}
LONGEST = 8  # words of a given name that are looked at


def read_given(text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> Readings:
    """The places of given spans, one for each span in their order; `fallback` where only what holds it is known."""
    scanner = Given(text, gazetteer)
    told = [(scanner.given(*span), at) for at, span in enumerate(spans)]
    others = [(m, -1) for m in scanner.mentions() if not m.back and not any(_over(m, span) for span in spans)]
    both = sorted((*told, *others), key=lambda pair: (pair[0].start, pair[0].end, pair[1]))
    readings = settled_all(text, [mention for mention, _ in both], scanner, gazetteer)
    known = [s for s in readings.settled if _sure(s)]
    final = {
        at: s if _sure(s) else _around(s, scanner, known)
        for s, (_, at) in zip(readings.settled, both, strict=True)
        if at >= 0
    }
    return replace(readings, settled=tuple(final[at] for at in range(len(spans))))


def _over(mention: Mention, span: tuple[int, int]) -> bool:
    return mention.start < span[1] and span[0] < mention.end


@cache
def adjectives() -> dict[str, str]:
    """Adjectives of regions and continents, with the place that each means."""
    return {key(row["adjective"]): row["place"] for row in table("adjectives.csv")}


def _sure(settled: Settled) -> bool:
    """Whether a name means its place without doubt: not one small town among namesakes that nothing speaks for."""
    mention, entry = settled.mention, settled.entry
    if entry is None or mention.doubt or (settled.fallback and mention.hint == "facility"):
        return False
    if mention.hint == "facility" and entry.kind == "settlement" and (not entry.preferred or _way(mention)):
        return False
    if entry.kind != "settlement" or mention.outer or mention.dateline or settled.fallback:
        return True
    if "near" in settled.why or entry.capital or entry.population > KNOWN:
        return True
    others = [e.population for e in mention.entries if e.kind == "settlement" and e.admin1 != entry.admin1]
    alone = entry.population > 5 * max(others, default=0)  # no namesake of a fifth its size
    return alone and entry.preferred and entry.population > TOWN and mention.hint != "facility"


class Given(Scanner):
    """A text whose place names are told to it."""

    def given(self, start: int, end: int) -> Mention:
        """The mention of one span; words that the span cuts through count as a whole."""
        inside = [at for at, t in enumerate(self.tokens) if t.start < end and start < t.end]
        if not inside:
            entries = self.gazetteer.find(self.text[start:end])
            return Mention(
                start=start, end=end, name=self.text[start:end], entries=entries, first=0, last=0, wide=start
            )
        first, last = inside[0], inside[-1] + 1
        exact = self._exactly(start, end)
        if exact:
            return replace(self._told(first, last), start=start, end=end, name=self.text[start:end], entries=exact)
        if self.tokens[first].lower in ("the", "a") and last - first > 1:
            first += 1
        return self._told(first, last)

    def _exactly(self, start: int, end: int) -> tuple[Entry, ...]:
        """Places of a span that is a word by itself inside a longer one: the EU of "EU-backed"."""
        name = self.text[start:end]
        if (
            not name[:1].isalnum()
            or not name[-1:].isalnum()
            or any(t.start == start for t in self.tokens if t.end == end)
        ):
            return ()
        if self.text[start - 1 : start].isalnum() or self.text[end : end + 1].isalnum():
            return ()
        return self._by_adjective(name) or self.gazetteer.find(name)

    def _told(self, first: int, last: int) -> Mention:
        name = self.text[self.tokens[first].start : self.tokens[last - 1].end]
        hint = words.KINDS.get(self.tokens[last - 1].lower) if last - first > 1 else None
        bare = self.text[self.tokens[first].start : self.tokens[last - 2].end] if hint else name
        entries = self._places_of(name, bare)
        after, kind_end = self._kind_after(last)
        preposition, head, before, wide, _ = self._before(first)
        called = self._by_adjective(name)
        large = bare == name and any(e.kind == "country" and e.preferred for e in entries)
        return Mention(
            start=self.tokens[first].start, end=self.tokens[last - 1].end, name=bare, entries=called or entries,
            full=name if bare != name else "",
            first=first, last=last, wide=wide, hint=None if called or large else hint or after or before,
            preposition=preposition, head=head, dateline=self._dateline(first, last) and kind_end == last,
        )  # fmt: skip

    def _by_adjective(self, name: str) -> tuple[Entry, ...]:
        """The country of a people, the region of an adjective: "Turkish", "European"."""
        place = adjectives().get(key(name))
        if place:
            return tuple(e for e in self.gazetteer.find(place) if e.kind in ("country", "region", "area"))[:1]
        iso = self.gazetteer.demonym(name)
        country = self.gazetteer.country(iso) if iso else None
        return (country,) if country and key(country.name) != key(name) else ()

    def _places_of(self, name: str, bare: str) -> tuple[Entry, ...]:
        """Places of the whole name first, then those of the name without its kind word."""
        own = self.gazetteer.find(name) or self.gazetteer.find(f"{name}.")
        if bare == name:
            return own
        known = {e.id for e in own}
        return own + tuple(e for e in self.gazetteer.find(bare) if e.id not in known)

    def inner(self, mention: Mention) -> list[Entry]:
        """Places of the names inside a longer name: the Montgomery County of "Montgomery County History Center"."""
        found: list[Entry] = []
        last = min(mention.last, mention.first + LONGEST)
        for width in range(last - mention.first - 1, 0, -1):
            for at in range(mention.first, last - width + 1):
                token = self.tokens[at]
                if width == 1:
                    found.extend(self._by_adjective(token.text))
                if token.capital and (width > 1 or not _everyday(token.text)):
                    found.extend(self.gazetteer.find(self.text[token.start : self.tokens[at + width - 1].end]))
            if any(e.preferred and e.population > KNOWN for e in found):
                break
        return found


def _everyday(word: str) -> bool:
    """Whether a word inside a longer name is more likely a word or a first name than a place."""
    folded = key(word)
    lower = word.lower()
    return (
        folded in words.common()
        or folded in words.first_names()
        or lower in words.KINDS
        or lower in words.FILLERS
        or lower in words.BODIES
    )


def _way(mention: Mention) -> bool:
    """Whether it is a street or the like: those are called after far places."""
    return mention.full.rpartition(" ")[2].lower() in WAYS


def _around(settled: Settled, scanner: Given, known: Sequence[Settled]) -> Settled:
    """A name that no sure place bears: a place inside its own name that the report bears out, else what stands near."""
    mention = settled.mention
    places = [s.entry for s in known if s.entry and s.entry.kind != "country"]
    way = mention.hint == "facility" and _way(mention)
    inner = [] if way else scanner.inner(mention)
    near = [] if way else [e for e in (*mention.entries, *inner) if any(_close(e, other) for other in places)]
    if near:
        return replace(
            settled, mention=replace(mention, doubt=""), entry=near[0], why="near other places in the report"
        )
    for entry in sorted(
        (e for e in inner if e.preferred or e.kind == "country"), key=lambda e: (ORDER[e.kind], -e.population, e.id)
    ):
        if entry.kind in ("country", "region", "area") or entry.population > KNOWN:
            why = f"{entry.name} stands in its name"
            return replace(settled, mention=replace(mention, doubt=""), entry=entry, fallback=True, why=why)
    certain = settled.entry is not None and mention.hint != "facility" and mention.doubt != "word"
    holder = None if certain else _nearest(mention, known) or _main(known)
    if holder is None or holder.entry is None:
        return replace(settled, mention=replace(mention, doubt=""))
    why = f"the gazetteer has no {mention.name}; {holder.entry.name} is the place named next to it"
    return replace(
        settled, mention=replace(mention, doubt=""), entry=holder.entry, precision="facility", fallback=True, why=why
    )


def _close(entry: Entry, other: Entry) -> bool:
    if entry.country != other.country or entry.kind == "country":
        return False
    return kilometres(entry.lat, entry.lon, other.lat, other.lon) < CLOSE


def _nearest(mention: Mention, known: Sequence[Settled]) -> Settled | None:
    """The town or district named nearest, one before rather than one behind."""
    towns = [s for s in known if s.entry and s.entry.kind in ("settlement", "district", "facility")]
    away = [(_apart(mention, s.mention), at) for at, s in enumerate(towns)]
    best = min(away, default=(REACH, -1))
    return towns[best[1]] if best[0] < REACH else None


def _apart(mention: Mention, other: Mention) -> float:
    if other.end <= mention.start:
        return mention.start - other.end
    return 1.5 * max(0, other.start - mention.end)


def _main(known: Sequence[Settled]) -> Settled | None:
    """The place that the report names most, the smallest kind first."""
    for kinds in (("settlement", "district", "facility"), ("region",), ("area", "country")):
        named = [s for s in known if s.entry and s.entry.kind in kinds]
        if named:
            counts = Counter(s.entry.id for s in named if s.entry)
            return max(named, key=lambda s: (counts[s.entry.id] if s.entry else 0, -s.mention.start))
    return None
