"""How a record is served: from where, to whom, with what shown."""

from __future__ import annotations

import ipaddress
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from whence.errors import ConfigurationError, UsageError
from whence.store.place import Place

Role = Literal["read", "review", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
SHORTEST = 16  # signs of a token


class Serving(Struct, frozen=True, kw_only=True):
    """What `whence serve` was asked for."""

    record: Place
    host: str = "127.0.0.1"
    port: int = 8400
    private: bool = False  # show private persons by name
    public: bool = False  # the protected view, for reading only
    tokens: Mapping[str, Role] = {}  # what lets somebody in, as whom; none is needed on this machine alone
    hosts: tuple[str, ...] = ()  # further names under which the server may be asked
    reviewer: str = "reviewer"  # whose name a decision bears where nobody gave one
    upload: int = 64 * 1024 * 1024  # bytes of one upload, all files together
    workers: int = 1  # processes
    log_json: bool = False  # logs as JSON lines, with a line a request
    key: bytes | None = None  # that cookies are signed with, the same for all workers; null for one of its own
    counts: Path | None = None  # the folder where workers count what they answer; null where there is but one
    secure: bool = False  # behind a proxy that speaks HTTPS: cookies go nowhere else

    @property
    def local(self) -> bool:
        """Whether only this machine can ask."""
        return loopback(self.host)

    @property
    def open(self) -> bool:
        """Whether no token is asked for."""
        return not self.tokens


def check(serving: Serving) -> None:
    """Raise `UsageError` where what was asked for would show somebody what they must not see."""
    if serving.public and serving.private:
        raise UsageError("--public with --private: a public view is always protected. Leave one out.")
    if not serving.local and not serving.tokens and not serving.public:
        raise UsageError(
            f"--host {serving.host}: others could reach the record, so a token is required. Give --tokens FILE with "
            "lines `read TOKEN`, `review TOKEN`, `admin TOKEN`, or --public for the protected view alone."
        )


def read_tokens(path: Path) -> dict[str, Role]:
    """The tokens of a file: a role and a token a line; `#` begins a remark.

    Raises `ConfigurationError` naming the line that is wrong, or where others may read the file.
    """
    try:
        text, mode = path.read_text(encoding="utf-8"), path.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"--tokens {path}: cannot be read ({error}). Name a text file.") from error
    if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH):
        raise ConfigurationError(f"--tokens {path}: others on this machine may read it. Run: chmod 600 {path}")
    found: dict[str, Role] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#", 1)[0].split()
        if words:
            role, token = _read(path, number, words)
            found[token] = role
    if not found:
        raise ConfigurationError(f"--tokens {path}: holds no token. Write lines such as `review TOKEN`.")
    return found


def _read(path: Path, number: int, words: list[str]) -> tuple[Role, str]:
    role = next((role for role in ROLES if role == words[0]), None)
    if role is None or len(words) != 2:
        raise ConfigurationError(f"--tokens {path}, line {number}: write a role ({', '.join(ROLES)}) and a token.")
    if len(words[1]) < SHORTEST:
        raise ConfigurationError(f"--tokens {path}, line {number}: the token is too short; {SHORTEST} signs or more.")
    return role, words[1]


def loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
