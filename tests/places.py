"""Places for records: a file, and a database on a real PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from whence.store.place import Place, Server
from whence.store.writer import Writer

NOBODY = 65534
BIN = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if sys.platform != "win32" else []


class Cluster:
    """A server of our own, with its data in a folder of its own."""

    def __init__(self, home: Path, *options: str) -> None:
        self.home = home
        self.folder = Path(tempfile.mkdtemp(prefix="whence-pg-"))
        self.data = self.folder / "data"
        self.user = NOBODY if os.geteuid() == 0 else None  # the server refuses to run as root
        if self.user:
            os.chown(self.folder, self.user, self.user)
        self.port = free_port()
        self.numbers = itertools.count()
        self.options = " ".join(f"-c {one}" for one in ("listen_addresses=127.0.0.1", "max_connections=60", *options))
        self.call("initdb", "-D", str(self.data), "-U", "whence", "--auth=trust", "--no-sync", "-E", "UTF8")
        self.start()

    def call(self, *command: str) -> None:
        # Never a pipe: the server would keep its other end open for good.
        subprocess.run(
            [str(self.home / command[0]), *command[1:]], check=True, cwd=self.folder, user=self.user, group=self.user,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} {self.options}"
        self.call("pg_ctl", "-D", str(self.data), "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def kill(self) -> None:
        """`kill -9` of the server and of all that it started."""
        master = int((self.data / "postmaster.pid").read_text().split()[0])
        children = [int(one) for one in Path(f"/proc/{master}/task/{master}/children").read_text().split()]
        for one in (master, *children):
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue
        for one in (master, *children):
            while Path(f"/proc/{one}").exists() and not _zombie(one):
                time.sleep(0.01)

    def start_again(self) -> None:
        """After a kill: what it was forking just then may hold on to its memory for a moment."""
        for _ in range(100):
            try:
                return self.start()
            except subprocess.CalledProcessError:
                time.sleep(0.2)
        pytest.fail((self.folder / "log").read_text()[-2000:])

    def stop(self) -> None:
        self.call("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self, *like: str) -> Server:
        name = f"record{next(self.numbers)}"
        self.call("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "whence", *like, name)
        return Server(f"postgresql://whence@127.0.0.1:{self.port}/{name}")


def _zombie(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def server_home() -> Path:
    """Where the server's programs are; skips where there are none, fails in CI."""
    home = Path(str(BIN[-1])) if BIN else Path(shutil.which("initdb") or "").parent
    if not (home / "initdb").is_file():
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL server here: install Debian's postgresql")
        pytest.skip("no PostgreSQL server here")
    return home


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A server that lives as long as the tests."""
    one = Cluster(server_home(), "fsync=off")
    with Writer(one.database()):  # copies of one empty record are made faster than records
        pass
    yield one
    one.stop()


@pytest.fixture(scope="session")
def postgres(cluster: Cluster) -> Callable[..., Server]:
    """Gives empty records on the server."""
    return lambda: cluster.database("-T", "record0")


@pytest.fixture
def bare(cluster: Cluster) -> Callable[[], Server]:
    """Gives databases in which nothing is."""
    return cluster.database


@pytest.fixture
def postgres_data(cluster: Cluster) -> Path:
    """The server's files."""
    return cluster.data


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _either(request: pytest.FixtureRequest, folder: Path, on_the_server: str) -> Callable[[], Place]:
    if request.param == "postgresql":
        made: Callable[[], Place] = request.getfixturevalue(on_the_server)
        return made
    numbers = itertools.count()
    return lambda: folder / f"r{next(numbers)}.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Place]:
    """Gives places where no record is yet, on either database."""
    return _either(request, tmp_path, "postgres")


@pytest.fixture
def at(new: Callable[[], Place]) -> Place:
    """A place where no record is yet, on either database."""
    return new()


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Place]:
    """Gives places where no table has been made yet, on either database."""
    return _either(request, tmp_path, "bare")
