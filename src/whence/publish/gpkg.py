"""GeoPackage 1.3 (OGC 12-128r17), written as the SQLite file that it is: events and claims as points, sources beside.

Days are of type DATE, so that QGIS and GDAL sort and filter them as days. Where no coordinates are known the geometry
is NULL, which the standard allows.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from msgspec import Struct

from whence.publish import flat_claims
from whence.publish.cells import Cell
from whence.publish.columns import Column
from whence.publish.flat import COLUMNS, row
from whence.publish.view import View

FILES = ("record.gpkg",)
APPLICATION, VERSION = 0x47504B47, 10300  # "GPKG", 1.3.0
CHANGED = "1970-01-01T00:00:00.000Z"  # a fixed time: the same record gives the same bytes
BATCH = 2000
_TYPES = {
    "string": "TEXT", "id": "TEXT", "ids": "TEXT", "moment": "TEXT", "integer": "INTEGER", "number": "REAL",
    "boolean": "BOOLEAN", "date": "DATE",
}  # fmt: skip
_SYSTEMS = (
    ("WGS 84 geodetic", 4326, "EPSG", 4326,
     ('GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
     'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
     'AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'),
     "longitude and latitude in degrees"),
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
)  # fmt: skip
_CORE = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
"""


class Layer(Struct, frozen=True, kw_only=True):
    """One table of points."""

    name: str
    about: str
    columns: Sequence[Column]


LAYERS = (
    Layer(name="events", about="what claims of several reports are about", columns=COLUMNS),
    Layer(name="claims", about="what one source says in one report", columns=flat_claims.COLUMNS),
)


def write(view: View, folder: Path) -> None:
    """Write the file into an existing folder."""
    with closing(sqlite3.connect(folder / FILES[0], isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute(f"PRAGMA application_id = {APPLICATION}")
        base.execute(f"PRAGMA user_version = {VERSION}")
        base.execute("BEGIN")
        for statement in _CORE.split(";\n"):
            base.execute(statement)
        base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        events = map(row, view.bundles())
        claims = (flat_claims.row(claim, report) for claim, report in view.told())
        for layer, rows in zip(LAYERS, (events, claims), strict=True):
            _layer(base, layer, rows)
        base.execute("COMMIT")


def point(lon: float, lat: float) -> bytes:
    """A point as a GeoPackage geometry: header, no envelope, then WKB, all little-endian."""
    return struct.pack("<2sBBiBIdd", b"GP", 0, 1, 4326, 1, 1, lon, lat)


def _layer(base: sqlite3.Connection, layer: Layer, rows: Iterable[Sequence[Cell]]) -> None:
    columns = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in layer.columns)
    base.execute(f'CREATE TABLE "{layer.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, {columns})')
    described = (layer.name, "features", layer.name, layer.about, CHANGED, 4326)
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        described,
    )
    base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", (layer.name,))
    names = [column.name for column in layer.columns]
    marks = ", ".join("?" * (len(names) + 1))
    insert = f'INSERT INTO "{layer.name}" (geom, {", ".join(names)}) VALUES ({marks})'  # noqa: S608 (own names)
    cells = _with_points(rows, names.index("lat"), names.index("lon"))
    while batch := list(islice(cells, BATCH)):
        base.executemany(insert, batch)
    base.execute(
        f"UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (SELECT min(lon), min(lat), max(lon), max(lat) "  # noqa: S608
        f'FROM "{layer.name}" WHERE geom IS NOT NULL) WHERE table_name = ?',
        (layer.name,),
    )


def _with_points(rows: Iterable[Sequence[Cell]], lat: int, lon: int) -> Iterator[list[object]]:
    for cells in rows:
        north, east = cells[lat], cells[lon]
        known = isinstance(north, int | float) and isinstance(east, int | float)
        yield [point(float(east), float(north)) if known else None, *cells]  # type: ignore[arg-type]
