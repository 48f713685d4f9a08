"""Putting an export in its place: whole or not at all, and never over somebody else's files."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

from whence.errors import InputError, UsageError


def named(out: Path, *, private: bool) -> Path:
    """The folder's name; a private export says so in it."""
    if not private or "private" in out.name.lower():
        return out
    return out.with_name(f"{out.name}-private") if out.name else out / "private"


def replaced(out: Path, files: Collection[str], fill: Callable[[Path], None], *, force: bool = False) -> None:
    """Fill a fresh folder and move it to `out`; readers see the old export or the new one, never a mixture.

    Raises `UsageError` where `out` is a file or holds anything but an earlier export (with `force`, the export's
    files are put beside what is there, and nothing else is touched) and `InputError` where it cannot be written.
    """
    others = _others(out, files)
    if others and not force:
        raise UsageError(
            f"{out}: not empty and not an export (it holds {others[0]!r}). "
            "Name another folder, or use --force to put the export beside what is there."
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            fill(fresh)
            fresh.chmod(0o755)
            _moved(fresh, out, files, beside=bool(others))
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise InputError(
            f"{out}: cannot be written ({error.strerror or error}). Name a folder that you may write to."
        ) from error


def _others(out: Path, files: Collection[str]) -> list[str]:
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: is a file, an export is a folder. Name another place.")
    try:
        return sorted(entry.name for entry in out.iterdir() if entry.name not in files) if out.exists() else []
    except OSError as error:
        raise InputError(f"{out}: cannot be read ({error.strerror or error}). Name another folder.") from error


def _moved(fresh: Path, out: Path, files: Collection[str], *, beside: bool) -> None:
    if beside:
        for name in sorted(files):
            if (out / name).is_dir() and not (out / name).is_symlink():
                shutil.rmtree(out / name)
            os.replace(fresh / name, out / name)  # noqa: PTH105  (Path.replace says the same)
        return
    if not out.exists():
        fresh.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    try:
        out.rename(old / "export")
        fresh.rename(out)
    finally:
        shutil.rmtree(old, ignore_errors=True)
