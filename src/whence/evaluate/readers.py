"""What two readers made of the same reports: the claims that both found, that one found, and the values that differ."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from whence import pipeline
from whence.api import Record
from whence.errors import UsageError
from whence.evaluate import gold_match as match
from whence.evaluate.gold_load import GoldClaim
from whence.nlp.llm.notes import FELL_BACK
from whence.publish import words
from whence.publish.gold import annotated
from whence.schema.records import Claim
from whence.store.reader import Reader

OUTCOMES = ("same", "differ", "only left", "only right")
Told = Callable[[Claim], str | None]

# A value in words for people, null where there is none.
VALUES: Mapping[str, Told] = {
    "type": lambda one: one.type,
    "mode": lambda one: one.mode,
    "status": lambda one: one.status,
    "actors": lambda one: _listed(party.name for party in one.actors),
    "targets": lambda one: _listed(party.name for party in one.targets),
    "place": lambda one: words.place(one.place) if one.place else None,
    "time": lambda one: words.time(one.time) if one.time else None,
    "figures": lambda one: words.figures(one.figures) or None,
    "chain": lambda one: _listed(link.name for link in one.chain),
}
SAME: Mapping[str, Callable[[Claim, GoldClaim], bool]] = {
    "type": lambda one, other: one.type == other.type,
    "mode": lambda one, other: one.mode == other.mode,
    "status": lambda one, other: one.status == other.status,
    "actors": lambda one, other: _all(one.actors, other.actors, match.same_party),
    "targets": lambda one, other: _all(one.targets, other.targets, match.same_party),
    "place": lambda one, other: match.same_place(one.place, other.place),
    "time": lambda one, other: match.same_time(one.time, other.time),
    "figures": lambda one, other: _all(one.figures, other.figures, match.same_figure),
    "chain": lambda one, other: match.same_chain(one.chain, other.chain),
}


class Difference(Struct, frozen=True, kw_only=True):
    """One field on which two claims about one act differ."""

    field: str
    left: str | None
    right: str | None


class Both(Struct, frozen=True, kw_only=True):
    """A claim that both found."""

    left: str  # claim ids
    right: str
    evidence: str | None
    differences: tuple[Difference, ...]


class One(Struct, frozen=True, kw_only=True):
    """A claim that one found."""

    claim_id: str
    evidence: str | None  # null where it is held back
    act: str


class Comparison(Struct, frozen=True, kw_only=True):
    """Two readers side by side; `left` and `right` count the claims of each by what found them."""

    left: dict[str, int]
    right: dict[str, int]
    reports: int  # compared
    fell_back: int  # reports that a built-in reader read for the model: left out of everything else
    fields: dict[str, dict[str, int]]  # of claims that both found: field -> outcome -> count
    both: tuple[Both, ...]
    only_left: tuple[One, ...]
    only_right: tuple[One, ...]


def compare(
    path: str | Path,
    settings: pipeline.Settings,
    *,
    against: str | Path | None = None,
    private: bool = False,
    progress: pipeline.Progress | None = None,
) -> Comparison:
    """Compare a record with another one, or with what `settings` read of the same reports; nothing of it is changed.

    A folder of reports is read twice: with the language model of the settings, and without. Shown values are masked
    unless `private`. Raises `UsageError` for a folder without a model, else as `pipeline.read` does.
    """
    with tempfile.TemporaryDirectory(prefix="whence-compare-") as room:
        left, right = str(path), against or Path(room) / "right.db"
        if Path(left).is_dir():
            if settings.llm is None:
                raise UsageError(
                    f"{path}: a folder of reports is read twice, with a language model and without: --llm."
                )
            left = str(Path(room) / "left.db")
            pipeline.read([path], left, settings, progress=progress)
            settings = msgspec.structs.replace(settings, llm=None)
        if against is None:
            with Reader(left) as reader:
                pipeline.read([], right, settings, progress=progress, found=reader.originals())
        with _Side(left, private=private) as one, _Side(right, private=private) as other:
            return _compared(one, other)


class _Side:
    """One record: its claims by report as the machine read them, and as they may be shown."""

    def __init__(self, path: str | Path, *, private: bool) -> None:
        self.record = Record(path, private=private)
        with Reader(path) as reader:
            self.claims: dict[str, list[Claim]] = {report.report_id: [] for report in reader.reports()}
            for claim in reader.machine_claims():
                self.claims[claim.report_id].append(claim)
            fell = {issue.report_id for issue in reader.issues() if issue.code == FELL_BACK}
        self.fell_back = {report for report in fell if report is not None}
        self.shown = {claim.claim_id: claim for claim in self.record.claims}

    def __enter__(self) -> _Side:
        return self

    def __exit__(self, *_: object) -> None:
        self.record.close()

    def told(self, claim: Claim, value: Told) -> str | None:
        """A value of a claim as it may be shown; null where the claim is held back."""
        shown = self.shown.get(claim.claim_id)
        return None if shown is None else value(shown)


def _compared(left: _Side, right: _Side) -> Comparison:
    fell_back = (left.fell_back | right.fell_back) & left.claims.keys() & right.claims.keys()
    reports = sorted((left.claims.keys() & right.claims.keys()) - fell_back)
    fields: dict[str, Counter[str]] = {name: Counter() for name in VALUES}
    both: list[Both] = []
    only: tuple[list[One], list[One]] = ([], [])
    for report in reports:
        mine, theirs = left.claims[report], right.claims[report]
        pairs = _pairs(mine, theirs)
        both += [_both(one, other, left, right, fields) for one, other in pairs]
        for side, some, taken, out in zip(
            (left, right), (mine, theirs), ({p[i].claim_id for p in pairs} for i in (0, 1)), only, strict=True
        ):
            out += [_one(claim, side) for claim in some if claim.claim_id not in taken]
    return Comparison(
        left=_finders(left, reports),
        right=_finders(right, reports),
        reports=len(reports),
        fell_back=len(fell_back),
        fields={name: {outcome: count[outcome] for outcome in OUTCOMES} for name, count in fields.items()},
        both=tuple(both),
        only_left=tuple(only[0]),
        only_right=tuple(only[1]),
    )


def _pairs(left: list[Claim], right: list[Claim]) -> list[tuple[Claim, Claim]]:
    """Claims about one act, by the definitions that gold is scored with; the right ones stand in for gold."""
    by_id = {claim.claim_id: claim for claim in right}
    aligned = match.align([(one, _where(one)) for one in left], [(_as_gold(one), _where(one)) for one in right])
    return [(one, by_id[gold.id]) for one, gold in aligned]


def _where(claim: Claim) -> tuple[int, int]:
    return claim.evidence.start, claim.evidence.end


def _as_gold(claim: Claim) -> GoldClaim:
    return msgspec.convert(annotated(claim), GoldClaim)


def _both(one: Claim, other: Claim, left: _Side, right: _Side, fields: Mapping[str, Counter[str]]) -> Both:
    differences = []
    for name, value in VALUES.items():
        outcome = _outcome(name, one, other)
        if outcome is not None:
            fields[name][outcome] += 1
        if outcome not in (None, "same"):
            differences.append(Difference(field=name, left=left.told(one, value), right=right.told(other, value)))
    return Both(
        left=one.claim_id, right=other.claim_id, evidence=left.told(one, _words), differences=tuple(differences)
    )


def _outcome(name: str, one: Claim, other: Claim) -> str | None:
    """How two claims stand to each other on a field; null where neither has a value."""
    mine, theirs = VALUES[name](one), VALUES[name](other)
    if mine is None or theirs is None:
        return None if mine is theirs else "only right" if mine is None else "only left"
    return "same" if SAME[name](one, _as_gold(other)) else "differ"


def _one(claim: Claim, side: _Side) -> One:
    return One(claim_id=claim.claim_id, evidence=side.told(claim, _words), act=words.act(claim.type, claim.mode))


def _words(claim: Claim) -> str:
    return claim.evidence.text


def _finders(side: _Side, reports: list[str]) -> dict[str, int]:
    """How many claims each reader found, by its name and version."""
    found = Counter(claim.evidence.found_by for report in reports for claim in side.claims[report])
    return dict(sorted(found.items()))


def _listed(names: Iterable[str]) -> str | None:
    return ", ".join(names) or None


def _all(
    mine: tuple[match.Mine, ...], true: tuple[match.True_, ...], equal: Callable[[match.Mine, match.True_], bool]
) -> bool:
    return match.shared(mine, true, equal) == len(mine) == len(true)
