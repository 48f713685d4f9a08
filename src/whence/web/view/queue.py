"""In what order claims are to be looked at: the one first whose decision would change most.

What would change is judged from the record alone: the sole claim of one of two origins (without it the event rests on
one), the sole claim on one side of a dispute (without it there is none), a pair that merging could not decide (it may
be one event or two), a claim that the machine itself doubts; each weighed by how much rests on the event.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import log2

from whence.schema.records import Claim, Event

DOUBTFUL = 0.6  # confidence under which the machine doubts itself
MOST = 20_000  # claims in the queue

_Found = tuple[float, str, str, str | None]


def weighed(
    n: int, event: Event, claims: Mapping[str, Claim], others: Mapping[str, str], touched: Collection[str]
) -> Iterator[tuple[object, ...]]:
    """Rows of `weighed`: the claims of an event that nobody has decided about; `others` as by `others`."""
    if event.event_id not in touched:
        for one in event.claims:
            if one in claims and one not in touched:
                score, claim, why, other = _weighed(event, claims[one], others.get(one))
                yield claim, n, score, why, other


def rank(connection: sqlite3.Connection) -> None:
    """Put the queue in order anew."""
    first = connection.execute(
        "SELECT claim_id, why, other FROM weighed ORDER BY score DESC, claim_id LIMIT ?", (MOST,)
    ).fetchall()
    connection.execute("DELETE FROM queue")
    connection.executemany("INSERT INTO queue VALUES (?, ?, ?, ?)", ((n, *row) for n, row in enumerate(first, 1)))


def others(unsure: Sequence[tuple[str, str]], home: Mapping[str, str]) -> dict[str, str]:
    """Claim -> a claim of another event that may be the same; merging was `unsure` of the two."""
    found: dict[str, str] = {}
    for left, right in unsure:
        if left in home and right in home and home[left] != home[right]:
            found.setdefault(left, right)
            found.setdefault(right, left)
    return found


def _weighed(event: Event, claim: Claim, other: str | None) -> _Found:
    one = claim.claim_id
    score, why = 0.0, []
    alone = [origin for origin in event.origins if origin.claims == (one,)]
    if alone and len(event.origins) > 1:
        score += 3.0 if len(event.origins) == 2 else 1.5
        why.append(f"the only claim of one of {len(event.origins)} independent origins")
    lone = [dispute.field for dispute in event.disputes for side in dispute.values if side.claims == (one,)]
    if lone:
        score += 2.0
        why.append(f"alone on its side of a dispute ({', '.join(dict.fromkeys(lone))})")
    if other:
        score += 1.5
        why.append("may be one event with another claim; merging could not tell")
    doubt = _doubt(claim)
    if doubt > 1 - DOUBTFUL:
        score += 2 * doubt
        why.append("the machine is in doubt about it")
    if not why:
        why.append("not looked at yet")
    return (0.2 + score) * (1 + log2(1 + len(event.claims))), one, "; ".join(why), other


def _doubt(claim: Claim) -> float:
    held = [claim.evidence, *claim.chain, *claim.actors, *claim.targets, *claim.figures]
    held += [span for span in (claim.place, claim.time) if span is not None]
    return 1 - min(span.confidence for span in held)
