"""Stable pseudonyms: one person, one pseudonym, in every export of one record; nobody can look a name up in a table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from whence.protect.pieces import Key
from whence.schema.records import Report

DIGITS = 8  # hex digits: among 10,000 persons a shared pseudonym is expected in one record of a hundred


def pseudonym(name: Key, salt: bytes) -> str:
    """`Person 7f3a91c2`: a keyed hash of the folded name; without the salt no dictionary leads back."""
    keyed = hashlib.blake2b(" ".join(name).encode(), key=salt[:64], digest_size=DIGITS // 2)
    return f"Person {keyed.hexdigest()}"


def derived_salt(reports: Iterable[Report]) -> bytes:
    """A salt for a record that keeps none: follows from its unmasked texts, which only their owner has."""
    total = hashlib.blake2b(digest_size=32)
    for report in sorted(reports, key=lambda report: report.report_id):
        total.update(report.report_id.encode())
        total.update(hashlib.blake2b(report.text.encode("utf-8", "replace")).digest())
    return total.digest()
