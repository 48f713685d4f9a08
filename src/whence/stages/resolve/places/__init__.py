"""Words to places: a gazetteer, the toponyms in a report, and the choice among namesakes."""

from whence.stages.resolve.places.gazetteer import Gazetteer, build, build_from_dump, default_path
from whence.stages.resolve.places.resolve import resolve_places

__all__ = ["Gazetteer", "build", "build_from_dump", "default_path", "resolve_places"]
