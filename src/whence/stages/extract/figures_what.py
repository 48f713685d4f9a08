"""What a figure counts for a claim: the words around it first, then the claim's type and mode.

Conventions as the annotated reports have them: persons that an attack neither killed nor hurt are `other`; who is
freed, abducted or expelled is `other`; what is moved but no person (vehicles, ballots) is `other`.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.nlp.numbers import SMALL
from whence.schema.records import FigureWhat
from whence.stages.extract import figures_words as w
from whence.stages.extract.figures_found import FoundFigure

HARM = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "SANCTION"})
OF_BALLOTS = frozenset({"seats", "stations", "precincts", "ballots", "polls", "polling", "districts", "centres"})
MONEY_CODES = (
    frozenset(w.CURRENCIES.values())
    | frozenset(w.NATIONAL.values())
    | frozenset(code for pairs in w.TEXT_CURRENCY.values() for _, code in pairs)
    | frozenset(w.CURRENCY_SIGNS.values())
    | {"AUD", "CAD", "HKD", "NZD"}
)
ENDS = frozenset({".", ";", "—", "–", '"', "”"})
HELPERS = frozenset({"were", "was", "are", "is", "been", "be", "being", "and", "or", "got", "found", "left", "shot"})
KILLERS = frozenset(
    {"killing", "kills", "kill", "wounding", "injuring", "injures", "murdering", "executing", "maiming"}
)
TIMES = frozenset(w.DURATIONS.values())
TIME_TYPES = frozenset({"SANCTION", "COERCE", "CONSULT", "THREATEN"})
FLED = frozenset({"refugees", "refugee", "migrants", "seekers", "evacuees"})
BY_TYPE: dict[tuple[str, str | None], FigureWhat] = {
    ("COERCE", "arrest"): "arrested",
    ("COERCE", "seize"): "arrested",
    ("COERCE", "deport"): "displaced",
    ("MOBILIZE", "troops"): "troops",
    ("MOBILIZE", "police"): "troops",
    ("MOBILIZE", "militia"): "troops",
    ("MOBILIZE", None): "troops",
    ("MOVE", "flee"): "displaced",
    ("MOVE", "evacuate"): "displaced",
    ("MOVE", "return"): "displaced",
    ("COERCE", "vote"): "voters",
    ("VOTE", "hold"): "voters",
    ("SANCTION", "economic"): "sanctioned",
    ("SANCTION", "convict"): "sanctioned",
    ("SANCTION", None): "sanctioned",
    ("SANCTION", "expel"): "sanctioned",
    ("CAMPAIGN", "rally"): "crowd",
    ("ASSAULT", "crowd-control"): "crowd",
    ("ASSAULT", "massacre"): "killed",
}
ELECTORATE = 10_000  # persons from which those who vote are an electorate, not a handful at one station
UNSANCTIONED = frozenset({"barrels", "tons", "tonnes", "years", "months", "days", "weeks", "trials", "times"})
DEMONSTRATORS = frozenset({"demonstrators", "protesters", "protestors", "marchers"})
SET_PAIR = frozenset({"the", "these", "those", "both", "between"})  # "the two sides" is a name for them, no figure
POSSESSIVES = frozenset({"its", "their", "our", "his", "her"})


def belongs(figure: FoundFigure, claim_type: str, mode: str | None) -> bool:
    """Whether a figure is one of a claim's at all."""
    if figure.unit in TIMES:
        return claim_type in TIME_TYPES or (claim_type, mode) in (("PROTEST", "strike"), ("VOTE", "postpone"))
    if figure.low == 1 and figure.unit not in ("people", "families", "percent") and figure.unit not in MONEY_CODES:
        return figure.unit in ("km", "miles")
    vague = figure.high is None and figure.start == figure.number
    if figure.unit in w.GROUNDLESS or (figure.unit == "times" and vague):
        return False  # "several times"
    if figure.unit == "percent" and figure.low == 50 and figure.high == 50 and figure.counts is None:
        return claim_type == "VOTE"  # "half of her work"
    return True


def worth_keeping(figure: FoundFigure, what: FigureWhat, claim_type: str) -> bool:
    """ "the two sides" and "its ten centres" tell of no number that the claim reports."""
    before = figure.before[0] if figure.before else ""
    if what == "money" and before == "(":
        return False  # "1 million pounds ($56,270)": the same sum again
    if what == "distance" and before == "located":
        return False
    if what == "other" and claim_type == "SUPPORT":
        return False  # praise counts nothing: seven of nine such figures were not the claim's
    if what == "other" and _by_the_way(figure, claim_type):
        return False
    if what != "other" or figure.start != figure.number:
        return True
    if figure.low == 2 and before in SET_PAIR:
        return False
    return not (before in POSSESSIVES and figure.unit != "people")


def _by_the_way(figure: FoundFigure, claim_type: str) -> bool:
    """ "Accused of shooting two women": five such figures of five were not the claim's."""
    few = figure.low == 2 or (figure.low == 3 and figure.high is None)
    return claim_type == "ACCUSE" and few and figure.unit == "people" and figure.start == figure.number


def what_of(figure: FoundFigure, claim_type: str, mode: str | None, last: FigureWhat | None) -> FigureWhat:
    """What a figure counts; `last` is what the figure before it in the claim counts."""
    if figure.unit in MONEY_CODES:
        return "money"
    if figure.unit in ("km", "miles", "metres", "yards"):
        return "distance"
    if figure.unit == "percent":
        return _share(figure, claim_type, mode)
    if figure.unit not in ("people", "families", None):
        sanctioned = (claim_type, mode) == ("SANCTION", "economic") and figure.unit not in UNSANCTIONED
        return "sanctioned" if sanctioned else "other"
    harm = casualty(figure) if claim_type in HARM else None
    if harm is None and claim_type == "ASSAULT" and mode == "firearms" and _shot(figure):
        harm = "injured"
    if harm:
        return harm
    if last in ("killed", "injured") and figure.before[:1] in (("and",), ("including",)) and claim_type in HARM:
        return last
    return _people(figure, claim_type, mode)


