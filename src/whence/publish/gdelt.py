"""GDELT 2.0's 61 event columns in its order (codebook of 19 February 2015): tab-separated, without a header.

CAMEO codes follow from type and mode by the published CAMEO-PLOVER table (2021) read backwards: the root is sure, the
finer code only where one mode has one code. Goldstein scale and tone are not the record's to give and stay empty.
"""

from __future__ import annotations

from pathlib import Path

from whence.publish import delimited
from whence.publish.cells import Cell, flat, moment
from whence.publish.codes import QUAD, act, captured, country, days
from whence.publish.delimited import Out
from whence.publish.view import Bundle, View
from whence.schema.records import EventParty, EventPlace

FILES = ("gdelt.export.CSV", "columns.txt")
_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{name}" for number in "12" for name in _ACTOR.split()),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in _GEO.split()),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
ROOTS = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08", "RETREAT": "08",
    "ACCUSE": "11", "REQUEST": "10", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15",
    "SANCTION": "16", "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip
CODES = {
    ("CONSULT", "phone"): "041", ("CONSULT", "visit"): "042", ("CONSULT", "third-party"): "044",
    ("RETREAT", "release"): "0841", ("RETREAT", "return"): "0842", ("RETREAT", "access"): "086",
    ("RETREAT", "disarm"): "087", ("RETREAT", "ceasefire"): "0871", ("RETREAT", "withdraw"): "0872",
    ("ACCUSE", "investigate"): "090", ("ACCUSE", "disapprove"): "111", ("ACCUSE", "allege"): "112",
    ("REQUEST", "assist"): "101", ("REQUEST", "change"): "104", ("REQUEST", "yield"): "105",
    ("REQUEST", "meet"): "106", ("REJECT", "assist"): "121", ("REJECT", "change"): "123",
    ("THREATEN", "territory"): "1382", ("THREATEN", "violence"): "138", ("PROTEST", "demo"): "141",
    ("PROTEST", "hunger"): "142", ("PROTEST", "strike"): "143", ("PROTEST", "boycott"): "143",
    ("PROTEST", "obstruct"): "144", ("PROTEST", "riot"): "145", ("MOBILIZE", "troops"): "154",
    ("MOBILIZE", "police"): "153", ("SANCTION", "expel"): "166", ("COERCE", "ban"): "1722",
    ("COERCE", "curfew"): "1723", ("COERCE", "martial-law"): "1724", ("COERCE", "arrest"): "173",
    ("COERCE", "deport"): "174", ("ASSAULT", "abduct"): "181", ("ASSAULT", "beat"): "182",
    ("ASSAULT", "sexual"): "1821", ("ASSAULT", "torture"): "1822", ("ASSAULT", "explosives"): "183",
    ("ASSAULT", "suicide-attack"): "1831", ("ASSAULT", "assassinate"): "186", ("ASSAULT", "firearms"): "193",
    ("ASSAULT", "heavy-weapons"): "194", ("ASSAULT", "aerial"): "195", ("ASSAULT", "drone"): "195",
    ("ASSAULT", "massacre"): "202", ("ASSAULT", "cleansing"): "203",
}  # fmt: skip


def write(view: View, folder: Path) -> tuple[str, ...]:
    """Write the table and, since it has no header, the names of its columns; gives back what was left out."""
    (folder / FILES[1]).write_text("".join(f"{name}\n" for name in COLUMNS), encoding="utf-8")
    return delimited.write(view, folder / FILES[0], COLUMNS, row, tabs=True, header=False)


def row(one: Bundle) -> list[Cell] | Out:
    """The cells of an event."""
    event = one.event
    type_, mode = act(event)
    if event.status != "asserted":
        return Out("not asserted (planned, called for, possible, denied)")
    if type_ not in ROOTS:
        return Out("of a type that CAMEO does not have (VOTE, CAMPAIGN, MOVE)")
    code = CODES.get((type_, mode or ""), ROOTS[type_])
    root = code[:2]
    urls = [report.url for report in one.reports.values() if report.url]
    outlets = {report.outlet for report in one.reports.values() if report.outlet}
    added = moment(captured(one))
    return [
        int(event.event_id[:16], 16) >> 1, *_when(one), *_actor(event.actors), *_actor(event.targets), None,
        code if len(code) > 2 else f"{code}0", code[:3] if len(code) > 2 else f"{code}0", root, QUAD[type_][0], None,
        len(event.claims), len(outlets) or None, len(event.reports), None, *(None,) * 16, *_geo(event.place),
        f"{added:%Y%m%d%H%M%S}" if added else None, urls[0] if urls else None,
    ]  # fmt: skip


def _when(one: Bundle) -> list[Cell]:
    """Day, month, year and fraction of the year, where the day is known."""
    time = one.event.time
    if time is None or time.earliest is None or days(time) != 1:
        return [None] * 4
    year, month, day = (int(part) for part in time.earliest[:10].split("-"))
    fraction = f"{year + (month * 30 + day) / 365:.4f}"  # the codebook's own formula
    return [int(f"{year:04}{month:02}{day:02}"), int(f"{year:04}{month:02}"), year, float(fraction)]


def _actor(parties: tuple[EventParty, ...]) -> list[Cell]:
    first = parties[0] if parties else None
    code = first.sector if first else None
    name = flat(first.name) if first else None
    return [code, name.upper() if name else None, None, None, None, None, None, code, None, None]


def _geo(at: EventPlace | None) -> list[Cell]:
    """Type 1 a country, 5 a region, 4 a place in it; its own features' ids are not GeoNames' and stay empty."""
    where = country(at.country if at else None)
    if at is None or at.precision == "unknown":
        return [None] * 8
    kind = {"country": 1, "region": 5}.get(at.precision, 4)
    name = ", ".join(dict.fromkeys(part for part in (at.name, at.admin1, where.name if where else None) if part))
    return [kind, name, where.fips if where else None, None, None, at.lat, at.lon, None]
