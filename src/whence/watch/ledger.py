"""What feed and page settling share: the state, the archive, the counts, and problems kept as issues."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from whence.watch.archive import Archive
from whence.watch.clock import iso
from whence.watch.pages import Got
from whence.watch.problems import PASSING, issue
from whence.watch.rows import Page, Waiting
from whence.watch.settings import Watching
from whence.watch.state import State
from whence.watch.told import Watched

Say = Callable[[str], None]
Words = Mapping[str, object]
NONE: Words = MappingProxyType({})


class Ledger:
    """Writes down what happened; to be used inside a step of the state."""

    def __init__(self, state: State, archive: Archive, how: Watching, told: Watched, say: Say) -> None:
        self.state, self.archive, self.how, self.told, self.say = state, archive, how, told, say

    def note(self, code: str, path: str, words: Words = NONE, *, key: str = "", most: int | None = None) -> bool:
        """Keep an issue, `most` of its kind, and say so where it is new."""
        found = issue(code, path, words)
        new = self.state.put_issue(path, key, found, most=most)
        if new:
            self.told.problems[code] = self.told.problems.get(code, 0) + 1
            self.told.refused += code == "inside"
            if found.level != "info":
                self.say(found.message)
        return new

    def well(self, path: str, *but: str) -> None:
        """What was wrong with it in passing is over, `but` for this."""
        self.state.drop_issues(path, [code for code in PASSING if code not in but])

    def keep(self, page: Page, got: Got, when: float) -> None:
        """An original that was got for a page waits to be read; the page remembers which."""
        assert got.original is not None  # noqa: S101 (the callers ask)
        self.state.put_waiting(Waiting(original=got.original, feed=page.feed, shown=page.shown))
        for lie in got.lies:
            words = {"who": lie.who, "date": lie.date, "captured": iso(when), "then": lie.then}
            self.note("future-date", page.address, words, key=lie.who)
        page.report_id = got.original.report_id
        page.versions += 1
