"""A copy brought up to date is the copy made anew, row for row, whatever happened to the record in between."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from whence import pipeline
from whence.erasure import erase, wanted
from whence.errors import UsageError
from whence.publish.kept import Kept, Reach
from whence.publish.ledger import Ledger
from whence.publish.spool import Spool
from whence.review.decisions import decide, undo
from whence.schema.records import Report
from whence.store.reader import Reader
from whence.web.view import again
from whence.web.view.build import build
from whence.web.view.names import Names
from whence.web.view.pack import unpack
from whence.web.view.views import Views

NAMES = (
    "Modou Cissé", "Bintou Diop", "Ivan Petrov", "Ivan Ivanovich Petrov", "Amina Kone", "Petro Lysenko", "Oksana Bilyk",
    "Ihor Bilyk",
)  # fmt: skip
PLACES = ("Kherson", "Melitopol", "Vesele", "Dakar", "Touba")
LINES = (
    "{name}, a farmer, said that soldiers took away three men in {place} on {day} September 2022.",
    "Governor {name} said that a shell hit a school in {place} on {day} September 2022 and killed {n} people.",
    "{last} wept. The neighbours of {name} fled {place}.",
    "Police arrested {n} people in {place} on {day} September 2022, the mayor, {name}, said.",
    "A 14-year-old girl, {name}, was beaten in {place} on {day} September 2022, residents said.",
    "Troops moved {n} tanks towards {place} on {day} September 2022, {name}, a teacher, said.",
    "A woman, {name}, was raped by soldiers in {place}, a doctor said.",
    "Thousands protested in {place} on {day} September 2022, {name} told reporters.",
)
NOW = datetime(2022, 9, 12, tzinfo=UTC)  # some movements are under embargo, and leave it


def told(chance: random.Random, number: int) -> dict[str, str]:
    lines = []
    for _ in range(chance.randrange(1, 4)):
        name = chance.choice(NAMES)
        lines.append(chance.choice(LINES).format(
            name=name, last=name.split()[-1], place=chance.choice(PLACES), day=chance.randrange(1, 12),
            n=chance.randrange(2, 9),
        ))  # fmt: skip
    return {
        "id": str(number), "outlet": f"The {chance.choice(PLACES)} Daily", "title": lines[0][:60],
        "published": f"2022-09-{chance.randrange(2, 13):02}", "language": "en", "text": "\n\n".join(lines),
    }  # fmt: skip


class Life:
    """A record to which things happen."""

    def __init__(self, folder: Path, seed: int, reports: int = 14) -> None:
        self.chance = random.Random(seed)
        self.folder, self.record, self.now = folder, folder / "record.db", NOW
        self.number = 0
        self.load(reports)

    def load(self, reports: int) -> None:
        self.write([told(self.chance, self.number + n) for n in range(reports)])
        self.number += reports

    def write(self, reports: list[dict[str, str]]) -> None:
        path = self.folder / f"{reports[0]['id']}.jsonl"
        path.write_text("\n".join(map(json.dumps, reports)))
        pipeline.read([path], self.record, pipeline.Settings(engine="lexicon"))

    def decide(self) -> None:
        with Reader(self.record) as reader:
            claims, events = [*reader.claims()], [*reader.events()]
            standing = [one for one in reader.decisions() if one.undone_by is None]
        claim, who = self.chance.choice(claims).claim_id, "ada"
        kind = self.chance.choice(("accept", "reject", "edit", "merge", "split", "undo", "protect"))
        try:
            if kind == "undo" and standing:
                undo(self.record, self.chance.choice(standing).decision_id, who=who)
            elif kind == "merge" and len(events) > 1:
                decide(self.record, "merge", [one.event_id for one in self.chance.sample(events, 2)], who=who)
            elif kind == "edit":
                decide(
                    self.record, "edit", [claim], who=who, field="status", value="denied", note="Modou Cissé says so"
                )
            elif kind == "protect":
                name = self.chance.choice(NAMES)
                decide(self.record, "protect", [claim], who=who, field="private", value=name)
            else:
                decide(self.record, "reject" if kind == "reject" else "accept", [claim], who=who)
        except UsageError:
            return
        if self.chance.random() < 0.7:
            pipeline.merge_again(self.record)

    def erase(self) -> None:
        with Reader(self.record) as reader:
            report = self.chance.choice([*reader.reports()]).report_id
        erase(self.record, wanted(self.record, reports=[report]), who="ada", reason="asked to")

    def wait(self) -> None:
        self.now += timedelta(hours=20)

    def step(self) -> None:
        self.chance.choice(
            (self.decide, self.decide, lambda: self.load(2), lambda: self.load(1), self.erase, self.wait)
        )()


TABLES = {
    "reports": "*",
    "claims": "*",
    "events JOIN lines USING (n) LEFT JOIN places USING (place_id)": (
        "event_id, type, mode, status, earliest, latest, month, events.country, events.precision, origins, grade, "
        "disputed, reviewed, claims, reports, events.lat, events.lon, events.newest, line, body, name, admin1"
    ),
    "places JOIN events ON n = first": (
        "name, admin1, places.country, places.lat, places.lon, places.precision, fallback, events, geonameid, event_id"
    ),
    "names JOIN events ON n = first": "name, folded, part, kind, sector, private, names.events, event_id",
    "event_names JOIN names USING (name_id) JOIN events USING (n)": "event_names.part, folded, event_id",
    "outlets": "*",
    "disputes JOIN events USING (n)": "events.event_id, disputes.event_id, seq, field, disputes.newest, sides",
    "weighed JOIN events USING (n)": "claim_id, event_id, score, why, other",
    "searched JOIN events ON n = doc": "term, col, offset, event_id",
    "issues": "*",
    "decisions": "*",
    "queue": "*",
    "redirects": "*",
}


def rows(copy: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a copy holds, with ids in the place of its own numbers, and nothing that hangs in the air."""
    with sqlite3.connect(copy) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.searched USING fts5vocab(main, words, instance)")
        found = {}
        for table, columns in TABLES.items():
            found[table] = sorted(connection.execute(f"SELECT {columns} FROM {table}"), key=repr)
            alone = table.partition(" ")[0]
            assert connection.execute(f"SELECT count(*) FROM {alone}").fetchone()[0] == len(found[table]), alone
        ((built,),) = connection.execute("SELECT value FROM meta WHERE name = 'built'")
    found["built"] = [tuple(pair) for pair in json.loads(built).items() if pair[0] != "built"]
    return found


