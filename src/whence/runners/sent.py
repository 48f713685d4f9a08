"""Reading shards where the driver's folder is not: their lines come home, and the driver writes the parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from platform import node

from msgspec import structs

from whence.errors import ConfigurationError
from whence.runners import batch, parts
from whence.runners.shards import Done, Read, ReadShard, Shard, made
from whence.schema.stage import Step


class ReadSent(ReadShard, frozen=True, kw_only=True):
    """As `ReadShard`, and the `runner.Home` of what it reads."""

    prints: tuple[str, ...]  # fingerprints of the stages as the driver has them: workers must have the same

    def __call__(self) -> Callable[[Shard], Done]:
        """Raises `ConfigurationError` where this machine would read otherwise than the driver's."""
        for stage, wanted in zip(self.stages, self.prints, strict=True):
            if stage.fingerprint() != wanted:
                raise ConfigurationError(
                    f"{node()}: stage {stage.name} is not the same there as here (another version of Whence, other "
                    "models or another place index). Install the same on all machines of the cluster."
                )
        return super().__call__()

    def one(self, steps: Sequence[tuple[str, Step]], shard: Shard) -> Done:
        """Read a shard; its lines go with the result."""
        reads, seconds = made(self.parse, steps, shard.originals)
        return Done(part=shard.part, seconds=seconds, lines=parts.lines(reads))

    def known(self, item: Shard) -> Done | None:
        """See `Home`: the part that an earlier run wrote."""
        return None if parts.load(Path(item.part), Read) is None else Done(part=item.part, seconds={})

    def landed(self, item: Shard, results: Sequence[Done]) -> Done:
        """See `Home`: write the part, so that no later run reads it again."""
        parts.put(Path(item.part), [line for done in results for line in done.lines])
        seconds: Counter[str] = Counter()
        for done in results:
            seconds.update(done.seconds)
        return Done(part=item.part, seconds=dict(seconds))

    def pieces(self, item: Shard) -> Sequence[Shard]:
        """See `Home`: its reports one by one."""
        single = zip(item.originals, item.fingerprints, strict=True)
        return [structs.replace(item, originals=(one,), fingerprints=(print_,)) for one, print_ in single]

    def set_aside(self, item: Shard, deaths: int) -> Done:
        """See `Home`: in place of what was read an issue."""
        (original,) = item.originals
        issue = batch.killed(original.report_id, original.input, deaths)
        read = Read(report_id=original.report_id, report=None, claims=(), issues=(issue,))
        return Done(part=item.part, seconds={}, lines=parts.lines([read]))
