"""What follows from a page's answer: a report, a new version of one, the item in its place, or another try."""

from __future__ import annotations

from whence.watch.hosts import Hosts
from whence.watch.ledger import Ledger
from whence.watch.pages import from_item
from whence.watch.rows import Page
from whence.watch.tasks import Outcome, Problem

SOON = frozenset((408, 425, 429))  # besides 5xx: worth another try
FIRST = 60.0  # seconds until the second try of a page; four times as long each time


class PageSide:
    """Settles the outcome of fetching a page, inside a step of the state."""

    def __init__(self, ledger: Ledger, hosts: Hosts) -> None:
        self._ledger, self._hosts = ledger, hosts
        self._state, self._how, self._told = ledger.state, ledger.how, ledger.told

    def settle(self, outcome: Outcome) -> None:
        """Keep what came of it."""
        page = self._state.page(outcome.task.name)
        if page is None or page.due is None:
            return
        answer, problem = outcome.answer, outcome.problem
        if answer is not None and problem is None and answer.status not in (200, 304):
            soon = answer.status in SOON or answer.status >= 500
            problem = Problem(code="status", why=str(answer.status), lasting=not soon)
        if outcome.got is not None and outcome.got.original is None:
            problem = Problem(code="no-text", why=outcome.got.why, lasting=True)
        if problem is not None:
            self._failed(page, outcome, problem)
        else:
            self._answered(page, outcome)

    def _failed(self, page: Page, outcome: Outcome, problem: Problem) -> None:
        page.tries += 1
        if not problem.lasting and page.tries < self._how.bounds.tries:
            page.due = max(outcome.when + FIRST * 4.0 ** (page.tries - 1), self._hosts.free_at(outcome.task.host, 0.0))
        else:
            self._given_up(page, outcome, problem)
        self._state.put_page(page, outcome.when)

    def _given_up(self, page: Page, outcome: Outcome, problem: Problem) -> None:
        """What the feed holds of it is read instead, unless the page itself was read before."""
        self._ledger.well(page.address, problem.code)
        self._ledger.note(problem.code, page.address, {"why": problem.why})
        if page.report_id is None:
            got = from_item(page, outcome.task.outlet, outcome.when)
            if got.original is not None:
                self._ledger.keep(page, got, outcome.when)
                self._told.from_feed += 1
        page.due = page.item = None

    def _answered(self, page: Page, outcome: Outcome) -> None:
        answer, got, now = outcome.answer, outcome.got, outcome.when
        self._ledger.well(page.address)
        self._told.pages += 1
        page.fetched = now
        if got is not None and answer is not None:
            page.etag, page.modified = answer.tag("etag"), answer.tag("last-modified")
            if got.words != page.words:
                old = page.report_id
                self._ledger.keep(page, got, now)
                self._ledger.archive.keep(answer, now, page.report_id)
                page.words = got.words
                if old is not None and old != page.report_id:
                    self._told.changed += 1
                    self._ledger.note("changed", page.address, {"new": page.report_id, "old": old})
        page.due = page.item = None
        self._state.put_page(page, now)
