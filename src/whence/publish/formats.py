"""Every format, declared: what it is for, the files it makes, what makes them, and what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from whence.publish import (
    acled,
    annotators,
    bibliography,
    claimreview,
    csv_package,
    ftm,
    gdelt,
    geojson,
    gold,
    gpkg,
    graphs,
    jsonl,
    jsonld,
    parquet,
    polecat,
    timeline,
    ucdp,
    xlsx,
)
from whence.publish.losses import LOSSES, Losses
from whence.publish.view import View

Notes = tuple[str, ...] | None  # what was left out, in words


class Format(Struct, frozen=True, kw_only=True):
    """One way to publish; `needs` names a package of the extra `formats`, where one is needed."""

    about: str
    how: str  # how to open it
    files: tuple[str, ...]
    write: Callable[[View, Path], Notes]
    losses: Losses
    needs: str | None = None


def _format(
    kind: str, about: str, how: str, files: tuple[str, ...], write: Callable[[View, Path], Notes], needs: str = ""
) -> tuple[str, Format]:
    made = Format(about=about, how=how, files=files, write=write, losses=LOSSES[kind], needs=needs or None)
    return kind, made


def _told(about: str | None) -> str:
    """What a module says of its format beyond the first line."""
    return " ".join((about or "").partition("\n\n")[2].split())


_REFERENCES = "In Zotero: File, Import. Each item's id begins with `r-`, the report's id."
_GRAPHS = "In Gephi: File, Open. sources: an edge leads from who cites to who is cited; actors: from who acts to whom."

FORMATS: Mapping[str, Format] = dict((
    _format("jsonl", "JSON Lines: the record itself, one object a line",
            "One object a line; `whence import` reads it back. It carries the texts of reports, masked or not.",
            jsonl.FILES, jsonl.write),
    _format("csv", "tidy CSV tables with codebook, data package and checksums",
            "Start with events.csv; codebook.csv explains every column, `sha256sum -c SHA256SUMS` checks the files, "
            "and `whence import` reads it back. An apostrophe before `=`, `+`, `-`, `@` keeps spreadsheets from "
            "running a cell; ids carry their kind (`c-...`) so that none looks like a number or a date.",
            csv_package.FILES, csv_package.write),
    _format("xlsx", "one Excel workbook, a sheet a table",
            "Start with the sheet `events`; the sheet `codebook` explains the rest.",
            xlsx.FILES, xlsx.write, needs="xlsxwriter"),
    _format("parquet", "Parquet tables with typed columns",
            "pandas.read_parquet, polars.read_parquet, DuckDB `select * from 'events.parquet'`, R arrow::read_parquet.",
            parquet.FILES, parquet.write, needs="pyarrow"),
    _format("geojson", "GeoJSON: events as points", "Any map reads it. Events without coordinates have no geometry.",
            geojson.FILES, geojson.write),
    _format("gpkg", "GeoPackage: events and claims as points, with typed dates",
            "In QGIS: Layer, Add Layer, Add Vector Layer. earliest and latest are dates, so that they filter as dates.",
            gpkg.FILES, gpkg.write),
    _format("jsonld", "JSON-LD: Web Annotations on the words, PROV-O for the chains",
            "One document whose context stands inside it: no processor has to fetch anything.",
            jsonld.FILES, jsonld.write),
    _format("csl", "CSL-JSON: reports for Zotero and pandoc", _REFERENCES, bibliography.CSL, bibliography.csl),
    _format("ris", "RIS: reports for reference managers", _REFERENCES, bibliography.RIS, bibliography.ris),
    _format("bibtex", "BibTeX: reports for LaTeX", _REFERENCES, bibliography.BIBTEX, bibliography.bibtex),
    _format("graphml", "GraphML: who cites whom, who does what to whom", _GRAPHS, graphs.GRAPHML, graphs.graphml),
    _format("gexf", "GEXF: the same graphs for Gephi", _GRAPHS, graphs.GEXF, graphs.gexf),
    _format("timelinejs", "TimelineJS: one slide an event", "Give timeline.json to `new TL.Timeline(...)`.",
            timeline.FILES, timeline.write),
    _format("ftm", "FollowTheMoney entities", _told(ftm.__doc__), ftm.FILES, ftm.write),
    _format("claimreview", "schema.org ClaimReview", _told(claimreview.__doc__), claimreview.FILES, claimreview.write),
    _format("prodigy", "tasks for Prodigy", "prodigy spans.manual DATASET blank:en prodigy.jsonl --label ...",
            annotators.PRODIGY, annotators.prodigy),
    _format("label-studio", "tasks for Label Studio",
            "Labelling interface: paste label-studio.xml; Import: label-studio.json.",
            annotators.STUDIO, annotators.label_studio),
    _format("gold", "an annotated storyline, for evaluation and training", _told(gold.__doc__), gold.FILES, gold.write),
    _format("acled", "ACLED's 31 columns", _told(acled.__doc__), acled.FILES, acled.write),
    _format("polecat", "POLECAT's 40 columns", _told(polecat.__doc__), polecat.FILES, polecat.write),
    _format("ucdp", "UCDP GED's 49 columns", _told(ucdp.__doc__), ucdp.FILES, ucdp.write),
    _format("gdelt", "GDELT's 61 columns", _told(gdelt.__doc__), gdelt.FILES, gdelt.write),
))  # fmt: skip
