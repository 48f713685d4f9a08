"""Reports to reprints, claims to events; origins, disputes, credibility. See `docs/merging.md`."""

from whence.stages.merge.join import Joined, Shelf, join
from whence.stages.merge.merge import merge
from whence.stages.merge.merged import Merged

__all__ = ["Joined", "Merged", "Shelf", "join", "merge"]