def same(life: Life, now: Path, kept: Path, when: object) -> None:
    """Bring a copy up to date and hold it against one made anew."""
    whole = now.with_name("whole.db")
    build(life.record, now, kept=kept, now=life.now)
    build(life.record, whole, now=life.now)
    found, wanted = rows(now), rows(whole)
    for name in wanted:
        assert found[name] == wanted[name], (name, when)


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, Reach] | None]:
    """What each building gave that did not begin anew."""
    again, found = Kept.again, []

    def noted(*given: Any) -> tuple[object, Reach] | None:
        found.append(again(*given))
        return found[-1]

    monkeypatch.setattr(Kept, "again", noted)
    return found


@pytest.mark.parametrize("seed", [3, 5, pytest.param(range(100, 140), marks=pytest.mark.slow)])
def test_it_is_the_copy_made_anew(tmp_path: Path, seed: int | range, parts: list[tuple[object, Reach] | None]) -> None:
    for one in seed if isinstance(seed, range) else [seed]:
        folder = tmp_path / str(one)
        folder.mkdir()
        life = Life(folder, one)
        for number in range(6):
            same(life, folder / f"{number}.db", folder / "kept", (one, number))
            life.step()
    assert any(parts)


def test_a_few_new_reports_reach_a_few(tmp_path: Path, parts: list[tuple[object, Reach] | None]) -> None:
    life = Life(tmp_path, 7, 40)
    build(life.record, tmp_path / "0.db", kept=tmp_path / "kept", now=life.now)
    life.load(1)
    same(life, tmp_path / "1.db", tmp_path / "kept", "loaded")
    assert parts[-1] is not None
    assert len(parts[-1][1].reports) < 20
    with Reader(life.record) as reader:
        claim = next(reader.claims()).claim_id
    decide(life.record, "accept", [claim], who="ada")
    same(life, tmp_path / "2.db", tmp_path / "kept", "accepted")
    assert parts[-1] is not None
    assert parts[-1][1] == Reach(frozenset(), frozenset(), frozenset())


