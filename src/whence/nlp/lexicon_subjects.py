"""The subject of a verb: the nearest phrase to its left that is not part of something else."""

from __future__ import annotations

from whence.nlp.lexicon_phrases import Analysis, Group, extended
from whence.nlp.lexicon_role_words import CLAUSAL, OBJECT_CONTROL, PAPERS, SPELLS, WHEN

Phrase = tuple[int, int]


def subject_of(view: Analysis, group: Group, depth: int = 0) -> tuple[tuple[Phrase, ...], int]:
    """Subject phrases of a verb group and where its clause begins."""
    if depth > 4 or group.start == 0:
        return (), group.start
    before = view.lows[group.start - 1]
    if view.tags[group.start] == "TO" or (group.form == "VG" and not group.finite):
        return _controlled(view, group, depth)
    if view.tags[group.start - 1] in ("CC",) or before == ",":
        shared = _shared(view, group)
        if shared is not None:
            found, start = subject_of(view, shared, depth + 1)
            return found, group.start if found else start
    return _left(view, group)


def is_passive(view: Analysis, group: Group) -> bool:
    if group.passive:
        return True
    bare = group.start == group.head and group.form in ("VD", "VN")
    if bare and (_left_hanging(view, group) or _joined_to_passive(view, group)):
        return True
    return bare and next_low(view, group.end) in ("by", "in", "on", "at", "from") and _modifies(view, group)


def _modifies(view: Analysis, group: Group) -> bool:
    """A bare participle after its noun: another finite verb follows, or `by` does."""
    if next_low(view, group.end) == "by":
        return True
    earlier = any(other.finite and other.end <= group.start for other in view.groups)
    return earlier and group.start > 0 and view.tags[group.start - 1] in ("N", "NP")


def _joined_to_passive(view: Analysis, group: Group) -> bool:
    """`have been attacked and burned down`: the auxiliary is said once."""
    shared = _shared(view, group) if group.start else None
    return shared is not None and shared.passive and shared.end + 1 == group.start


def _left_hanging(view: Analysis, group: Group) -> bool:
    """`the number of people detained across the country stood at`: no object, a finite verb later."""
    if (
        group.start == 0
        or view.tags[group.start - 1] not in ("N", "NP")
        or next_low(view, group.end) not in ("across", "in", "at", "on", "over", "during", "since")
    ):
        return False
    later = next((other for other in view.groups if other.start >= group.end), None)
    return (
        later is not None
        and later.finite
        and not any(view.lows[i] in (",", "and", "that", "who", "which", "when") for i in range(group.end, later.start))
    )


def next_low(view: Analysis, i: int) -> str:
    return view.lows[i] if i < len(view.lows) else ""


def _shared(view: Analysis, group: Group) -> Group | None:
    """The verb that this one is joined to: `attacked the post and burned it down`."""
    if view.tags[group.start - 1] != "CC":
        return None
    earlier = [other for other in view.groups if other.end < group.start and other.finite]
    return earlier[-1] if earlier and group.finite else None


def _controlled(view: Analysis, group: Group, depth: int) -> tuple[tuple[Phrase, ...], int]:
    verb_start = group.start + (view.tags[group.start] == "TO")
    before = view.tags[group.start - 1]
    earlier = [other for other in view.groups if other.end <= group.start]
    governor = earlier[-1] if earlier else None
    near = ending_at(view, group.start)
    own = group.form == "VG" and near is not None and before in ("N", "NP", "PR")
    if own and near and governor is not None and governor.end <= near[0] and view.lemmas[near[1] - 1] in PAPERS:
        found, _ = subject_of(view, governor, depth + 1)
        return found or (near,), near[0]
    if own and near and (governor is None or near[0] < governor.start or governor.end <= near[0]):
        return (near,), near[0]
    if governor is None:
        return ((near,), near[0]) if near else ((), group.start)
    between = [phrase for phrase in view.phrases if governor.end <= phrase[0] and phrase[1] <= group.start]
    if between and view.lemmas[governor.head] in OBJECT_CONTROL:
        return (extended(view, between[0]),), verb_start
    if is_passive(view, governor) and view.lemmas[governor.head] in OBJECT_CONTROL:
        found, _ = subject_of(view, governor, depth + 1)
        return found, verb_start
    found, start = subject_of(view, governor, depth + 1)
    far = group.start - governor.end > 3
    return found, group.start if far else start


def ending_at(view: Analysis, end: int) -> Phrase | None:
    return next((phrase for phrase in view.phrases if phrase[1] == end), None)


def _left(view: Analysis, group: Group) -> tuple[tuple[Phrase, ...], int]:
    """The nearest phrase to the left that no preposition governs; relative pronouns lead to the phrase before them."""
    relative = None
    i = _before_insertion(view, group.start - 1)
    while i >= 0:
        low, name = view.lows[i], view.tags[i]
        phrase = ending_at(view, i + 1)
        skipped = phrase[0] if phrase and is_when(view, phrase) else _bracket(view, i)
        if skipped is not None:
            i = skipped - 1
            continue
        if phrase and (inner := _placed(view, phrase)):
            i = inner[0] - 2
            continue
        if phrase and name in ("N", "NP", "PR", "CD", "JJ", "VG", "DT"):
            if _governed(view, phrase) and _more_left(view, phrase) and not _opens(view, phrase, group):
                i = phrase[0] - 2
                continue
            return whole(view, phrase, group.start), (
                relative if relative is not None else whole(view, phrase, group.start)[0][0]
            )
        if name == "WH" or (low == "that" and name in ("SC", "DT") and ending_at(view, i)):
            if low == "what":
                return (), i
            relative = i if relative is None else relative
            if i > 0 and view.lows[i - 1] == ",":
                i -= 1
        elif low in (";", ":") or name == "SC":
            break
        elif name in ("VZ", "VD", "MD", "BE", "HV") and (at := view.group_at(i)) and at.finite:
            opened = _relative_start(view, at)
            if opened is None:
                break
            i = opened
        i -= 1
    return (), group.start if relative is None else relative


