"""The record in other people's formats; whatever is published has gone through `protect`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from whence.errors import UsageError
from whence.protect import Protected
from whence.publish import jsonl
from whence.publish.folder import named, replaced


class Format(Struct, frozen=True, kw_only=True):
    """One way to publish: what it is for, the files it makes, and what makes them."""

    about: str
    files: tuple[str, ...]
    write: Callable[[Protected, Path], None]


FORMATS: Mapping[str, Format] = {
    "jsonl": Format(about="JSON Lines: the record itself, one object a line", files=jsonl.FILES, write=jsonl.write),
}


def publish(protected: Protected, kind: str, out: Path, *, private: bool = False, force: bool = False) -> Path:
    """Write an export and say where; a private one goes to a folder whose name says so.

    Raises `UsageError` for an unknown format or a folder with other files in it, `InputError` where it cannot be
    written.
    """
    format_ = FORMATS.get(kind)
    if format_ is None:
        raise UsageError(f"--as {kind}: no such format. Known formats: {', '.join(sorted(FORMATS))}.")
    target = named(out, private=private)
    replaced(target, format_.files, lambda folder: format_.write(protected, folder), force=force)
    return target


__all__ = ["FORMATS", "Format", "publish"]
