"""What full-text search takes in and gives back, whatever the database."""

from __future__ import annotations

import hashlib
import re
from typing import Literal

from msgspec import Struct

from whence.schema.records import Claim, Report

Kind = Literal["report", "claim"]
MOST = 32  # terms of one query
TERM = re.compile(r'"([^"]*)"|(\S+)')


class Entry(Struct, frozen=True, kw_only=True):
    """The words by which a report or claim is found."""

    kind: Kind
    id: str
    report_id: str
    words: str

    @property
    def row(self) -> int:
        """Row number: 63 bits that follow from kind and id, so that no table of numbers is needed."""
        return row_of(self.kind, self.id)

    def columns(self) -> dict[str, str]:
        """Values by column."""
        return {"kind": self.kind, "id": self.id, "report_id": self.report_id, "words": self.words}


class Hit(Struct, frozen=True, kw_only=True):
    """A report or claim that holds the words looked for, with the stretch around them."""

    kind: Kind
    id: str
    report_id: str
    words: str


def row_of(kind: Kind, id_: str) -> int:
    """Row number of a report or claim in the index."""
    return int.from_bytes(hashlib.sha256(f"{kind}:{id_}".encode()).digest()[:8]) >> 1


def of_report(report: Report) -> Entry:
    """Title, outlet, byline and text."""
    words = [report.title, report.outlet, report.byline, report.text]
    return Entry(kind="report", id=report.report_id, report_id=report.report_id, words=_lines(words))


def of_claim(claim: Claim) -> Entry:
    """Evidence, and the names that the words stand for."""
    place = claim.place.name if claim.place else None
    parties = [party.name for party in (*claim.actors, *claim.targets)]
    names = [*parties, *(link.name for link in claim.chain)]
    words = _lines([claim.evidence.text, *names, place])
    return Entry(kind="claim", id=claim.claim_id, report_id=claim.report_id, words=words)


def terms(words: str) -> list[str]:
    """What a person typed, as words and quoted phrases; marks alone are no term."""
    found = [phrase or word.strip('"') for phrase, word in TERM.findall(words.replace("\0", " "))]
    return [term for term in found if any(sign.isalnum() for sign in term)][:MOST]


def _lines(words: list[str | None]) -> str:
    return "\n".join(dict.fromkeys(word for word in words if word))
