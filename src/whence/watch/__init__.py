"""Watching feeds: what they show comes into a record as it appears, politely, archived, and safe against a kill."""

from whence.watch.feed_list import Listed, feed_list
from whence.watch.settings import Bounds, Watching
from whence.watch.told import Watched
from whence.watch.watch import watch

__all__ = ["Bounds", "Listed", "Watched", "Watching", "feed_list", "watch"]
