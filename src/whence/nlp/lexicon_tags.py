"""A guess at each word's part of speech: closed classes, verb forms, capitals and neighbours.

Tags: DT article, PS possessive, PR pronoun, WH relative, IN preposition, SC subordinator, CC conjunction, TO, MD modal,
BE, HV, DO, NG negation, RB adverb, JJ adjective, CD number, N noun, NP name, V base form, VZ -s form, VD past,
VN participle, VG -ing form, PT mark, QT quotation mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from whence.nlp.lexicon_irregular import VERBS
from whence.nlp.lexicon_words import (
    ADJECTIVES,
    ADVERBS,
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DO,
    HAVE,
    MODALS,
    NOUNS_LIKE_VERBS,
    NUMBERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    VERBS_COMMON,
)
from whence.nlp.lexicon_wordset import wordset
from whence.nlp.tokens import Token, lemma
from whence.schema.ontology import ontology

_QUOTES = frozenset("“”„«»\"‘’‚'`")
_CLOSED = (
    (frozenset({"to"}), "TO"), (frozenset({"not", "n't", "never"}), "NG"), (MODALS, "MD"), (BE, "BE"), (HAVE, "HV"),
    (DO, "DO"),
    (wordset("who which whom what how why whoever"), "WH"), (POSSESSIVES, "PS"), (PRONOUNS, "PR"),
    (CONJUNCTIONS, "CC"), (frozenset({"that"}), "SC"), (ARTICLES, "DT"), (NUMBERS, "CD"), (PREPOSITIONS, "IN"),
    (SUBORDINATORS, "SC"), (ADVERBS, "RB"), (ADJECTIVES, "JJ"),
)  # fmt: skip
_ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "able", "ible", "ical", "ary", "ish", "less", "ian", "ese", "ern")
_NOMINAL = frozenset({"DT", "PS", "JJ", "CD", "IN"})
_VERBAL = frozenset({"TO", "MD", "DO"})
_BEFORE_FINITE = frozenset({"N", "NP", "PR", "WH"})
_REPORTING = wordset("say report write add claim state announce reveal note show")
_AFTER_SUBJECT = frozenset({"MD", "BE", "HV", "NG", "VD", "VZ"})
_DOINGS = wordset(
    """
    voting polling balloting shelling bombing fighting looting shooting rioting killing stabbing beating kidnapping
    """
)
_STARTS_PHRASE = wordset("DT PS PR CD NP TO SC IN RB JJ WH N")


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """Base forms of the verbs that are known: the common ones and the first words of the ontology's verb triggers."""
    first = {
        word
        for kind in ontology().types
        for trigger in kind.triggers
        if trigger.pos == "verb"
        for word in trigger.words[:1]
    }
    return frozenset(
        VERBS_COMMON
        | {word for word in first if word.replace("-", "").isalpha() and word not in PREPOSITIONS} - {"not", "be"}
    )


@lru_cache(maxsize=32768)
def first_guess(word: str) -> str:
    """The tag of a word by itself; verb forms in small letters are open to revision by `tag`."""
    low = word.lower().replace("’", "'")
    if not low[0].isalnum():
        if low[0] == "'" and len(low) > 1:
            return "BE" if low in BE else "HV"
        return "QT" if word[0] in _QUOTES else "PT"
    for words, tag in _CLOSED:
        if low in words:
            return tag
    if low[0].isdigit():
        return "CD"
    if low in ("who'd", "who's", "who've", "who'll"):
        return "WH"
    return _open_class(word, low)


def _open_class(word: str, low: str) -> str:
    base = lemma(low)
    if low in NOUNS_LIKE_VERBS:
        return "N"
    if "-" in low and base not in verbs():
        return "JJ" if low.endswith(("ed", "ing", "led", "old", "held", "run", "wide", "level")) else "N"
    known = base in verbs() or low in VERBS
    if low.endswith("ly") and len(low) > 4 and not known:
        return "RB"
    if known:
        return _verb_form(low, base)
    if low.endswith("ing") and len(low) > 5:
        return "VG"
    if low.endswith("ed") and len(low) > 4:
        return "VD"
    if word[0].isupper() and not word.isupper():
        return "NP"
    return "JJ" if low.endswith(_ADJECTIVE_ENDINGS) else "N"


def _verb_form(low: str, base: str) -> str:
    if low == base:
        return "V"
    if low.endswith("ing"):
        return "VG"
    if low.endswith("s") and low[:-1].startswith(base[:-1]):
        return "VZ"
    return "VD"


def tag(words: Sequence[Token]) -> list[str]:
    """A tag for each token of one sentence; neighbours decide between noun, verb and participle."""
    tags = [first_guess(word.text) for word in words]
    for i, word in enumerate(words):
        if (word.text == "May" and _is_month(words, tags, i)) or word.text == "US":
            tags[i] = "NP"
        elif tags[i] == "PS" and word.text.lower() == "her" and not _before_noun(tags, i):
            tags[i] = "PR"
        elif tags[i] in ("V", "VZ", "VD", "VG"):
            tags[i] = _revised(words, tags, i, word.text)
        elif tags[i] == "N" and i and tags[i - 1] == "TO" and tags[i + 1 : i + 2] in (["DT"], ["PS"], ["PR"]):
            tags[i] = "V"  # a verb that is not known: `to prosecute the general`
        elif tags[i] == "SC" and word.text.lower() == "that":
            tags[i] = _that(tags, i)
        elif tags[i] == "SC" and word.text.lower() == "since" and 0 < i < len(tags) - 1 and tags[i - 1] == "HV":
            tags[i] = "RB"
        elif tags[i] == "BE" and word.text.lower() in ("'s", "’s"):
            tags[i] = "PS"
        elif tags[i] == "DT" and i + 1 < len(tags) and tags[i + 1] in ("MD", "BE", "HV"):
            tags[i] = "PR"
    return tags


