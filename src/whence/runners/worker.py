"""What runs on the cluster: one process that is opened once and then does item by item."""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from whence.errors import WhenceError
from whence.runners.garbage import seldom_collected
from whence.runners.runner import Item, Result


class Worker:
    """What runs on the cluster. It raises nothing and prints nothing: Ray would write it into its logs."""

    function: Callable[[Any], Any]

    def open(self, paths: Sequence[str], opener: bytes) -> WhenceError | None:
        """Load what is needed; `paths` are those where the driver finds its modules."""
        sys.stdout.flush()
        sys.stderr.flush()
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        sys.path += [path for path in paths if path not in sys.path]
        found = outcome(lambda _: pickle.loads(opener)(), None)  # noqa: S301 - as Ray sends all that it sends
        if isinstance(found, WhenceError):
            return found
        self.function = found
        return None

    def work(self, item: Any) -> Any:
        """The result on an item, or a `WhenceError`."""
        with seldom_collected():
            return outcome(self.function, item)


def outcome(function: Callable[[Item], Result], item: Item) -> Result | WhenceError:
    """What comes of an item; of a fault its kind and place, not its words, which may be a report's."""
    try:
        return function(item)
    except WhenceError as error:
        return error
    except Exception as error:  # noqa: BLE001 - it would go into Ray's logs with a report's words in it
        last = traceback.extract_tb(error.__traceback__)[-1]
        return WhenceError(
            f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}, on a worker. "
            "This is a fault in Whence: please report it with this message."
        )
