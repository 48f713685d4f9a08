"""A record behind its protection policy: nothing leaves it but what the policy lets out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from whence.protect import MASKED, PRIVATE, Policy, Protected, configured, decided, protect
from whence.publish.streamed import Shown, streamed
from whence.store.place import Server, place
from whence.store.reader import Reader


class Guarded:
    """An open record as it may be shown: masked, unless `private`."""

    def __init__(self, path: str | Path | Server, *, private: bool, now: datetime | None) -> None:
        self.path = place(path)
        self.private = private
        self._now = now
        self._reader = Reader(self.path)

    @contextmanager
    def streamed(self, *, private: bool) -> Iterator[Shown]:
        """The record as it may be shown, on disk instead of in memory, for as long as the block lasts."""
        shown = streamed(self._reader, self.policy(private=private), self._salt, self._moment, private=private)
        try:
            yield shown
        finally:
            shown.view.close()

    @cached_property
    def protected(self) -> Protected:
        """The whole record under its protection policy."""
        return self._protect(private=self.private)

    def view(self, *, private: bool) -> Protected:
        """The whole record as it may be shown, or as it stands (but for minors and victims of sexual violence)."""
        return self.protected if private == self.private else self._protect(private=private)

    def policy(self, *, private: bool | None = None) -> Policy:
        """The policy that holds: the record's own configuration and decisions over the default."""
        base = PRIVATE if (self.private if private is None else private) else MASKED
        return configured([*self._settings(), *decided(self._reader.decisions())], base)

    def _settings(self) -> list[tuple[str, str]]:
        prefix = "protect."
        log = self._reader.configuration()
        return [(name.removeprefix(prefix), value) for name, value in log.items() if name.startswith(prefix) and value]

    def _protect(self, *, private: bool) -> Protected:
        return protect(
            self._reader.reports(),
            self._reader.claims(),
            self._reader.events(),
            self._reader.decisions(),
            self._reader.issues(),
            self.policy(private=private),
            salt=self._salt,
            now=self._moment,
        )

    @property
    def _salt(self) -> bytes | None:
        salt = self._reader.configuration().get("salt")
        return salt.encode() if salt else None

    @property
    def _moment(self) -> datetime:
        return self._now or datetime.now(UTC)