def _before_noun(tags: list[str], i: int) -> bool:
    """`her staff`, not `let her into`: a noun or what leads up to one follows."""
    return i + 1 < len(tags) and tags[i + 1] in ("N", "NP", "JJ", "CD", "V", "VZ", "VG", "VD", "QT")


def _is_month(words: Sequence[Token], tags: list[str], i: int) -> bool:
    """`In May`, `23 May`, `May 2033`; never the modal."""
    return (i > 0 and tags[i - 1] not in ("QT", "PT")) or (i + 1 < len(words) and words[i + 1].text[0].isdigit())


def _that(tags: list[str], i: int) -> str:
    following = tags[i + 1] if i + 1 < len(tags) else ""
    before = tags[i - 1] if i else ""
    if following in ("MD", "BE", "HV", "DO", "NG") and before in ("N", "NP", "PT"):
        return "WH"
    if before in ("N", "NP") and following in ("VD", "VZ"):
        return "WH"
    return "DT" if following in ("N", "V") and before in ("IN", "") else "SC"


def _revised(words: Sequence[Token], tags: list[str], i: int, word: str) -> str:
    before = _solid(tags, i)
    after = tags[i + 1] if i + 1 < len(tags) else ""
    capital = word[0].isupper() and not word.isupper() and i > 0 and tags[i - 1] != "QT"
    if capital and tags[i] != "VD" and before not in _VERBAL:
        return "NP"
    form = tags[i]
    if form == "V":
        return _base_form(words, tags, i, before, after)
    if form == "VZ" and before in ("N", "NP") and after in ("PT", "") and lemma(word) in _REPORTING:
        return "VZ"
    if form == "VZ" and before == "PT" and after in ("DT", "PS", "PR") and words[i - 1].text == ",":
        return "VZ"  # the verb after an insertion; the nouns of a list have no article behind them
    if form == "VZ":
        if before in _BEFORE_FINITE and after in _STARTS_PHRASE and not (after == "IN" and before in ("N",)):
            return "VZ"
        return "VZ" if before in ("PR", "WH") else "N"
    if (
        form == "VG"
        and before in ("", "SC", "QT")
        and (after in _AFTER_SUBJECT or (after == "IN" and word.lower() in _DOINGS))
    ):
        return "N"
    if form == "VG" and before in ("N", "NP") and word.lower() in _DOINGS and _ends_a_phrase(words, tags, i):
        return "N"
    if form == "VG":
        return (
            "JJ"
            if before in ("DT", "PS", "JJ") and after in ("N", "NP", "JJ", "V", "VZ")
            else "N"
            if before in ("DT", "PS") and after != "N"
            else "VG"
        )
    return _past_form(before, after)


def _ends_a_phrase(words: Sequence[Token], tags: list[str], i: int) -> bool:
    """`the police shooting of a man`, `the mall shooting was`: what follows cannot be the object of the doing."""
    low = words[i + 1].text.lower() if i + 1 < len(words) else "."
    return low in ("of", "that", "which", "as", ",", ".") or tags[i + 1] in ("VD", "VZ", "BE", "MD", "HV")


def _base_form(words: Sequence[Token], tags: list[str], i: int, before: str, after: str) -> str:
    if before in _VERBAL:
        return "V"
    low = words[i].text.lower()
    if low in (
        "put",
        "cut",
        "hit",
        "set",
        "let",
        "cast",
        "beat",
        "quit",
        "shut",
        "spread",
        "burst",
        "hurt",
        "cost",
        "read",
    ):
        return (
            "VD"
            if before in _BEFORE_FINITE or (before == "QT" and i > 1 and tags[i - 2] in _BEFORE_FINITE)
            else "VN"
            if before in ("BE", "HV")
            else "V"
        )
    if before in ("DT", "PS", "JJ", "IN", "CD", "BE", "VG"):
        return "N"
    if before == "PR":
        return "V" if words[i - 1].text.lower() not in ("it", "him", "he", "she") else "N"
    if before in ("N", "NP") and after in ("DT", "PS", "PR", "SC"):
        return "V"
    if before == "N" and words[i - 1].text.lower().endswith("s") and after in _STARTS_PHRASE - {"N", "NP"}:
        return "V"
    if before in ("", "QT", "PT", "CC", "SC", "WH"):
        return "V" if after in ("DT", "PS", "PR", "IN", "TO", "NG", "RB", "SC", "JJ") else "N"
    return "N"


def _past_form(before: str, after: str) -> str:
    if before in ("BE", "HV"):
        return "VN"
    if (
        before in ("DT", "PS", "CD", "JJ", "IN")
        and after in ("N", "NP", "JJ", "CD")
        and not (before == "CD" and after == "CD")
    ):
        return "JJ"
    if before in ("DT", "PS"):
        return "N"
    return "VD"


def _solid(tags: list[str], i: int) -> str:
    """The tag before, adverbs and negations skipped (not over a mark)."""
    i -= 1
    while i >= 0 and tags[i] in ("RB", "NG"):
        i -= 1
    return tags[i] if i >= 0 else ""
