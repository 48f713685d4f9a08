"""Pieces come back as they were put away, by number or in order of their keys."""

from __future__ import annotations

import pytest

from whence.stages.merge import spool
from whence.stages.merge.spool import Spool


@pytest.mark.parametrize("gathered", [1, 7, 1 << 20])
def test_pieces_come_back(gathered: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "GATHERED", gathered)
    put = Spool()
    given = [("b", b"two"), ("c", b""), ("a", b"first"), ("d", b"x" * 20)]
    for key, data in given:
        put.add(key, data)
    assert [put.get(at) for at in (3, 0, 1, 2)] == [b"x" * 20, b"two", b"", b"first"]
    assert list(put.in_order()) == [b"first", b"two", b"", b"x" * 20]
    put.add("aa", b"late")
    assert list(put.in_order())[1] == b"late"
    assert len(put) == 5
    put.close()
