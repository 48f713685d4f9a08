"""Words of a clause that tell which act it speaks of: what points back, corrects or looks at a whole country."""

from __future__ import annotations

import re

_ACT = (
    "attack|blast|explosion|strike|shooting|fire|bombing|incident|assault|ambush|raid|shelling|killings?|clash(?:es)?|"
    "arrests?|vote|poll|ballot|election|referendum|march|protest|rally|talks|meeting|launch|hack|outage|blackout|release"
)
_BACK = re.compile(
    rf"\s*(?:the (?:{_ACT}|dead|toll)|it|they|he|she|this|that|these|those|his|her|their|its)\b", re.IGNORECASE
)
_REFERS = re.compile(rf"\b(?:the|this|that|these|those) (?:[\w-]+ ){{0,1}}(?:{_ACT})\b", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NEGATED = re.compile(r"\b(?:not|rather than|instead of) (?:the |a )?(\d+(?:[.,]\d+)*)", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\b(?:nation-?wide|country-?wide|(?:whole|entire|across the|around the) country|nationally)\b", re.I
)
_ADDS = re.compile(r"\balso\b")
_BREAK = re.compile(r"[.!?][”\"»)]*\s|\n")


def points_back(text: str) -> bool:
    """It opens with words that point back ("the attack", "they")."""
    return bool(_BACK.match(text))


def refers(text: str) -> bool:
    """It speaks of an act as one that is known ("carried out the attack")."""
    return bool(_REFERS.search(text))


def adds(text: str) -> bool:
    """It tells of something besides ("they also burned the ballots")."""
    return bool(_ADDS.search(text))


def national(text: str) -> bool:
    return bool(_NATIONAL.search(text))


def breaks(text: str) -> list[int]:
    """Where sentences end."""
    return [match.end() for match in _BREAK.finditer(text)]
