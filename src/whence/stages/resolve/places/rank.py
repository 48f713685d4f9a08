"""Which of its namesakes a mention means: what the text says holds it, then the report's other places, then size.

Scores are sums of the weights below; each that decides leaves its reason in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from msgspec import Struct

from whence.stages.resolve.places.entry import Entry, kilometres
from whence.stages.resolve.places.mention import Mention
from whence.stages.resolve.places.normalise import alike
from whence.stages.resolve.places.setting import Rest, Setting
from whence.stages.resolve.places.structure import lies_in
from whence.stages.resolve.places.weights import KIND, REGION, fits, own

# In units of a tenfold population: a place ten times as large counts one more.
CONTAINED = 12.0  # the text names what holds it
SPELT = 0.3  # its own name in another spelling: Sloviansk is Slovyansk rather than Nikopol, once called so
IN_COUNTRY = 5.0  # times the country's share of the report's votes
IN_REGION = 2.5  # times the region's share
NEAR = 1.5  # within 150 km of a place of another name already settled; of several, up to twice that
SAID = 8.0  # the report places the name itself, elsewhere
REGION_TALK = 6.0  # the report speaks of the name as a region elsewhere
BEHIND = 4.0  # a region behind the town that it is called after
TOWN = 8_000
RING = frozenset({" oblast", " region", " province", " governorate", " krai"})
VAST = 3_000_000  # of one that is meant though "Albany, New York" was said
GREAT = 300_000  # people of a town that stands before a region of its name: Washington, New York
RIVALS = 3


class Scored(Struct, frozen=True):
    """One candidate with its score and what decided it."""

    entry: Entry
    score: float
    why: str


def as_holder(mention: Mention, setting: Setting) -> list[Scored]:
    """Candidates of a mention that is named as holding another: no settlements."""
    return [s for s in ranked(mention, (), setting) if s.entry.kind in ("country", "region", "area", "district")]


def ranked(mention: Mention, outer: Sequence[Entry], setting: Setting) -> list[Scored]:
    """Candidates, best first; `outer` are the places that the text names as holding it."""
    rest = setting.without(mention.name.casefold())
    scored = [_score(entry, mention, outer, setting, rest) for entry in mention.entries]
    if mention.hint is None:
        scored = [_after_its_capital(s, mention, setting) for s in scored]
        towns = [e.population for e in mention.entries if e.kind == "settlement"]
        if towns and max(towns) <= GREAT:
            scored = [_peopled(s) for s in scored]
    return sorted(scored, key=lambda s: (-s.score, s.entry.id))


def _peopled(scored: Scored) -> Scored:
    """A region of millions against the small towns of its name: California."""
    region = scored.entry
    if region.kind != "region" or not region.preferred:
        return scored
    return Scored(region, scored.score + max(0.0, log10(region.population + 10) - REGION), scored.why)


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


def _score(entry: Entry, mention: Mention, outer: Sequence[Entry], setting: Setting, rest: Rest) -> Scored:
    total = own(entry, mention)
    if entry.kind == "settlement" and not entry.preferred and alike(entry.name, mention.name):
        total += SPELT
    reasons = []
    holder = next((o for o in outer if lies_in(entry, o)), None)
    if holder:
        total += CONTAINED
        reasons.append(f"the text places it in {holder.name}")
    if mention.hint and fits(entry, mention.hint):
        total += KIND
        reasons.append(f"called a {mention.hint}")
    name = mention.name.casefold()
    if mention.hint == "region" and _a_city(entry, mention):
        total -= KIND / 2
    if entry.kind == "region" and name in setting.as_region and name not in setting.as_city and not mention.hint:
        vast = any(e.kind == "settlement" and e.population > VAST for e in mention.entries)
        total += REGION_TALK / 4 if vast else REGION_TALK
        reasons.append("the report speaks of it as a region")
    if not outer and entry.id in setting.placed.get(name, ()):
        total += SAID
        reasons.append("the report says elsewhere what it lies in")
    country = rest.country_share(entry.country)
    total += IN_COUNTRY * country + IN_REGION * rest.region_share(entry)
    if country >= 0.3:
        reasons.append("other places in the report lie in the same country")
    near = _near(entry, name, setting.settled)
    if near:
        total += NEAR * (2 - 0.5 ** (near - 1))
        reasons.append("near other places in the report")
    if not reasons:
        reasons.append(
            "the largest place of that name" if entry.kind == "settlement" else f"a {entry.kind} of that name"
        )
    return Scored(entry, total, "; ".join(reasons))


def _a_city(entry: Entry, mention: Mention) -> bool:
    """Whether a division is a city beside a region called alike: of "Kyiv region" the city is not meant."""
    if entry.kind != "region":
        return False
    name = mention.name.casefold()
    ringed = any(e.country == entry.country and e.name.casefold().removeprefix(name) in RING for e in mention.entries)
    return ringed and entry.name.casefold() in (name, f"{name} city")


def _near(entry: Entry, name: str, settled: Sequence[Entry]) -> int:
    """How many places of other names lie within 150 km."""
    if entry.kind == "country":
        return 0
    return sum(
        1
        for e in settled
        if e.id != entry.id
        and abs(e.lat - entry.lat) < 1.4
        and e.name.casefold() != name
        and kilometres(e.lat, e.lon, entry.lat, entry.lon) < 150
    )
