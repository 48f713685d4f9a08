"""Whose turn it is in the review."""

from __future__ import annotations

from collections.abc import Collection

from whence.web.view.views import View

AHEAD = 400  # claims looked at for one that nobody decided about meanwhile


def next_of(view: View, after: int, decided: Collection[str]) -> str | None:
    """The claim after a rank that is still to be decided on; from the front again at the end."""
    for start in dict.fromkeys((after, 0)):
        query = "SELECT rank, claim_id FROM queue WHERE rank > ? ORDER BY rank LIMIT ?"
        at = start
        while True:
            found = view.connection().execute(query, (at, AHEAD)).fetchall()
            free = next((claim for _, claim in found if claim not in decided), None)
            if free is not None or len(found) < AHEAD:
                break
            at = found[-1][0]
        if free is not None:
            return str(free)
    return None


def place(view: View, claim_id: str) -> int | None:
    """The rank of a claim; none where it is not in the queue."""
    found = view.connection().execute("SELECT rank FROM queue WHERE claim_id = ?", (claim_id,)).fetchone()
    return int(found[0]) if found else None


def why(view: View, claim_id: str) -> str | None:
    """Why a claim stands where it does."""
    found = view.connection().execute("SELECT why FROM queue WHERE claim_id = ?", (claim_id,)).fetchone()
    return str(found[0]) if found else None


def other(view: View, claim_id: str) -> str | None:
    """A claim of another event that may be the same one."""
    found = view.connection().execute("SELECT other FROM queue WHERE claim_id = ?", (claim_id,)).fetchone()
    return str(found[0]) if found and found[0] else None


def there(view: View, claim_id: str) -> bool:
    """Whether there is such a claim."""
    return view.connection().execute("SELECT 1 FROM claims WHERE claim_id = ?", (claim_id,)).fetchone() is not None


def size(view: View) -> int:
    """How many claims wait."""
    return int(view.connection().execute("SELECT count(*) FROM queue").fetchone()[0])
