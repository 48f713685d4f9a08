"""Lists that narrow down and turn into data frames; tuples otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from whence.errors import ConfigurationError
from whence.publish import claim_tables, flat, flat_claims
from whence.publish.cells import Cell
from whence.publish.columns import Column
from whence.publish.parquet import typed
from whence.publish.view import bundle
from whence.schema.records import Claim, Event, Report

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from whence.api.record import Record

T = TypeVar("T")
SHOWN = 20  # rows that a notebook shows
_REPORT = claim_tables.OF_REPORTS[0]


class Values(tuple[T, ...]):
    """Values of one kind, in order of id, with the record that they are of."""

    columns: tuple[Column, ...] = ()
    record: Record

    @classmethod
    def of(cls, record: Record, values: Iterable[T]) -> Any:
        """The values as such a list."""
        made = cls(values)
        made.record = record
        return made

    def rows(self) -> Iterable[Sequence[Cell]]:
        """One row a value, in the order of `columns`."""
        raise NotImplementedError

    def to_pandas(self) -> pd.DataFrame:
        """A pandas data frame: days are dates, unknown is missing, never 0. Raises `ConfigurationError` without it."""
        _installed("pandas")
        import pandas as pd

        frame: pd.DataFrame = pd.DataFrame(list(self.rows()), columns=[one.name for one in self.columns])
        for column in self.columns:
            if column.kind == "date":
                frame[column.name] = pd.to_datetime(frame[column.name], errors="coerce")
            elif column.kind in _PANDAS:
                frame[column.name] = frame[column.name].astype(_PANDAS[column.kind])
        return frame

    def to_polars(self) -> pl.DataFrame:
        """The same for Polars."""
        _installed("polars")
        import polars as pl

        kinds = {"integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date,
                 "ids": pl.List(pl.String)}  # fmt: skip
        schema: dict[str, Any] = {one.name: kinds.get(one.kind, pl.String) for one in self.columns}
        rows = [[typed(cell, one) for cell, one in zip(row, self.columns, strict=True)] for row in self.rows()]
        made: pl.DataFrame = pl.DataFrame(rows, schema=schema, orient="row")
        return made

    def _repr_html_(self) -> str:
        names = [one.name for one in self.columns]
        head = "".join(f"<th>{name}</th>" for name in names)
        rows = [row for row, _ in zip(self.rows(), range(SHOWN), strict=False)]
        body = "".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        more = f"<p>{len(self):,} in all, {SHOWN} shown</p>" if len(self) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def _kept(self, *wanted: Callable[[T], bool]) -> Any:
        return type(self).of(self.record, (one for one in self if all(fits(one) for fits in wanted)))


class Events(Values[Event]):
    """Events of a record."""

    columns = flat.COLUMNS

    def where(
        self,
        *,
        type: str | None = None,  # noqa: A002
        mode: str | None = None,
        status: str | None = None,
        country: str | None = None,
        since: str | None = None,
        until: str | None = None,
        credibility: int | None = None,
        disputed: bool | None = None,
    ) -> Events:
        """Those of a type, mode, status, country (ISO alpha-2), that may fall between two days, graded so or better."""
        kept: Events = self._kept(
            lambda one: type is None or one.type.value == type,
            lambda one: mode is None or (one.mode is not None and one.mode.value == mode),
            lambda one: status is None or one.status == status,
            lambda one: country is None or (one.place is not None and one.place.country == country),
            lambda one: since is None or (one.time is not None and (one.time.latest or "") >= since),
            lambda one: until is None or (one.time is not None and (one.time.earliest or "~") <= until),
            lambda one: credibility is None or one.credibility.grade <= credibility,
            lambda one: disputed is None or bool(one.disputes) is disputed,
        )
        return kept

    def rows(self) -> Iterable[Sequence[Cell]]:
        """One row an event."""
        claims = {one.claim_id: one for one in self.record.claims}
        reports = {one.report_id: one for one in self.record.reports}
        return (flat.row(bundle(event, claims, reports)) for event in self)


class Claims(Values[Claim]):
    """Claims of a record."""

    columns = flat_claims.COLUMNS

    def where(
        self,
        *,
        type: str | None = None,  # noqa: A002
        mode: str | None = None,
        status: str | None = None,
        report: str | None = None,
        source: str | None = None,
    ) -> Claims:
        """Those of a type, mode, status or report, or in whose chain somebody of that name stands."""
        kept: Claims = self._kept(
            lambda one: type is None or one.type == type,
            lambda one: mode is None or one.mode == mode,
            lambda one: status is None or one.status == status,
            lambda one: report is None or one.report_id == report,
            lambda one: source is None or any(link.name == source for link in one.chain),
        )
        return kept

    def rows(self) -> Iterable[Sequence[Cell]]:
        """One row a claim."""
        reports = {one.report_id: one for one in self.record.reports}
        return (flat_claims.row(claim, reports.get(claim.report_id)) for claim in self)


class Reports(Values[Report]):
    """Reports of a record."""

    columns = _REPORT.columns

    def where(self, *, outlet: str | None = None, language: str | None = None) -> Reports:
        """Those of an outlet or a language."""
        kept: Reports = self._kept(
            lambda one: outlet is None or one.outlet == outlet,
            lambda one: language is None or one.language == language,
        )
        return kept

    def rows(self) -> Iterable[Sequence[Cell]]:
        """One row a report."""
        return (row for report in self for row in _REPORT.of(report))


_PANDAS = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}


def _installed(name: str) -> None:
    if find_spec(name) is None:
        raise ConfigurationError(f"{name}: is not installed. Add it with: pip install {name}")


def _cell(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return escape(text if len(text) <= 200 else text[:200] + "\u2026")
