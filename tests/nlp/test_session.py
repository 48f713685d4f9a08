"""Models are checked before they run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from whence.errors import ModelError
from whence.nlp import session


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty models folder in place of the installed one."""
    monkeypatch.setattr(session, "folder", lambda: tmp_path)
    for cached in (session.cards, session.model, session.tokenizer):
        cached.cache_clear()
    yield tmp_path
    for cached in (session.cards, session.model, session.tokenizer):
        cached.cache_clear()


def manifest(sha: str) -> str:
    labels = '{"types": [], "modes": [], "status": [], "roles": []}'
    return f'{{"find": {{"version": "9", "file": "x.onnx", "sha256": "{sha}", "labels": {labels}}}}}'


def test_without_a_manifest_there_are_no_models(models: Path) -> None:
    assert session.cards() == {}
    with pytest.raises(ModelError, match="not installed"):
        session.weights("find")


def test_a_broken_manifest_is_named(models: Path) -> None:
    (models / "manifest.json").write_text("{")
    with pytest.raises(ModelError, match="manifest"):
        session.cards()


def test_an_altered_model_is_refused(models: Path) -> None:
    (models / "manifest.json").write_text(manifest("0" * 64))
    (models / "x.onnx").write_bytes(b"altered")
    with pytest.raises(ModelError, match="altered or cut short"):
        session.weights("find")


def test_a_missing_tokenizer_is_named(models: Path) -> None:
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        session.tokenizer()


def test_the_models_that_ship_fit_their_hashes() -> None:
    for name, card in session.cards().items():
        data = session.weights(name)
        assert len(data) < 30_000_000, card.file


def test_softmax_and_sigmoid_are_stable_for_large_figures() -> None:
    x = np.array([[1000.0, 0.0]], dtype=np.float32)
    assert session.softmax(x).tolist() == [[1.0, 0.0]]
    assert session.sigmoid(-x)[0, 0] == pytest.approx(0.0, abs=1e-9)


def test_every_model_has_a_card_with_its_hash() -> None:
    for name, card in session.cards().items():
        text = session.folder().joinpath(f"reader-{name}.card.md").read_text(encoding="utf-8")
        assert card.sha256 in text, f"the card of {name} is of another file"
