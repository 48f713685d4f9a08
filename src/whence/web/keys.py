"""The keys of the review, which everybody may change or switch off; kept in a cookie of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct, field
from starlette.requests import Request

COOKIE = "keys"
DEFAULT: Mapping[str, str] = {
    "accept": "a", "reject": "x", "edit": "e", "merge": "m", "split": "s", "skip": "space", "undo": "backspace",
    "help": "?",
}  # fmt: skip
NAMED = {" ": "space", "backspace": "backspace", "enter": "enter", "escape": "escape"}
_KEY = re.compile(r"[^\s&=;,]|space|backspace|enter")


class Keys(Struct, frozen=True, kw_only=True):
    """What each key does, if anything."""

    on: bool = True
    by: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT))

    def cookie(self) -> str:
        """As it is kept."""
        return urlencode({"on": int(self.on), **self.by})


def keys_of(request: Request) -> Keys:
    """The keys of who asks."""
    return chosen(parse_qsl(request.cookies.get(COOKIE, "")[:500]))


def chosen(pairs: Iterable[tuple[str, str]]) -> Keys:
    """Keys out of a form or cookie; what is no key, or is given twice, falls back to its default."""
    given = dict(pairs)
    by: dict[str, str] = {}
    for what, default in DEFAULT.items():
        key = given.get(what, default).strip().lower() or "space"
        by[what] = key if _KEY.fullmatch(key) and key not in by.values() else default
    if len({*by.values()}) < len(by):
        by = dict(DEFAULT)
    return Keys(on=given.get("on", "0" if given else "1") in ("1", "on"), by=by)
