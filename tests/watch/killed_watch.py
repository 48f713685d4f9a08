"""Watches feeds as a process of its own, to be killed: record, then addresses."""

from __future__ import annotations

import signal
import sys

from feed_server import SMALL, resolve

from whence.pipeline import Settings
from whence.watch import Listed, Watching, watch

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests run in the background inherit that it is ignored
    record, *feeds = sys.argv[1:]
    how = Watching(
        once=True, delay=0.0, allow=("news.test", "other.test", "third.test"), bounds=SMALL, batch=3,
        reading=Settings(engine="lexicon"),
    )  # fmt: skip
    watch([Listed(address=one) for one in feeds], record, how, resolve=resolve)
