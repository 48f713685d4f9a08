"""What each format keeps of the record, what it approximates and what it loses: docs/formats.md is made from this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Fate = Literal["kept", "approximated", "lost"]

# The record, field by field, in the order of the contract.
FIELDS: Mapping[str, str] = {
    "report.report_id": "id of a report", "report.input": "where it came from", "report.captured": "when we got it",
    "report.cut": "page furniture", "report.url": "address", "report.outlet": "outlet", "report.title": "headline",
    "report.byline": "author", "report.language": "language", "report.published": "day of publication",
    "report.published_basis": "what that rests on", "report.text": "whole text (private exports)",
    "report.hash": "hash of the text", "report.copy_of": "reprint of", "claim.claim_id": "id of a claim",
    "claim.report_id": "its report", "claim.evidence": "its words", "claim.offsets": "where they stand",
    "claim.found_by": "rule or model, confidence", "claim.type": "type", "claim.mode": "mode",
    "claim.status": "status", "claim.hedge": "hedge", "claim.actors": "actors", "claim.targets": "targets",
    "claim.sectors": "their sectors", "claim.instrument": "instrument", "claim.place": "place",
    "claim.time": "time", "claim.figures": "figures", "claim.chain": "chain, link by link",
    "claim.contexts": "contexts", "event.event_id": "id of an event", "event.type": "type", "event.mode": "mode",
    "event.status": "status", "event.actors": "actors", "event.targets": "targets", "event.sectors": "their sectors",
    "event.place": "place", "event.coordinates": "coordinates", "event.time": "time", "event.figures": "figures",
    "event.claims": "its claims", "event.reports": "its reports", "event.support": "claims behind each value",
    "event.origins": "origins", "event.credibility": "credibility", "event.credibility_why": "and why",
    "event.disputes": "disputes, both sides", "event.history": "earlier values", "event.links": "links",
    "decisions": "people's decisions", "issues": "what could not be read",
}  # fmt: skip


class Losses(Struct, frozen=True, kw_only=True):
    """Fields kept as they are, and fields approximated, with how; every other field is lost."""

    kept: frozenset[str]
    approximated: Mapping[str, str] = {}

    def fate(self, field: str) -> Fate:
        """What becomes of a field."""
        return "kept" if field in self.kept else "approximated" if field in self.approximated else "lost"

    @property
    def lost(self) -> tuple[str, ...]:
        """The fields that are not in it."""
        return tuple(field for field in FIELDS if self.fate(field) == "lost")


def _of(kept: str, **approximated: str) -> Losses:
    """Fields as `report: title url` one kind a line; `report__title` stands for `report.title`."""
    names = set()
    for line in kept.strip().splitlines():
        kind, _, fields = line.strip().partition(":")
        names |= {f"{kind}.{field}" if kind != "other" else field for field in fields.split()}
    wrong = {*names, *(name.replace("__", ".") for name in approximated)} - {*FIELDS}
    if wrong:
        raise KeyError(f"no such fields: {sorted(wrong)}")
    told = {name.replace("__", "."): how for name, how in approximated.items()}
    return Losses(kept=frozenset(names), approximated=told)


_ALL = Losses(kept=frozenset(FIELDS))
_BUT_HASH = Losses(kept=frozenset(FIELDS) - {"report.hash"})
_FLAT = "event: event_id type mode status actors targets place coordinates credibility credibility_why"
_FLAT_HOW = {
    "event__time": "days; what it rests on is left out",
    "event__figures": "killed, injured, arrested, displaced, crowd",
    "event__origins": "their names and number",
    "event__disputes": "which fields",
    "event__claims": "their number and the words of three",
    "event__reports": "their number",
    "report__outlet": "listed with each event",
    "report__url": "listed with each event",
    "claim__evidence": "words of three claims an event",
}
_CODED = {
    "event__time": "first and last day; precision coarser",
    "event__reports": "outlets or number",
    "report__outlet": "listed with each event",
}
_BOOKS = _of(
    "report: report_id outlet title url language",
    report__published="the day", report__byline="split into names",
)  # fmt: skip
_GRAPH = _of(
    "other:",
    claim__chain="counted as edges between names", report__outlet="a node", event__actors="counted as edges",
    event__targets="counted as edges", event__sectors="of a node", event__type="of an edge",
)  # fmt: skip

_TASKS = _of(
    "claim: claim_id report_id evidence offsets type mode status\nreport: report_id",
    claim__actors="words and place",
    claim__targets="words and place",
    claim__instrument="words and place",
    claim__place="words and place",
    claim__time="words and place",
    claim__figures="words, place, what is counted",
    claim__chain="words and place, in order",
    claim__hedge="words and place",
    report__text="around each claim",
    report__outlet="beside it",
)

LOSSES: Mapping[str, Losses] = {
    "jsonl": _BUT_HASH,
    "csv": _ALL,
    "xlsx": Losses(
        kept=frozenset(FIELDS) - {"report.text", "report.cut"},
        approximated={"report.text": "cut after 32,767 characters, a cell's limit", "report.cut": "the same"},
    ),
    "parquet": _ALL,
    "geojson": _of(_FLAT, **_FLAT_HOW),
    "gpkg": _of(
        _FLAT + "\nclaim: claim_id report_id evidence type mode status actors targets\nreport: outlet url",
        **{k: v for k, v in _FLAT_HOW.items() if not k.startswith(("claim", "report"))},
        claim__place="name, precision, point", claim__time="first and last day", claim__figures="killed",
        claim__chain="names in a row", report__published="the day",
    ),
    "jsonld": _of(
        """report: report_id url outlet title language published published_basis hash copy_of
        claim: claim_id report_id evidence offsets found_by type mode status hedge actors targets sectors
        claim: instrument figures chain contexts
        event: event_id type mode status actors targets sectors place coordinates figures claims origins
        event: credibility credibility_why disputes history links
        other: decisions""",
        claim__place="without what the gazetteer lacks", claim__time="days and precision",
        event__time="days and precision",
    ),
    "csl": _BOOKS, "ris": _BOOKS, "bibtex": _BOOKS,
    "graphml": _GRAPH, "gexf": _GRAPH,
    "timelinejs": _of(
        "event: event_id credibility_why",
        event__type="in the headline", event__mode="in the headline", event__actors="in the headline",
        event__targets="in the headline", event__place="in the headline", event__time="first and last day",
        event__origins="their names", event__status="in the headline", claim__evidence="words of five claims an event",
        report__outlet="beside each quotation",
    ),
    "acled": _of(
        "event: event_id coordinates place",
        **_CODED,
        event__type="ACLED's event and sub-event types", event__mode="the same", event__actors="first, and the rest",
        event__targets="first, and the rest", event__sectors="ACLED's eight kinds of actor",
        event__figures="lowest number of killed; crowd as a tag", claim__evidence="words of three claims in `notes`",
    ),
    "polecat": _of(
        "event: event_id type actors targets sectors coordinates place\nclaim: contexts\nreport: language",
        **_CODED,
        event__mode="PLOVER's own modes", claim__actors="raw words", claim__targets="raw words",
        claim__place="raw words and names", report__published="the earliest day",
    ),
    "ucdp": _of(
        "event: event_id actors targets coordinates place",
        **_CODED,
        event__type="attacks alone, by who struck whom", event__sectors="the same",
        event__figures="best, low and high of killed", event__origins="their names",
        report__title="listed with each event", report__published="days, listed with each event",
        claim__place="raw words",
    ),
    "gdelt": _of(
        "event: coordinates",
        **_CODED,
        event__event_id="as a number of 63 bits", event__type="CAMEO", event__mode="CAMEO", event__actors="the first",
        event__targets="the first", event__sectors="the first", event__place="name, region and country in one",
        event__claims="their number", report__url="the first", report__captured="of the last report",
    ),
    "ftm": _of(
        """report: report_id url outlet title byline language published
        event: event_id actors targets""",
        event__type="in the name and summary", event__mode="in the name", event__status="in the summary",
        event__place="its name and country", event__time="first and last day", event__figures="in the summary",
        event__credibility_why="in the summary", event__reports="as proof",
        claim__evidence="words of three claims an event",
    ),
    "claimreview": _of(
        "claim: claim_id evidence\nreport: url outlet\nevent: event_id credibility credibility_why",
        claim__chain="the origin as author", claim__status="in words", report__published="the day",
        event__disputes="which fields, in words",
    ),
    "prodigy": _TASKS,
    "label-studio": _TASKS,
    "gold": _of(
        """report: report_id url outlet title language published text copy_of
        claim: claim_id report_id evidence type mode status hedge instrument place time figures chain contexts
        event: event_id claims""",
        claim__actors="the words", claim__targets="the words", event__origins="their number",
        event__disputes="which fields",
    ),
}  # fmt: skip