def _bracket(view: Analysis, i: int) -> int | None:
    """Where the bracket that closes at `i` opens: `Ann Lee (R-Ohio) voted`."""
    if view.lows[i] not in (")", "]"):
        return None
    return next((j for j in range(i - 1, max(-1, i - 12), -1) if view.lows[j] in ("(", "[")), None)


def _opens(view: Analysis, phrase: Phrase, group: Group) -> bool:
    """`as the driver opened fire`: the word in front opens a clause, for the verb follows at once."""
    adverbs = all(view.tags[i] == "RB" for i in range(phrase[1], group.start))
    return adverbs and view.lows[phrase[0] - 1] in ("as", "after", "before", "until", "since")


def _placed(view: Analysis, phrase: Phrase) -> Phrase | None:
    """`staff in Melitopol, Zaporizhzhia Oblast, were told`: the place that an inserted wider place stands behind."""
    if next_low(view, phrase[1]) != "," or not phrase[0] or view.lows[phrase[0] - 1] != ",":
        return None
    inner = ending_at(view, phrase[0] - 1)
    names = inner is not None and view.tags[phrase[1] - 1] == "NP" == view.tags[inner[1] - 1]
    return inner if inner and names and _governed(view, inner) and _more_left(view, inner) else None


def is_when(view: Analysis, phrase: Phrase) -> bool:
    """A phrase that only says when: `Sunday`, `last week`, `that afternoon`."""
    words = view.lemmas[phrase[0] : phrase[1]]
    if words[-1] in SPELLS:
        return len(words) <= 3 and not any(tag == "CD" for tag in view.tags[phrase[0] : phrase[1]])
    return (words[-1] in WHEN and (len(words) == 1 or words[0] in ("last", "next", "this", "early", "late", "on"))) or (
        words[0] in WHEN and words[-1].isdigit()
    )


def _before_insertion(view: Analysis, i: int) -> int:
    """`The men, who wore masks, attacked`: from the comma before the verb back to the one before `who`.

    So of `, both of whom wore masks,` and `, wearing masks,`.
    """
    if view.lows[i] != ",":
        return i
    for j in range(i - 1, max(0, i - 16), -1):
        opened = _opened_at(view, j)
        if opened is not None:
            told = view.tags[j] == "VG" or any(group.finite and j < group.start < i for group in view.groups)
            return opened if told else i
        if view.lows[j] in (",", ";", ":"):
            return i
    return i


def _opened_at(view: Analysis, j: int) -> int | None:
    """The comma that an insertion stands behind whose first verb or relative pronoun is at `j`."""
    before = j - 3 if view.tags[j] == "WH" and view.lows[j - 1] == "of" else j - 1
    opens = view.tags[j] in ("WH", "VG") and before >= 0 and view.lows[before] == ","
    return before if opens else None


def _relative_start(view: Analysis, group: Group) -> int | None:
    """Position before the relative clause that this verb stands in, if it stands in one."""
    for i in range(group.start - 1, max(-1, group.start - 8), -1):
        if view.tags[i] == "WH":
            return i
        if view.tags[i] in ("SC",) or view.lows[i] in (";", ":"):
            return None
    return None


def _governed(view: Analysis, phrase: Phrase) -> bool:
    return phrase[0] > 0 and view.tags[phrase[0] - 1] in ("IN", "TO")


def _is_object(view: Analysis, phrase: Phrase) -> bool:
    at = phrase[0] - 1
    return at >= 0 and view.tags[at] in ("IN", "TO", "V", "VD", "VN", "VG", "VZ") and view.lemmas[at] not in CLAUSAL


def _more_left(view: Analysis, phrase: Phrase) -> bool:
    """Something other than a fronted prepositional phrase stands to the left in this clause."""
    for i in range(phrase[0] - 2, -1, -1):
        if view.lows[i] in (",", ";", ":") or view.tags[i] in ("SC", "CC", "QT"):
            return False
        if view.tags[i] in ("N", "NP", "PR", "CD"):
            return True
        if view.tags[i] in ("VZ", "VD", "MD"):
            at = view.group_at(i)
            return at is not None and _relative_start(view, at) is not None
    return False


def whole(view: Analysis, phrase: Phrase, limit: int) -> tuple[Phrase, ...]:
    """A subject with its `of` phrase, the phrases joined to it by `and`, and what it stands in apposition to."""
    start, end = phrase
    _, end = extended(view, phrase)
    end = min(end, limit)
    before = view.lows[start - 1] if start else ""
    if before == "," and limit < len(view.lows) and view.lows[limit - 1] == ",":
        outer = ending_at(view, start - 1)
        if outer and not _governed(view, outer):
            return ((outer[0], end),)
    if before in ("and", "or") and (first := ending_at(view, start - 1)) and not _is_object(view, first):
        return (first, (start, end))
    while start > 1 and view.lows[start - 1] == "of" and (outer := ending_at(view, start - 1)):
        start = outer[0]
    return ((start, end),)
