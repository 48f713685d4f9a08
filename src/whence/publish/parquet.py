"""Parquet: the tables of the csv package with typed columns, for pandas, Polars, DuckDB and R."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whence.errors import ConfigurationError
from whence.publish.cells import Cell, bare, day
from whence.publish.columns import Column, Row, Table
from whence.publish.tables import TABLES, Sink, fill
from whence.publish.view import View
from whence.publish.wrong import Wrong

if TYPE_CHECKING:
    import pyarrow as pa

FILES = tuple(f"{table.name}.parquet" for table in TABLES)
GROUP = 20_000  # rows held in memory and written together


def write(view: View, folder: Path) -> None:
    """Write one file a table; dates are dates, ids are lists of words, unknown is null."""
    with ExitStack() as stack:

        def sink(table: Table[Any]) -> Sink:
            return stack.enter_context(Groups(folder / f"{table.name}.parquet", table)).put

        fill(view, sink, bodies=view.private)


def schema(table: Table[Any]) -> pa.Schema:
    """The Arrow schema of a table, with what each column means."""
    import pyarrow as pa

    kinds: dict[str, pa.DataType] = {
        "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
        "ids": pa.list_(pa.string()),
    }  # fmt: skip
    fields = [
        pa.field(column.name, kinds.get(column.kind, pa.string()), metadata={"about": column.about})
        for column in table.columns
    ]
    return pa.schema(fields, metadata={"about": table.about})


class Groups:
    """A sink that gathers rows of one table and writes them in groups."""

    def __init__(self, path: Path, table: Table[Any]) -> None:
        from pyarrow import parquet  # in the extra `formats`

        self._columns = table.columns
        self._schema = schema(table)
        self._writer: Any = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._held: list[list[object]] = [[] for _ in table.columns]

    def __enter__(self) -> Groups:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._writer.close()

    def put(self, row: Row) -> None:
        """Take one row."""
        for held, cell, column in zip(self._held, row, self._columns, strict=True):
            held.append(typed(cell, column))
        if len(self._held[0]) == GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        arrays = [pa.array(held, field.type) for held, field in zip(self._held, self._schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._held = [[] for _ in self._columns]


def lines(folder: Path, table: Table[Any]) -> Iterator[dict[str, Any] | Wrong]:
    """The rows of a table as `back_csv` takes them."""
    name = f"{table.name}.parquet"
    if find_spec("pyarrow") is None:
        raise ConfigurationError(f"{name}: needs pyarrow. Add it with: pip install 'whence[formats]'")
    import pyarrow as pa
    from pyarrow import parquet

    number = 0
    try:
        for batch in parquet.ParquetFile(folder / name).iter_batches(columns=table.names):
            for row in batch.to_pylist():
                number += 1
                yield {"": number, **{one.name: _plain(row[one.name], one) for one in table.columns}}
    except (pa.ArrowException, OSError, KeyError) as error:
        yield Wrong(file=name, line=number + 1, what=str(error), remedy="Export the record again.")


def _plain(cell: Any, column: Column) -> Any:
    if cell is None:
        return None
    if column.kind == "ids":
        return [bare(one) for one in cell]
    if column.kind == "number":
        return int(cell) if float(cell).is_integer() else cell
    if column.kind == "date":
        return cell.isoformat()
    return bare(cell) if column.kind == "id" else cell


def typed(cell: Cell, column: Column) -> object:
    """A cell as its column's type has it."""
    if isinstance(cell, str) and column.kind == "date":
        known = day(cell)
        return date.fromisoformat(known) if known else None
    if isinstance(cell, str) and column.kind == "ids":
        return cell.split()
    return float(cell) if column.kind == "number" and isinstance(cell, int) else cell
