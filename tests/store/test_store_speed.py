"""How fast a record is loaded, opened, merged into and read; run by `make measure`."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from test_store_round_trip import a_claim, a_load, an_event

from whence.schema.records import Claim
from whence.store.originals import Loaded
from whence.store.reader import Reader
from whence.store.writer import Writer

SPAN = {"text": "men", "start": 0, "end": 3, "found_by": "lexicon-1", "confidence": 0.7}
MORE = {
    "chain": [{**SPAN, "name": "Kyiv Post", "kind": "outlet"}, {**SPAN, "name": "Haidai", "kind": "person"}],
    "actors": [{**SPAN, "name": "soldiers"}],
    "targets": [{**SPAN, "name": "voters"}],
    "figures": [{**SPAN, "low": 3, "high": 3, "what": "killed"}],
    "place": {**SPAN, "name": "Luhansk", "geonameid": 702658, "lat": 48.5, "lon": 39.3},
    "time": {**SPAN, "earliest": "2022-09-24", "latest": "2022-09-24", "precision": "day"},
    "contexts": ["election"],
    "grounds": [{"field": name, "value": "x", "span": SPAN, "why": "a word"} for name in ("type", "status", "mode")],
}


def shards() -> list[list[Loaded]]:
    def claim(report: int, number: int) -> Claim:
        return a_claim(f"{report:06}{number:04}", f"{report:06}", **MORE)

    return [
        [
            a_load(f"{n:06}", *(claim(n, m) for m in range(12)), text="Men fired at voters in Luhansk. " * 100)
            for n in range(first, first + 64)
        ]
        for first in range(0, 640, 64)
    ]


@pytest.mark.slow
def test_speed(tmp_path: Path) -> None:
    batches = shards()
    claims = [claim for batch in batches for loaded in batch for claim in loaded.claims]
    began = time.perf_counter()
    with Writer(tmp_path / "r.db") as writer:
        opened = time.perf_counter()
        for batch in batches:
            writer.load(batch)
        loaded = time.perf_counter()
        events = [an_event(f"e{claim.claim_id}", claim.claim_id) for claim in claims[::2]]
        writer.replace_merged(claims, [], claims, events, [], "c")
        merged = time.perf_counter()
    with Reader(tmp_path / "r.db") as reader:
        looking = time.perf_counter()
        reader.search("luhansk")
        found = time.perf_counter()
        assert list(reader.claims()) == claims
        read = time.perf_counter()
    per_second = len(claims) / (loaded - opened)
    print(
        f"\nmade in {opened - began:.2f} s; {per_second:,.0f} claims/s loaded; "
        f"{len(events) / (merged - loaded):,.0f} events/s put in; searched in {found - looking:.3f} s; "
        f"{len(claims) / (read - found):,.0f} claims/s read back; "
        f"{(tmp_path / 'r.db').stat().st_size / len(claims):,.0f} bytes a claim"
    )
    assert per_second >= 2000
