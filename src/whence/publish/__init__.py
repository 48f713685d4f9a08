"""The record in other people's formats; whatever is published has gone through `protect`."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from whence.errors import ConfigurationError, UsageError
from whence.protect import Protected
from whence.publish.folder import named, replaced
from whence.publish.formats import FORMATS, Format
from whence.publish.guide import README, guide
from whence.publish.view import Held, View


def publish(shown: Protected | View, kind: str, out: Path, *, private: bool = False, force: bool = False) -> Path:
    """Write an export with its reader's guide and say where; a private one goes to a folder whose name says so.

    Raises `UsageError` for an unknown format or a folder with other files in it, `InputError` where it cannot be
    written, `ConfigurationError` where the format needs a package that is not installed.
    """
    format_ = known(kind)
    view = Held(shown, private=private) if isinstance(shown, Protected) else shown
    target = named(out, private=private)
    files = (*format_.files, README)
    replaced(target, files, lambda folder: _fill(format_, kind, view, folder), force=force)
    return target


def known(kind: str) -> Format:
    """The format of that name; raises as `publish` does where there is none or it cannot be written here."""
    format_ = FORMATS.get(kind)
    if format_ is None:
        raise UsageError(f"--as {kind}: no such format. Known formats: {', '.join(sorted(FORMATS))}.")
    if format_.needs and find_spec(format_.needs) is None:
        raise ConfigurationError(
            f"--as {kind}: needs {format_.needs}, which is not installed. Add it with: pip install 'whence[formats]'"
        )
    return format_


def _fill(format_: Format, kind: str, view: View, folder: Path) -> None:
    notes = format_.write(view, folder) or ()
    text = guide(
        kind, format_.about, format_.how, format_.losses, view.counts(), notes, private=view.private
    )  # fmt: skip
    (folder / README).write_text(text, encoding="utf-8")


__all__ = ["FORMATS", "Format", "known", "publish"]
