"""Where a record is: a file (SQLite), or a database on a server (PostgreSQL)."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from msgspec import Struct

_SECRET = frozenset(("password", "sslpassword", "passfile"))  # of what may follow the question mark
_SERVER = re.compile(r"postgres(?:ql)?(?:\+psycopg)?:/{1,2}(?=[^/])")


class Server(Struct, frozen=True):
    """A database by its address; as words the address without the password."""

    address: str

    def __str__(self) -> str:
        parts = urlsplit(self.address)
        host = parts.netloc.rpartition("@")[2]
        user, query = parts.username, parts.query
        if any(name in query for name in _SECRET):
            query = urlencode([pair for pair in parse_qsl(query) if pair[0] not in _SECRET])
        return urlunsplit(parts._replace(netloc=f"{user}@{host}" if user else host, query=query))

    @property
    def name(self) -> str:
        """What the database is called."""
        return urlsplit(self.address).path.strip("/") or "record"

    @property
    def digest(self) -> bytes:
        """What the address hashes to: names locks and folders of this record."""
        return hashlib.sha256(str(self).encode()).digest()


Place = Path | Server


def place(given: str | Path | Server) -> Place:
    """A file unless it reads `postgresql://...`; a path that lost a slash on its way is an address all the same."""
    if isinstance(given, Server):
        return given
    words = str(given)
    if start := _SERVER.match(words):
        return Server(f"postgresql://{words[start.end() :]}")
    return Path(given)


def parts_folder(at: Place) -> Path:
    """Where finished shards wait to be loaded."""
    return _beside(at, "parts")


def inbox(at: Place) -> Path:
    """Where files lie that were dropped on a page and read."""
    return _beside(at, "inbox")


def _beside(at: Place, ending: str) -> Path:
    """A folder beside a file, in the working folder for a server."""
    if isinstance(at, Server):
        return Path(f"whence-{at.digest.hex()[:12]}.{ending}")
    return at.with_name(f"{at.name}.{ending}")