def _people(figure: FoundFigure, claim_type: str, mode: str | None) -> FigureWhat:
    if claim_type == "PROTEST":
        return "arrested" if any(word in w.ARRESTED for word in figure.after[:6]) else "crowd"
    if claim_type == "ASSAULT" and DEMONSTRATORS & set(figure.after[:3]):
        return "crowd"
    if claim_type == "MOVE" and "escaped" in figure.after[:5]:
        return "other"  # out of captivity
    if claim_type in ("AID", "MOVE") and any(word in FLED for word in figure.after[:4]):
        return "displaced"
    if claim_type == "VOTE":
        return "voters" if _electorate(figure, mode) else "other"
    if claim_type == "SANCTION" and figure.unit is None and not figure.before:
        return "other"
    return BY_TYPE.get((claim_type, mode), "other")


def _electorate(figure: FoundFigure, mode: str | None) -> bool:
    """Whether those counted are the ones who vote: "2.5 million eligible voters", "1.8 million will elect"."""
    near = (*figure.before[:2], *figure.after[:6])
    if not any(word in w.VOTERS for word in near):
        return False
    large = (figure.low or figure.high or 0) >= ELECTORATE
    return large or "voters" in figure.after[:3] or (mode == "turnout" and figure.unit == "people")


def _share(figure: FoundFigure, claim_type: str, mode: str | None) -> FigureWhat:
    if mode == "turnout" or (claim_type == "VOTE" and _went_to_vote(figure.after)):
        return "turnout"
    if claim_type == "VOTE" and mode in ("result", None):
        of_what = figure.after[1:6] if "of" in figure.after[:4] else ()
        return "other" if any(word in OF_BALLOTS for word in of_what) else "vote-share"
    near = (*figure.before[:8], *figure.after[:8])
    return "turnout" if "turnout" in near else "other"


def _went_to_vote(after: Sequence[str]) -> bool:
    """ "a third of the 1.8 million voters had cast their votes"."""
    near = after[:14]
    return "of" in near[:2] and bool({"voters", "electorate"} & set(near)) and bool({"cast", "voted"} & set(near))


def casualty(figure: FoundFigure) -> FigureWhat | None:
    """`killed` or `injured` by the words that say so: "killing 14", "14 people were killed", "nine wounded"."""
    led = _leading(figure.before)
    if led:
        return led
    after = _after(figure.after)
    if after or figure.unit not in (None, "people"):
        return after
    counted = figure.counts is not None and figure.unit == "people"
    return None if counted else _before(figure.before)


def _leading(before: Sequence[str]) -> FigureWhat | None:
    """A verb or noun right before: "killing 14", "the deaths of 14", "the bodies of four"."""
    if before[:2] == ("dead", "shot"):
        return "killed"
    words = [word for word in before[:4] if word not in ("the", "a", "an", "of", "(")]
    near = words[:1] if before[:1] != ("and",) else []
    if any(word in w.KILLED_VERBS or (word in w.KILLED and "of" in before[:2]) for word in near):
        return "killed"
    return "injured" if any(word in w.INJURED_VERBS for word in near) else None


def _after(after: Sequence[str]) -> FigureWhat | None:
    """ "14 people were killed", "nine wounded", "84 taken to hospital"; "ten men killed four" is not about the ten."""
    for index, word in enumerate(after):
        if word in ENDS or word in KILLERS or _next_figure(after, index):
            return None
        if word in w.INJURED or word in w.KILLED:
            if index and _active(after, index):
                return None
            return "injured" if word in w.INJURED else "killed"
    return None


def _next_figure(after: Sequence[str], index: int) -> bool:
    """Whether another number begins here: ", 14", "and 14", ", with 14"; not the "one of them" of an aside."""
    if after[index] not in ("and", ",", "with"):
        return False
    at = index + 1 + (after[index] == "," and after[index + 1 : index + 2] in (("with",), ("and",)))
    return _number(after, at) and after[at] != "one"


def _shot(figure: FoundFigure) -> bool:
    """ "several people shot", "five survivors were shot": hit, and not said to have died."""
    after = figure.after[:5]
    if "shot" not in after or {"dead", "dead,", "at"} & set(figure.after[:8]):
        return False
    at = after.index("shot")
    return figure.unit == "people" and (after[at - 1] in HELPERS or at <= 1)


def _number(words: Sequence[str], at: int) -> bool:
    return at < len(words) and (words[at][0].isdigit() or words[at] in SMALL or words[at] in w.HEDGE_WORDS)


def _active(after: Sequence[str], index: int) -> bool:
    if after[index - 1] in HELPERS or after[index] not in (
        "killed",
        "wounded",
        "injured",
        "murdered",
        "hurt",
        "executed",
    ):
        return False
    return _number(after, index + 1) or (
        index + 1 < len(after) and after[index + 1] in ("the", "a", "an", "his", "their")
    )


def _before(before: Sequence[str]) -> FigureWhat | None:
    """A figure that stands without its noun: "the number of people killed has risen to 26", "toll ... at 19"."""
    words: list[str] = []
    for word in before:
        if word in ENDS:
            break
        words.append(word)
    if any(word in w.KILLED for word in words):
        return "killed"
    return "injured" if any(word in w.INJURED for word in words) else None
