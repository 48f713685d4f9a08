"""The files for those who run a server: they say what they should, and fit the command that they start.

No container is built here: the file is parsed, and what it runs is run.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from dockerfile_parse import DockerfileParser
from test_workers import until

import sample_record
from whence.cli import main

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


def instructions() -> list[tuple[str, str]]:
    with (DEPLOY / "Containerfile").open("rb") as file:
        found = DockerfileParser(fileobj=file).structure
    return [(one["instruction"], one["value"]) for one in found if one["instruction"] != "COMMENT"]


def last_stage() -> dict[str, str]:
    found = instructions()
    last = max(n for n, (name, _) in enumerate(found) if name == "FROM")
    return dict(found[last:])


def test_the_container_runs_without_rights_and_looks_after_itself() -> None:
    stage = last_stage()
    user, group = stage["USER"].split(":")
    assert int(user) >= 1000 <= int(group)
    assert stage["STOPSIGNAL"] == "SIGTERM"
    assert "HEALTHCHECK" in stage
    names = [name for name, _ in instructions()]
    assert "ADD" not in names
    after_user = names[names.index("USER") :]
    assert "RUN" not in after_user  # nothing is made by, or writable for, the one who serves
    images = [value.split()[0] for name, value in instructions() if name == "FROM"]
    assert all(re.fullmatch(r"docker\.io/library/python:3\.1\d-slim-\w+", one) for one in images)


def test_what_the_container_copies_is_there() -> None:
    root = DEPLOY.parent
    for name, value in instructions():
        if name == "COPY" and "--from" not in value:
            *sources, _ = value.split()
            assert all((root / one).exists() for one in sources), sources


def test_the_container_s_command_and_health_check_work(tmp_path: Path) -> None:
    stage = last_stage()
    record = sample_record.write(tmp_path / "record.db")
    (tmp_path / "tokens").write_text("read " + "t" * 20 + "\n")
    (tmp_path / "tokens").chmod(0o600)
    command = [*json.loads(stage["ENTRYPOINT"]), *json.loads(stage["CMD"])]
    given = {"/record/record.db": str(record), "/run/secrets/tokens": str(tmp_path / "tokens")}
    command = [sys.executable, "-m", *(given.get(one, one) for one in command), "--port", "0"]
    log = tmp_path / "log"
    with log.open("w") as errors:
        server = subprocess.Popen(command, stderr=errors, env={**os.environ, "TMPDIR": str(tmp_path)})
    try:
        until(lambda: "Pages:" in log.read_text())
        port = re.search(r":(\d+)/", log.read_text()).group(1)
        check = json.loads(stage["HEALTHCHECK"].partition("CMD")[2])
        check = [sys.executable, *(one.replace(":8400/", f":{port}/") for one in check[1:])]
        until(lambda: subprocess.run(check, capture_output=True).returncode == 0)
    finally:
        server.terminate()
        server.wait(timeout=90)
    assert subprocess.run(check, capture_output=True).returncode != 0


@pytest.fixture
def analyze() -> str:
    found = shutil.which("systemd-analyze")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no systemd-analyze here: install Debian's systemd")
        pytest.skip("no systemd-analyze here")
    return found


def test_systemd_takes_the_units(tmp_path: Path, analyze: str) -> None:
    for unit in UNITS:  # systemd looks whether the command is there
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/whence/bin/whence", "/bin/true"))
    done = subprocess.run([analyze, "verify", *sorted(map(str, tmp_path.iterdir()))], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / UNITS[0].name).write_text("[Service]\nExecStart=/bin/true\nProtectSytem=strict\nType=wrong\n")
    done = subprocess.run([analyze, "verify", str(tmp_path / UNITS[0].name)], capture_output=True, text=True)
    assert "ProtectSytem" in done.stderr  # it does look


def test_the_server_s_unit_is_hardened(analyze: str) -> None:
    command = [analyze, "security", "--offline=true", "--threshold=20", str(DEPLOY / "whence.service")]
    assert subprocess.run(command, capture_output=True).returncode == 0  # exposure of 2.0 at most, of 10


@pytest.mark.parametrize("unit", [one for one in UNITS if one.suffix == ".service"], ids=lambda one: one.name)
def test_units_name_options_that_there_are(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands = re.findall(r"/opt/whence/bin/whence ([^&\n]*)", unit.read_text())
    assert commands
    for command in commands:
        verb, *rest = shlex.split(command.replace("'", ""))
        assert main([verb, "--help"]) == 0
        told = capsys.readouterr().out
        for option in (one for one in rest if one.startswith("--")):
            assert option in told
