"""Places that a claim may mean: those its evidence and sentence name, and those that earlier sentences hand on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from whence.schema.records import Claim
from whence.schema.stage import Work
from whence.stages.resolve.between import Act, acts_of
from whence.stages.resolve.places.entry import Entry
from whence.stages.resolve.places.mention import Mention
from whence.stages.resolve.places.readings import Readings, Settled
from whence.stages.resolve.places.vocabulary import AT, COMMON_STEMS

# Sentence ends good enough for a window of context where no reading engine has been before.
END = re.compile(r"(?<=[.!?”\"])\s+(?=[“\"(\[]?[A-Z0-9])|\n[ \t]*\n|\n(?=[ \t]*(?:[•*\-]|\d+\.)\s)")
LONGER = re.compile(r"[^\W\d_]{4,}")
BACK_OVER = 3  # sentences
AKIN = 12  # claims that speak of the same things, and mentions in them, that are looked at


class Candidate(Struct, frozen=True, kw_only=True):
    """One place (or list of places) seen from one claim."""

    start: int
    end: int
    members: tuple[Settled, ...]  # more than one for a list
    zone: str  # "evidence", "before", "after" (in its sentences), "earlier", "dateline"
    distance: int  # sentences between, 0 within its own
    mention: Mention
    via: Settled | None = None  # what "the city" or "there" points back to

    @property
    def lead(self) -> Settled:
        """The member that is looked at for its kind."""
        return self.members[0]


class Frame(Struct, frozen=True, kw_only=True):
    """A report cut into sentences, with its settled mentions in order."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    readings: Readings
    usable: tuple[Settled, ...]
    datelines: tuple[int, ...]  # indices of them
    links: tuple[tuple[int, int], ...]
    claims: tuple[tuple[int, int, str], ...]  # start, end and type of every claim's evidence
    stems: tuple[frozenset[str], ...]  # of each of them
    acts: tuple[Act, ...]

    def sentence(self, offset: int) -> int:
        """Number of the sentence at an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)


def frame(work: Work, readings: Readings) -> Frame:
    """Sentences of the reading, or our own cut; mentions that are people, bodies or parts of names left out."""
    text = work.report.text
    if work.reading is not None and work.reading.sentences:
        bounds = sorted((s.start, s.end) for s in work.reading.sentences)
    else:
        bounds = cut(text)
    usable = tuple(s for s in readings.settled if not s.mention.doubt and (s.entry or s.mention.back))
    links = tuple(sorted({(link.start, link.end) for claim in work.claims for link in claim.chain}))
    return Frame(
        text=text,
        starts=tuple(b[0] for b in bounds),
        ends=tuple(b[1] for b in bounds),
        readings=readings,
        usable=usable,
        datelines=tuple(at for at, s in enumerate(usable) if s.mention.dateline),
        links=links,
        claims=tuple((c.evidence.start, c.evidence.end, c.type) for c in work.claims),
        stems=tuple(stems(c.evidence.text) for c in work.claims),
        acts=acts_of(work.claims),
    )


def cut(text: str) -> list[tuple[int, int]]:
    """Rough sentences."""
    out, start = [], 0
    for match in END.finditer(text):
        out.append((start, match.start()))
        start = match.end()
    out.append((start, len(text)))
    return out


def candidates(claim: Claim, view: Frame) -> list[Candidate]:
    """All places that may be the claim's, in the order of the text."""
    start, end = claim.evidence.start, claim.evidence.end
    first, last = view.sentence(start), view.sentence(max(start, end - 1))
    found: list[Candidate] = []
    done: set[int] = set()
    scene = focus(start, first, view)
    akin = alike(claim, view)
    for at in in_sight(view, first, last, {*scene, *akin}):
        settled = view.usable[at]
        mention = settled.mention
        if mention.group >= 0 and mention.group in done:
            continue
        number = view.sentence(mention.start)
        zone = zone_of(mention, start, end, number, first, last) or ("scene" if at in scene else None)
        if zone is None and at in akin:
            zone = "akin"
        if zone is None:
            continue
        via = antecedent(view, at) if mention.back else None
        if mention.back and via is None:
            continue
        members = _members(view.usable, at) if mention.group >= 0 else ((via or settled),)
        if mention.group >= 0:
            done.add(mention.group)
        found.append(
            Candidate(
                start=members[0].mention.wide if via is None else mention.start,
                end=members[-1].mention.end if via is None else mention.end,
                members=members,
                zone=zone,
                distance=max(0, first - number),
                mention=mention,
                via=via,
            )
        )
    return found


