"""Stage tag: one pass over each report's sentences that extract and attribute both decode."""

from whence.stages.tag.stage import ENGINES, Tag

__all__ = ["ENGINES", "Tag"]
