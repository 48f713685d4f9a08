"""`whence watch`: feeds into a record, as they show something new."""

from __future__ import annotations

import re
import signal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from whence.cli import exits
from whence.cli.extras import need
from whence.cli.options import RECORD, EngineOption, GazetteerOption, JsonOption, QuietOption, TriageOption
from whence.cli.output import counted, one_line, say, show_json
from whence.errors import UsageError
from whence.pipeline import Settings

if TYPE_CHECKING:
    from whence.watch import Watched

NEEDED = ("httpcore2", "protego", "warcio")
_SPAN = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)([smhd]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400}


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help="An OPML file, or a list of addresses, one a line.")],
    into: Annotated[
        Path, typer.Option("--into", "-i", metavar="FILE", envvar="WHENCE_RECORD", help="The record to read into.")
    ] = RECORD,
    once: Annotated[bool, typer.Option("--once", help="Ask every feed once, then end.")] = False,
    every: Annotated[str, typer.Option(metavar="TIME", help="Between two looks at a feed: 90s, 5m, 1h.")] = "5m",
    for_: Annotated[str | None, typer.Option("--for", metavar="TIME", help="End after so long: 24h.")] = None,
    delay: Annotated[str, typer.Option(metavar="TIME", help="Between two requests to one host, at least.")] = "2s",
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A host that may lie inside (this machine, a private net); repeat for more."),
    ] = None,
    pages: Annotated[
        bool, typer.Option("--pages/--no-pages", help="Fetch the pages that items link to; else read the feed alone.")
    ] = True,
    contact: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Tell servers whom to write to: a web or mail address.")
    ] = None,
    engine: EngineOption = None,
    gazetteer: GazetteerOption = None,
    triage: TriageOption = True,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:  # fmt: skip
    """Watch feeds (RSS, Atom, sitemaps): what they show comes into the record, the originals into an archive beside it.

    Goes on until interrupted, or until --for or --once ends it. May be killed at any moment: call it again to go on.
    """
    need("watch: needs", NEEDED, "watch")
    from whence.watch import Watching, feed_list
    from whence.watch import watch as run

    how = Watching(
        once=once, every=_span("--every", every), lasting=_span("--for", for_) if for_ else None,
        delay=_span("--delay", delay), allow=tuple(allow_host or ()), pages=pages, contact=_contact(contact),
        reading=Settings(engine=engine, gazetteer=gazetteer, triage=triage),
    )  # fmt: skip
    listed = feed_list(feeds)
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        watched = run(listed, into, how, say=None if quiet else lambda words: say(one_line(words)))
    finally:
        signal.signal(signal.SIGTERM, before)
    if json:
        show_json(watched)
    if not quiet:
        say(told(watched, into))
    return exits.NOTHING if watched.failed and watched.failed == watched.asked else exits.DONE


def told(watched: Watched, into: Path) -> str:
    """A summary on a few lines: what was asked and came, what is wrong with feeds, what the record holds."""
    asked = (
        f"{counted(watched.feeds, 'feed')} asked {counted(watched.asked, 'time')}: {watched.unchanged} unchanged, "
        f"{watched.failed} failed; {counted(watched.items, 'new item')}, {counted(watched.pages, 'page')} fetched, "
        f"{watched.from_feed} read from the feed itself, {watched.changed} changed, "
        f"{watched.waiting} still to be fetched."
    )
    lines = [asked]
    wrong = {code: number for code, number in sorted(watched.problems.items()) if code != "changed"}
    if wrong:
        lines.append(
            "Noticed: " + ", ".join(f"{number} {code}" for code, number in wrong.items()) + " (whence issues)."
        )
    holds = (
        f"{counted(watched.reports, 'report')}, {counted(watched.claims, 'claim')}, {counted(watched.events, 'event')}"
    )
    late = f", the slowest {watched.slowest:.1f} s after its feed showed it" if watched.slowest is not None else ""
    return "\n".join([*lines, f"{into}: {watched.read} read{late}; it holds {holds}."])


def _span(option: str, words: str) -> float:
    match = _SPAN.fullmatch(words.strip())
    if match is None or (option != "--delay" and float(match[1]) == 0):
        raise UsageError(f"{option} {words}: no stretch of time. Write it as 90s, 5m, 2h or 1d.")
    return float(match[1]) * _SECONDS[match[2]]


def _contact(words: str | None) -> str | None:
    if words is not None and not (words.isascii() and words.isprintable() and len(words) <= 200):
        raise UsageError("--contact: plain letters, 200 at the most, such as https://example.org/bot.")
    return words


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Asked to end by a service manager: as by Ctrl-C."""
    raise KeyboardInterrupt
