"""The reader's guide in every export: what it is, how to open it, who is masked, what is lost."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from whence.publish.losses import FIELDS, Losses

README = "README.txt"
_MASKED = (
    "Persons without a public role stand under pseudonyms, their places are no finer than a district, and troop "
    "movements are left out until 72 hours after them. Masking names is not anonymity."
)
_PRIVATE = (
    "PRIVATE: persons without a public role stand by name, with places and fresh troop movements. Do not publish it. "
    "Minors and victims of sexual violence are masked here, too."
)


def guide(
    kind: str,
    about: str,
    how: str,
    losses: Losses,
    counts: Mapping[str, int],
    notes: Iterable[str],
    *,
    private: bool,
) -> str:
    """The text of the guide, in lines of at most 100 characters."""
    holds = ", ".join(f"{count:,} {noun}" for noun, count in counts.items())
    parts = [
        f"{kind}: {about}",
        f"Out of a record with {holds}. It says what is reported, not what occurred.",
        how,
        _PRIVATE if private else _MASKED,
    ]
    parts += [f"Not in it: {note}." for note in notes]
    if losses.approximated:
        told = "; ".join(f"{_named(field)}: {how}" for field, how in losses.approximated.items())
        parts.append(f"Approximated: {told}.")
    if losses.lost:
        parts.append(f"Lost: {'; '.join(_named(field) for field in losses.lost)}.")
    parts.append("Unknown is empty (null), never 0. Dates are ISO 8601 where the format does not fix another way.")
    return "\n\n".join(textwrap.fill(part, 100) for part in parts) + "\n"


def _named(field: str) -> str:
    kind, _, _ = field.partition(".")
    return FIELDS[field] if kind == field else f"{FIELDS[field]} ({kind})"
