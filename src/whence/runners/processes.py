"""Several processes on this machine, each with its own models."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import cast

from msgspec import Struct

from whence.errors import WhenceError
from whence.runners.crew import DIED, Crew
from whence.runners.garbage import seldom_collected
from whence.runners.runner import Item, Opener, Result

NOTHING = object()


class Processes(Struct, frozen=True):
    """`count` processes, started anew so that nothing of this one leaks in; each has one item at a time.

    Results do not depend on `count`. An error that Whence raises on purpose comes out here; any other one, and a
    process that dies, is a `WhenceError`. Processes end by themselves when this one is killed: their pipe closes.
    """

    count: int

    def run(self, opener: Opener[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """See `Runner`; at most two items a process are taken ahead of the results."""
        crew: Pipes[Item, Result] = Pipes(opener, self.count)
        try:
            yield from crew.work(iter(items))
        finally:
            crew.dismiss()

    def size(self) -> int:
        """See `Runner`."""
        return self.count


class Pipes(Crew[Item, Result]):
    """The processes of one run, each at the end of a pipe."""

    def __init__(self, opener: Opener[Item, Result], count: int) -> None:
        super().__init__(count)
        self.opener = opener
        self.members: list[tuple[BaseProcess, Connection]] = []
        self.idle: list[Connection] = []
        self.busy: dict[Connection, int] = {}

    def dismiss(self) -> None:
        """Close the pipes, which ends the idle, and stop the others."""
        for process, connection in self.members:
            if connection in self.busy:
                process.terminate()
            connection.close()
        for process, _ in self.members:
            process.join()

    def hand_out(self, items: Iterator[Item]) -> None:
        """See `Crew`."""
        while len(self.busy) < self.count and self.may_take():
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

    def collect(self) -> None:
        """See `Crew`; raises `WhenceError` where a process has died."""
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
        with seldom_collected():
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
