"""Back-ups come back equal, whatever lies between, and whatever was done to one is noticed."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from test_erase import BOTH, GONE, SETTINGS, STAYS, write
from test_store_round_trip import a_claim, a_load

from whence import erasure, pipeline
from whence.cli import main
from whence.errors import InputError, RecordError
from whence.review.decisions import decide
from whence.store import backup
from whence.store.equality import differences
from whence.store.place import Place
from whence.store.reader import Reader
from whence.store.writer import Writer


def a_record(at: Place, folder: Path) -> None:
    pipeline.read([write(folder, GONE, STAYS, BOTH)], at, SETTINGS)
    with Reader(at) as reader:
        claim = next(reader.claims()).claim_id
    decide(at, "reject", [claim], who="ada", note="no")
    pipeline.merge_again(at)


def test_there_and_back_on_either_database(new: Callable[[], Place], tmp_path: Path) -> None:
    at, back, file = new(), new(), tmp_path / "saved" / "b.db"
    a_record(at, tmp_path)
    made = backup.save(at, file)
    assert made.tables["reports"].rows == 3
    assert file.stat().st_mode & 0o077 == backup.list_of(file).stat().st_mode & 0o077 == 0
    assert backup.check(file) == made
    assert backup.bring_back(file, back) == made
    with Reader(at) as one, Reader(back) as other:
        assert differences(one, other) == []
        assert {hit.id for hit in one.search("dakar")} == {hit.id for hit in other.search("dakar")} != set()
        assert one.configuration() == other.configuration()  # pseudonyms stay what they are
    assert sorted(path.name for path in file.parent.iterdir()) == ["b.db", "b.db.list.json"]


def test_while_a_loader_writes(at: Place, tmp_path: Path) -> None:
    ready, stop = threading.Event(), threading.Event()

    def load() -> None:
        with Writer(at) as writer:
            for n in range(1000):
                writer.load([a_load(f"r{n:03}", *(a_claim(f"{n:03}{m}", f"r{n:03}") for m in range(5)))])
                ready.set()
                if stop.is_set():
                    return

    loader = threading.Thread(target=load)
    loader.start()
    ready.wait()
    counts = []
    for n in range(3):
        made = backup.save(at, tmp_path / f"b{n}")
        assert made.tables["claims"].rows == 5 * made.tables["reports"].rows == 5 * made.tables["originals"].rows
        counts.append(made.tables["reports"].rows)
        backup.check(tmp_path / f"b{n}")
    assert loader.is_alive(), "the loader was done before the back-ups were"
    stop.set()
    loader.join()
    assert counts == sorted(counts)


@pytest.mark.parametrize("harm", ["a byte", "cut", "a row", "an original", "the list", "no list", "no file"])
def test_what_was_done_to_a_back_up_is_noticed(tmp_path: Path, harm: str) -> None:
    a_record(tmp_path / "r.db", tmp_path)
    file = tmp_path / "b.db"
    backup.save(tmp_path / "r.db", file)
    data = bytearray(file.read_bytes())
    listed = json.loads(backup.list_of(file).read_text())
    if harm == "a byte":
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    elif harm == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif harm in ("a row", "an original"):  # by somebody who also sets the hash of the file right
        with sqlite3.connect(file) as plain:
            if harm == "a row":
                plain.execute("UPDATE claims SET status = 'denied'")
            else:
                plain.execute("UPDATE originals SET data = (SELECT data FROM originals ORDER BY report_id LIMIT 1)")
        plain.close()
        listed["sha256"] = backup._sha256(file)
        backup.list_of(file).write_text(json.dumps(listed))
    elif harm == "the list":
        backup.list_of(file).write_text("{")
    else:
        (backup.list_of(file) if harm == "no list" else file).unlink()
    with pytest.raises((RecordError, InputError)):
        backup.bring_back(file, tmp_path / "back.db")
    assert not (tmp_path / "back.db").exists()
    with pytest.raises((RecordError, InputError)):
        backup.check(file)


def test_nothing_is_put_over_what_is_there(new: Callable[[], Place], tmp_path: Path) -> None:
    at, file = new(), tmp_path / "b.db"
    a_record(at, tmp_path)
    backup.save(at, file)
    with pytest.raises(RecordError, match="is there already"):
        backup.save(at, file)
    with pytest.raises(RecordError, match="already"):
        backup.bring_back(file, at)
    with pytest.raises(RecordError, match="no record there"):
        backup.save(tmp_path / "none.db", tmp_path / "c.db")
    (tmp_path / "blocked").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        backup.save(at, tmp_path / "blocked" / "c.db")


def test_an_older_back_up_does_not_bring_back_what_was_erased(tmp_path: Path) -> None:
    at, file, back = tmp_path / "r.db", tmp_path / "b.db", tmp_path / "back.db"
    a_record(at, tmp_path)
    backup.save(at, file)
    later = write(tmp_path, "Police arrested 7 men in Thies on Monday.", outlet="Late News")
    pipeline.read([later], at, SETTINGS)  # erased without ever having been in the back-up
    with Reader(at) as reader:
        ids = [one.report_id for one in reader.reports() if one.outlet == "Late News" or "neighbour" in one.text]
    erasure.erase(at, erasure.wanted(at, reports=ids), who="ada", reason="asked for")
    assert main(["restore", str(file), str(back), "--erased-in", str(at)]) == 0
    with Reader(at) as one, Reader(back) as other:
        assert [part.partition(":")[0] for part in differences(one, other)] in ([], ["tombstones"])  # but for when
        mine, theirs = ([(t.report_id, t.sha256, t.who, t.reason) for t in r.tombstones()] for r in (one, other))
        assert mine == theirs
    assert pipeline.read([later], back, SETTINGS).erased == 1


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_record(tmp_path / "r.db", tmp_path)
    record, file, back = (str(tmp_path / name) for name in ("r.db", "b.db", "back.db"))
    assert main(["backup", record, file, "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["tables"]["reports"]["rows"] == 3
    assert "3 reports" in told.err
    assert main(["restore", file]) == 2
    assert main(["restore", file, "--check", "--json"]) == 0
    assert "whole" in capsys.readouterr().err
    assert main(["restore", file, back]) == 0
    assert main(["restore", file, back]) == 3
