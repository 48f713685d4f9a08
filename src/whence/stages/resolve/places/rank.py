"""Which of its namesakes a mention means: what the text says holds it, then the report's other places, then size.

Scores are sums of the weights below; each that decides leaves its reason in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log10

from msgspec import Struct

from whence.stages.resolve.places.entry import Entry, kilometres
from whence.stages.resolve.places.mention import Mention
from whence.stages.resolve.places.structure import lies_in

# In units of a tenfold population: a place ten times as large counts one more.
CONTAINED = 12.0  # the text names what holds it
KIND = 6.0  # the kind word beside it says so
OWN_NAME = 1.2
CAPITAL = 1.0
COUNTRY = 9.5  # a country against a settlement of its name
REGION = 4.6  # a region against a settlement of its name: about one of 40,000
AREA = 6.0
DISTRICT = 2.0
IN_COUNTRY = 5.0  # times the country's share of the report's votes
IN_REGION = 2.5  # times the region's share
NEAR = 1.5  # within 150 km of a place already settled
REGION_TALK = 6.0  # the report speaks of the name as a region elsewhere
BEHIND = 4.0  # a region behind the town that it is called after
TOWN = 8_000
RIVALS = 3


class Scored(Struct, frozen=True):
    """One candidate with its score and what decided it."""

    entry: Entry
    score: float
    why: str


class Setting(Struct, frozen=True, kw_only=True):
    """What the rest of the report says: votes by country and region, places already settled, names used as regions."""

    countries: Mapping[str, float] = {}
    regions: Mapping[tuple[str, str], float] = {}
    settled: tuple[Entry, ...] = ()
    as_region: frozenset[str] = frozenset()
    as_city: frozenset[str] = frozenset()


def as_holder(mention: Mention, setting: Setting) -> list[Scored]:
    """Candidates of a mention that is named as holding another: no settlements."""
    return [s for s in ranked(mention, (), setting) if s.entry.kind in ("country", "region", "area", "district")]


def ranked(mention: Mention, outer: Sequence[Entry], setting: Setting) -> list[Scored]:
    """Candidates, best first; `outer` are the places that the text names as holding it."""
    scored = [_score(entry, mention, outer, setting) for entry in mention.entries]
    if mention.hint is None:
        scored = [_after_its_capital(s, mention, setting) for s in scored]
    return sorted(scored, key=lambda s: (-s.score, s.entry.id))


def _after_its_capital(scored: Scored, mention: Mention, setting: Setting) -> Scored:
    """A region called like its own chief town steps back behind it, unless the report speaks of it as a region."""
    region, name = scored.entry, mention.name.casefold()
    if region.kind not in ("region", "district") or (name in setting.as_region and name not in setting.as_city):
        return scored
    town = any(
        e.kind == "settlement" and e.population >= TOWN and e.country == region.country and e.admin1 == region.admin1
        for e in mention.entries
    )
    return Scored(region, scored.score - BEHIND, scored.why) if town else scored


def _score(entry: Entry, mention: Mention, outer: Sequence[Entry], setting: Setting) -> Scored:
    total = _own(entry, mention)
    reasons = []
    holder = next((o for o in outer if lies_in(entry, o)), None)
    if holder:
        total += CONTAINED
        reasons.append(f"the text places it in {holder.name}")
    if mention.hint and _fits(entry, mention.hint):
        total += KIND
        reasons.append(f"called a {mention.hint}")
    name = mention.name.casefold()
    if entry.kind == "region" and name in setting.as_region and name not in setting.as_city and not mention.hint:
        total += REGION_TALK
        reasons.append("the report speaks of it as a region")
    country = setting.countries.get(entry.country or "", 0.0)
    region = setting.regions.get((entry.country or "", entry.admin1 or ""), 0.0)
    total += IN_COUNTRY * country + IN_REGION * region
    if country >= 0.3:
        reasons.append("other places in the report lie in the same country")
    if any(e.id != entry.id and kilometres(e.lat, e.lon, entry.lat, entry.lon) < 150 for e in setting.settled):
        total += NEAR
        reasons.append("near other places in the report")
    if not reasons:
        reasons.append(
            "the largest place of that name" if entry.kind == "settlement" else f"a {entry.kind} of that name"
        )
    return Scored(entry, total, "; ".join(reasons))


def _own(entry: Entry, mention: Mention) -> float:
    """What an entry weighs by itself."""
    total = {"country": COUNTRY, "region": REGION, "area": AREA, "district": DISTRICT, "facility": AREA}.get(
        entry.kind, 0.0
    )
    if entry.kind not in ("country", "area"):
        total += log10(entry.population + 10) if entry.kind == "settlement" else 0.0
    total += OWN_NAME if entry.preferred else 0.0
    total += CAPITAL if entry.capital else 0.0
    if entry.kind in ("region", "area", "district") and entry.preferred and mention.hint is None:
        total += 0.5
    return total


def _fits(entry: Entry, hint: str) -> bool:
    if hint == "region":
        return entry.kind in ("region", "area")
    if hint == "facility":
        return entry.kind in ("facility", "settlement")
    return entry.kind == hint


def setting_of(mentions: Sequence[Mention], demonyms: Mapping[str, int]) -> Setting:
    """Votes of a whole report: clear places count fully, doubtful ones by their likeliest readings, adjectives half."""
    countries: defaultdict[str, float] = defaultdict(float)
    regions: defaultdict[tuple[str, str], float] = defaultdict(float)
    for mention in mentions:
        for entry, share in _shares(mention):
            if entry.country:
                countries[entry.country] += share * (2.0 if entry.kind == "country" else 1.0)
                if entry.admin1:
                    regions[entry.country, entry.admin1] += share
    for iso, count in demonyms.items():
        countries[iso] += 0.5 * count
    whole = sum(countries.values()) or 1.0
    parts = sum(regions.values()) or 1.0
    return Setting(
        countries={k: v / whole for k, v in countries.items()},
        regions={k: v / parts for k, v in regions.items()},
        as_region=_spoken_as(mentions, "region") | _holders(mentions),
        as_city=_spoken_as(mentions, "settlement"),
    )


def _shares(mention: Mention) -> list[tuple[Entry, float]]:
    """Likely readings of a mention without its report, with weights that sum to 1 at the most."""
    if not mention.entries or mention.doubt in ("person", "part"):
        return []
    weights = [
        (e, _own(e, mention) + (KIND if mention.hint and _fits(e, mention.hint) else 0.0)) for e in mention.entries[:12]
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
        if any(lies_in(e, f) for e in mentions[at].entries for f in mentions[o].entries if f.kind == "region")
    )
