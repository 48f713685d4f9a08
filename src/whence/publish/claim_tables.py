"""Tables of reports and claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import get_args

from whence.publish.cells import ident, joined
from whence.publish.columns import Row, Table, date, key, moment, number, prefixed, text, truth, whole
from whence.schema import records as r
from whence.schema.records import Claim, Report, Span

CLAIM = key("claim_id", "the claim")
REPORT = key("report_id", "the report; what follows `r-` begins the SHA-256 of its original bytes")
SEQ = whole("seq", "place in the list, from 0")
NAME = text("name", "who that is: the fullest name that the record knows")
SECTOR = text("sector", "PLOVER sector code")
PRIVATE = truth("private", "a person not shown to hold a public role")
FIGURES = (
    text("what", "what is counted", get_args(r.FigureWhat)),
    number("low", "at least so many"),
    number("high", "at most so many; empty where there is no bound"),
    text("unit", "people, percent, km, a currency, ..."),
)
PLACES = (
    text("name", "name of the place, or of the smallest one around it that is certain"),
    whole("geonameid", "GeoNames id"),
    text("admin1", "region"),
    text("country", "ISO 3166-1 alpha-2"),
    number("lat", "degrees north"),
    number("lon", "degrees east"),
    text("precision", "how fine the place is known", get_args(r.PlacePrecision)),
    truth("fallback", "the place named is not in the gazetteer; coordinates are those of what is around it"),
)
TIMES = (
    date("earliest", "first day that it can be"),
    date("latest", "last day that it can be"),
    text("precision", "how fine the time is known", get_args(r.TimePrecision)),
    text("basis", "fixed by the text alone or through the day of publication", get_args(r.TimeBasis)),
)
BODY = text("text", "the body; left out of what is published, given in a private export")


def digest(words: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _reports(one: Report) -> Iterator[Row]:
    yield (
        ident("report", one.report_id), one.outlet, one.title, one.byline, one.url, one.language,
        one.published.value if one.published else None, one.published.basis if one.published else None,
        one.captured, ident("report", one.copy_of), one.input.path, one.input.url, one.input.id,
        len(one.text), digest(one.text), one.text,
    )  # fmt: skip


def _cuts(one: Report) -> Iterator[Row]:
    for seq, cut in enumerate(one.cut):
        yield ident("report", one.report_id), seq, cut.start, cut.end, cut.reason, cut.text


def _claims(one: Claim) -> Iterator[Row]:
    time = one.time
    when = (time.earliest, time.latest, time.precision, time.basis) if time else (None,) * 4
    yield (
        ident("claim", one.claim_id), ident("report", one.report_id), one.type, one.mode, one.status,
        " ".join(one.contexts) or None, *when, said_by(one),
    )  # fmt: skip


def said_by(claim: Claim) -> str | None:
    """The chain in words, nearest first; null where the report says so in its own voice."""
    return joined((link.name for link in claim.chain), " \u2190 ")


def spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    """All words that a claim rests on, with the field they stand behind."""
    for name in ("evidence", "hedge", "instrument", "place", "time"):
        held = getattr(claim, name)
        if held is not None:
            yield name, held
    for name in ("actors", "targets", "figures", "chain"):
        for seq, item in enumerate(getattr(claim, name)):
            yield f"{name}.{seq}", item
            if isinstance(item, r.Figure) and item.of is not None:
                yield f"{name}.{seq}.of", item.of


def _evidence(one: Claim) -> Iterator[Row]:
    ids = ident("claim", one.claim_id), ident("report", one.report_id)
    for field, span in spans(one):
        yield *ids, field, span.text, span.start, span.end, span.found_by, span.confidence


def _actors(one: Claim) -> Iterator[Row]:
    for role, parties in (("actor", one.actors), ("target", one.targets)):
        for seq, party in enumerate(parties):
            yield ident("claim", one.claim_id), role, seq, party.name, party.sector, party.private


def _places(one: Claim) -> Iterator[Row]:
    if (at := one.place) is not None:
        yield (
            ident("claim", one.claim_id), at.name, at.geonameid, at.admin1, at.country, at.lat, at.lon, at.precision,
            at.fallback,
        )  # fmt: skip


def _figures(one: Claim) -> Iterator[Row]:
    for seq, figure in enumerate(one.figures):
        yield ident("claim", one.claim_id), seq, figure.what, figure.low, figure.high, figure.unit


def _sources(one: Claim) -> Iterator[Row]:
    for seq, link in enumerate(one.chain):
        yield ident("claim", one.claim_id), seq, link.name, link.kind, link.role, link.via, link.private


OF_REPORTS: tuple[Table[Report], ...] = (
    Table(
        name="reports", about="one published item a row", key=("report_id",), of=_reports,
        columns=(
            REPORT, text("outlet", "who published it"), text("title", "its headline"), text("byline", "its author"),
            text("url", "its address"), text("language", "BCP 47"),
            moment("published", "day or moment of publication; empty where unknown"),
            text("published_basis", "what that rests on", ("given", "metadata", "text")),
            moment("captured", "when we got it"), key("copy_of", "the report that this one reprints"),
            text("input_path", "the file it came from"), text("input_url", "the address it came from"),
            text("input_id", "the id it had there"), whole("text_length", "code points of the body"),
            text("text_sha256", "SHA-256 of the body in UTF-8: `start` and `end` in evidence count in that text"), BODY,
        ),
    ),
    Table(
        name="cuts", about="a stretch of the original that was left out as page furniture a row",
        key=("report_id", "seq"), of=_cuts, refers=(("report_id", "reports"),),
        columns=(REPORT, SEQ, whole("start", "code points before it"), whole("end", "code points up to its end"),
                 text("reason", "why it was left out"), BODY),
    ),
)  # fmt: skip

OF_CLAIMS: tuple[Table[Claim], ...] = (
    Table(
        name="claims", about="one thing that one source says in one report a row", key=("claim_id",), of=_claims,
        refers=(("report_id", "reports"),),
        columns=(
            CLAIM, REPORT, text("type", "what kind of act (PLOVER and three of our own)"),
            text("mode", "which sort of it"), text("status", "what is said of it", get_args(r.Status)),
            text("contexts", "PLOVER contexts, a space between"),
            *(prefixed("time_", column) for column in TIMES),
            text("said_by", "the chain in words, nearest first; empty: the report says so in its own voice"),
        ),
    ),
    Table(
        name="evidence", about="the words behind one value of a claim a row", key=("claim_id", "field"), of=_evidence,
        refers=(("claim_id", "claims"), ("report_id", "reports")),
        columns=(
            CLAIM, REPORT, text("field", "the value that rests on them: `evidence`, `place`, `figures.0`, ..."),
            text("text", "the words, to the letter"), whole("start", "code points of the report's text before them"),
            whole("end", "code points up to their end"), text("found_by", "rule, or model and version"),
            number("confidence", "0 to 1"),
        ),
    ),
    Table(
        name="actors", about="who acts or is acted on in a claim", key=("claim_id", "role", "seq"), of=_actors,
        refers=(("claim_id", "claims"),),
        columns=(CLAIM, text("role", "who did it, or to whom", ("actor", "target")), SEQ, NAME, SECTOR, PRIVATE),
    ),
    Table(
        name="places", about="where a claim says it was", key=("claim_id",), of=_places,
        refers=(("claim_id", "claims"),), columns=(CLAIM, *PLACES),
    ),
    Table(
        name="figures", about="one number that a claim gives a row", key=("claim_id", "seq"), of=_figures,
        refers=(("claim_id", "claims"),), columns=(CLAIM, SEQ, *FIGURES),
    ),
    Table(
        name="sources", about="one link of a claim's chain a row, nearest first", key=("claim_id", "seq"), of=_sources,
        refers=(("claim_id", "claims"),),
        columns=(CLAIM, SEQ, NAME, text("kind", "what kind of source", get_args(r.LinkKind)),
                 text("role", "office or part it has"), text("via", "the channel it came over"), PRIVATE),
    ),
)  # fmt: skip
