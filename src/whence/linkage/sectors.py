"""PLOVER's sector of an actor, by the directory, an organ's words, a role, or the head noun of the words."""

from __future__ import annotations

import re

from whence.linkage.directory import directory, key
from whence.nlp.names import singular, words_of
from whence.protect.pieces import fold
from whence.protect.roles import public_role

_HYPHEN = re.compile(r"[\s-]+")
_OF = re.compile(r"\s(?:of|for|at|in|from|with|to)\s")
_ARTICLES = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "some")
)
# Head nouns in the singular, where neither the directory nor an organ's name says more.
_HEAD_SECTORS = {
    word: sector
    for sector, nouns in {
        "MIL": """general colonel captain commander lieutenant major admiral soldier lt gen col capt maj adm peacekeeper
            serviceman warship warplane aircraft jet helicopter gunboat tank drone paratrooper commando sergeant""",
        "JUD": "judge prosecutor magistrate",
        "LEG": "senator lawmaker legislator congressman deputy mp parliamentarian",
        "GOV": """president minister governor mayor premier secretary ambassador envoy chancellor official spokesman
            negotiator diplomat ruler leader king queen emir sultan consul delegation delegate adviser""",
        "REL": "bishop archbishop priest imam pastor cardinal pope cleric monk",
        "JRN": "journalist reporter correspondent editor",
        "MED": "doctor nurse surgeon medic",
        "EDU": "teacher professor student",
        "AGR": "farmer",
        "COP": "policeman inspector",
        "PTY": "candidate nominee",
        "REB": "rebel guerrilla guerilla militant extremist insurgent separatist terrorist bomber",
        "REF": "refugee migrant",
        "CRM": "hacker pirate smuggler kidnapper trafficker prisoner inmate",
        "BUS": "businessman trader",
        "CVL": """lawyer activist resident voter national civilian inhabitant settler hostage passenger villager
            townspeople community mob youth tourist pilgrim worshipper bystander victim""",
    }.items()
    for word in nouns.split()
}


def bare(phrase: str) -> str:
    """A phrase in one line without its article or possessive pronoun; a pronoun alone stays."""
    flat = " ".join(phrase.split())
    first, _, rest = flat.partition(" ")
    return rest if rest and fold(first) in _ARTICLES else flat


def sector(name: str, text: str, role: str | None) -> str | None:
    """PLOVER sector: a listed body, an organ by its words, a state, a role; none when nothing says."""
    for words in (name, bare(text)):
        body = directory().sector(words)
        if body is not None:
            return body
        outlet = directory().outlet(words)
        if outlet is not None:
            return "JRN"
        if directory().state(words) is not None:
            return "GOV"
    head = _OF.split(role or "", maxsplit=1)[0]  # the driver of the president is no government
    for part in (head, role if public_role(role) else "", _OF.split(bare(text), maxsplit=1)[0]):
        for word in reversed(_HYPHEN.split(fold(part or ""))):
            if singular(word.strip(".,'’")) in _HEAD_SECTORS:
                return _HEAD_SECTORS[singular(word.strip(".,'’"))]
    return "CVL" if _people(bare(text)) else None


def _people(phrase: str) -> bool:
    """`Algerians`, `Iraqi Kurds`: a people in the plural, who are nobody's government."""
    last = words_of(phrase)[-1:]
    return bool(last) and last[0].endswith("s") and key(last[0].removesuffix("s")) in directory().demonyms
