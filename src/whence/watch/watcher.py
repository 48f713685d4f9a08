"""The watcher: what is due is asked for, one request at a time to each host; what comes is settled and loaded."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future

from msgspec import structs

from whence.watch.addresses import origin_of
from whence.watch.clock import Clock
from whence.watch.feed_side import FeedSide, trusted
from whence.watch.fetch import Fetcher
from whence.watch.hosts import Hosts
from whence.watch.ledger import Ledger
from whence.watch.page_side import PageSide
from whence.watch.robots import Robots
from whence.watch.tasks import PERMANENT, Outcome, Problem, Task

Start = Callable[[Task], "Future[Outcome]"]


class Watcher:
    """The tasks under way, those that wait for their host, and what comes of them."""

    def __init__(self, ledger: Ledger, fetcher: Fetcher, clock: Clock, submit: Start) -> None:
        self._ledger, self._state, self._how = ledger, ledger.state, ledger.how
        self._fetcher, self._clock, self._submit = fetcher, clock, submit
        self.hosts = Hosts(self._how.delay, self._how.bounds, self._state.held_back())
        self._robots = Robots(self._state)
        self._feeds = FeedSide(ledger, self.hosts, fetcher.guard)
        self._pages = PageSide(ledger, self.hosts)
        self.running: dict[Future[Outcome], Task] = {}
        self._onward: dict[str, deque[Task]] = {}  # redirected, or back from a robots.txt: by the host they wait for
        self._under_way: set[tuple[str, str]] = set()
        self._parked: set[str] = set()  # hosts whose due things are all under way elsewhere
        self.settled: set[str] = set()  # feeds that this call has asked for

    @property
    def idle(self) -> bool:
        """Nothing is under way."""
        return not self.running and not self._onward

    @property
    def is_done(self) -> bool:
        """Nothing will ever be due again: all feeds are gone for good."""
        return self.idle and not self._parked and not self._state.due_hosts()

    def dispatch(self) -> None:
        """Start what is due at hosts that are free."""
        while len(self.running) < self._how.workers:
            now = self._clock.now()
            ready = [(at, host) for host, at in self._ready().items() if at <= now]
            if not ready:
                return
            host = min(ready)[1]
            task = self._next(host, now)
            if task is None:
                self._parked.add(host)
            else:
                self._begin(task)

    def next_time(self) -> float:
        """When the next thing can be started; infinity where that depends on what is under way."""
        if len(self.running) >= self._how.workers:
            return math.inf
        return min(self._ready().values(), default=math.inf)

    def collect(self, until: float) -> None:
        """Wait for what is under way, or a time, and settle what came."""
        for done in self._clock.wait(self.running.keys(), None if until == math.inf else until):
            task = self.running.pop(done)
            self._parked.clear()
            outcome = done.result()
            self.hosts.end(task.host, outcome.when, self._pause(task))
            with self._state.step():
                self._settle(outcome)

    def _ready(self) -> dict[str, float]:
        """By host, when it can be asked for something: never while it is busy."""
        due = {host: at for host, at in self._state.due_hosts().items() if host not in self._parked}
        due.update(dict.fromkeys(self._onward, 0.0))
        at = {host: self.hosts.free_at(host, when) for host, when in due.items()}
        return {host: when for host, when in at.items() if when < math.inf}

    def _next(self, host: str, now: float) -> Task | None:
        if (queue := self._onward.get(host)) is not None:
            task = queue.popleft()
            if not queue:
                del self._onward[host]
            return task
        for feed in self._state.due_feeds(host, now):
            if ("feed", feed.address) not in self._under_way:
                inside = trusted(feed, self._fetcher.guard)
                return Task(kind="feed", name=feed.address, address=feed.at, trusted=inside, feed=feed)
        page = self._state.due_page(host, now)
        if page is None or ("page", page.address) in self._under_way:
            return None
        feed_ = self._state.feed(page.feed)
        inside = feed_ is not None and trusted(feed_, self._fetcher.guard)
        outlet = feed_.name if feed_ else None
        return Task(kind="page", name=page.address, address=page.address, trusted=inside, page=page, outlet=outlet)

    def _begin(self, task: Task) -> None:
        """Ask, if the origin's robots.txt lets us; for that robots.txt first, if it is not known."""
        self._under_way.add((task.kind, task.name))
        if task.kind != "robots":
            origin = origin_of(task.address)
            rules = self._robots.rules(origin, self._clock.now())
            if rules is None:
                address = f"{origin}/robots.txt"
                task = Task(kind="robots", name=origin, address=address, trusted=task.trusted, wants=task)
            elif not rules.allows(task.address):
                self._refuse(task, Problem(code="robots", why="", lasting=True))
                return
        self.hosts.start(task.host)
        self.running[self._submit(task)] = task

    def _pause(self, task: Task) -> float:
        rules = self._robots.rules(origin_of(task.address), self._clock.now())
        return rules.delay if rules else 0.0

    def _refuse(self, task: Task, problem: Problem) -> None:
        with self._state.step():
            self._done(Outcome(task=task, when=self._clock.now(), problem=problem))

    def _settle(self, outcome: Outcome) -> None:
        self._answered(outcome)
        if outcome.onward is not None:
            self._redirected(outcome, outcome.onward)
        elif outcome.task.kind == "robots":
            self._robots_came(outcome)
        else:
            self._done(outcome)

    def _answered(self, outcome: Outcome) -> None:
        """Leave an overloaded host alone."""
        answer, host = outcome.answer, outcome.task.host
        if answer is None:
            return
        if answer.status == 429 or answer.status >= 500:
            until = self.hosts.overloaded(host, outcome.when, answer.header("retry-after"))
            self._state.hold_back(host, until)
        else:
            self.hosts.well(host)

    def _redirected(self, outcome: Outcome, to: str) -> None:
        task = outcome.task
        hops = (*task.hops, task.address)
        code = "loop" if to in hops else "redirects" if len(hops) > self._how.bounds.redirects else None
        if code is not None:
            ended = Outcome(task=task, when=outcome.when, problem=Problem(code=code, why=f"at last to {to}"))
            if task.kind == "robots":
                self._robots.answered(task.name, 404, b"", outcome.when)
                self._onward_with(task)
            else:
                self._done(ended)
            return
        permanent = task.permanent and outcome.answer is not None and outcome.answer.status in PERMANENT
        self._wait_for_host(structs.replace(task, address=to, hops=hops, permanent=permanent))

    def _robots_came(self, outcome: Outcome) -> None:
        task, answer, now = outcome.task, outcome.answer, outcome.when
        fine = answer is not None and answer.status < 500 and answer.status != 429
        if fine and answer is not None:
            self._robots.answered(task.name, answer.status, answer.body, now)
        elif not self._robots.failed(task.name, now):
            self._under_way.discard((task.kind, task.name))
            if task.wants is not None:
                self._done(Outcome(task=task.wants, when=now, answer=answer, problem=_without_robots(outcome)))
            return
        self._onward_with(task)

    def _onward_with(self, task: Task) -> None:
        """What a robots.txt was wanted for goes on."""
        self._under_way.discard((task.kind, task.name))
        if task.wants is not None:
            self._wait_for_host(task.wants)

    def _wait_for_host(self, task: Task) -> None:
        self._onward.setdefault(task.host, deque()).append(task)

    def _done(self, outcome: Outcome) -> None:
        task = outcome.task
        self._under_way.discard((task.kind, task.name))
        self._parked.clear()
        if task.kind == "feed":
            self.settled.add(task.name)
            self._feeds.settle(outcome)
        else:
            self._pages.settle(outcome)


def _without_robots(outcome: Outcome) -> Problem:
    """A robots.txt that cannot be had forbids all for the time being; one that lies inside tells of its host."""
    problem = outcome.problem
    if problem is not None and problem.code in ("inside", "address"):
        return problem
    why = problem.why if problem is not None else f"its server answers {outcome.answer.status if outcome.answer else 0}"
    return Problem(code="no-robots", why=why)
