"""What a stage is: a small frozen value that says what it reads and writes, and opens into a plain function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol, runtime_checkable

from msgspec import Struct

from whence.errors import ConfigurationError
from whence.schema.reading import Reading
from whence.schema.records import Claim, Issue, Report


class Work(Struct, frozen=True, kw_only=True):
    """One report on its way through the per-report stages. A stage gives back a new value, never a changed one."""

    report: Report
    reading: Reading | None = None
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()


Step = Callable[[Sequence[Work]], list[Work]]


@runtime_checkable
class Stage(Protocol):
    """A per-report stage. Values are frozen `msgspec.Struct`s so that a fingerprint follows from their settings."""

    name: ClassVar[str]
    reads: ClassVar[frozenset[str]]  # of PARTS
    writes: ClassVar[frozenset[str]]

    def fingerprint(self) -> str:
        """Name, version, settings and model hashes: equal fingerprints give equal results."""
        ...

    def open(self) -> Step:
        """Load what is needed (once a process) and give the function that is applied to a batch of `Work`."""
        ...


PARTS = frozenset({"report", "reading", "claims", "chain", "place", "time", "parties"})


def check(chosen: Sequence[Stage]) -> None:
    """Raise `ConfigurationError` where a stage reads what none before it writes, or two have one name."""
    there = {"report"}
    names: set[str] = set()
    for stage in chosen:
        for part in sorted((stage.reads | stage.writes) - PARTS):
            raise ConfigurationError(f"stage {stage.name}: there is no part {part!r}. Parts are: {sorted(PARTS)}.")
        for part in sorted(stage.reads - there):
            raise ConfigurationError(
                f"stage {stage.name}: reads {part!r}, which no stage before it writes. Put one that does before it."
            )
        if stage.name in names:
            raise ConfigurationError(f"stage {stage.name}: stands twice. Leave one out.")
        names.add(stage.name)
        there |= stage.writes
