"""Whether what is said can follow a reporting verb: `that`, a colon, a quotation, or a clause."""

from __future__ import annotations

from whence.nlp.attribution_bounds import Range, skip_adjuncts
from whence.nlp.attribution_cues import Cue
from whence.nlp.attribution_text import Line, Word, is_finite, is_mark, is_quote_mark
from whence.nlp.attribution_words import (
    ACT,
    AUXILIARIES,
    SAY,
    STRICT,
    THATS,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Strict verbs that take a clause without `that`, too.
_CLAUSAL = _words(
    "believe think hope fear reckon suspect admit acknowledge concede reveal disclose suggest indicate estimate "
    "conclude determine"
)
_DOCUMENTS = _words(
    "report reports poll polls data results figures documents document video videos footage images image "
    "photos photographs study survey letter statement records statistics evidence which investigation "
    "analysis findings reports' surveys studies communique sources source projections tally tallies count "
    "counts estimate estimates"
)


def opens(line: Line, cue: Cue, rest: int, subject: Range) -> bool:
    """Whether content can follow: `that`, a colon, a quotation, or (plain verbs of saying) any clause."""
    words = line.words
    if rest >= len(words):
        return False
    at = skip_adjuncts(words, rest)
    nearby = [word.low for word in words[rest : at + 1]] + ([words[at].text] if at < len(words) else [])
    if any(low in THATS or low == ":" for low in nearby):
        return True
    if at < len(words) and (is_quote_mark(words[at]) or words[at].text == ":"):
        return True
    if at + 1 < len(words) and words[at].text == "," and words[at + 1].low in ("citing", "quoting"):
        return True
    if at < len(words) and words[at].text == "," and at + 1 < len(words) and (is_quote_mark(words[at + 1])):
        return True
    if cue.base in ACT and cue.base not in SAY:
        invites = cue.base != "invite" or any(word.low == "to" for word in words[rest : rest + 9])
        return invites and words[rest].text not in (".", ",")
    if cue.base in STRICT:
        hedged = cue.base == "imply" and words[cue.at - 1].low == "to"
        if cue.base in _CLAUSAL and _clause_follows(words, rest):
            return True
        return hedged or (cue.base != "read" and any(word.low in _DOCUMENTS for word in words[subject[0] : subject[1]]))
    if at >= len(words) or words[at].text in (".", ";", ",", ")"):
        return False
    return cue.base in (
        "deny",
        "say",
        "tell",
        "insist",
        "claim",
        "allege",
        "add",
        "announce",
        "warn",
        "confirm",
        "report",
    ) or any(is_finite(words, k) or words[k].low in AUXILIARIES for k in range(rest, len(words)))


def _clause_follows(words: tuple[Word, ...], at: int) -> bool:
    """`believe a fourth test would ...`: a noun phrase and its verb, without `that`."""
    for index in range(at + 1, min(len(words), at + 10)):
        word = words[index]
        if is_mark(word) or word.low in THATS or word.low in ("who", "which", "to", "in", "as", "for", "when", "and"):
            return False
        if word.low in AUXILIARIES:
            return True
    return False
