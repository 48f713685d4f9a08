"""A task is one request to be made; carrying it out touches nothing but the network, and may run in any thread."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from whence.watch.addresses import RefusedError, host_of, web_address
from whence.watch.clock import Clock
from whence.watch.fetch import Answer, Ask, Fetcher, FetchError
from whence.watch.pages import Got, from_page
from whence.watch.rows import Feed, Page
from whence.watch.shown import NoFeedError, Shown, shown

PERMANENT, PASSING = (301, 308), (302, 303, 307)


class Problem(Struct, frozen=True, kw_only=True):
    """Why a task gave nothing; `lasting` where trying again soon will not help."""

    code: str
    why: str
    lasting: bool = False


class Task(Struct, frozen=True, kw_only=True):
    """What is asked for, where now (`address`, after the redirects in `hops`), and for which feed or page."""

    kind: Literal["feed", "page", "robots"]
    name: str  # the feed, page or origin
    address: str
    trusted: bool
    hops: tuple[str, ...] = ()
    permanent: bool = True  # all hops so far were for good
    feed: Feed | None = None
    page: Page | None = None
    outlet: str | None = None
    wants: Task | None = None  # what waits for this robots.txt

    @property
    def host(self) -> str:
        """The host that is asked."""
        return host_of(self.address)


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of a task, and when."""

    task: Task
    when: float
    answer: Answer | None = None
    problem: Problem | None = None
    onward: str | None = None  # where it was redirected to
    shown: Shown | None = None
    got: Got | None = None


def carry_out(task: Task, fetcher: Fetcher, clock: Clock) -> Outcome:
    """Make the request and read what came; a fault in the reading costs this one answer, not the call."""
    try:
        answer = fetcher.fetch(_ask(task, fetcher))
        when = clock.now()
        if answer.status in (*PERMANENT, *PASSING) and (to := answer.header("location")):
            return Outcome(task=task, when=when, answer=answer, onward=web_address(to, task.address))
        return _read(task, answer, when, fetcher)
    except RefusedError as error:
        problem = Problem(code=error.code, why=error.why, lasting=True)
    except FetchError as error:
        problem = Problem(code=error.code, why=error.why, lasting=error.lasting)
    except NoFeedError as error:
        problem = Problem(code=error.code, why=error.why)
    except Exception as error:  # noqa: BLE001 - what a server sends must not end the watching; the issue says what it was
        problem = Problem(code="fault", why=f"{type(error).__name__}: {str(error)[:200]}")
    return Outcome(task=task, when=clock.now(), problem=problem)


def _ask(task: Task, fetcher: Fetcher) -> Ask:
    bounds = fetcher.bounds
    if task.kind == "robots":
        return Ask(address=task.address, most=bounds.robots_bytes, trusted=task.trusted, cut=True)
    known = task.feed or task.page
    most = bounds.feed_bytes if task.kind == "feed" else bounds.page_bytes
    return Ask(
        address=task.address, most=most, trusted=task.trusted,
        etag=known.etag if known else None, modified=known.modified if known else None,
    )  # fmt: skip


def _read(task: Task, answer: Answer, when: float, fetcher: Fetcher) -> Outcome:
    bare = Outcome(task=task, when=when, answer=answer)
    if answer.status != 200:
        return bare
    if task.kind == "feed":
        found = shown(answer.body, task.address, fetcher.bounds.items)
        return Outcome(task=task, when=when, answer=answer, shown=found)
    if task.page is not None:
        return Outcome(task=task, when=when, answer=answer, got=from_page(task.page, task.outlet, answer, when))
    return bare
