"""What follows from a feed's answer: new and changed items, gaps, moves, silence, back-off."""

from __future__ import annotations

from statistics import median

from whence.schema.ids import digest
from whence.watch.addresses import Guard, host_of
from whence.watch.clock import iso
from whence.watch.hosts import Hosts
from whence.watch.ledger import Ledger
from whence.watch.pages import from_item
from whence.watch.rows import Feed, Page
from whence.watch.settings import DAY
from whence.watch.shown import Entry, Shown
from whence.watch.tasks import Outcome, Problem

LONGEST = 6 * 3_600.0  # between two tries of a feed that fails
BACK = 3  # failures in a row after which a feed that moved is asked for at its old place again
ARRIVALS, GAPS = 20, 20  # remembered of each feed
FRESH = 3 * DAY  # of a sitemap seen for the first time, what is older is known, not news
CONTENT = ("broken-feed", "no-items", "too-many")  # what is wrong with a feed's content, not with getting it
USUAL = 5.0  # times the usual pause between items makes a silence


class FeedSide:
    """Settles the outcome of asking for a feed, inside a step of the state."""

    def __init__(self, ledger: Ledger, hosts: Hosts, guard: Guard) -> None:
        self._ledger, self._hosts, self._guard = ledger, hosts, guard
        self._state, self._how, self._told = ledger.state, ledger.how, ledger.told

    def settle(self, outcome: Outcome) -> None:
        """Keep what came of it, and when to ask again."""
        feed = self._state.feed(outcome.task.name)
        if feed is None:
            return  # a sitemap that its index no longer lists
        self._told.asked += 1
        answer = outcome.answer
        if outcome.problem is not None or answer is None:
            self._failed(feed, outcome, outcome.problem or Problem(code="status", why="nothing"))
        elif answer.status == 410:
            self._gone(feed)
        elif answer.status in (200, 304):
            self._answered(feed, outcome)
        else:
            self._failed(feed, outcome, Problem(code="status", why=str(answer.status)))

    def _failed(self, feed: Feed, outcome: Outcome, problem: Problem) -> None:
        feed.failures += 1
        self._told.failed += 1
        feed.due = outcome.when + min(self._how.every * 2.0 ** min(feed.failures, 20), LONGEST)
        feed.due = max(feed.due, self._hosts.free_at(outcome.task.host, 0.0) if _overloaded(outcome) else 0.0)
        self._ledger.well(feed.address, problem.code)
        self._ledger.note(problem.code, feed.address, {"why": problem.why})
        if feed.failures >= BACK and feed.at != feed.address:
            feed.at, feed.etag, feed.modified = feed.address, None, None
            self._state.drop_issues(feed.address, ["moved"])
        self._state.put_feed(feed)

    def _gone(self, feed: Feed) -> None:
        feed.gone = True
        self._told.gone += 1
        self._ledger.well(feed.address)
        self._ledger.note("gone", feed.address)
        self._state.put_feed(feed)

    def _answered(self, feed: Feed, outcome: Outcome) -> None:
        task, now = outcome.task, outcome.when
        if task.hops and task.permanent and task.address != feed.at:
            feed.at = task.address
            self._told.moved += self._ledger.note("moved", feed.address, {"to": task.address})
        if outcome.shown is not None and outcome.answer is not None:
            self._shown(feed, outcome, outcome.shown)
        else:
            self._told.unchanged += 1
            self._ledger.well(feed.address, *CONTENT)
        feed.failures, feed.answered, feed.due = 0, now, now + self._how.every
        self._silence(feed, now)
        self._state.put_feed(feed)

    def _shown(self, feed: Feed, outcome: Outcome, found: Shown) -> None:
        answer = outcome.answer
        assert answer is not None  # noqa: S101 (it showed something)
        hashed = digest(answer.body)
        feed.etag, feed.modified = answer.tag("etag"), answer.tag("last-modified")
        self._state_of(feed, found)
        if hashed == feed.digest:
            self._told.unchanged += 1
            return
        feed.name = feed.name or found.name
        self._told.repeated += found.repeated
        if found.parts:
            self._parts(feed, found.parts, outcome.when)
        taken = self._entries(feed, found, outcome.when)
        if taken:
            self._ledger.archive.keep(answer, outcome.when, None)
        else:
            self._told.unchanged += 1
        feed.digest = hashed
        if len(feed.window) < len(found.entries):  # the rest is taken another time
            feed.digest = feed.etag = feed.modified = None

    def _state_of(self, feed: Feed, found: Shown) -> None:
        """What is wrong with it now, and no longer."""
        holds = {
            "broken-feed": bool(found.broken),
            "too-many": found.beyond > 0,
            "no-items": not found.entries and not found.parts,
        }
        codes = [code for code in CONTENT if holds[code]]
        self._ledger.well(feed.address, *codes)
        for code in codes:
            words = {"why": found.broken, "most": self._how.bounds.items, "beyond": found.beyond}
            self._ledger.note(code, feed.address, words)

    def _entries(self, feed: Feed, found: Shown, now: float) -> int:
        """Take new and changed items; how many there were."""
        self._gap(feed, found.entries, now)
        fresh = [entry for entry in found.entries if feed.window.get(entry.key) != entry.digest]
        first, new, changed = feed.answered is None, 0, 0
        passed: set[str] = set()
        room = self._how.bounds.waiting - self._state.pages_due(feed.address)
        for entry in fresh:
            address = entry.page or f"{feed.address}#{entry.key}"
            page = self._state.page(address)
            if page is None and new + changed >= room:
                passed.add(entry.key)
            elif page is None:
                new += 1
                self._take(Page(address=address, feed=feed.address), entry, found, feed, now)
            elif page is not None and page.feed == feed.address and page.digest != entry.digest:
                changed += 1
                self._take(page, entry, found, feed, now)
        if passed:
            words = {"most": self._how.bounds.waiting, "beyond": len(passed)}
            self._ledger.note("too-many", feed.address, words, key="waiting")
        self._state.see_pages((entry.page for entry in found.entries if entry.page), now)
        self._arrived(feed, new, now, first=first)
        if found.entries:
            feed.window = {entry.key: entry.digest for entry in found.entries if entry.key not in passed}
        return new + changed

    def _take(self, page: Page, entry: Entry, found: Shown, feed: Feed, now: float) -> None:
        """Have the page fetched, or keep the item itself where it has none."""
        page.item, page.digest, page.shown, page.tries = entry.item, entry.digest, now, 0
        known = page.versions == 0 and found.sitemap and feed.answered is None and not _fresh(entry, now)
        if known:
            page.item = None
        elif entry.page is not None and (self._how.pages or found.sitemap):
            page.due = now if page.fetched is None else max(now, page.fetched + self._how.recheck)
        else:
            self._from_item(page, feed, now)
        self._state.put_page(page, now)

    def _from_item(self, page: Page, feed: Feed, now: float) -> None:
        got = from_item(page, feed.name, now)
        old, page.item = page.report_id, None
        if got.original is None:
            self._ledger.note("no-text", page.address, {"why": got.why})
        elif got.words != page.words:
            self._ledger.keep(page, got, now)
            page.words = got.words
            self._told.from_feed += 1
            if old is not None and page.report_id != old:
                self._told.changed += 1
                self._ledger.note("changed", page.address, {"new": page.report_id, "old": old})

    def _gap(self, feed: Feed, entries: tuple[Entry, ...], now: float) -> None:
        """Nothing of what was shown last is shown now: items in between may never have been seen."""
        if not feed.window or not entries or any(entry.key in feed.window for entry in entries):
            return
        if any(self._state.page(entry.page or f"{feed.address}#{entry.key}") for entry in entries):
            return  # what was shown earlier is shown again: it went back
        last = iso(feed.answered or now)
        self._told.gaps += self._ledger.note("gap", feed.address, {"last": last, "now": iso(now)}, key=last, most=GAPS)

    def _arrived(self, feed: Feed, new: int, now: float, *, first: bool) -> None:
        self._told.items += new
        if new and not first and feed.newest is not None:
            feed.gaps = (*feed.gaps, now - feed.newest)[-ARRIVALS:]
        if new or first:
            feed.newest = now

    def _silence(self, feed: Feed, now: float) -> None:
        usual = median(feed.gaps) if feed.gaps else None
        base = feed.newest if feed.newest is not None else feed.since
        if feed.parent is not None or now - base <= max(self._how.silent, USUAL * (usual or 0.0)):
            self._state.drop_issues(feed.address, ["silent"])
            return
        words = "; before, something came every " + _span(usual) + " or so" if usual else ""
        self._told.silent += self._ledger.note("silent", feed.address, {"since": iso(base), "usual": words})

    def _parts(self, feed: Feed, parts: tuple[str, ...], now: float) -> None:
        """The sitemaps that an index lists are feeds of their own, as long as it lists them."""
        if feed.parent is not None:
            return  # an index in an index
        for old in self._state.feeds():
            if old.parent == feed.address and old.address not in parts:
                self._state.drop_feed(old.address)
        for part in parts:
            if self._state.feed(part) is None:
                child = Feed(address=part, at=part, parent=feed.address, name=feed.name, due=now, since=now)
                self._state.put_feed(child)


def trusted(feed: Feed, guard: Guard) -> bool:
    """Whether what a feed leads to may lie inside: its own host, as listed, was allowed by name."""
    return guard.by_name(host_of(feed.parent or feed.address))


def _overloaded(outcome: Outcome) -> bool:
    return outcome.answer is not None and (outcome.answer.status == 429 or outcome.answer.status >= 500)


def _fresh(entry: Entry, now: float) -> bool:
    return entry.item.published is not None and entry.item.published >= iso(now - FRESH)[:10]


def _span(seconds: float) -> str:
    """A stretch of time in words."""
    for size, noun in ((DAY, "day"), (3_600.0, "hour"), (60.0, "minute")):
        if seconds >= 1.5 * size:
            return f"{round(seconds / size)} {noun}s"
    return "minute"
