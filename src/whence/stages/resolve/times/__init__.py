"""Time expressions: found in the text, resolved to intervals of days, tied to claims."""

from whence.stages.resolve.times.claims import resolve_times
from whence.stages.resolve.times.expression import Shape, TimeExpression
from whence.stages.resolve.times.grammar import find_times
from whence.stages.resolve.times.resolving import Resolved, resolve
from whence.stages.resolve.times.timeline import Timed, timeline

__all__ = ["Resolved", "Shape", "TimeExpression", "Timed", "find_times", "resolve", "resolve_times", "timeline"]
