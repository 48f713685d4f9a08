"""Answers and spending on disk: an SQLite file that several processes may use, so that a budget holds over all runs."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whence.errors import ConfigurationError
from whence.nlp.llm.endpoint import Endpoint
from whence.nlp.llm.fault import NoAnswerError

_TABLES = """
begin immediate;
create table if not exists answers (question text primary key, model text not null, said text not null);
create table if not exists spent (one integer primary key check (one = 1), tokens integer not null, cost real not null);
insert or ignore into spent values (1, 0, 0);
commit;
"""
_PATIENCE = 30.0  # seconds that a process waits for another's write


class Kept:
    """The file; readable by its owner alone, because answers quote reports. Raises `ConfigurationError` at once."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            with self._open() as file:
                file.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise ConfigurationError(
                f"cache {self.path}: cannot be used ({error}). Name another file in the settings of the LLM reader."
            ) from error

    def answer(self, question: str) -> str | None:
        """What was said to a question before, by its hash."""
        with self._told() as file:
            row = file.execute("select said from answers where question = ?", (question,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, question: str, model: str, words: str) -> None:
        """Keep what was said."""
        with self._told() as file:
            file.execute("insert or replace into answers values (?, ?, ?)", (question, model, words))

    def forget(self, question: str) -> None:
        """Drop an answer that is of no use."""
        with self._told() as file:
            file.execute("delete from answers where question = ?", (question,))

    def reserve(self, tokens: int, cost: float, endpoint: Endpoint) -> bool:
        """Count so much as spent, unless that would pass the endpoint's limits."""
        most = float("inf") if endpoint.cost is None else endpoint.cost
        with self._told() as file:
            done = file.execute(
                "update spent set tokens = tokens + ?, cost = cost + ? where tokens + ? <= ? and cost + ? <= ?",
                (tokens, cost, tokens, endpoint.tokens, cost, most),
            )
            return done.rowcount == 1

    def correct(self, tokens: int, cost: float) -> None:
        """Put right what was reserved, by what it was too much or too little."""
        with self._told() as file:
            file.execute("update spent set tokens = max(0, tokens + ?), cost = max(0, cost + ?)", (tokens, cost))

    def spent(self) -> tuple[int, float]:
        """Tokens and money, over all runs with this file."""
        with self._told() as file:
            tokens, cost = file.execute("select tokens, cost from spent").fetchone()
        return int(tokens), float(cost)

    @contextmanager
    def _told(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._open() as file:
                yield file
        except sqlite3.Error:
            raise NoAnswerError("cache", billed=False) from None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        file = sqlite3.connect(self.path, timeout=_PATIENCE)
        try:
            with file:
                yield file
        finally:
            file.close()
