"""The `attribute` stage: attributions of the report become the chains of its claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from whence.linkage.directory import directory
from whence.nlp.attribution import ENGINE, attributions
from whence.nlp.attribution_clusters import cast, clusters
from whence.nlp.attribution_text import shouting
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences
from whence.schema.ids import claim_id, digest
from whence.schema.reading import Reading
from whence.schema.records import Claim
from whence.schema.stage import Step, Work
from whence.stages.attribute.chains import chains
from whence.stages.attribute.links import Sources


class Attribute(Struct, frozen=True):
    """Sets `Claim.chain`, then `Claim.claim_id`; fills `Reading.attributions` and `Reading.clusters` where empty."""

    name: ClassVar[str] = "attribute"
    reads: ClassVar[frozenset[str]] = frozenset({"report", "reading", "claims"})
    writes: ClassVar[frozenset[str]] = frozenset({"chain"})

    def fingerprint(self) -> str:
        return digest(f"{self.name} {ENGINE} directory {len(directory().outlets)} {len(directory().bodies)}".encode())

    def open(self) -> Step:
        directory()
        return attribute_all


def attribute_all(batch: Sequence[Work]) -> list[Work]:
    """Apply `attribute` to every report of a batch that has claims."""
    return [attribute(work) if work.claims else work for work in batch]


def attribute(work: Work) -> Work:
    """One report's claims with chains and ids; a claim that two sources make together becomes two."""
    reading = _reading(work)
    text = work.report.text
    company = cast(text, reading.sentences, reading.attributions, shouting=shouting(text))
    sources = Sources(work.report, reading, company)
    claims: dict[str, Claim] = {}
    for claim in work.claims:
        for chain in chains(claim, reading, sources):
            done = replace(claim, chain=chain)
            done = replace(done, claim_id=claim_id(done))
            claims.setdefault(done.claim_id, done)
    return replace(
        work,
        reading=replace(reading, clusters=reading.clusters or clusters(text, company)),
        claims=tuple(claims.values()),
    )


def _reading(work: Work) -> Reading:
    """The reading with sentences, quotations and attributions: the engine's, else the rules'."""
    text = work.report.text
    reading = work.reading or Reading(engine=ENGINE)
    if not reading.sentences:
        reading = replace(reading, sentences=sentences(text), quotes=quotes(text))
    if not reading.attributions and not reading.attributed:
        reading = replace(reading, attributions=attributions(text, reading.sentences, reading.quotes))
    return reading
