"""References, slides, tasks for annotators and the four event layouts, read by the tools of those who use them."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.metadata
import json
import os
import typing
import warnings
from pathlib import Path

import msgspec
import pytest
from formats_sample import FOURTH, record, tool

from whence.publish import acled, gdelt, polecat, publish, ucdp
from whence.schema.ontology import type_names


def exported(kind: str, tmp_path: Path) -> Path:
    return publish(record(private=True), kind, tmp_path / "out", private=True)


def test_citeproc_makes_a_bibliography_of_every_item(tmp_path: Path) -> None:
    out = exported("csl", tmp_path)
    citeproc = tool("citeproc")
    items = json.loads((out / "reports.csl.json").read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it warns of fields and types that CSL does not know
        source = tool("citeproc.source.json").CiteProcJSON(items)
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    library = citeproc.CitationStylesBibliography(style, source, tool("citeproc.formatter").plain)
    for item in items:
        library.register(citeproc.Citation([citeproc.CitationItem(item["id"].lower())]))
    told = [str(line) for line in library.bibliography()]
    assert len(told) == len(items) == 4
    hostile = next(line for line in told if "100%" in line)
    assert "2022" in hostile
    assert FOURTH.outlet in hostile
    assert str(source[f"r-{'1' * 16}"].title)


def test_label_studios_own_interface_takes_every_prediction(tmp_path: Path) -> None:
    out = exported("label-studio", tmp_path)
    config = (out / "label-studio.xml").read_text()
    told = tool("label_studio_tools.core.label_config").parse_config(config)["label"]
    assert (told["type"], told["to_name"], told["inputs"][0]["value"]) == ("Labels", ["text"], "text")
    interface = tool("label_studio_sdk.label_interface").LabelInterface(config)
    tasks = json.loads((out / "label-studio.json").read_text(encoding="utf-8"))
    assert len(tasks) == 5
    regions = [region for task in tasks for one in task["predictions"] for region in one["result"]]
    for region in regions:
        # This version takes offsets as strings alone, the program itself writes and reads numbers.
        region["value"] |= {side: str(region["value"][side]) for side in ("start", "end")}
    for task in tasks:
        assert interface.validate_task({"data": task["data"]})
        assert all(interface.validate_prediction(one) for one in task["predictions"])
    region = regions[0]
    wrong = {"labels": [*region["value"]["labels"], "NOBODY"]}
    assert not interface.validate_region(region | {"value": region["value"] | wrong}), "it takes anything"
    assert not interface.validate_region(region | {"type": "choices"})


def test_prodigys_own_loader_reads_every_task(tmp_path: Path) -> None:
    out = exported("prodigy", tmp_path)
    tasks = list(tool("srsly").read_jsonl(out / "prodigy.jsonl"))
    assert len(tasks) == 5
    for task in tasks:
        for span in task["spans"]:
            assert 0 <= span["start"] < span["end"] <= len(task["text"])
            # spans that begin or end inside a word are refused by `spans.manual`
            assert not task["text"][span["start"] : span["end"]][:1].isspace()
            assert isinstance(span["label"], str)


def duck(query: str, *given: object) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = tool("duckdb").execute(query, list(given)).fetchall()
    return found


def typed(path: Path, columns: dict[str, str], *, tab: bool = False, header: bool = True) -> list[dict[str, object]]:
    """The rows of a file as DuckDB takes them in, every column of its published type; it fails where one is not."""
    delimiter = "\t" if tab else ","
    told = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    rows = duck(
        f"select * from read_csv(?, columns = {{{told}}}, header = {header}, delim = '{delimiter}', "
        "auto_detect = false, quote = '\"', escape = '\"', strict_mode = true)",
        str(path),
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_acled_rows_fit_what_its_client_expects(tmp_path: Path) -> None:
    out = exported("acled", tmp_path)
    models, enums, pydantic = tool("acled.models.data_models"), tool("acled.models.enums"), tool("pydantic")
    expected = typing.get_type_hints(models.AcledEvent)
    assert list(expected) == list(acled.COLUMNS)
    # Names of kinds of actor since 2024, where the client still tells of their numbers.
    expected |= dict.fromkeys(("inter1", "inter2", "interaction"), str)
    disorders, precisions = {one.value for one in enums.DisorderType}, {one.value for one in enums.TimePrecision}
    with (out / "acled.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == 2
    for row in found:
        known = {
            name: pydantic.TypeAdapter(expected[name]).validate_strings(cell) for name, cell in row.items() if cell
        }
        assert known["disorder_type"] in disorders
        assert known.get("time_precision", 1) in precisions
        assert isinstance(known["event_date"], dt.date)
        assert known["event_date"].year == known["year"]


def test_duckdb_takes_polecat_rows_with_their_types(tmp_path: Path) -> None:
    out = exported("polecat", tmp_path)
    kinds = {"Event Date": "DATE", "Publication Date": "DATE", "Latitude": "DOUBLE", "Longitude": "DOUBLE"}
    kinds |= {"Intensity": "DOUBLE", "GeoNames ID": "BIGINT"}
    found = typed(out / "polecat.txt", {name: kinds.get(name, "VARCHAR") for name in polecat.COLUMNS}, tab=True)
    assert found
    for row in found:
        assert row["Event Type"] in type_names()
        assert str(row["Quad Code"]).split()[0] in {"VERBAL", "MATERIAL"}
        assert row["Event Date"] is None or isinstance(row["Event Date"], dt.date)
        assert row["Country"] is None or len(str(row["Country"])) == 3


def test_rows_join_those_of_ucdp_itself(tmp_path: Path, shared: Path) -> None:
    out = exported("ucdp", tmp_path)
    real = shared / "data/ucdp_ged_ukraine/UCDP-Ukraine.csv"
    columns = {str(name): str(kind) for name, kind, *_ in duck("describe select * from read_csv(?)", str(real))}
    assert list(columns) == list(ucdp.COLUMNS)
    columns["id"] = "VARCHAR"  # ours say what they are ids of
    (ours,) = typed(out / "ged.csv", columns)
    assert (ours["best"], ours["year"]) == (3, 2022)
    count = "select count(*), sum(best) from "
    both = "(select id::varchar as id, best from read_csv($1) union all select id, best from read_csv($2))"
    together, alone = duck(count + both, str(real), str(out / "ged.csv")), duck(f"{count} read_csv(?)", str(real))
    assert together == [(alone[0][0] + 1, alone[0][1] + 3)]


def of_gdelt(name: str) -> Path:
    """A table that the package `gdelt` brings along (its code, which fetches when it is imported, is left alone)."""
    files = importlib.metadata.files("gdelt") or []
    return Path(str(next(one.locate() for one in files if one.name == name)))


def test_gdelt_rows_have_the_types_and_codes_that_gdelts_reader_knows(tmp_path: Path) -> None:
    out = exported("gdelt", tmp_path)
    types = {"INTEGER": "BIGINT", "FLOAT": "DOUBLE", "STRING": "VARCHAR"}
    with of_gdelt("events2.csv").open(encoding="utf-8", newline="") as file:
        columns = {row["name"]: types[row["type"]] for row in csv.DictReader(file)}
    assert list(columns) == list(gdelt.COLUMNS)
    codes = msgspec.json.decode(of_gdelt("cameoCodes.json").read_bytes())["cameoCode"]
    found = typed(out / "gdelt.export.CSV", columns, tab=True, header=False)
    assert len(found) == 3
    for row in found:
        assert {row["EventCode"], row["EventRootCode"]} <= set(codes)
        assert str(row["EventCode"]).startswith(str(row["EventBaseCode"]))


def test_every_code_that_gdelt_rows_may_have_is_cameos() -> None:
    codes = set(msgspec.json.decode(of_gdelt("cameoCodes.json").read_bytes())["cameoCode"])
    assert {*gdelt.ROOTS.values(), *gdelt.CODES.values()} <= codes


SHOWN = """async ([data]) => {
  document.body.innerHTML = '<div id="here" style="width: 900px; height: 600px"></div>';
  const made = new TL.Timeline('here', data, {debug: false});
  await new Promise((done) => made.ready ? done() : made.on('ready', done));
  return {slides: made.config.events.length, errors: made.config.getErrors(), title: !!made.config.title,
          days: made.config.events.map((one) => one.start_date.data.date_obj.toISOString().slice(0, 10))};
}"""


def test_timelinejs_itself_shows_the_slides(tmp_path: Path) -> None:
    """Needs Chromium, and `dist` of the npm package @knight-lab/timelinejs at WHENCE_TIMELINEJS."""
    out = exported("timelinejs", tmp_path)
    tool("playwright.sync_api")
    dist = Path(os.environ.get("WHENCE_TIMELINEJS", "missing"))
    if not (dist / "js/timeline.js").is_file():
        pytest.skip("WHENCE_TIMELINEJS names no TimelineJS")
    from playwright.sync_api import sync_playwright

    data = json.loads((out / "timeline.json").read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        path = os.environ.get("WHENCE_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(locale="en-US")
        page.add_script_tag(path=dist / "js/timeline.js")
        shown = page.evaluate(SHOWN, [data])
        browser.close()
    assert shown["errors"] == []
    assert shown["slides"] == len(data["events"]) == 2
    assert "2022-09-24" in shown["days"]
