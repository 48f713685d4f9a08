"""Where decisions are taken: appended at once, in turn; merging follows when nobody decides for a moment."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from time import monotonic, sleep
from typing import TypeVar

from whence import pipeline
from whence.errors import AwayRecordError, BusyRecordError, WhenceError
from whence.review import decisions as review
from whence.review.versions import concerning, version
from whence.schema.records import Decision
from whence.store.place import Place
from whence.store.reader import Reader
from whence.web.apart import apart
from whence.web.view.look import decisions
from whence.web.view.views import LOOK, Views

log = logging.getLogger("whence.web")
PATIENCE = 20.0  # seconds that a decision waits for another process to be done with the record
PAUSE = 0.8  # seconds without a decision before events are merged again
T = TypeVar("T")


class Desk:
    """The one place of a server that writes decisions; other processes may write between."""

    def __init__(self, record: Place, views: Views, *, pause: float = PAUSE) -> None:
        self.record, self.views, self._pause = record, views, pause
        self._writing = threading.Lock()
        self._log: tuple[str, list[Decision]] | None = None
        self._away = float("-inf")  # when the record's server last did not answer
        self._last = 0.0
        self._took = 0.0
        self._wanted = threading.Event()
        self._owed = False  # a merge, since the last decision; that one may show before it
        self._closed = False
        self._worker: threading.Thread | None = None

    def log(self) -> list[Decision]:
        """All decisions as the record holds them now, or as the pages do while its server is away.

        Their words are unmasked: show ids, fields, times only.
        """
        if monotonic() - self._away > LOOK:
            try:
                return self._fresh()
            except AwayRecordError as error:
                self._away, self.views.trouble = monotonic(), str(error)
        return decisions(self.views.now)

    def _fresh(self) -> list[Decision]:
        key = self.views.changes.decided()
        if self._log is None or self._log[0] != key:
            with Reader(self.record) as reader:
                self._log = key, reader.decisions()
        return self._log[1]

    def version(self, ids: Sequence[str]) -> str:
        """What a form carries: changes when somebody decides about one of these."""
        return version(self.log(), ids)

    def about(self, ids: Sequence[str]) -> list[Decision]:
        """Decisions about some ids."""
        return concerning(self.log(), ids)

    def decide(
        self,
        what: review.What,
        ids: Sequence[str],
        *,
        who: str,
        field: str | None = None,
        value: str | None = None,
        note: str | None = None,
        seen: tuple[Sequence[str], str] | None = None,
    ) -> Decision:
        """Append a decision; raises what `review.decisions.decide` raises."""
        return self._patiently(
            lambda: review.decide(
                self.record, what, ids, who=who, field=field, value=value, note=note, seen=seen,
            )
        )  # fmt: skip

    def undo(self, decision_id: str, *, who: str) -> Decision:
        """Append an undoing."""
        return self._patiently(lambda: review.undo(self.record, decision_id, who=who))

    def mine(self, who: str) -> Decision | None:
        """The last decision of a person that still stands."""
        standing = (one for one in reversed(self.log()) if one.who == who and one.what != "undo")
        return next((one for one in standing if one.undone_by is None), None)

    def settle(self) -> None:
        """Merge now, and show what came of it."""
        began = monotonic()
        with self._writing:
            self._owed = False
            apart(self.views.now.built.claims, pipeline.merge_again, self.record)
        self._took = monotonic() - began
        self.views.merging = self._wanted.is_set()  # somebody may have decided meanwhile
        self.views.refresh(wait=True)

    @property
    def pending(self) -> int:
        """Decisions that the pages do not show the effect of yet."""
        return max(0, len(self.log()) - self.views.now.built.decisions)

    def close(self) -> None:
        """Merge what waits, and end."""
        self._closed = True
        self._wanted.set()
        if self._worker is not None:
            self._worker.join()

    def _patiently(self, act: Callable[[], T]) -> T:
        until = monotonic() + PATIENCE
        while True:
            try:
                with self._writing:
                    done = act()
            except BusyRecordError:
                if monotonic() > until:
                    raise
                sleep(0.1)
            else:
                self._later()
                return done

    def _later(self) -> None:
        self._last = monotonic()
        self.views.merging = self._owed = True
        self._wanted.set()
        if self._worker is None or not self._worker.is_alive():
            self._worker = threading.Thread(target=self._work, name="whence-merge", daemon=True)
            self._worker.start()

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            # A merge that takes long waits for a longer pause, so that nobody who decides has to wait for it.
            while monotonic() - self._last < max(self._pause, 3 * self._took) and not self._closed:
                sleep(0.05)
            self._wanted.clear()
            if self._closed and not self._owed:
                return
            try:
                self.settle()
            except (WhenceError, OSError) as error:
                log.warning("merging after a decision failed (%s); it is tried again", type(error).__name__)
                self._owed = True
                self.views.merging = False  # what was decided shows all the same
                sleep(0.5 if isinstance(error, BusyRecordError) else 5)
                self._wanted.set()
            if self._closed:
                return
