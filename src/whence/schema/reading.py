"""What one pass over the sentences of a report yields: the seam between a reading engine and the stages.

The `tag` stage fills a `Reading`; `extract` decodes its acts into claims, `attribute` its attributions into chains.
Any engine (the lexicon, a trained model, an LLM endpoint) that fills the same values can take its place.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from whence.schema.records import Issue, Span, Status

RoleName = Literal[
    "actor", "target", "instrument", "victim", "place", "time", "hedge", "figure",
    "source", "relay",  # who says so: the origin, and who stands between it and the report
]  # fmt: skip
CueKind = Literal["verb", "noun", "according-to", "colon", "adverb", "quotation"]


class Sentence(Struct, frozen=True, kw_only=True):
    start: int
    end: int
    paragraph: int  # counts from 0; a heading or bullet is a paragraph of its own
    kind: Literal["body", "title", "bullet", "dateline", "caption"] = "body"


class Quote(Struct, frozen=True, kw_only=True):
    """A stretch in quotation marks, marks excluded; `open_end` when the next paragraph carries it on."""

    start: int
    end: int
    open_end: bool = False


class Role(Struct, frozen=True, kw_only=True):
    role: RoleName
    span: Span


class Act(Struct, frozen=True, kw_only=True):
    """One act as one clause tells it. Several acts may share a sentence, none share a trigger and a type."""

    evidence: Span  # the clause
    trigger: Span  # the words that name the act
    type: str
    mode: str | None = None
    status: Status | None = None  # the engine's view; None leaves it to the rules of `extract`
    hedge: Span | None = None
    roles: tuple[Role, ...] = ()
    links: int | None = None  # how many links the engine expects in the chain; None: no view


class Attribution(Struct, frozen=True, kw_only=True):
    """Somebody (source) says (cue) something (content). Content spans may hold other attributions: nesting."""

    cue: Span
    kind: CueKind
    source: Span | None
    content: tuple[Span, ...]


class Cluster(Struct, frozen=True, kw_only=True):
    """Mentions of one person or body in one report; `name` is the fullest of them."""

    name: str
    mentions: tuple[Span, ...]


class Reading(Struct, frozen=True, kw_only=True):
    engine: str  # name and version
    sentences: tuple[Sentence, ...] = ()
    quotes: tuple[Quote, ...] = ()
    acts: tuple[Act, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    attributed: bool = False  # the engine looked for attributions: where it gives none, nobody is cited
    clusters: tuple[Cluster, ...] = ()
    issues: tuple[Issue, ...] = ()  # what the record is told about this reading
