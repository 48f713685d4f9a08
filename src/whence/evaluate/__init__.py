"""Scorers and loaders for gold storylines and public corpora; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Evaluator(Struct, frozen=True, kw_only=True):
    """Something to measure on; its module is loaded when it is asked for."""

    module: str
    function: str
    about: str
    several: bool = False  # takes a list of folders rather than one
    from_claims: bool = False  # can start from the gold's claims


EVALUATORS: Mapping[str, Evaluator] = {
    "gold": Evaluator(
        module="whence.evaluate.gold", function="gold", several=True, from_claims=True,
        about="storylines annotated by hand; --from claims measures merging alone",
    ),
    "furniture": Evaluator(
        module="whence.evaluate.furniture", function="furniture", about="page furniture: article extraction benchmark"
    ),
    "tempeval": Evaluator(
        module="whence.evaluate.tempeval", function="tempeval", about="time expressions: TimeML files (TempEval-3)"
    ),
    "geoparsing": Evaluator(
        module="whence.evaluate.geoparsing", function="geoparsing", about="places: GeoVirus, TR-News, GeoWebNews"
    ),
    "figures": Evaluator(
        module="whence.evaluate.figures", function="figures", about="figures of gold claims, found in their evidence"
    ),
    "polnear": Evaluator(
        module="whence.evaluate.polnear", function="polnear", about="attributions: source, cue, content (PolNeAR)"
    ),
    "times": Evaluator(
        module="whence.evaluate.figures", function="claim_times", about="times of gold claims, found in their reports"
    ),
}  # fmt: skip
