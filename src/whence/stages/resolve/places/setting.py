"""What a whole report says of where it is set: votes for countries and regions, names that it places itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from whence.stages.resolve.places.entry import Entry
from whence.stages.resolve.places.mention import Mention
from whence.stages.resolve.places.structure import lies_in
from whence.stages.resolve.places.weights import KIND, fits, own

K = TypeVar("K", bound=Hashable)


class Votes(Struct):
    """What one name's mentions say of where the report is set, as shares of the whole report's votes."""

    countries: dict[str, float]
    regions: dict[tuple[str, str], float]


class Setting(Struct, frozen=True, kw_only=True):
    """What the rest of the report says: votes by country and region, places already settled, names used as regions."""

    countries: Mapping[str, float] = {}
    regions: Mapping[tuple[str, str], float] = {}
    settled: tuple[Entry, ...] = ()
    votes: Mapping[str, Votes] = {}  # of each name: no name speaks for itself
    placed: Mapping[str, frozenset[int]] = {}  # entries of names that the report places: "London, Ontario"
    as_region: frozenset[str] = frozenset()
    as_city: frozenset[str] = frozenset()

    def without(self, name: str) -> Rest:
        """The votes with those of one name left out."""
        mine = self.votes.get(name) or Votes({}, {})
        left = 1.0 - sum(mine.countries.values()), 1.0 - sum(mine.regions.values())
        return Rest(self.countries, mine.countries, left[0], self.regions, mine.regions, left[1])


class Rest(Struct, frozen=True):
    """A report's votes without those of one name: all of them, the name's own, and how much is left."""

    countries: Mapping[str, float]
    own_countries: Mapping[str, float]
    left_countries: float
    regions: Mapping[tuple[str, str], float]
    own_regions: Mapping[tuple[str, str], float]
    left_regions: float

    def country_share(self, country: str | None) -> float:
        """Share of the votes for a country."""
        return _share(self.countries, self.own_countries, self.left_countries, country or "")

    def region_share(self, entry: Entry) -> float:
        """The same for the first-order division of an entry."""
        return _share(self.regions, self.own_regions, self.left_regions, (entry.country or "", entry.admin1 or ""))


def _share(shares: Mapping[K, float], own: Mapping[K, float], left: float, what: K) -> float:
    return max(0.0, shares.get(what, 0.0) - own.get(what, 0.0)) / left if left > 1e-9 else 0.0


def setting_of(mentions: Sequence[Mention], demonyms: Mapping[str, int]) -> Setting:
    """Votes of a whole report: clear places count fully, doubtful ones by their likeliest readings, adjectives half."""
    votes: dict[str, Votes] = {}
    for mention in mentions:
        mine = votes.setdefault(mention.name.casefold(), Votes(defaultdict(float), defaultdict(float)))
        for entry, share in _shares(mention):
            if entry.country:
                mine.countries[entry.country] += share * (2.0 if entry.kind == "country" else 1.0)
                if entry.admin1:
                    mine.regions[entry.country, entry.admin1] += share
    for iso, count in demonyms.items():
        votes[f"people of {iso}"] = Votes({iso: 0.5 * count}, {})
    whole = sum(sum(v.countries.values()) for v in votes.values()) or 1.0
    parts = sum(sum(v.regions.values()) for v in votes.values()) or 1.0
    shares = {
        name: Votes({k: v / whole for k, v in vote.countries.items()}, {k: v / parts for k, v in vote.regions.items()})
        for name, vote in votes.items()
    }
    return Setting(
        countries=_summed(vote.countries for vote in shares.values()),
        regions=_summed(vote.regions for vote in shares.values()),
        votes=shares,
        placed=_placed(mentions),
        as_region=_spoken_as(mentions, "region") | _holders(mentions),
        as_city=_spoken_as(mentions, "settlement"),
    )


def _summed(votes: Iterable[dict[K, float]]) -> dict[K, float]:
    total: defaultdict[K, float] = defaultdict(float)
    for vote in votes:
        for what, share in vote.items():
            total[what] += share
    return dict(total)


def _placed(mentions: Sequence[Mention]) -> dict[str, frozenset[int]]:
    """Entries of the names that the report says what holds them: one name, one place."""
    found: dict[str, frozenset[int]] = {}
    for mention in mentions:
        holders = [e for o in mention.outer for e in mentions[o].entries]
        inside = frozenset(e.id for e in mention.entries if any(lies_in(e, h) for h in holders if h.kind != "country"))
        if inside:
            found[mention.name.casefold()] = inside | found.get(mention.name.casefold(), frozenset())
    return found


def _shares(mention: Mention) -> list[tuple[Entry, float]]:
    """Likely readings of a mention without its report, with weights that sum to 1 at the most."""
    if not mention.entries or mention.doubt in ("person", "part"):
        return []
    weights = [
        (e, own(e, mention) + (KIND if mention.hint and fits(e, mention.hint) else 0.0)) for e in mention.entries
    ]
    top = max(w for _, w in weights)
    likely = [(e, 10 ** (w - top)) for e, w in weights if w > top - 1.5]
    total = sum(w for _, w in likely)
    share = 1.0 if len({e.country for e, _ in likely}) == 1 else 0.5
    return [(e, share * w / total) for e, w in likely]


def _spoken_as(mentions: Sequence[Mention], kind: str) -> frozenset[str]:
    return frozenset(m.name.casefold() for m in mentions if m.hint == kind and m.entries)


def _holders(mentions: Sequence[Mention]) -> frozenset[str]:
    """Names that the report says other places lie in: "Shchastia city in Luhansk"."""
    held = {(at, o) for at, m in enumerate(mentions) for o in m.outer}
    return frozenset(
        mentions[o].name.casefold()
        for at, o in held
        if any(
            lies_in(e, f)
            for e in mentions[at].entries
            if e.kind != "facility"
            for f in mentions[o].entries
            if f.kind == "region"
        )
    )
