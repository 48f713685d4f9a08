"""The feeds to watch: an OPML file, or a list of addresses, one a line."""

from __future__ import annotations

from pathlib import Path

from lxml import etree
from msgspec import Struct

from whence.errors import InputError, UsageError
from whence.watch.addresses import RefusedError, web_address
from whence.watch.xml import MarkupError, parsed

MOST_BYTES = 10_000_000
MOST_FEEDS = 20_000


class Listed(Struct, frozen=True, kw_only=True):
    """One feed of the list; the name is that of its outline, if it has one."""

    address: str
    name: str | None = None


def feed_list(path: str | Path) -> tuple[Listed, ...]:
    """The feeds that a list names, each once. Raises `InputError` or `UsageError` that names the wrong line."""
    data = _bytes(Path(path))
    found = _outlines(path, data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _lines(path, data)
    if not found:
        raise UsageError(f"{path}: names no feed. Write one address a line, or give an OPML file with xmlUrl.")
    if len(found) > MOST_FEEDS:
        raise UsageError(f"{path}: names {len(found):,} feeds; {MOST_FEEDS:,} are watched. Split the list.")
    return tuple({one.address: one for one in reversed(found)}.values())[::-1]


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Name a list of feeds.") from error
    if len(data) > MOST_BYTES:
        raise InputError(f"{path}: is larger than {MOST_BYTES:,} bytes, which no list of feeds is.")
    return data


def _lines(path: str | Path, data: bytes) -> list[Listed]:
    found = []
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        words = line.split(maxsplit=1)
        if not words or words[0].startswith("#"):
            continue
        found.append(_listed(f"{path}, line {number}", words[0], words[1] if len(words) > 1 else None))
    return found


def _outlines(path: str | Path, data: bytes) -> list[Listed]:
    try:
        root = parsed(data)
    except MarkupError as error:
        raise InputError(f"{path}: is no OPML ({error}). Mend it, or write one address a line.") from None
    outlines = [one for one in root.iter("{*}outline", "outline") if isinstance(one, etree._Element)]
    return [
        _listed(f"{path}, line {one.sourceline}", address, one.get("title") or one.get("text"))
        for one in outlines
        if (address := one.get("xmlUrl") or one.get("xmlurl"))
    ]


def _listed(where: str, address: str, name: str | None) -> Listed:
    try:
        return Listed(address=web_address(address), name=" ".join(name.split()) if name else None)
    except RefusedError as error:
        raise UsageError(f"{where}: {address[:200]!r} {error.why}. Mend it or take it out.") from None
