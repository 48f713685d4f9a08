"""Ingest: bytes become originals, originals become reports; whatever cannot be read becomes an issue."""

from whence.stages.ingest.discover import discover
from whence.stages.ingest.limits import Limits
from whence.stages.ingest.parse import original_text, parse

__all__ = ["Limits", "discover", "original_text", "parse"]
