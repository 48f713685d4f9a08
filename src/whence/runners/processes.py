"""Several processes on this machine, each with its own models."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, cast

from msgspec import Struct

from whence.errors import WhenceError
from whence.runners.runner import Item, Opener, Result

DIED = "a worker process died (out of memory, or killed). Run again, with fewer workers if memory is short."
NOTHING = object()


class Processes(Struct, frozen=True):
    """`count` processes, started anew so that nothing of this one leaks in; each has one item at a time.

    Results do not depend on `count`. An error that Whence raises on purpose comes out here; any other one, and a
    process that dies, is a `WhenceError`. Processes end by themselves when this one is killed: their pipe closes.
    """

    count: int

    def run(self, opener: Opener[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """See `Runner`; at most two items a process are taken ahead of the results."""
        crew: Crew[Item, Result] = Crew(opener, self.count)
        try:
            yield from crew.work(iter(items))
        finally:
            crew.dismiss()


class Crew(Generic[Item, Result]):
    """The processes of one run."""

    def __init__(self, opener: Opener[Item, Result], count: int) -> None:
        self.opener, self.count = opener, count
        self.members: list[tuple[BaseProcess, Connection]] = []
        self.idle: list[Connection] = []
        self.busy: dict[Connection, int] = {}
        self.done: dict[int, Result | WhenceError] = {}
        self.sent = 0

    def work(self, items: Iterator[Item]) -> Iterator[Result]:
        """Results in the order of the items."""
        taken = 0
        while True:
            self._hand_out(items)
            if taken in self.done:
                result = self.done.pop(taken)
                if isinstance(result, WhenceError):  # in its turn, so that the same error comes out every time
                    raise result
                yield result
                taken += 1
            elif self.busy:
                self._collect()
            else:
                return

    def dismiss(self) -> None:
        """Close the pipes, which ends the idle, and stop the others."""
        for process, connection in self.members:
            if connection in self.busy:
                process.terminate()
            connection.close()
        for process, _ in self.members:
            process.join()

    def _hand_out(self, items: Iterator[Item]) -> None:
        while len(self.busy) < self.count and len(self.busy) + len(self.done) < 2 * self.count:
            item = next(items, NOTHING)
            if item is NOTHING:
                return
            connection = self.idle.pop() if self.idle else self._hire()
            connection.send(item)
            self.busy[connection] = self.sent
            self.sent += 1

    def _hire(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(self.opener, theirs), daemon=True)
        process.start()
        theirs.close()
        self.members.append((process, ours))
        return ours

    def _collect(self) -> None:
        for ready in wait([*self.busy]):
            connection = cast("Connection", ready)
            try:
                self.done[self.busy[connection]] = connection.recv()
            except (EOFError, OSError):
                raise WhenceError(DIED) from None
            del self.busy[connection]
            self.idle.append(connection)


def serve(opener: Opener[Item, Result], connection: Connection) -> None:
    """What a worker does: open once, then answer item by item until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that was interrupted closes the pipe
    try:
        item = connection.recv()
        function = opener()
        while True:
            connection.send(_outcome(function, item))
            item = connection.recv()
    except WhenceError as error:
        connection.send(error)
    except (EOFError, BrokenPipeError):
        return


def _outcome(function: Callable[[Item], Result], item: Item) -> Result | WhenceError:
    try:
        return function(item)
    except WhenceError as error:
        return error
