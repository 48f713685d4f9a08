"""A Ray cluster: one that is there, or one of our own on this machine for as long as it is needed."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from whence.errors import ConfigurationError

OWN = "ray"  # the address that asks for a cluster of our own
STORE = 256_000_000  # bytes of shared memory for what is on its way
# No usage statistics to anybody, no dashboard's figures, heard on this machine alone (and by those who know the token).
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DISABLE_METRICS_COLLECTION": "1",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_raylet_start_wait_time_s": "300",  # a busy machine needs more than Ray's half a minute
    "RAY_worker_register_timeout_seconds": "300",
}


class Cluster:
    """Connects when it is asked for its workers first; what it started it stops."""

    def __init__(self, address: str, count: int) -> None:
        if address != OWN and not address.startswith("ray://"):
            raise ConfigurationError(f"--on {address}: no such place. Say local, ray, or ray://HOST:10001.")
        self.address, self.count = address, count
        self.started = False
        self.folder: Path | None = None

    def open(self) -> ModuleType:
        """Ray, connected; raises `ConfigurationError` where it is not installed or the cluster does not answer."""
        if self.address == OWN:
            _seclude()
        ray = _ray()
        if not ray.is_initialized():
            self._start(ray)
            self.started = True
        return ray

    def size(self) -> int:
        """How many workers: as many as were asked for, else one a core."""
        return self.count or max(1, int(_ray().cluster_resources().get("CPU", 1)))

    def close(self) -> None:
        """Disconnect, and end a cluster of our own with all that it wrote."""
        if self.started:
            _ray().shutdown()
            self.started = False
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def _start(self, ray: ModuleType) -> None:
        if self.address != OWN:
            try:
                ray.init(self.address, log_to_driver=False, logging_level="error")
            except (ConnectionError, ValueError) as error:
                raise ConfigurationError(f"--on {self.address}: no Ray cluster answers there ({error}).") from None
            return
        self.folder = Path(tempfile.mkdtemp(prefix="whence-ray-"))
        try:
            ray.init(
                address="local",
                num_cpus=self.count or os.cpu_count(),
                include_dashboard=False,
                log_to_driver=False,
                logging_level="error",
                object_store_memory=STORE,
                _temp_dir=str(self.folder),
            )
        except Exception as error:
            self.close()
            reason = str(error).partition("\n")[0]
            raise ConfigurationError(f"--on {OWN}: Ray did not start on this machine ({reason}).") from error


def _seclude() -> None:
    """Set what Ray reads from the environment when it is imported or starts; what the user has set stays."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    if "RAY_AUTH_MODE" not in os.environ and "ray" not in sys.modules:  # it is read once, at import
        os.environ["RAY_AUTH_MODE"] = "token"
        os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)


def _ray() -> ModuleType:
    try:
        import ray
    except ModuleNotFoundError:
        raise ConfigurationError('reading on a cluster needs Ray: pip install "whence[ray]".') from None
    return ray
