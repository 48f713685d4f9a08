"""Workers on a Ray cluster. One that dies costs the others nothing; what kills every worker is set aside."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from types import ModuleType, TracebackType
from typing import Any, Generic, cast

from msgspec import Struct

from whence.errors import WhenceError
from whence.runners.cluster import OWN, Cluster
from whence.runners.crew import DIED, Crew
from whence.runners.processes import NOTHING
from whence.runners.runner import Home, Item, Opener, Result
from whence.runners.worker import Worker

MEETS = 3  # workers that an item may kill before it is taken for the cause
LOST = object()
READING = 2  # shards that a worker has in hand: it begins the next while the driver writes down the last
HOPELESS = 40  # deaths one after the other with nothing done between: no item is the cause of that


class Ray:
    """Workers on the cluster at `address`: `ray://HOST:PORT`, or `ray` for one of our own on this machine.

    `count` workers, 0 for one a core; results do not depend on it. Connects at the first item; use it in a `with`.
    """

    def __init__(self, address: str = OWN, count: int = 0) -> None:
        self.cluster = Cluster(address, count)
        self.ray: ModuleType | None = None  # once it was needed
        self.resting: list[Any] = []  # workers of an earlier run, for the next

    def __enter__(self) -> Ray:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self.ray is not None and self.ray.is_initialized():
            for worker in self.resting:
                self.ray.kill(worker)
        self.resting.clear()
        self.cluster.close()

    def run(self, opener: Opener[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """See `Runner`; an item whose worker dies is given to another.

        One that killed MEETS workers is cut into pieces, each tried as often; a piece that kills them too is set aside
        if the opener is a `Home`, else it is a `WhenceError`.
        """
        rest = iter(items)
        first = next(rest, NOTHING)
        if first is NOTHING:
            return
        self.ray = self.cluster.open()
        crew: Actors[Item, Result] = Actors(self.ray, opener, self.cluster.size(), self.resting)
        try:
            yield from crew.work(_again(cast("Item", first), rest))
        finally:
            crew.dismiss()

    def size(self) -> int:
        """See `Runner`; connects."""
        self.cluster.open()
        return self.cluster.size()


class Task(Struct, Generic[Item], frozen=True):
    """An item, or a piece of one, with its number; `deaths` are those of the workers that had it."""

    item: Item
    number: int
    piece: int = 0
    deaths: int = 0


class Whole(Struct, Generic[Item, Result]):
    """An item that is being worked on, and what has come of its pieces."""

    item: Item
    pieces: int = 1
    results: dict[int, Result] = {}


class Member:
    """A worker that is ready, and the references of what it has in hand, in the order in which it does them."""

    def __init__(self, worker: Any) -> None:
        self.worker = worker
        self.hand: list[Any] = []


class Actors(Crew[Item, Result]):
    """The workers of one run. Ray's references and handles have no types of their own."""

    ahead = 3

    def __init__(self, ray: ModuleType, opener: Opener[Item, Result], count: int, resting: list[Any]) -> None:
        super().__init__(count)
        self.ray = ray
        self.resting = resting
        self.home: Home[Item, Result] | None = opener if isinstance(opener, Home) else None
        self.opener = ray.put(ray.cloudpickle.dumps(opener))
        self.hire = ray.remote(Worker).options(num_cpus=1, max_restarts=0)
        self.queue: deque[Task[Item]] = deque()
        self.whole: dict[int, Whole[Item, Result]] = {}
        self.opening: dict[Any, Any] = {}  # reference -> worker
        self.members: list[Member] = []
        self.busy: dict[Any, tuple[Member, Task[Item]]] = {}
        self.most = READING if self.home else 1  # that a worker has in hand
        self.deaths = 0  # since something was done

    def hand_out(self, items: Iterator[Item]) -> None:
        """See `Crew`; workers are hired as there is something to do."""
        while len(self.queue) + len(self.busy) < self.most * self.count and self.may_take():
            item = next(items, NOTHING)
            if item is NOTHING:
                break
            self._take(cast("Item", item))
        while self.queue and (free := self._free()):
            task = self.queue.popleft()
            reference = free.worker.work.remote(task.item)
            free.hand.append(reference)
            self.busy[reference] = free, task
        while len(self.opening) < min(len(self.queue), self.count - len(self.members)):
            worker = self.resting.pop() if self.resting else self.hire.remote()
            self.opening[worker.open.remote(sys.path, self.opener)] = worker

    def _free(self) -> Member | None:
        """The one with the least in hand, if it may have more."""
        least = min(self.members, key=lambda one: len(one.hand), default=None)
        return least if least and len(least.hand) < self.most else None

    def _take(self, item: Item) -> None:
        known = self.home.known(item) if self.home else None
        if known is not None:
            self.done[self.sent] = known
        else:
            self.queue.append(Task(item, self.sent))
            self.whole[self.sent] = Whole(item)
        self.sent += 1

    def collect(self) -> None:
        """See `Crew`."""
        ready, _ = self.ray.wait([*self.busy, *self.opening], num_returns=1)
        for reference in ready:
            if reference in self.opening:
                self._opened(reference)
            else:
                self._worked(reference)

    def _opened(self, reference: Any) -> None:
        worker = self.opening.pop(reference)
        trouble = self._got(reference)
        if trouble is LOST:
            self._died(worker)
        elif trouble is not None:
            raise trouble
        else:
            self.members.append(Member(worker))

    def _worked(self, reference: Any) -> None:
        member = self.busy[reference][0]
        result = self._got(reference)
        if result is LOST:
            self._lost(member)
        else:
            self._finished(member, reference, result)

    def _finished(self, member: Member, reference: Any, result: Result | WhenceError) -> None:
        self.deaths = 0
        member.hand.remove(reference)
        self._came(self.busy.pop(reference)[1], result)

    def _lost(self, member: Member) -> None:
        """It died of the first thing that it did not finish; what it had not begun is done by another."""
        self.members.remove(member)
        self._died(member.worker)
        undone: list[Task[Item]] = []
        for reference in [*member.hand]:
            result = self._got(reference)
            if result is LOST:
                undone.append(self.busy.pop(reference)[1])
            else:
                self._finished(member, reference, result)
        first, *others = undone
        self.queue.extendleft(reversed(others))
        self._retry(Task(first.item, first.number, first.piece, first.deaths + 1))

    def _got(self, reference: Any) -> Any:
        """What came back; LOST where its worker died. Raises `WhenceError` where it could not even be sent."""
        try:
            return self.ray.get(reference)
        except self.ray.exceptions.RayTaskError as error:
            raise WhenceError(f"a worker could not take what it was sent ({type(error.cause).__name__}).") from None
        except self.ray.exceptions.RayError:
            return LOST

    def _died(self, worker: Any) -> None:
        self.ray.kill(worker)  # one that only could not be reached must not go on
        self.deaths += 1
        if self.deaths >= HOPELESS:
            raise WhenceError(DIED)

    def _retry(self, task: Task[Item]) -> None:
        if task.deaths < MEETS:
            self.queue.appendleft(task)
            return
        if self.home is None:
            raise WhenceError(DIED)
        pieces = self.home.pieces(task.item)
        if len(pieces) == 1:
            self._came(task, self.home.set_aside(task.item, task.deaths))
            return
        self.whole[task.number].pieces = len(pieces)
        self.queue.extendleft(Task(one, task.number, at) for at, one in reversed([*enumerate(pieces)]))

    def _came(self, task: Task[Item], result: Result | WhenceError) -> None:
        if isinstance(result, WhenceError):
            self.done[task.number] = result
            return
        whole = self.whole[task.number]
        whole.results[task.piece] = result
        if len(whole.results) == whole.pieces:
            del self.whole[task.number]
            results = [whole.results[at] for at in range(whole.pieces)]
            self.done[task.number] = self.home.landed(whole.item, results) if self.home else results[0]

    def dismiss(self) -> None:
        """See `Crew`; who has nothing in hand rests until the next run: a new process takes seconds to come up."""
        for member in self.members:
            if not member.hand:
                self.resting.append(member.worker)
        busy = (member.worker for member in self.members if member.hand)
        for worker in (*self.opening.values(), *busy):
            self.ray.kill(worker)


def _again(first: Item, rest: Iterator[Item]) -> Iterator[Item]:
    yield first
    yield from rest
