"""Identifiers: all follow from content, so that reading twice, in any order or in parts gives the same ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from whence.schema.records import Claim

LENGTH = 16  # hex digits: 64 bits, a collision is expected at some 5 * 10^9 items


def digest(data: bytes) -> str:
    """First 16 hex digits of the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()[:LENGTH]


def canonical_json(value: object) -> bytes:
    """Sorted keys, UTF-8, no spaces: the bytes that a JSONL line's id follows from."""
    return msgspec.json.encode(value, order="sorted")


def report_id(original: bytes) -> str:
    """Id of a report from its original bytes (of a JSONL line: from `canonical_json` of its object)."""
    return digest(original)


def claim_id(claim: Claim) -> str:
    """Id of a claim: where its evidence and chain stand and what it says; dates and resolved names stay out."""
    parts: list[object] = [
        claim.report_id,
        claim.evidence.start,
        claim.evidence.end,
        claim.type,
        claim.mode,
        claim.status,
    ]
    parts += [[link.start, link.end] for link in claim.chain]
    # Two acts of one type in one clause differ in the words that name them.
    parts += [ground.span.start for ground in claim.grounds if ground.field == "type" and ground.span]
    return digest(canonical_json(parts))


def event_id(claims: Iterable[str]) -> str:
    """Id of an event: follows from its smallest claim id."""
    return digest(b"event:" + min(claims).encode())
