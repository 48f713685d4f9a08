"""What a figure counts for a claim: the words around it first, then the claim's type and mode.

Conventions as the annotated reports have them: persons that an attack neither killed nor hurt are `other`; who is
freed, abducted or expelled is `other`; what is moved but no person (vehicles, ballots) is `other`.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.schema.records import FigureWhat, Span
from whence.stages.extract import figures_words as w
from whence.stages.extract.figures_found import FoundFigure
from whence.stages.extract.figures_harm import casualty, shot

HARM = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "SANCTION"})
OF_BALLOTS = frozenset({"seats", "stations", "precincts", "ballots", "polls", "polling", "districts", "centres"})
MONEY_CODES = (
    frozenset(w.CURRENCIES.values())
    | frozenset(w.NATIONAL.values())
    | frozenset(code for pairs in w.TEXT_CURRENCY.values() for _, code in pairs)
    | frozenset(w.CURRENCY_SIGNS.values())
    | {"AUD", "CAD", "HKD", "NZD"}
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
ARMED = frozenset(
    {"armed", "soldiers", "gunmen", "officers", "police", "guards", "militiamen", "fighters", "officials"}
)
SET_PAIR = frozenset({"the", "these", "those", "both", "between"})  # "the two sides" is a name for them, no figure
MEANS = (("with",), ("from",), ("of",), ("to",), ("in",), ("by",), ("used",), ("using",))
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


def worth_keeping(figure: FoundFigure, what: FigureWhat) -> bool:
    """ "the two sides" and "its ten centres" tell of no number that the claim reports."""
    before = figure.before[0] if figure.before else ""
    if what == "money" and before == "(":
        return False  # "1 million pounds ($56,270)": the same sum again
    if what == "distance" and before == "located":
        return False
    if what != "other" or figure.start != figure.number:
        return True
    if figure.low == 2 and before in SET_PAIR:
        return False
    return not (before in POSSESSIVES and figure.unit != "people")


def _few(figure: FoundFigure) -> bool:
    """ "Accused of shooting two women", "on several counts": eleven such figures of twelve were not the claim's."""
    vague = figure.low == 3 and figure.high is None
    return (vague or (figure.low == 2 and figure.unit == "people")) and figure.start == figure.number


def by_the_way(
    figure: FoundFigure, claim_type: str, what: FigureWhat, actors: Sequence[Span], targets: Sequence[Span]
) -> bool:
    """Numbers that words of praise, blame and attack name without counting their own parties."""
    if what != "other":
        return False
    if claim_type == "SUPPORT":  # praise counts who praises: seven of nine other such figures were not the claim's
        return not (figure.unit == "people" and _touches(figure, actors))
    if claim_type == "ACCUSE":
        return _few(figure) and not _touches(figure, targets)
    return claim_type == "ASSAULT" and _of_attackers(figure, actors, targets)


def _of_attackers(figure: FoundFigure, actors: Sequence[Span], targets: Sequence[Span]) -> bool:
    """ "Two men fired", "with two kilograms of explosive": who attacked and by what means, where there are but two."""
    if figure.low != 2 or figure.high != 2:
        return False
    if figure.start != figure.number or _touches(figure, targets):
        return False
    return _touches(figure, actors) or figure.before[:1] in MEANS


def _touches(figure: FoundFigure, parties: Sequence[Span]) -> bool:
    end = max(figure.end, figure.counts[1] if figure.counts else 0)
    return any(party.start < end and figure.start < party.end for party in parties)


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
    if harm is None and claim_type == "ASSAULT" and mode == "firearms" and shot(figure):
        harm = "injured"
    if harm:
        return harm
    led = tuple(word for word in figure.before[:2] if word not in POSSESSIVES)[:1]
    if last in ("killed", "injured") and led in (("and",), ("including",)) and claim_type in HARM:
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
    if (claim_type, mode) == ("COERCE", "vote") and ARMED.intersection(figure.after[:3]):
        return "other"
    if claim_type == "VOTE":
        return "voters" if _electorate(figure, mode) else "other"
    if claim_type == "SANCTION" and figure.unit is None and not figure.before:
        return "other"
    return BY_TYPE.get((claim_type, mode), "other")


def _electorate(figure: FoundFigure, mode: str | None) -> bool:
    """Whether those counted are the ones who vote: "2.5 million eligible voters", "1.8 million will elect"."""
    large = (figure.low or figure.high or 0) >= ELECTORATE
    near = (*figure.before[:2], *figure.after[: 14 if large and figure.unit == "people" else 6])
    if not any(word in w.VOTERS for word in near):
        return False
    return large or "voters" in figure.after[:3] or (mode == "turnout" and figure.unit == "people")


def _share(figure: FoundFigure, claim_type: str, mode: str | None) -> FigureWhat:
    told = "turnout" in (*figure.before[:4], *figure.after[1:3])
    if mode == "turnout" or told or (claim_type == "VOTE" and _went_to_vote(figure.after)):
        return "turnout"
    if claim_type == "VOTE" and mode in ("result", None):
        of_what = figure.after[1:7] if "of" in figure.after[:3] else ()
        return "other" if any(word in OF_BALLOTS for word in of_what) else "vote-share"
    near = (*figure.before[:8], *figure.after[:8])
    return "turnout" if "turnout" in near else "other"


def _went_to_vote(after: Sequence[str]) -> bool:
    """ "a third of the 1.8 million voters had cast their votes"."""
    near = after[:14]
    return "of" in near[:2] and bool({"voters", "electorate"} & set(near)) and bool({"cast", "voted"} & set(near))
