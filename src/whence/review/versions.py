"""What somebody saw when they decided: two people may review at once, and the second learns what the first did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.errors import UsageError
from whence.schema.ids import canonical_json, digest
from whence.schema.records import Decision


class ChangedError(UsageError):
    """Somebody else decided about the same thing since it was looked at."""


def version(decisions: Sequence[Decision], ids: Iterable[str]) -> str:
    """Changes whenever a decision about one of `ids` is taken or undone."""
    about = concerning(decisions, ids)
    return digest(canonical_json([[one.decision_id, one.undone_by] for one in about]))


def concerning(decisions: Sequence[Decision], ids: Iterable[str]) -> list[Decision]:
    """The decisions about some ids, in their order."""
    asked = {*ids}
    return [one for one in decisions if asked & {*one.ids}]
