"""Erasing: no byte of the words or names is left on disk, the rest stands, and the report does not come back."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from whence import erasure, pipeline
from whence.cli import main
from whence.errors import BusyRecordError, NotFoundError, UsageError
from whence.review.decisions import decide
from whence.store.equality import differences
from whence.store.originals import Loaded
from whence.store.place import Place, Server
from whence.store.reader import Reader
from whence.store.writer import Writer

SETTINGS = pipeline.Settings(engine="lexicon")
SECRET = "Quillon Zarbatany"
GONE = f"Police arrested {SECRET}, 34, in Dakar on Friday, his neighbour Ottoline Vexley told reporters."
STAYS = "Rebels shelled the town of Tokmak on Monday, killing 3 people, the mayor, Ivan Petrenko, told reporters."
BOTH = "Police arrested 12 protesters in Dakar on Friday, the interior ministry said."


def write(folder: Path, *texts: str, outlet: str = "The Wire") -> Path:
    lines = [
        json.dumps({"id": str(n), "outlet": outlet, "published": "2023-03-14", "text": text})
        for n, text in enumerate(texts)
    ]
    path = folder / f"{outlet.split()[-1].lower()}.jsonl"
    path.write_text("\n".join(lines) + "\n")
    return path


def bytes_of(at: Place, data: Path | None) -> bytes:
    """Everything that lies on disk of a record, with what is packed unpacked."""
    if isinstance(at, Server):
        assert data is not None
        with psycopg.connect(at.address) as connection:
            found = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        files = [path for path in (data / "base" / str(found[0])).iterdir() if path.is_file()]
    else:
        files = [path for path in at.parent.iterdir() if path.is_file() and path.name.startswith(at.name)]
    raw = b"\0".join(path.read_bytes() for path in files)
    packed, at_ = [], raw.find(b"\x78")
    while at_ >= 0:  # every place where a zlib stream may begin
        if raw[at_ + 1 : at_ + 2] in (b"\x01", b"\x5e", b"\x9c", b"\xda"):
            packed.append(_unpacked(raw[at_ : at_ + 65536]))
        at_ = raw.find(b"\x78", at_ + 1)
    return raw + b"\0".join(packed)


def _unpacked(some: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(some)
    except zlib.error:
        return b""


TRACES = [b"zarbatany", b"quillon", b"vexley", b"ottoline", b"\xd0\x97\xd0\xb0\xd1\x80"]


def traces(at: Place, data: Path | None) -> list[bytes]:
    held = bytes_of(at, data).lower()
    return [one for one in TRACES if one in held]


@pytest.fixture
def inputs(tmp_path: Path) -> dict[str, Path]:
    return {
        "gone": write(tmp_path, GONE, outlet="Dakar Post"),
        "stays": write(tmp_path, STAYS, BOTH, outlet="The Wire"),
    }


def erased_id(at: Place) -> str:
    with Reader(at) as reader:
        return next(one.report_id for one in reader.reports() if SECRET in one.text)


def test_no_byte_is_left(at: Place, inputs: dict[str, Path], tmp_path: Path, request: pytest.FixtureRequest) -> None:
    data = request.getfixturevalue("postgres_data") if isinstance(at, Server) else None
    inputs["cyrillic"] = write(tmp_path, GONE.replace(SECRET, "Зарбатани"), outlet="Dakar Cyrillic")
    pipeline.read([*inputs.values()], at, SETTINGS)
    with Reader(at) as reader:
        ids = [one.report_id for one in reader.reports() if one.outlet in ("Dakar Post", "Dakar Cyrillic")]
        claim = next(reader.claims(report=ids[0]))
        event = reader.event_of(claim.claim_id)
    decide(at, "edit", [claim.claim_id], who="ada", field="actors.0.name", value=SECRET, note=f"surely {SECRET}")
    decide(at, "accept", [event], who="ada", note=f"I know {SECRET}")
    pipeline.merge_again(at)
    flush(at)
    before = traces(at, data)
    assert b"zarbatany" in before
    assert b"vexley" in before
    erasure.erase(at, erasure.wanted(at, reports=ids), who="ada", reason="court order 12")
    flush(at)
    assert traces(at, data) == []
    with Reader(at) as reader:
        assert [(one.who, one.reason) for one in reader.tombstones()] == [("ada", "court order 12")] * 2
        assert [one.report_id for one in reader.tombstones()] == sorted(ids)
        assert all(len(one.sha256) == 64 and one.sha256.startswith(one.report_id) for one in reader.tombstones())
        assert {one.what for one in reader.decisions()} == {"edit", "accept"}
        assert reader.search("zarbatany") == []


def flush(at: Place) -> None:
    """The server writes to its files now and then only."""
    if isinstance(at, Server):
        with psycopg.connect(at.address, autocommit=True) as connection:
            connection.execute("CHECKPOINT")


def test_what_is_left_is_what_the_rest_alone_gives(
    new: Callable[[], Place], inputs: dict[str, Path], tmp_path: Path
) -> None:
    at, alone = new(), new()
    pipeline.read([*inputs.values()], at, SETTINGS)
    pipeline.read([inputs["stays"]], alone, SETTINGS)
    erasure.erase(at, erasure.wanted(at, source="dakar post"), who="ada", reason="asked for")
    with Reader(at) as mine, Reader(alone) as theirs:
        found = differences(mine, theirs)
        assert [one.partition(":")[0] for one in found] == ["tombstones"]


def test_reading_again_does_not_bring_it_back(at: Place, inputs: dict[str, Path]) -> None:
    pipeline.read([*inputs.values()], at, SETTINGS)
    gone = erased_id(at)
    erasure.erase(at, erasure.wanted(at, reports=[gone[:8]]), who="ada", reason="asked for")
    for settings in (SETTINGS, pipeline.Settings(engine="lexicon", outlet="Another")):
        summary = pipeline.read([*inputs.values()], at, settings)
        assert summary.erased == 1
    pipeline.rebuild(at, SETTINGS)
    with Reader(at) as reader:
        assert gone not in {one.report_id for one in reader.originals()}
        assert reader.counts()["reports"] == 2
        kept = next(reader.originals())
    with Writer(at) as writer:  # nor does any other way in
        original = type(kept)(report_id=gone, format="text", input=kept.input, data=b"x")
        writer.load([Loaded(original=original, fingerprint="f")])
    with Reader(at) as reader:
        assert reader.counts()["originals"] == 2


def test_by_age_and_source(at: Place, inputs: dict[str, Path]) -> None:
    pipeline.read([*inputs.values()], at, SETTINGS)
    with Reader(at) as reader:
        ids = {one.outlet: one.report_id for one in reader.reports()}
    tomorrow = datetime(2999, 1, 1, tzinfo=UTC)
    assert erasure.tried(at, erasure.wanted(at, before=datetime(2000, 1, 1, tzinfo=UTC))).reports == ()
    assert len(erasure.tried(at, erasure.wanted(at, before=tomorrow)).reports) == 3
    found = erasure.tried(at, erasure.wanted(at, before=tomorrow, source="Dakar Post"))
    assert found.reports == (ids["Dakar Post"],)
    assert found.claims > 0
    assert found.inputs == (str(inputs["gone"]),)


def test_killed_on_its_way_it_is_finished_by_the_next_call(tmp_path: Path, inputs: dict[str, Path]) -> None:
    at = tmp_path / "r.db"
    pipeline.read([*inputs.values()], at, SETTINGS)
    choice = erasure.wanted(at, source="Dakar Post")
    with Writer(at) as writer:  # as far as a kill may let it come
        writer.erase(choice, who="ada", when="2026-01-01", reason="r")
    assert b"zarbatany" in traces(at, None)
    assert erasure.erase(at, choice, who="ada", reason="r").reports == ()
    assert traces(at, None) == []


def test_somebody_who_reads_is_said_to_be_in_the_way(
    tmp_path: Path, inputs: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = tmp_path / "r.db"
    pipeline.read([*inputs.values()], at, SETTINGS)
    with Writer(at):
        other = sqlite3.connect(at)
        other.execute("BEGIN")
        other.execute("SELECT COUNT(*) FROM claims").fetchone()
    monkeypatch.setattr("whence.store.sqlite.WAIT", 0.2)
    choice = erasure.wanted(at, source="Dakar Post")
    with pytest.raises(BusyRecordError, match="Run again"):
        erasure.erase(at, choice, who="ada", reason="r")
    other.close()
    erasure.erase(at, choice, who="ada", reason="r")
    assert traces(at, None) == []


def test_the_command(tmp_path: Path, inputs: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    at = str(tmp_path / "r.db")
    pipeline.read([*inputs.values()], at, SETTINGS)
    assert main(["erase", at, "--reason", "age", "--older-than", "2y"]) == 0
    assert "0 reports" in capsys.readouterr().err
    assert main(["erase", at, "--reason", "age", "--source", "Dakar Post", "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["inputs"] == [str(inputs["gone"])]
    assert main(["erase", at, "--reason", "age", "--source", "Dakar Post"]) == 0
    told = capsys.readouterr().err
    assert "1 report" in told
    assert str(inputs["gone"]) in told
    assert main(["erase", at, "--reason", "age"]) == 2
    assert main(["erase", at, "--reason", " ", "--older-than", "2999-01-01"]) == 2
    assert main(["erase", at, "--reason", "age", "--older-than", "soon"]) == 2
    assert main(["read", str(inputs["gone"]), "--into", at, "--engine", "lexicon"]) == 0
    assert "erased from this record" in capsys.readouterr().err


def test_what_is_no_report_is_not_erased(tmp_path: Path, inputs: dict[str, Path]) -> None:
    at = tmp_path / "r.db"
    pipeline.read([*inputs.values()], at, SETTINGS)
    with Reader(at) as reader:
        event = next(reader.events()).event_id
    with pytest.raises(UsageError, match="not a report"):
        erasure.wanted(at, reports=[event])
    with pytest.raises(NotFoundError):
        erasure.wanted(at, reports=["zz"])


def test_a_source_may_be_a_host_and_a_time_may_lack_its_zone(tmp_path: Path) -> None:
    at = tmp_path / "r.db"
    lines = [
        {"id": "1", "url": "https://www.dakar.example:8443/1", "text": GONE},
        {"id": "2", "url": "https://wire.example/dakar.example", "text": STAYS},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    pipeline.read([tmp_path / "in.jsonl"], at, SETTINGS)
    with Reader(at) as reader:
        first = next(one.report_id for one in reader.reports() if SECRET in one.text)
    for source in ("dakar.example", "WWW.dakar.example"):
        assert erasure.tried(at, erasure.wanted(at, source=source)).reports == (first,)
    with sqlite3.connect(at) as plain:
        plain.execute("UPDATE originals SET captured = '2020-01-01T00:00:00' WHERE report_id = ?", (first,))
        plain.execute("UPDATE originals SET captured = NULL WHERE report_id != ?", (first,))
    plain.close()
    for year, found in ((2019, ()), (2021, (first,)), (2999, (first,))):
        day = datetime(year, 1, 1, tzinfo=UTC)
        assert erasure.tried(at, erasure.wanted(at, before=day)).reports == found
