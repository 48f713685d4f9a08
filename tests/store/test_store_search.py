"""Words find reports and claims; whatever people type, it is never read as syntax."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_store_round_trip import a_claim, a_load

from whence.store.found import terms
from whence.store.reader import Reader
from whence.store.writer import Writer

TEXT = "Explosions shook the polling station in Alchevsk. Сергій Гайдай said so. Señor Peña saw it, and not in vain."


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def reader(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Reader:
    path = tmp_path_factory.mktemp("search") / "r.db"
    if request.param == "postgresql":
        path = request.getfixturevalue("postgres")()
    party = {"text": "E", "start": 0, "end": 1, "found_by": "t", "name": "Serhiy Haidai", "kind": "person"}
    claim = a_claim("c1", "r1", "Explosions shook the polling station", chain=[party])
    with Writer(path) as writer:
        writer.load([a_load("r1", claim, text=TEXT, title="Night in Luhansk"), a_load("r2", text="Nothing here.")])
    return Reader(path)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("explosion", {"r1", "c1"}),
        ("EXPLOSIONS polling", {"r1", "c1"}),
        ('"polling station"', {"r1", "c1"}),
        ('"station polling"', set()),
        ("pena", {"r1"}),
        ("гайдай", {"r1"}),
        ("haidai", {"c1"}),
        ("luhansk", {"r1"}),
        ("explosions nothing", set()),
        ("not in vain", {"r1"}),
        ("NOT", {"r1"}),
        ("shook AND polling", {"r1"}),  # the text has "and"; the claim has not
        ("NEAR(shook polling)", set()),
        ("polling*", {"r1", "c1"}),
        ("words:polling", set()),
        ('say "polling', set()),
        ("'; DROP TABLE claims; --", set()),
        ("", set()),
        ('* " ^ ( ) : - +', set()),
        ("\0", set()),
    ],
)
def test_words(reader: Reader, words: str, ids: set[str]) -> None:
    assert {hit.id for hit in reader.search(words)} == ids


SYNTAX = st.lists(st.sampled_from([*"ab\"'*()^:-+{}[]\\ \0é.", "NEAR", " AND ", " OR ", " NOT ", "words:"])).map(
    "".join
)
ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SYNTAX | ANYTHING)
def test_nothing_that_is_typed_breaks_the_query(reader: Reader, words: str) -> None:
    reader.search(words)


def test_hits_show_the_words_around(reader: Reader) -> None:
    (hit,) = [one for one in reader.search("alchevsk") if one.kind == "report"]
    assert "Alchevsk" in hit.words
    assert hit.report_id == "r1"


def test_terms() -> None:
    assert terms('one "two three" *') == ["one", "two three"]
    assert len(terms("a " * 1000)) == 32


def test_the_limit_holds(reader: Reader) -> None:
    assert len(reader.search("explosions", limit=1)) == 1
