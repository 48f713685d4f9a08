"""How much ingest takes from one input before it stops and says so."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds for one report or feed; a JSONL file as a whole has none, because it is read line by line."""

    max_bytes: int = 20_000_000  # of one report, unpacked
    max_ratio: int = 200  # unpacked to packed; news text packs 3 to 10 times, runs of one byte some 1,000 times
    ratio_from: int = 5_000_000  # unpacked bytes below which no ratio is suspicious
