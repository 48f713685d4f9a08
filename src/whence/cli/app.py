"""The application: its verbs, and how every one of them ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

import typer

from whence.cli import exits
from whence.cli.actors import actors
from whence.cli.backup import backup
from whence.cli.compare import compare
from whence.cli.doctor import doctor
from whence.cli.erase import erase
from whence.cli.evaluate import evaluate
from whence.cli.export import export
from whence.cli.gazetteer import gazetteer
from whence.cli.import_ import import_
from whence.cli.issues import issues
from whence.cli.migrate import migrate
from whence.cli.output import ClosedPipeError, say
from whence.cli.publish import publish
from whence.cli.read import read
from whence.cli.rebuild import rebuild
from whence.cli.restore import restore
from whence.cli.search import search
from whence.cli.serve import serve
from whence.cli.show import show
from whence.cli.version import version
from whence.cli.watch import watch
from whence.cli.why import why
from whence.errors import WhenceError

VERBS = (
    read, import_, watch, show, why, search, actors, export, publish, issues, serve, migrate,
    backup, restore, erase, rebuild, compare, evaluate, gazetteer, doctor, version,
)  # fmt: skip

ABOUT = f"""Read news reports into a sourced record: what is reported, where, when, and who says so.

\b
  whence read reports/ --into record.db
  whence show
  whence why CLAIM.status

Data goes to standard output, everything else to standard error. Persons without a public role are masked
unless --private is given.

\b
Exit status:
{exits.table()}
"""

# What the parser raises for a command that makes no sense: the base of `BadParameter` two steps up.
_PARSING: type[Exception] = typer.BadParameter.__mro__[2]


def build() -> typer.Typer:
    """The application with all verbs."""
    app = typer.Typer(
        name="whence",
        help=ABOUT,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    for verb in VERBS:
        app.command(named(verb))(verb)
    return app


def named(verb: Callable[..., object]) -> str:
    """What a verb is called on the command line."""
    return verb.__name__.rstrip("_")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status; errors are one line on standard error, with `WHENCE_DEBUG=1` raised."""
    if os.environ.get("WHENCE_DEBUG") == "1":
        return _run(arguments)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except WhenceError as error:
        say(f"whence: {error}")
        return exits.status(error)
    except (ClosedPipeError, BrokenPipeError):
        # Whoever read our output has had enough; nothing may be written any more, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.DONE
    except (KeyboardInterrupt, typer.Abort):
        code = exits.INTERRUPTED
    except MemoryError:
        say("whence: not enough memory. Read fewer reports at a time, or with fewer --workers.")
        return exits.OWN
    except OSError as error:
        say(f"whence: {error.filename or 'system'}: {error.strerror or error}. Check the path and your rights.")
        return exits.NOTHING
    if code == exits.INTERRUPTED:
        say("whence: interrupted; finished work is kept. Run the same command to go on.")
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = build()(
            args=list(arguments) if arguments is not None else None, prog_name="whence", standalone_mode=False
        )
    except typer.Exit as exit_:
        return exit_.exit_code
    except _PARSING as error:
        say(_told(error))
        return exits.USAGE
    return code if isinstance(code, int) else exits.DONE


def _told(error: BaseException) -> str:
    """A parser's message on one line, with where to look next."""
    formatted = getattr(error, "format_message", None)
    text = str(formatted() if callable(formatted) else error)
    if type(error).__name__ == "NoArgsIsHelpError":
        return text  # the help itself
    return f"whence: {' '.join(text.split()).rstrip('.')}. See: whence --help"
