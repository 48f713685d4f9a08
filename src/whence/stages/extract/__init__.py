"""Stage extract: a reading's acts become claims."""

from whence.stages.extract.stage import Extract

__all__ = ["Extract"]
