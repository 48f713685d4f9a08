"""Why there is no usable answer: a short code, and its words for people."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "timeout": "no answer in time",
    "connection": "the connection could not be made or broke off",
    "tls": "the endpoint's certificate or encryption does not hold",
    "redirect": "the endpoint sends elsewhere, which is not followed",
    "status": "the endpoint refused the question",
    "busy": "the endpoint was busy or out of order",
    "content-type": "the answer is no plain JSON by its own heading",
    "too-large": "the answer is far too long",
    "malformed": "the answer is no JSON",
    "shape": "no claim of the answer has the shape that was asked for",
    "truncated": "the answer was cut off at its greatest length",
    "refused": "the model declined to answer",
    "nothing": "the answer is empty",
    "ungrounded": "not one claim of the answer stands in the text",
    "no-claims": "the answer holds no claim where the built-in reader finds some",
    "tokens": "the budget of tokens or money is spent",
    "minutes": "the time for asking is over",
    "given-up": "the endpoint failed too often in a row and is not asked any more in this run",
    "cache": "the file of answers cannot be used",
}


class NoAnswerError(Exception):
    """No usable answer came; never leaves this package.

    `repeats` says how often it is worth asking again (None: as often as the settings allow), `billed` whether tokens
    may have been spent, `after` how many seconds the server asks to wait.
    """

    def __init__(
        self, code: str, *, repeats: int | None = 0, billed: bool = True, after: float | None = None, detail: str = ""
    ) -> None:
        super().__init__(code)
        self.code, self.repeats, self.billed, self.after, self.detail = code, repeats, billed, after, detail

    @property
    def words(self) -> str:
        """The reason in words, nothing of what the server sent among them."""
        return WORDS[self.code] + (f" ({self.detail})" if self.detail else "")
