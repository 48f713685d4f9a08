"""Watch feeds: each is asked again and again, and what it shows comes into a record."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

from whence.store.place import place
from whence.watch.addresses import Guard, Resolve, look_up
from whence.watch.archive import Archive
from whence.watch.clock import Clock, WallClock
from whence.watch.feed_list import Listed
from whence.watch.fetch import Fetcher
from whence.watch.ledger import Ledger, Say
from whence.watch.loading import Loader
from whence.watch.rows import Feed
from whence.watch.settings import DAY, Watching
from whence.watch.state import State, state_path
from whence.watch.tasks import Outcome, Task, carry_out
from whence.watch.told import Watched
from whence.watch.watcher import Watcher

PATIENCE = 600.0  # seconds that one round waits for a host that wants to be left alone


def watch(
    feeds: Sequence[Listed],
    into: str | Path,
    how: Watching = Watching(),  # noqa: B008 (frozen)
    *,
    clock: Clock | None = None,
    resolve: Resolve = look_up,
    say: Say | None = None,
) -> Watched:
    """Watch feeds until `how` says that it is over; what they show comes into the record as it appears.

    Beside the record lie `<record>.watch.db` (what is known of the feeds) and `<record>.warc/` (the answers as they
    came). May be killed at any moment and called again. `say` hears of problems and of what came in. Raises
    `RecordError` (`BusyRecordError` where another call watches for this record) and what `pipeline.read` raises; a
    record that is being loaded by somebody else is waited for.
    """
    clock = clock or WallClock()
    told = Watched(feeds=len(feeds))
    path = state_path(place(into))
    state = State(path)
    agent = _agent(how)
    archive = Archive(path.with_name(path.name.removesuffix(".watch.db") + ".warc"), state, agent)
    ledger = Ledger(state, archive, how, told, say or _silent)
    fetcher = Fetcher(Guard(frozenset(host.rstrip(".").lower() for host in how.allow), resolve), how.bounds, agent)
    pool = ThreadPoolExecutor(how.workers, thread_name_prefix="whence-watch")

    def submit(task: Task) -> Future[Outcome]:
        return pool.submit(carry_out, task, fetcher, clock)

    try:
        _take_list(state, feeds, how, clock.now())
        watcher = Watcher(ledger, fetcher, clock, submit)
        _run(watcher, Loader(state, into, how, clock, told), ledger, clock)
        told.waiting = state.pages_due()
    finally:
        fetcher.stop()
        pool.shutdown(wait=False, cancel_futures=True)
        state.close()
    return told


def _take_list(state: State, feeds: Sequence[Listed], how: Watching, now: float) -> None:
    """Feeds new in the list are asked now, those no longer in it no more; one that failed keeps its pause."""
    listed = {one.address: one for one in feeds}
    with state.step():
        state.forget_pages(now - how.keep)
        for old in state.feeds():
            if (old.parent or old.address) not in listed:
                state.drop_feed(old.address)
        for address, one in listed.items():
            feed = state.feed(address) or Feed(address=address, at=address, due=now, since=now)
            feed.parent = None
            feed.name = one.name or feed.name
            feed.due = feed.due if feed.failures else min(feed.due, now)
            state.put_feed(feed)


def _run(watcher: Watcher, loader: Loader, ledger: Ledger, clock: Clock) -> None:
    how = ledger.how
    end = math.inf if how.lasting is None else clock.now() + how.lasting
    tidy = clock.now() + DAY
    while True:
        now = clock.now()
        over = now >= end or watcher.is_done or (how.once and _round_over(watcher, ledger, now))
        if not over:
            watcher.dispatch()
        if loader.is_time(idle=not watcher.running and (over or watcher.next_time() > now)):
            load = loader.load()
            if load is not None and load.read:
                ledger.say(f"{load.read} read; the record holds {load.reports:,}")
            continue
        again = loader.when()
        if over and not watcher.running and again is None:
            return
        next_ = math.inf if over else min(watcher.next_time(), end)
        watcher.collect(min(next_, math.inf if again is None else again))
        if now >= tidy:
            tidy = now + DAY
            with ledger.state.step():
                ledger.state.forget_pages(now - how.keep)


def _round_over(watcher: Watcher, ledger: Ledger, now: float) -> bool:
    """Every feed that was due has been asked and every new page fetched, but at hosts that want to be left alone."""
    if not watcher.idle:
        return False
    feeds = ledger.state.feeds()
    asked = all(feed.due > now or feed.gone or feed.address in watcher.settled for feed in feeds)
    if asked and not ledger.state.untried(now):
        return True
    return watcher.next_time() > now + PATIENCE


def _agent(how: Watching) -> str:
    """What servers are told of us."""
    try:
        version = metadata.version("whence")
    except metadata.PackageNotFoundError:
        version = "0"
    contact = " ".join((how.contact or "").split())
    return f"whence/{version}" + (f" (+{contact})" if contact else "")


def _silent(_words: str) -> None:
    """For callers who want to hear nothing."""
