"""A trigger in its sentence: the verb group that carries it, and the verbs and nouns that govern it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from whence.nlp.lexicon_phrases import Analysis, Group
from whence.nlp.lexicon_wordset import wordset
from whence.stages.extract.status_cues import CARRYING_ON

_SAYING = wordset("say tell report state note write declare add quote cite")
_BREAKS = wordset(
    """
    ; but while although though whereas because after before when until since who which
    """
)
_LIGHT = wordset(
    """
    launch carry conduct hold stage make mount commit organise organize order announce impose issue open call take
    join see give release do lead begin start stop end want avoid continue be
    """
)
_JOINS = ("and", "or", "then")
_COORDINATED = 12  # tokens between the end of one verb group and the verb that shares its auxiliary


class Scope(Struct, frozen=True):
    """`at` and `end` are the trigger's token positions; `group` the verb group that says what becomes of it, if any."""

    view: Analysis
    at: int
    end: int
    group: Group | None
    verbal: bool  # the trigger is itself the verb of the group
    kind: str  # the act's type
    mode: str | None

    def before(self) -> range:
        """Token positions left of the trigger in reach: back to where another clause begins."""
        return range(self._limit(), self.at)

    def _limit(self) -> int:
        for i in range(self.at - 1, -1, -1):
            if self.view.lows[i] in _BREAKS and self.at - i > 1:
                return i + 1
        return 0

    def governors(self) -> Iterator[tuple[int, str]]:
        """Positions and base forms of the words left of the trigger's group that may govern it, nearest first."""
        start = self.group.start if self.group and self.group.start < self.at else self.at
        for i in range(start - 1, self._limit() - 1, -1):
            if self.view.tags[i] in ("VZ", "VD", "VN", "V", "VG", "N", "JJ", "RB", "IN", "SC", "MD"):
                yield i, self.view.lemmas[i]
            if self.view.lemmas[i] in _SAYING and self.view.tags[i] in ("VZ", "VD", "VN"):
                return


def scope(view: Analysis, at: int, end: int, kind: str, mode: str | None) -> Scope:
    """The scope of a trigger that stands at these token positions."""
    own = next((view.group_at(i) for i in range(at, end) if view.group_at(i) is not None), None)
    if own is not None and at <= own.head < end:
        return Scope(view, at, end, _coordinated(view, _chained(view, own)), True, kind, mode)
    return Scope(view, at, end, _carrier(view, at, end), False, kind, mode)


def _chained(view: Analysis, group: Group) -> Group:
    """`could attempt to escalate`: the group of a verb that only begins or tries it belongs to the act's own."""
    before = view.group_at(group.start - 1) if group.start else None
    follows = view.tags[group.start] == "TO" or group.form == "VG"
    if before is None or not follows or view.lemmas[before.head] not in CARRYING_ON:
        return group
    return Group(before.start, group.end, group.head, before.finite, group.passive, group.form)


def _coordinated(view: Analysis, group: Group) -> Group:
    """`must inspect and impound`, `urged them to come and sign`: a bare verb after `and` shares the auxiliary."""
    if group.start < 2 or group.start != group.head or group.form != "V" or view.lows[group.start - 1] not in _JOINS:
        return group
    first = next((one for one in reversed(view.groups) if one.end < group.start), None)
    if first is None or view.tags[first.start] not in ("TO", "MD") or group.start - first.end > _COORDINATED:
        return group
    return Group(first.start, first.end, first.head, first.finite, first.passive, first.form)


def _carrier(view: Analysis, at: int, end: int) -> Group | None:
    """For a noun: the verb whose subject it is, else the light verb whose object it is."""
    phrase = view.phrase_at(at) or (at, end)
    after = next((group for group in view.groups if group.start >= phrase[1] and not _inserted(view, group)), None)
    if after is not None and after.finite and _reaches(view, phrase[1], after.start):
        following = view.group_at(after.end)
        return following if following is not None and view.tags[following.start] == "TO" else after
    earlier = [group for group in view.groups if group.end <= phrase[0]]
    if not earlier or view.lemmas[earlier[-1].head] not in _LIGHT:
        return None
    between = range(earlier[-1].end, phrase[0])
    if len(between) <= 3 and all(view.tags[i] != "IN" or view.lows[i] == "out" for i in between):
        return earlier[-1]
    return None


def _reaches(view: Analysis, start: int, stop: int) -> bool:
    """Between a subject and its verb stand only prepositional phrases."""
    if stop - start > 9:
        return False
    return all(
        view.tags[i] in ("IN", "DT", "JJ", "N", "NP", "PS", "CD", "RB", "PR", "NG")
        or (view.tags[i] == "VG" and view.tags[i - 1] == "IN")
        for i in range(start, stop)
    )


def _inserted(view: Analysis, group: Group) -> bool:
    """`talks on forming a government would begin`: a gerund after a preposition belongs to the noun."""
    return group.form == "VG" and not group.finite and view.tags[group.start - 1] == "IN"
