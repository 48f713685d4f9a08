"""Every format read by a tool that is not ours."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import struct
from pathlib import Path

import pytest
from formats_sample import FORMULA, FOURTH, record, tool

from whence.evaluate.gold_load import GoldFacts, load
from whence.publish import acled, gdelt, polecat, publish, ucdp
from whence.publish.columns import Table
from whence.publish.tables import TABLES


@pytest.fixture
def out(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return publish(record(private=True), request.param, tmp_path / "out", private=True)


def only(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("out", [kind], indirect=True)


@only("csv")
def test_frictionless_finds_the_data_package_valid(out: Path) -> None:
    frictionless = tool("frictionless")
    report = frictionless.Package(str(out / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == len(TABLES)


@only("csv")
def test_sha256sum_checks_the_package(out: Path) -> None:
    import hashlib

    sums = dict(line.split("  ")[::-1] for line in (out / "SHA256SUMS").read_text().splitlines())
    names = {path.name for path in out.iterdir()} - {"SHA256SUMS", "README.txt"}
    assert set(sums) == names
    assert all(hashlib.sha256((out / name).read_bytes()).hexdigest() == sums[name] for name in names)


@only("csv")
def test_pandas_takes_no_id_for_a_number_or_a_date(out: Path) -> None:
    pandas = tool("pandas")
    for table in TABLES:
        frame = pandas.read_csv(out / f"{table.name}.csv")
        assert list(frame.columns) == table.names
        for column in table.columns:
            if column.kind in ("id", "ids"):
                kept = frame[column.name].dropna()
                assert all(isinstance(value, str) and value[1] == "-" for value in kept), column.name


@only("csv")
def test_no_cell_begins_as_a_formula_does(out: Path) -> None:
    for path in out.glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            for cell in row:
                assert cell[:1] not in set("=+@\t\r") or not cell, (path.name, cell)
                if cell.startswith("-"):
                    float(cell)  # a negative number is the one thing that may


@only("geojson")
def test_gdal_reads_geojson(out: Path) -> None:
    pyogrio = tool("pyogrio")
    found = pyogrio.read_info(out / "events.geojson")
    assert found["features"] == 4
    assert found["crs"] == "EPSG:4326"
    assert found["geometry_type"] == "Point"
    _, _, geometry, fields = pyogrio.raw.read(out / "events.geojson")
    assert sum(one is not None for one in geometry) == 3
    assert str(fields[list(found["fields"]).index("earliest")].dtype).startswith("datetime64")


@only("gpkg")
def test_gdal_reads_the_geopackage_with_typed_dates(out: Path) -> None:
    pyogrio = tool("pyogrio")
    assert [tuple(one) for one in pyogrio.list_layers(out / "record.gpkg")] == [
        ("events", "Point"),
        ("claims", "Point"),
    ]
    for layer, count in (("events", 4), ("claims", 5)):
        found = pyogrio.read_info(out / "record.gpkg", layer=layer)
        types = dict(zip(found["fields"], found["ogr_types"], strict=True))
        assert found["features"] == count
        assert found["crs"] == "EPSG:4326"
        assert types["earliest"] == types["latest"] == "OFTDate"
    geometry = pyogrio.raw.read(out / "record.gpkg", layer="claims", where="earliest = '2022-09-24'")[2]
    assert len(geometry) == 1
    assert geometry[0][5:21] == struct.pack("<2d", -0.5, -47.25)


@only("gpkg")
def test_sqlite_finds_the_geopackage_whole_and_marked(out: Path) -> None:
    import sqlite3

    base = sqlite3.connect(out / "record.gpkg")
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    assert base.execute("SELECT min_x, max_y FROM gpkg_contents WHERE table_name = 'claims'").fetchone() == (
        -0.5,
        47.0166,
    )
    base.close()


@only("parquet")
def test_pandas_polars_and_duckdb_read_parquet_alike(out: Path) -> None:
    pandas, polars, duckdb = tool("pandas"), tool("polars"), tool("duckdb")
    path = out / "events.parquet"
    day = dt.date(2022, 9, 24)
    rows = duckdb.sql(f"select event_id from '{path}' where time_earliest = date '2022-09-24'").fetchall()
    frame = polars.read_parquet(path)
    assert frame.schema["time_earliest"] == polars.Date
    assert frame.filter(polars.col("time_earliest") == day)["event_id"].to_list() == [row[0] for row in rows]
    table = pandas.read_parquet(path)
    assert list(table[table["time_earliest"] == day]["event_id"]) == [row[0] for row in rows]
    assert list(duckdb.sql(f"select * from '{out / 'claims.parquet'}'").columns) == _table("claims").names


@only("xlsx")
def test_openpyxl_reads_the_workbook(out: Path) -> None:
    openpyxl = tool("openpyxl")
    book = openpyxl.load_workbook(out / "record.xlsx")
    assert book.sheetnames == ["codebook", *(table.name for table in TABLES)]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    names = [cell.value for cell in book["event_actors"]["D"]]
    assert f"'{FORMULA}" in names
    days = [cell.value for cell in book["events"]["E"]][1:]
    assert dt.datetime(2022, 9, 24) in days  # noqa: DTZ001 (Excel knows no zones)


@only("jsonld")
def test_a_json_ld_processor_expands_it_into_annotations_and_provenance(out: Path) -> None:
    pyld = tool("pyld")
    data = json.loads((out / "record.jsonld").read_text(encoding="utf-8"))
    expanded = pyld.jsonld.expand(data)
    claims = [one for one in expanded if "urn:whence:ns:Claim" in one["@type"]]
    assert len(claims) == 5
    assert sum("http://www.w3.org/ns/prov#hadPrimarySource" in one for one in claims) == 5
    quads = pyld.jsonld.to_rdf(data, {"format": "application/n-quads"})
    assert "<http://www.w3.org/ns/prov#wasQuotedFrom> <urn:whence:report:1111111111111111>" in quads
    oa = "http://www.w3.org/ns/oa#"
    notes = [one for one in expanded if f"{oa}Annotation" in one["@type"]]
    texts = {report.report_id: report.text for report in record(private=True).reports}
    assert len(notes) > 20
    for note in notes:
        target = note[f"{oa}hasTarget"][0]
        text = texts[target[f"{oa}hasSource"][0]["@id"].rpartition(":")[2]]
        place, quote = target[f"{oa}hasSelector"]
        start, end = (int(place[f"{oa}{name}"][0]["@value"]) for name in ("start", "end"))
        assert text[start:end] == quote[f"{oa}exact"][0]["@value"]


@only("jsonld")
def test_rdflib_follows_a_chain_to_its_origin(out: Path) -> None:
    rdflib = tool("rdflib")
    graph = rdflib.Graph().parse(out / "record.jsonld", format="json-ld")
    prov, name = rdflib.Namespace("http://www.w3.org/ns/prov#"), rdflib.URIRef("https://schema.org/name")
    origins = {
        str(graph.value(graph.value(said, prov.wasAttributedTo), name))
        for claim, said in graph.subject_objects(prov.hadPrimarySource)
        if said in set(graph.transitive_objects(claim, prov.wasDerivedFrom))
    }
    assert {'The "Office"', "Petro Lysenko", "police"} <= origins


@only("ftm")
def test_follow_the_money_finds_every_entity_valid(out: Path) -> None:
    model = tool("followthemoney").model
    entities = [json.loads(line) for line in (out / "entities.ftm.json").read_text().splitlines()]
    ids = {one["id"] for one in entities}
    assert {one["schema"] for one in entities} == {"Article", "Event", "LegalEntity"}
    for one in entities:
        proxy = model.get_proxy(one, cleaned=False)
        proxy.schema.validate(one)
        for name, values in one["properties"].items():
            prop = proxy.schema.get(name)
            assert prop is not None, name
            for value in values:
                assert prop.type.name == "entity" or proxy.get(prop), (one["schema"], name, value)
                assert prop.type.name != "entity" or value in ids


@only("claimreview")
def test_claim_reviews_are_json_ld_of_schema_org(out: Path) -> None:
    pyld = tool("pyld")
    data = json.loads((out / "claimreview.jsonld").read_text(encoding="utf-8"))
    assert data["@context"] == "https://schema.org"
    expanded = pyld.jsonld.expand({**data, "@context": {"@vocab": "https://schema.org/"}})  # nothing is fetched
    reviews = [one for one in expanded if one["@type"] == ["https://schema.org/ClaimReview"]]
    assert len(reviews) == 4
    ratings = {
        one["https://schema.org/reviewRating"][0]["https://schema.org/ratingValue"][0]["@value"] for one in reviews
    }
    assert ratings == {1, 4, 5}


@pytest.mark.parametrize("kind", ["graphml", "gexf"])
def test_networkx_reads_the_graphs(kind: str, tmp_path: Path) -> None:
    networkx = tool("networkx")
    folder = publish(record(private=True), kind, tmp_path / "out", private=True)
    read = getattr(networkx, f"read_{kind}")
    graph = read(folder / f"sources.{kind}")
    label = {node: data.get("label", node) for node, data in graph.nodes(data=True)}
    edges = {(label[left], label[right]) for left, right in graph.edges()}
    assert ("@Office_Spox", 'The "Office"') in edges
    assert ("Radio Dnipro", "Petro Lysenko") in edges
    actors = read(folder / f"actors.{kind}")
    assert [data["type"] for _, _, data in actors.edges(data=True)] == ["ASSAULT"]


@only("ris")
def test_rispy_reads_ris(out: Path) -> None:
    rispy = tool("rispy")
    found = {one["id"]: one for one in rispy.loads((out / "reports.ris").read_text(encoding="utf-8"))}
    assert len(found) == 4
    hostile = found[f"r-{FOURTH.report_id}"]
    assert hostile["title"] == "+3 killed & <b>more</b>, 100% of $5 \\ ~x_y^2 #1 ok end"
    assert hostile["authors"] == ["-Ann O'Neil", "{Bo} Li"]
    assert hostile["date"] == "2022/09/24"


@only("bibtex")
def test_bibtexparser_reads_bibtex(out: Path) -> None:
    bibtexparser = tool("bibtexparser")
    library = bibtexparser.parse_file(str(out / "reports.bib"))
    assert library.failed_blocks == []
    entry = library.entries_dict[f"r-{FOURTH.report_id}"]
    assert entry["year"] == "2022"
    assert entry["author"] == r"{-Ann O'Neil} and {\{Bo\} Li}"
    assert entry["url"] == FOURTH.url


@only("csl")
def test_csl_items_are_whole(out: Path) -> None:
    items = {one["id"]: one for one in json.loads((out / "reports.csl.json").read_text(encoding="utf-8"))}
    assert items[f"r-{FOURTH.report_id}"]["issued"] == {"date-parts": [[2022, 9, 24]]}
    assert "issued" not in items["r-" + "3" * 16], "unknown is left out"


@only("timelinejs")
def test_slides_have_dates_and_no_mark_up_of_others(out: Path) -> None:
    slides = json.loads((out / "timeline.json").read_text(encoding="utf-8"))["events"]
    assert [one["start_date"] for one in slides if "end_date" not in one] == [{"year": 2022, "month": 9, "day": 24}]
    assert all("<people>" not in json.dumps(one) for one in slides)
    assert len(slides) == 2, "events without a date cannot stand on a timeline"


@only("prodigy")
def test_prodigy_spans_fit_to_the_letter(out: Path) -> None:
    claims = {f"c-{one.claim_id}": one for one in record(private=True).claims}
    tasks = [json.loads(line) for line in (out / "prodigy.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(tasks) == 5
    for task in tasks:
        claim = claims[task["meta"]["claim_id"]]
        whole = next(span for span in task["spans"] if span["label"] == "CLAIM")
        assert task["text"][whole["start"] : whole["end"]] == claim.evidence.text
        assert whole["start"] + task["meta"]["offset"] == claim.evidence.start


@only("label-studio")
def test_label_studio_predictions_fit_and_its_interface_names_every_label(out: Path) -> None:
    from xml.etree import ElementTree as ET

    labels = {one.get("value") for one in ET.parse(out / "label-studio.xml").iter("Label")}
    for task in json.loads((out / "label-studio.json").read_text(encoding="utf-8")):
        for one in task["predictions"][0]["result"]:
            value = one["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            assert set(value["labels"]) <= labels


@only("gold")
def test_a_storyline_is_loaded_by_the_evaluation(out: Path) -> None:
    storyline = load(out)
    shown = record(private=True)
    assert set(storyline.reports) == {one.report_id for one in shown.reports}
    assert [one.evidence for one in storyline.gold.claims] == [
        one.evidence.text for one in sorted(shown.claims, key=lambda one: one.claim_id)
    ]
    texts = {one.id: one.text for one in storyline.reports.values()}
    assert all(one.evidence in texts[one.report] for one in storyline.gold.claims)
    assert sum(one.independent_origins for one in storyline.gold.events) == 4
    assert storyline.gold.reports == {FOURTH.report_id: GoldFacts(copy_of="2" * 16)}


@pytest.mark.parametrize(("module", "count"), [(acled, 31), (polecat, 40), (ucdp, 49), (gdelt, 61)])
def test_layouts_have_their_columns(module: object, count: int) -> None:
    assert len(module.COLUMNS) == len(set(module.COLUMNS)) == count


def rows(folder: Path, name: str, columns: tuple[str, ...], *, tabs: bool = False) -> list[dict[str, str]]:
    text = (folder / name).read_text(encoding="utf-8")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else ",")
    found = [row for row in reader if row != list(columns)]
    return [dict(zip(columns, row, strict=True)) for row in found]


@only("acled")
def test_acled_rows_say_what_is_known_and_no_more(out: Path) -> None:
    found = {one["sub_event_type"]: one for one in rows(out, "acled.csv", acled.COLUMNS)}
    shelling = found["Shelling/artillery/missile attack"]
    assert shelling["event_id_cnty"].startswith("UKR")
    assert shelling["fatalities"] == "3"
    assert shelling["actor1"] == f"'{FORMULA}"
    assert (shelling["inter1"], shelling["inter2"]) == ("State forces", "Civilians")
    assert shelling["interaction"] == "State forces-Civilians"
    assert shelling["civilian_targeting"] == "Civilian targeting"
    assert (shelling["event_date"], shelling["year"], shelling["time_precision"]) == ("2022-09-24", "2022", "1")
    assert shelling["geo_precision"] == "2", "coordinates are those of what is around the place named"
    fire = found["Looting/property destruction"]
    assert fire["fatalities"] == "", "nobody says that somebody died, and nobody that nobody did"
    assert fire["time_precision"] == "2"
    assert "1 left out: not asserted" in (out / "README.txt").read_text(encoding="utf-8")


@only("ucdp")
def test_ged_rows_name_the_origin(out: Path) -> None:
    (one,) = rows(out, "ged.csv", ucdp.COLUMNS)
    assert (one["low"], one["best"], one["high"]) == ("3", "3", "3")
    assert one["source_original"] == 'The "Office"'
    assert one["type_of_violence"] == "3"
    assert (one["where_prec"], one["date_prec"]) == ("2", "1")
    assert one["deaths_civilians"] == ""
    assert ucdp.priogrid(50.45, 30.52333) == 202022  # a cell that GED itself gives


@only("polecat")
def test_polecat_rows_have_plover_types_and_raw_words(out: Path) -> None:
    found = rows(out, "polecat.txt", polecat.COLUMNS, tabs=True)
    shelling = next(one for one in found if one["Event Mode"] == "heavy-weapons")
    assert shelling["Quad Code"] == "MATERIAL CONFLICT"
    assert shelling["Recipient Name Raw"] == "<people>"
    assert shelling["Contexts"] == "military; election"
    assert shelling["Intensity"] == ""
    assert {one["Event Type"] for one in found} == {"ASSAULT", "MOBILIZE"}


@only("gdelt")
def test_gdelt_rows_are_tabbed_and_headless(out: Path) -> None:
    found = rows(out, "gdelt.export.CSV", gdelt.COLUMNS, tabs=True)
    shelling = next(one for one in found if one["EventCode"] == "194")
    assert (shelling["EventRootCode"], shelling["QuadClass"], shelling["SQLDATE"]) == ("19", "4", "20220924")
    assert shelling["ActionGeo_CountryCode"] == "UP"
    assert shelling["GoldsteinScale"] == shelling["AvgTone"] == ""
    assert all(0 < int(one["GLOBALEVENTID"]) < 2**63 for one in found)
    assert (out / "columns.txt").read_text().split() == list(gdelt.COLUMNS)


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)
