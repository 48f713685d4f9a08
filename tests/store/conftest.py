"""Places for records: a file, and a database on a real PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from whence.store.place import Place, Server
from whence.store.writer import Writer

NOBODY = 65534
BIN = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if sys.platform != "win32" else []


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[..., Server]]:
    """Gives empty records on a server that lives as long as the tests; skips where none is installed, fails in CI."""
    home = Path(str(BIN[-1])) if BIN else Path(shutil.which("initdb") or "").parent
    if not (home / "initdb").is_file():
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL server here: install Debian's postgresql")
        pytest.skip("no PostgreSQL server here")
    folder = Path(tempfile.mkdtemp(prefix="whence-pg-"))
    user = NOBODY if os.geteuid() == 0 else None  # the server refuses to run as root
    if user:
        os.chown(folder, user, user)
    port = free_port()

    def call(*command: str) -> None:
        # Never a pipe: the server would keep its other end open for good.
        subprocess.run(
            [str(home / command[0]), *command[1:]], check=True, cwd=folder, user=user, group=user,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    call("initdb", "-D", str(folder / "data"), "-U", "whence", "--auth=trust", "--no-sync", "-E", "UTF8")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
    call("pg_ctl", "-D", str(folder / "data"), "-o", options, "-l", str(folder / "log"), "-w", "start")
    numbers = itertools.count()

    def database(*like: str) -> Server:
        name = f"record{next(numbers)}"
        call("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "whence", *like, name)
        return Server(f"postgresql://whence@127.0.0.1:{port}/{name}")

    with Writer(database()):  # copies of one empty record are made faster than records
        pass
    yield lambda: database("-T", "record0")
    call("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(params=["sqlite", "postgresql"])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Place]:
    """Gives places where no record is yet, on either database."""
    if request.param == "postgresql":
        made: Callable[[], Place] = request.getfixturevalue("postgres")
        return made
    numbers = itertools.count()
    return lambda: tmp_path / f"r{next(numbers)}.db"


@pytest.fixture
def at(new: Callable[[], Place]) -> Place:
    """A place where no record is yet, on either database."""
    return new()