def in_sight(view: Frame, first: int, last: int, further: set[int]) -> list[int]:
    """Indices of the mentions in the near sentences, of datelines and of `further`, in their order."""
    begin = view.starts[max(0, first - BACK_OVER)]
    left = bisect_left(view.usable, begin, key=lambda s: s.mention.end)
    right = bisect_right(view.usable, view.ends[last], key=lambda s: s.mention.start)
    return sorted({*range(left, right), *further, *(d for d in view.datelines if d < right)})


def zone_of(mention: Mention, start: int, end: int, number: int, first: int, last: int) -> str | None:
    """Where a mention stands, seen from the evidence; `None` for out of sight."""
    if mention.start < end and mention.end > start:
        return "evidence"
    if first <= number <= last:
        return "before" if mention.start < start else "after"
    if mention.dateline and number < first:
        return "dateline"
    if first - BACK_OVER <= number < first:
        return "earlier"
    return None


def focus(start: int, first: int, view: Frame) -> list[int]:
    """The last place before the sentence that something was said to happen at, beyond the near sentences: the scene."""
    for at in range(len(view.usable) - 1, -1, -1):
        settled = view.usable[at]
        mention = settled.mention
        if mention.start >= start or settled.entry is None or view.sentence(mention.start) >= first - BACK_OVER:
            continue
        if settled.entry.kind == "settlement" and (mention.preposition in AT or mention.dateline):
            return [at]
    return []


@lru_cache(maxsize=512)  # a claim's are asked for beside each of its candidates
def stems(words: str) -> frozenset[str]:
    """Beginnings of the longer words, for telling whether two claims speak of the same things."""
    return frozenset(w[:5].lower() for w in LONGER.findall(words)) - COMMON_STEMS


def likeness(claim: Claim, candidate_start: int, candidate_end: int, view: Frame) -> int:
    """Most words shared with another claim of the same type whose evidence names the candidate."""
    own = stems(claim.evidence.text)
    shared = 0
    for (start, end, kind), words in zip(view.claims, view.stems, strict=True):
        if kind == claim.type and start < candidate_end and candidate_start < end and start != claim.evidence.start:
            shared = max(shared, len(own & words))
    return shared


def alike(claim: Claim, view: Frame) -> set[int]:
    """Mentions anywhere in the evidence of claims of the same type that share two words or more with this one."""
    own = stems(claim.evidence.text)
    near = [
        (start, end)
        for (start, end, kind), words in zip(view.claims, view.stems, strict=True)
        if kind == claim.type and start != claim.evidence.start and len(own & words) >= 2
    ]
    named = [
        at
        for at, s in enumerate(view.usable)
        if s.entry and s.mention.preposition and any(a <= s.mention.start < b for a, b in near[:AKIN])
    ]
    return set(sorted(named, key=lambda at: (abs(view.usable[at].mention.start - claim.evidence.start), at))[:AKIN])


def _members(usable: Sequence[Settled], at: int) -> tuple[Settled, ...]:
    group = usable[at].mention.group
    members = [s for s in usable[at : at + 30] if s.mention.group == group and s.entry]
    return tuple(members) or (usable[at],)


def antecedent(view: Frame, at: int) -> Settled | None:
    """The place that "the city", "the region", "there" points back to: the last one of that kind."""
    mention = view.usable[at].mention
    if mention.back == "capital":
        return _capital(view, mention)
    if mention.back == "country":
        return _country(view, at)
    for settled in reversed(view.usable[max(0, at - 40) : at]):
        if settled.entry is not None and _meant(mention.back or "", settled, settled.entry, view):
            return settled
    return None


def _meant(back: str, settled: Settled, entry: Entry, view: Frame) -> bool:
    mention = settled.mention
    placed = bool(mention.preposition or mention.dateline or mention.hint or mention.outer)
    placed = placed or view.readings.setting.countries.get(entry.country or "", 0.0) > 0.25
    if back == "any":
        return bool(mention.preposition or mention.dateline)
    if back == "settlement":
        return settled.fallback or (entry.kind == "settlement" and (placed or entry.population > 100_000))
    if back == "district":
        return settled.precision == "district"
    if back == "region":
        return entry.kind in ("region", "area") and not settled.fallback
    return entry.kind == back


def _country(view: Frame, at: int) -> Settled | None:
    """The last country named that the report is about in good part, else the one that it is mostly about."""
    shares = view.readings.setting.countries
    for settled in reversed(view.usable[max(0, at - 12) : at]):
        entry = settled.entry
        if entry is not None and entry.kind == "country" and shares.get(entry.country or "", 0.0) > 0.2:
            return settled
    return view.readings.country


def _capital(view: Frame, mention: Mention) -> Settled | None:
    """The capital that the report named last, if it is of the report's own country; else that country's."""
    own = view.readings.capital
    for settled in reversed(view.usable):
        if settled.mention.start < mention.start and settled.entry and settled.entry.capital:
            return settled if own is None or own.entry is None or settled.entry.id == own.entry.id else own
    return own
