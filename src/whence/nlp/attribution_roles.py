"""The role that a report gives a person beside the name: before it, in an apposition, or in `who heads ...`."""

from __future__ import annotations

import re
from functools import lru_cache

from whence.nlp.attribution_nouns import PERSON_HEADS, ROLE_HEADS
from whence.protect.pieces import fold
from whence.protect.words import HONORIFICS

REACH = 110
_BEFORE_BREAK = re.compile(
    r"[.;:!?\n“”\"()]\s*(?=\S)|\s[–—-]\s|\b(?:that|and|but|while|when|said|says|told|with|by|as|after|because)\b\s",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s?[,(–—]\s?((?:[^,.;()–—“”\"\n]|\.(?=\S)){3,90})")
_COPULA = re.compile(r"\s(?:is|was)\s((?:the|a|an|our|its)?\s?[^,.;()–—“”\"\n]{3,80})")
_WHO = re.compile(
    r"\s?,?\s?who\s(?:now\s|once\s)?(heads|chairs|runs|leads|commands|represents|directs)\s([^,.;()–—“”\"\n]{3,80})"
)
_HEADING = {
    "heads": "head of",
    "chairs": "chair of",
    "runs": "head of",
    "leads": "leader of",
    "commands": "commander of",
    "represents": "representative of",
    "directs": "director of",
}
_STOP_AFTER = re.compile(
    r"\s(?:who|which|said|says|told|added|wrote|has|had|is|was|will|when|after|whose|where|that)\s.*$|\s(?:who|said|says)$",
    re.DOTALL,
)
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|another)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def role_beside(text: str, start: int, end: int) -> str | None:
    """The fullest role that stands directly before or behind a name; no article, white space folded."""
    window = text[max(0, start - REACH) : start]
    found = [role for role in (_after(text[end : end + REACH]), _before(window)) if role]
    if not found:
        return None
    return max(found, key=lambda role: (_has_office(role), min(len(role), 60)))


def _has_office(role: str) -> bool:
    return any(fold(word) in ROLE_HEADS for word in _WORD.findall(role))


@lru_cache(maxsize=4096)  # a cluster's mentions are looked at for each of its claims
def _before(window: str) -> str | None:
    pieces = _BEFORE_BREAK.split(window)
    tail = pieces[-1]
    if tail.rstrip().endswith(","):
        body = tail.rstrip().rstrip(",")
        tail = body.rsplit(",", 1)[-1]
        if not re.search(r"\b(?:of|for|at|in)\b|['’]s\b|^\s*(?:the|its|his|her)\b", tail, re.IGNORECASE):
            return None
    else:
        tail = tail.rsplit(",", 1)[-1]
    return _as_role(tail, last=True)


@lru_cache(maxsize=4096)
def _after(window: str) -> str | None:
    who = _WHO.match(window)
    if who:
        return " ".join(f"{_HEADING[who.group(1)]} {_ARTICLE.sub('', who.group(2))}".split())
    beside = _AFTER.match(window) or _COPULA.match(window)
    return _as_role(_STOP_AFTER.sub("", " " + beside.group(1)), last=False) if beside else None


def _as_role(phrase: str, *, last: bool) -> str | None:
    """A phrase as a role when its head is a noun for offices or persons: the last word, or the one before `of`."""
    flat = _ARTICLE.sub("", " ".join(phrase.split()))
    words = _WORD.findall(flat)
    if not words or len(words) > 14 or len(flat) < 3:
        return None
    head_part = re.split(r"\s(?:of|for|at|in|from|with|to|on)\s", flat, maxsplit=1)[0]
    heads = [fold(word) for word in _WORD.findall(head_part)]
    if last and heads and heads[-1] not in ROLE_HEADS | PERSON_HEADS:
        return None
    if not last and not any(word in ROLE_HEADS or word in PERSON_HEADS for word in heads[-2:]):
        return None
    if last and head_part == flat:
        flat = " ".join(word for word in flat.split() if fold(word.rstrip(".")) not in HONORIFICS)
    return flat or None
