"""Figures of a claim's own clause that its evidence leaves out, found by how the sentence is built.

Reading often cuts a clause behind a long subject, an aside or a relative pronoun: "Four passengers, one of them a boy,
[died ...]", "Twenty-one girls captured by the group [have been freed]", "the four traders that [Britain ...]". A number
before the evidence is the claim's where its phrase is the subject of the evidence, or what a relative clause is about,
or the toll that the act took: "scores are dead after [a truck ...]".
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from whence.nlp.lexicon_phrases import Analysis, Group
from whence.nlp.lexicon_subjects import is_passive
from whence.schema.records import Span
from whence.stages.extract.figures_found import FoundFigure, figures
from whence.stages.extract.figures_harm import casualty

SAYING = frozenset(
    {"say", "add", "report", "tell", "announce", "write", "note", "explain", "claim", "believe", "think"}
)
BREAKS = frozenset({";", ":", ".", "!", "?", '"', "“", "”"})
RELATIVES = frozenset({"who", "which", "whom", "that"})
TOLLS = frozenset({"after", "when", "in", "by", "from"})
THEIRS = frozenset({"MOVE", "PROTEST", "CAMPAIGN", "VOTE"})  # acts that count those who do them
FRONTS = frozenset({"in", "at", "across"})
ASIDE = 8  # words between two commas that may part a subject from its verb
TOLL_REACH = 7  # words between a toll and the act that took it
POINTING = (("those",), ("these",))
FINITE = frozenset({"VD", "VZ", "BE", "HV", "MD"})


def of_clause(text: str, evidence: Span, claim_type: str, view: Analysis) -> list[FoundFigure]:
    """Figures before the evidence, in its sentence, that its clause counts; in the order of the text."""
    starts = [word.start for word in view.words]
    if not starts or evidence.start <= starts[0] or evidence.start >= view.words[-1].end:
        return []
    head, tail = bisect_left(starts, evidence.start), bisect_left(starts, evidence.end)
    found = []
    # Read to the end: what is told of a number stands behind it.
    for figure in figures(text, starts[0], evidence.end, before=evidence.start):
        first = bisect_left(starts, figure.start)
        stop = bisect_left(starts, max(figure.end, figure.counts[1] if figure.counts else 0))
        stop = _joined(view, stop, head)
        if first < stop <= head and _counted(view, figure, (first, stop), (head, tail), claim_type):
            found.append(figure)
    return found


def _joined(view: Analysis, stop: int, head: int) -> int:
    """The end of a phrase with the one that "and" joins to it: "276 girls and women, [that ...]"."""
    after = view.phrase_at(stop + 1) if view.lows[stop : stop + 1] == ("and",) else None
    return after[1] if after and after[0] == stop + 1 and after[1] <= head else stop


def _counted(
    view: Analysis, figure: FoundFigure, phrase: tuple[int, int], evidence: tuple[int, int], claim_type: str
) -> bool:
    between = [i for i in range(phrase[1], evidence[0]) if i not in _asides(view, phrase[1], evidence[0])]
    if any(view.lows[i] in BREAKS for i in between):
        return False
    if figure.unit == "percent" or (figure.counts is None and view.lows[phrase[0] - 1 : phrase[0]] not in POINTING):
        return False
    if _relative(view, between, evidence[0]):
        return not _does(view, evidence[0]) or claim_type in THEIRS
    if claim_type == "ASSAULT" and _toll(view, figure, between, evidence[0]):
        return True
    if _governed(view, phrase[0]):
        return _fronted(view, phrase, evidence[0])
    return _subject(view, phrase[0], between, evidence)


def _asides(view: Analysis, start: int, stop: int) -> set[int]:
    """Positions of ", she says," and "(one of them)" between two others."""
    out: set[int] = set()
    commas = [i for i in range(start, stop) if view.lows[i] == ","]
    for left, right in pairwise(commas):
        said = any(left < g.start < right and view.lemmas[g.head] in SAYING for g in view.groups)
        verbless = not any(left < g.start < right and g.finite for g in view.groups)
        if right - left <= ASIDE and (said or verbless):
            out.update(range(left, right + 1))
    return out


def _relative(view: Analysis, between: list[int], head: int) -> bool:
    """A relative clause about the phrase, right behind it: "traders that [Britain ...]", "girls [who ...]"."""
    rest = [i for i in between if view.lows[i] != ","]
    if not rest:
        return view.lows[head] in RELATIVES
    return len(rest) == 1 and view.lows[rest[0]] in RELATIVES


def _does(view: Analysis, head: int) -> bool:
    """The relative pronoun is the subject of an active verb: those who did it are not counted."""
    at = head + (view.lows[head] in RELATIVES)
    group = view.group_at(at) if at < len(view.words) else None
    return group is not None and not group.passive


def _toll(view: Analysis, figure: FoundFigure, between: list[int], head: int) -> bool:
    """ "Scores of people are dead after [a truck ...]", "16 bodies after the [air raid]"."""
    if casualty(figure) is None or len(between) > TOLL_REACH or len(_finite(view, between)) > 1:
        return False
    links = [i for i in between if view.lows[i] in TOLLS]
    return bool(links) and head - links[-1] <= 2


def _governed(view: Analysis, at: int) -> bool:
    opens = (view.phrase_at(at) or (at, at))[0]
    return min(at, opens) > 0 and view.tags[min(at, opens) - 1] in ("IN", "TO")


def _fronted(view: Analysis, phrase: tuple[int, int], head: int) -> bool:
    """ "In at least nine districts, she said, [...]"."""
    opens = phrase[0] == 1 and view.lows[0] in FRONTS
    return opens and phrase[1] < head and view.lows[phrase[1]] == ","


def _subject(view: Analysis, first: int, between: list[int], evidence: tuple[int, int]) -> bool:
    """The number opens its clause, and no verb stands between it and the evidence but those of relative clauses."""
    head = evidence[0]
    if any(view.tags[i] == "SC" for i in between) or _object(view, first):
        return False
    relatives = sum(view.tags[i] == "WH" for i in between)
    verbs = _unrelated(view, between)
    told = [g for g in view.groups if g.finite and head <= g.start < evidence[1]]
    if not verbs:
        return not _anew(view, head, told)
    if len(verbs) > 1:
        return False
    if not told and verbs[0].end == head:
        return True  # "Those nine will get [their polls]"
    return (
        not relatives and view.tags[head - 1] == "CC" and view.tags[head] in FINITE
    )  # "Two bombs came over the wall and [hurt him]"


def _object(view: Analysis, first: int) -> bool:
    """A verb of the same clause stands before the number."""
    for i in range(first - 1, -1, -1):
        if view.tags[i] in ("SC", "WH", "PT", "QT") or view.lows[i] in BREAKS:
            return False
        group = view.group_at(i)
        if group is not None:
            return not (group.finite and view.lemmas[group.head] in SAYING)  # "said six ships ..."
    return False


def _anew(view: Analysis, head: int, told: list[Group]) -> bool:
    """The evidence has a subject of its own: a phrase after a comma, a verb or a preposition, and its verb."""
    before = view.tags[head - 1]
    if before in ("IN", "TO", "VG", "V", "VN") and view.lows[head - 1] != "including":
        return True
    said = next((g for g in told if g.start - head <= ASIDE // 2), None)
    if said is not None and view.lemmas[said.head] in SAYING and view.lows[said.end : said.end + 1] == (",",):
        return False  # "Seven of the dead, [she added, were children]"
    phrase = view.phrase_at(head)
    return view.lows[head - 1] == "," and phrase is not None and any(g.start - phrase[1] <= 2 for g in told)


def _unrelated(view: Analysis, between: list[int]) -> list[Group]:
    """Finite verbs but for the first behind each relative pronoun."""
    out, owed = [], 0
    verbs = {group.start: group for group in _finite(view, between) if not _participle(view, group)}
    for i in between:
        owed += view.tags[i] == "WH"
        if i in verbs:
            out += [] if owed else [verbs[i]]
            owed = max(0, owed - 1)
    return out


def _participle(view: Analysis, group: Group) -> bool:
    """ "girls captured by the group": what is told of the phrase, not by it."""
    return group.start == group.head and group.form in ("VD", "VN") and is_passive(view, group)


def _finite(view: Analysis, between: list[int]) -> list[Group]:
    inside = set(between)
    return [g for g in view.groups if g.finite and g.start in inside]