def test_a_name_that_turns_private_leaves_every_byte_of_the_copy(tmp_path: Path) -> None:
    life = Life(tmp_path, 1)
    life.write([{"id": "a", "text": "Governor Zoltan Quixby said that a shell hit a school in Kherson."}])
    build(life.record, tmp_path / "0.db", kept=tmp_path / "kept", now=life.now)
    assert b"quixby" in (tmp_path / "0.db").read_bytes().lower()
    life.write([{"id": "b", "text": "A 14-year-old girl, Zoltan Quixby, was beaten in Dakar, residents said."}])
    same(life, tmp_path / "1.db", tmp_path / "kept", "sealed")
    assert b"quixby" not in (tmp_path / "1.db").read_bytes().lower()


def test_a_name_is_masked_where_it_was_only_written(tmp_path: Path) -> None:
    life = Life(tmp_path, 6)
    told = "A shell hit a school in Kherson on 3 September 2022, police said."
    life.write([{"id": "a", "url": "https://news.example/zoltan-quixby-in-tears", "text": told}])
    build(life.record, tmp_path / "0.db", kept=tmp_path / "kept", now=life.now)
    life.write([{"id": "b", "text": "Zoltan Quixby, a farmer, said that soldiers took away three men in Dakar."}])
    same(life, tmp_path / "1.db", tmp_path / "kept", "heard elsewhere")
    with sqlite3.connect(tmp_path / "1.db") as connection:
        urls = [unpack(body, Report).url or "" for (body,) in connection.execute("SELECT body FROM reports")]
    assert any("in-tears" in url for url in urls)
    assert not any("quixby" in url for url in urls)


def test_what_is_under_embargo_comes_when_that_ends(tmp_path: Path, parts: list[tuple[object, Reach] | None]) -> None:
    life = Life(tmp_path, 6)
    told = "Russian troops moved 12 tanks towards Kherson on 11 September 2022, the mayor, Petro Lysenko, said."
    life.write([{"id": "a", "published": "2022-09-11", "text": told}])
    built = build(life.record, tmp_path / "0.db", kept=tmp_path / "kept", now=life.now)
    assert built.withheld_claims
    life.now += timedelta(days=9)
    same(life, tmp_path / "1.db", tmp_path / "kept", "ended")
    assert parts[-1] is not None
    assert parts[-1][1].reports


def test_what_is_kept_and_torn_is_made_anew(tmp_path: Path) -> None:
    life = Life(tmp_path, 4)
    views = Views(life.record)
    first = views.now
    (kept,) = first.path.parent.glob("kept")
    kept.write_bytes(kept.read_bytes()[:5000] + bytes(5000))
    life.load(1)
    views.refresh(wait=True)
    assert views.trouble
    assert views.now is first
    views.refresh(wait=True)
    assert views.trouble is None
    assert views.now.built.reports == first.built.reports + 1
    views.close()


def test_no_copy_with_an_erased_report_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.web.view.views.GRACE", 0.01)
    life = Life(tmp_path, 8)
    views = Views(life.record)
    first = views.now
    life.erase()
    views.refresh(wait=True)
    assert views.now is not first
    until = time.monotonic() + 30
    while first.path.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert [one.name for one in first.path.parent.glob("view-*")] == [views.now.path.name]
    views.close()


KILLED = (
    (Ledger, "hear", 1), (Ledger, "changed", 1), (Spool, "put", 9), (Spool, "take_out", 1), (Ledger, "keep", 3),
    (again, "put_events", 1), (Names, "finish", 1), (again, "put_rest", 1), (Kept, "commit", 1),
)  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is a fork")
@pytest.mark.parametrize(("where", "name", "turn"), KILLED)
def test_a_copy_torn_by_a_kill_is_made_anew(tmp_path: Path, where: Any, name: str, turn: int) -> None:
    life = Life(tmp_path, 2)
    kept = tmp_path / "kept"
    build(life.record, tmp_path / "0.db", kept=kept, now=life.now)
    life.load(2)
    child = os.fork()
    if not child:
        act, turns = getattr(where, name), count(1)

        def killed(*given: Any, **named: Any) -> Any:
            found = act(*given, **named)
            if next(turns) == turn and name != "commit":
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        setattr(where, name, killed)
        build(life.record, tmp_path / "1.db", kept=kept, now=life.now)
        os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    same(life, tmp_path / "2.db", kept, name)
