"""What is new among the originals that come in: the shards that have to be read, whoever reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import structs

from whence.runners.shards import cut, windows
from whence.schema.ids import canonical_json, digest
from whence.schema.original import Given, Original
from whence.store.originals import Known, combine

Pairs = list[tuple[Original, str]]  # originals, each with the fingerprint of its reading
Ask = Callable[[Sequence[str]], dict[str, Known]]


class Intake:
    """Sorts out what the record holds already.

    `fingerprint` names the stages and their settings, `said` is what was said expressly about all originals of this
    call, `ask` gives what the record knows of some ids.
    """

    def __init__(self, fingerprint: str, said: Given, size: int, ask: Ask) -> None:
        self.fingerprint, self.said, self.size, self.ask = fingerprint, said, size, ask
        self.ahead: dict[str, Known] = {}  # handed out, not loaded yet
        self.unchanged = 0
        self.erased = 0  # were taken out of the record for good, and are not read again

    def new(self, originals: Iterable[Original]) -> Iterator[Pairs]:
        """Shards of what the record does not hold, or not so. Where they are cut does not depend on what it holds."""
        for window in windows(originals, self.size):
            single: dict[str, Original] = {}
            for original in window:
                twin = single.get(original.report_id)
                single[original.report_id] = combine(twin, original) if twin else original
            known = {**self.ask(sorted(single)), **self.ahead}
            for some in cut([single[one] for one in sorted(single)], self.size):
                shard = [one for original in some if (one := self._unread(original, known)) is not None]
                gone = sum(original.report_id in known and known[original.report_id].erased for original in some)
                self.erased += gone
                self.unchanged += len(some) - len(shard) - gone
                yield shard

    def every(self, originals: Iterable[Original]) -> Iterator[Pairs]:
        """Shards of all of them."""
        for some in cut(originals, self.size):
            combined = [combine(original, original, self.said) for original in some]
            yield [(original, self._fingerprint(original)) for original in combined]

    def loaded(self, originals: Iterable[Original]) -> None:
        """From now on the record itself knows these."""
        for original in originals:
            self.ahead.pop(original.report_id, None)

    def _unread(self, original: Original, known: dict[str, Known]) -> tuple[Original, str] | None:
        old = known.get(original.report_id)
        if old is not None and old.erased:
            return None
        if old is not None:
            original = combine(old.original, original, self._said(original))
        fingerprint = self._fingerprint(original)
        if old is not None and old.fingerprint == fingerprint:
            return None
        bare = structs.replace(original, data=b"")
        self.ahead[original.report_id] = Known(original=bare, fingerprint=fingerprint)
        return original, fingerprint

    def _said(self, original: Original) -> Given:
        """What was said expressly, where nothing closer to the report (a sidecar) says otherwise."""
        given = structs.asdict(original.given)
        said = structs.asdict(self.said)
        return Given(**{name: value for name, value in said.items() if given[name] == value})

    def _fingerprint(self, original: Original) -> str:
        read_with = [self.fingerprint, original.format, original.charset, original.input, original.given]
        return digest(canonical_json(read_with))
