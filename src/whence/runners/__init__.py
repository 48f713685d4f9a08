"""Where work runs: in this process, in several, on a cluster. A runner knows no stage: it takes a callable."""

from whence.runners.distributed import Ray
from whence.runners.inprocess import InProcess
from whence.runners.processes import Processes
from whence.runners.runner import Runner

__all__ = ["InProcess", "Processes", "Ray", "Runner"]
