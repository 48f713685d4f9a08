"""CASE 2021, task 2 (Haneczok et al. 2021): a snippet's ACLED sub-event type, mapped from the record's types and modes.

A file has a snippet a line, parted by tabs: its id, its text, and one of the task's codes; or two files have id and
text, and id and code, as the task's samples do (`*input*` and `*output*` in one folder). Every claim of a snippet
votes for the code that stands first in RULES and fits it; of the codes with a vote the first in ORDER wins: what is
most particular. The task's data are not needed to run the program and none of them went into the rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from whence.errors import InputError
from whence.evaluate.classes import by_class, macro, weighted
from whence.evaluate.reading import read_texts
from whence.schema.records import Claim

OTHER = "OTHER"
# Codes of the task; the last three are its "unseen" ones, outside ACLED and outside the record.
ORDER = (
    "SUIC_BOMB", "CHEM_WEAP", "SEX_VIOL", "ABDUCT_DISSAP", "GRENADE", "AIR_STRIKE", "REM_EXPLOS", "ART_MISS_ATTACK",
    "FORCE_AGAINST_PROTEST", "VIOL_DEMONSTR", "PROTEST_WITH_INTER", "MOB_VIOL", "GOV_REGAINS_TERIT",
    "NON_STATE_ACTOR_OVERTAKES_TER", "ARMED_CLASH", "ATTACK", "PROPERTY_DISTRUCT", "DISR_WEAP", "HQ_ESTABLISHED",
    "NON_VIOL_TERRIT_TRANSFER", "PEACE_PROTEST", "ARREST", "AGREEMENT", "CHANGE_TO_GROUP_ACT", OTHER,
    "ORG_CRIME", "NATURAL_DISASTER", "MAN_MADE_DISASTER",
)  # fmt: skip


class Rule(Struct, frozen=True, kw_only=True):
    """A code for claims of a type, with one of some modes (any, where none is named), where the snippet has a word."""

    code: str
    type: str
    modes: tuple[str | None, ...] = ()
    words: str = ""
    actor: str = ""  # a word that an actor's words must have


_CROWD = r"mob|mobs|crowd|crowds|villagers|rioters|vigilantes?|locals|residents|youths?"
_STATE = r"police\w*|soldiers?|army|troops|military|forces?|government|security|officers?|guards?"
_REBEL = r"rebels?|militants?|insurgents?|fighters?|guerrillas?|taliban|islamic state|isis|boko haram|militias?"
_CLASH = r"clash\w*|fighting|fought|battles?|firefights?|exchange[sd]? (?:of )?fire"
_REGAIN = r"re(?:took|takes?|captured?|gain\w*)|control"
_PROTEST = r"protest\w*|demonstrat\w*|marchers?|rall(?:y|ies)|strikers?"

RULES: Sequence[Rule] = (
    Rule(code="SUIC_BOMB", type="ASSAULT", modes=("suicide-attack",)),
    Rule(code="CHEM_WEAP", type="ASSAULT", modes=("unconventional",)),
    Rule(code="SEX_VIOL", type="ASSAULT", modes=("sexual",)),
    Rule(code="ABDUCT_DISSAP", type="ASSAULT", modes=("abduct",)),
    Rule(code="GRENADE", type="ASSAULT", words=r"grenades?"),
    Rule(code="AIR_STRIKE", type="ASSAULT", modes=("aerial", "drone")),
    Rule(code="FORCE_AGAINST_PROTEST", type="ASSAULT", modes=("firearms", "beat", None), words=_PROTEST, actor=_STATE),
    Rule(code="PROTEST_WITH_INTER", type="ASSAULT", modes=("crowd-control",)),
    Rule(code="REM_EXPLOS", type="ASSAULT", modes=("explosives",)),
    Rule(code="ART_MISS_ATTACK", type="ASSAULT", modes=("heavy-weapons",)),
    Rule(code="MOB_VIOL", type="ASSAULT", actor=_CROWD),
    Rule(code="VIOL_DEMONSTR", type="ASSAULT", actor=_PROTEST),
    Rule(code="VIOL_DEMONSTR", type="PROTEST", modes=("riot", "obstruct")),
    Rule(code="ARMED_CLASH", type="ASSAULT", words=_CLASH),
    Rule(code="PROPERTY_DISTRUCT", type="ASSAULT", modes=("destroy",)),
    Rule(code="ATTACK", type="ASSAULT"),
    Rule(code="GOV_REGAINS_TERIT", type="COERCE", modes=("seize",), actor=_STATE, words=_REGAIN),
    Rule(code="NON_STATE_ACTOR_OVERTAKES_TER", type="COERCE", modes=("seize",), actor=_REBEL),
    Rule(code="DISR_WEAP", type="COERCE", modes=("seize",), words=r"weapons?|arms|cache|explosives?|ammunition|bombs?"),
    Rule(code="DISR_WEAP", type="RETREAT", modes=("disarm",)),
    Rule(code="NON_VIOL_TERRIT_TRANSFER", type="RETREAT", modes=("withdraw",)),
    Rule(code="HQ_ESTABLISHED", type="MOBILIZE", words=r"bases?|headquarters|camps?|outposts?"),
    Rule(code="CHANGE_TO_GROUP_ACT", type="MOBILIZE"),
    Rule(code="PEACE_PROTEST", type="PROTEST"),
    Rule(code="ARREST", type="COERCE", modes=("arrest",)),
    Rule(code="AGREEMENT", type="AGREE"),
    Rule(code="AGREEMENT", type="RETREAT", modes=("ceasefire",)),
)  # fmt: skip


def case2021(path: Path) -> dict[str, float]:
    """`weighted f1` (the task's measure), `macro f1` and every code's F1 over the snippets of a file or folder.

    Raises `InputError` where a file is not laid out as the task's.
    """
    snippets = load(path)
    read = read_texts({str(i): text for i, (text, _) in enumerate(snippets)})
    truth = [code for _, code in snippets]
    mine = [code_of(text, read[str(i)].claims) for i, (text, _) in enumerate(snippets)]
    result = {"snippets": float(len(truth)), "weighted f1": weighted(truth, mine), "macro f1": macro(truth, mine)}
    return result | {f"{name} f1": score for name, score in by_class(truth, mine).items()}


def code_of(text: str, claims: Sequence[Claim]) -> str:
    """The code of a snippet."""
    firsts = (next((rule.code for rule in RULES if fits(rule, claim, text)), OTHER) for claim in claims)
    votes = set(firsts)
    return next((code for code in ORDER if code in votes), OTHER)


def fits(rule: Rule, claim: Claim, text: str) -> bool:
    """Whether a claim is of the rule's make."""
    return (
        claim.type == rule.type
        and claim.status != "denied"
        and (not rule.modes or claim.mode in rule.modes)
        and (not rule.words or bool(re.search(rf"\b(?:{rule.words})\b", text, re.IGNORECASE)))
        and (not rule.actor or any(re.search(rf"\b(?:{rule.actor})\b", a.text, re.IGNORECASE) for a in claim.actors))
    )


def load(path: Path) -> list[tuple[str, str]]:
    """(text, code) of every snippet."""
    files = sorted(f for f in path.iterdir() if f.suffix in (".tsv", ".txt")) if path.is_dir() else [path]
    texts: dict[str, str] = {}
    codes: dict[str, str] = {}
    for file in files:
        for line in _lines(file):
            cells = [cell.strip().strip('"') for cell in line.split("\t")]
            if len(cells) > 1 and cells[-1] in ORDER:
                codes[cells[0]] = cells[-1]
                cells.pop()
            if len(cells) > 1:
                texts[cells[0]] = " ".join(cells[1:])
    found = [(texts[key], codes[key]) for key in texts if key in codes]
    if not found:
        raise InputError(f"{path}: no snippets of CASE 2021 task 2; each line is id, text and code, parted by tabs")
    return found


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error}); give the task's file of snippets") from error
