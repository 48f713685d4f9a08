"""Asking: from the cache where it can be, else over the wire, again after a pause, within time, tokens and money."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock
from time import monotonic, sleep
from typing import Any

from whence.nlp.llm import reply
from whence.nlp.llm.endpoint import Endpoint
from whence.nlp.llm.fault import NoAnswerError
from whence.nlp.llm.kept import Kept
from whence.nlp.llm.prompt import instructions
from whence.nlp.llm.reply import Said, Usage
from whence.nlp.llm.shape import json_schema
from whence.nlp.llm.wire import Answered, post
from whence.schema.ids import canonical_json

FAILURES = 5  # questions in a row that found no line, after which an endpoint is not asked any more
LONGEST = 60.0  # seconds of one pause
_UNKNOWN_FORM = frozenset({400, 404, 415, 422, 501})  # what servers say to a form of answer that they do not know
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_NOT_ASKED = frozenset({"tokens", "minutes", "given-up", "cache"})
_OF_THE_LINE = frozenset({"timeout", "connection", "tls", "redirect", "status", "busy", "content-type"})


def forms(answer: int) -> tuple[dict[str, Any], ...]:
    """What goes with a question, the strictest first: servers and models differ in what they know."""
    schema = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": json_schema()}}
    plain = {"temperature": 0, "max_tokens": answer}
    return (
        {**plain, "response_format": schema},
        {"max_completion_tokens": answer, "response_format": schema},
        {**plain, "response_format": {"type": "json_object"}},
        plain,
    )


def question(endpoint: Endpoint, words: str) -> str:
    """The hash that an answer is kept under: of model, instructions, schema and text."""
    asked = [endpoint.model, instructions(), json_schema(), words, endpoint.answer]
    return hashlib.sha256(canonical_json(asked)).hexdigest()


class Asker:
    """Asks one endpoint; may be used by several threads at once."""

    def __init__(
        self, endpoint: Endpoint, key: str | None, kept: Kept, *, wait: Callable[[float], object] = sleep
    ) -> None:
        self.endpoint, self.kept, self._key, self._wait = endpoint, kept, key, wait
        self._until = monotonic() + endpoint.minutes * 60
        self._lock = Lock()
        self._failures = 0
        self._form = 0

    def ask(self, words: str) -> Said:
        """The claims that the model sees in encoded text; raises `NoAnswerError` where there is no usable answer."""
        asked = question(self.endpoint, words)
        known = self.kept.answer(asked)
        if known is not None:
            try:
                return reply.said(known)
            except NoAnswerError:
                self.kept.forget(asked)  # somebody wrote into the file
        try:
            said, heard = self._patiently(words)
        except NoAnswerError as fault:
            if fault.code not in _NOT_ASKED:
                self._count(failed=fault.code in _OF_THE_LINE)
            raise
        self._count(failed=False)
        self.kept.keep(asked, self.endpoint.model, said)
        return heard

    def _count(self, *, failed: bool) -> None:
        """How many questions in a row found no line; other faults are the answer's own."""
        with self._lock:
            self._failures = self._failures + 1 if failed else 0

    def _patiently(self, words: str) -> tuple[str, Said]:
        faults: list[NoAnswerError] = []
        while True:
            try:
                return self._heard(words)
            except NoAnswerError as fault:
                faults.append(fault)
                if len(faults) >= self.endpoint.tries or _enough(faults):
                    raise
                self._pause(len(faults), fault)

    def _heard(self, words: str) -> tuple[str, Said]:
        said = reply.content(self._answered(words).body)
        return said, reply.said(said)

    def _pause(self, tries: int, fault: NoAnswerError) -> None:
        pause = self.endpoint.pause * 2 ** (tries - 1) if fault.after is None else fault.after
        if pause > LONGEST and fault.after is not None:
            raise fault
        pause = min(pause, LONGEST)
        if monotonic() + pause >= self._until:
            raise NoAnswerError("minutes", billed=False)
        self._wait(pause)

    def _answered(self, words: str) -> Answered:
        """One answer with status 200, in the strictest form that the server knows."""
        known = forms(self.endpoint.answer)
        for form in range(self._form, len(known)):
            answer = self._sent(words, known[form])
            if answer.status == HTTPStatus.OK:
                self._form = form
                return answer
            if answer.status not in _UNKNOWN_FORM:
                break
        detail = f"HTTP status {answer.status}"
        if answer.status in _BUSY:
            raise NoAnswerError("busy", repeats=None, after=answer.after, detail=detail)
        raise NoAnswerError("status", detail=detail)

    def _sent(self, words: str, form: dict[str, Any]) -> Answered:
        seconds = min(self.endpoint.seconds, self._until - monotonic())
        if seconds <= 0:
            raise NoAnswerError("minutes", billed=False)
        if self._failures >= FAILURES:
            raise NoAnswerError("given-up", billed=False)
        body = self._body(words, form)
        most_in, most_out = len(body) // 2, self.endpoint.answer
        if not self.kept.reserve(most_in + most_out, self.endpoint.price(most_in, most_out), self.endpoint):
            raise NoAnswerError("tokens", billed=False)
        try:
            answer = post(self.endpoint, self._key, body, seconds)
        except NoAnswerError as fault:
            if not fault.billed:
                self._settle(most_in, most_out, Usage(0, 0))
            raise
        self._settle(most_in, most_out, reply.usage(answer.body) if answer.body else Usage(0, 0))
        return answer

    def _settle(self, most_in: int, most_out: int, used: Usage | None) -> None:
        """What was reserved becomes what was used; where the server does not say, the reservation stands."""
        if used is None:
            return
        more_in, more_out = used.prompt_tokens - most_in, used.completion_tokens - most_out
        self.kept.correct(more_in + more_out, self.endpoint.price(more_in, more_out))

    def _body(self, words: str, form: dict[str, Any]) -> bytes:
        messages = [{"role": "system", "content": instructions()}, {"role": "user", "content": words}]
        return json.dumps({"model": self.endpoint.model, "messages": messages, **form}).encode()


def _enough(faults: list[NoAnswerError]) -> bool:
    """Whether this fault came as often as it is worth asking again."""
    last = faults[-1]
    return last.repeats is not None and sum(fault.code == last.code for fault in faults) > last.repeats
