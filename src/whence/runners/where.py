"""Which runner a name stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from whence.runners.distributed import Ray
from whence.runners.inprocess import InProcess
from whence.runners.processes import Processes
from whence.runners.runner import Runner
from whence.runners.sent import ReadSent
from whence.runners.shards import ReadShard
from whence.schema.original import Original, Parsed
from whence.schema.stage import Stage

LOCAL = "local"


@contextmanager
def runner(on: str, workers: int | None) -> Iterator[Runner]:
    """The runner for `local` (this process, or `workers` of its own), `ray` or `ray://HOST:PORT`.

    Without a number of workers one here, one a core on a cluster. Raises `ConfigurationError` for another name.
    """
    if on == LOCAL:
        yield Processes(workers) if workers and workers > 1 else InProcess()
        return
    with Ray(on, workers or 0) as cluster:
        yield cluster


def reading(on: str, parse: Callable[[Original], Parsed], stages: tuple[Stage, ...]) -> ReadShard:
    """What opens into the reading of shards there."""
    if on == LOCAL:
        return ReadShard(parse=parse, stages=stages)
    return ReadSent(parse=parse, stages=stages, prints=tuple(stage.fingerprint() for stage in stages))
