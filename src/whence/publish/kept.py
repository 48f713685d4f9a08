"""A record as it may be shown, kept from one time to the next: only what a change reaches is masked anew.

What it holds is what a record masked as a whole holds; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.protect.embargo import embargo, ends
from whence.protect.mask import Mask
from whence.protect.policy import Policy
from whence.protect.pseudonym import derived_salt
from whence.protect.record import mask_of
from whence.publish.ledger import TABLES, Ledger
from whence.publish.spool import Spool
from whence.publish.streamed import Filling, Shown, put_all
from whence.schema.records import Claim, Decision, Event, Issue, Report
from whence.store.part import Digests
from whence.store.reader import Reader

MOST = 0.3  # share of a record that is masked anew; beyond, all of it is
FEW = 200  # reports whatever their share
Aside = Callable[[], Sequence[Claim]]  # claims kept aside, looked up when the digests are known


class Asked(Struct, frozen=True, kw_only=True):
    """Under which policy a record is shown, and when."""

    policy: Policy
    salt: bytes | None
    now: datetime
    private: bool

    @property
    def mark(self) -> str:
        """What a part can only be masked by if all was: null in the place of a salt that follows from all texts."""
        return "" if self.salt is None else msgspec.json.encode((self.policy, self.salt, self.private)).decode()


class Reach(Struct, frozen=True):
    """What a change reaches: reports with their claims and events that are shown anew, and events that are gone."""

    reports: frozenset[str]
    events: frozenset[str]
    gone: frozenset[str]


class Kept:
    """A spool that stays, with its ledger, in one file: `close` without `commit` leaves it as it was."""

    def __init__(self, path: Path, *, private: bool) -> None:
        self.view = Spool(private=private, at=path)
        self.ledger = Ledger(self.view.base)

    def close(self) -> None:
        """Let go of the file."""
        self.view.close()

    def commit(self) -> None:
        """Let it be so."""
        self.view.base.execute("COMMIT")

    def whole(self, reader: Reader, asked: Asked, aside: Aside) -> Shown:
        """All of a record."""
        self.view.base.executescript(TABLES)
        self.view.base.execute("BEGIN")
        reports, events = reader.part().digests()  # first: what changes meanwhile is seen to have changed
        with Spool() as raw:
            put_all(raw, reader, aside())
            for event in raw.events():
                self.ledger.note(event)
            for report in raw.reports():
                self._hear(report, raw.claims_of(report.report_id), asked)
            salt = asked.salt or derived_salt(raw.reports())
            mask = self._mask(asked.policy, salt)[0]
            filling = Filling(raw, mask, asked.policy, asked.now)
            self.view.put(filling.texts())
            self.view.put(filling.rest())
        self.view.ready()
        self.ledger.know("asked", asked.mark)
        self._settle(filling, reports, events)
        return self._shown(asked, mask, len(events))

    def again(self, reader: Reader, asked: Asked, aside: Aside) -> tuple[Shown, Reach] | None:
        """What has changed; null where all has to be masked anew: a report left the record, or too much is another."""
        if not asked.mark or self.ledger.known("asked") != asked.mark:
            return None
        reports, events = reader.part().digests()
        old = self.ledger.digests(0)
        if old.keys() - reports.keys() or not old:
            return None
        self.view.base.execute("BEGIN")
        with Spool() as raw:
            turn = _Turn(self, raw, reader, asked, aside())
            old_events = self.ledger.digests(1)
            gone = old_events.keys() - events.keys()
            new, new_events = _other(old, reports), _other(old_events, events)
            if not turn.follow({*new}, {*new_events}, gone, len(reports)):
                return None
            filling = turn.filling()
            self.view.take_out(turn.reports, {*turn.events, *gone})
            self.view.empty(Decision, Issue)
            self.view.put(filling.texts())
            self.view.put(filling.rest())
        self.ledger.keep(1, {}, gone)
        self._settle(filling, new, new_events, turn.reports)
        reach = Reach(frozenset(turn.reports), frozenset(turn.events), frozenset(gone))
        return self._shown(asked, filling.mask, len(events)), reach

    def _hear(self, report: Report, claims: Collection[Claim], asked: Asked) -> None:
        self.ledger.hear(report, claims)
        held = embargo([report], claims, asked.policy, asked.now).claims
        until = ends(claims, report, asked.policy, asked.now)
        self.ledger.hold(report.report_id, held, _utc(until) if until else None)

    def _mask(self, policy: Policy, salt: bytes) -> tuple[Mask, tuple[set[str], set[str]]]:
        """The mask of all that was heard, and the reports and events in which it now masks something else."""
        found = self.ledger.found()
        mask = mask_of(found, policy, salt)
        return mask, self.ledger.reached(self.ledger.changed(mask.states(found)))

    def _settle(self, filling: Filling, reports: Digests, events: Digests, masked: Iterable[str] = ()) -> None:
        self.ledger.coarsen({**dict.fromkeys(masked, 0), **filling.coarse})
        self.ledger.keep(0, reports)
        self.ledger.keep(1, events)
        self.ledger.know("gone", msgspec.json.encode(sorted(filling.gone or ())).decode())

    def _shown(self, asked: Asked, mask: Mask, events: int) -> Shown:
        return Shown(
            view=self.view, policy=asked.policy, names=len(mask.hidden_persons()),
            withheld_claims=len(self.ledger.held()), withheld_events=events - self.view.count(Event),
            coarsened=self.ledger.coarse(),
        )  # fmt: skip


class _Turn:
    """One change, followed to all that it reaches. Whatever is masked was heard first, in the very form masked."""

    def __init__(self, kept: Kept, raw: Spool, reader: Reader, asked: Asked, aside: Sequence[Claim]) -> None:
        self.kept, self.raw, self.reader, self.asked, self.aside = kept, raw, reader, asked, aside
        self.part = reader.part()
        self.reports: set[str] = set()
        self.events: set[str] = set()
        self._claims: set[str] = set()

    def follow(self, reports: set[str], events: set[str], gone: Collection[str], all_reports: int) -> bool:
        """Take in what changed and what that reaches; false where that is too much."""
        ledger = self.kept.ledger
        named = {claim for event in gone for claim, _ in ledger.forget(event) if claim}
        reports = reports | ledger.ended(_utc(self.asked.now)) | self.part.told_in(named)
        before = {*msgspec.json.decode(ledger.known("gone") or "[]", type=list[str])}
        while True:
            named = self._take_events(events)
            if named & self.reports or len(self.reports | reports) > max(FEW, MOST * all_reports):
                return False
            self._take_reports(reports | named)
            self.mask, (more_reports, more_events) = self.kept._mask(self.asked.policy, self.asked.salt or b"")
            self.gone = self.part.resting_on(ledger.held())
            more_events |= self.part.events_of(self.reports) | self.part.linking(self.gone ^ before)
            reports, events = more_reports - self.reports, more_events - self.events
            if not reports and not events:
                return True

    def _take_events(self, ids: Iterable[str]) -> set[str]:
        """Note some events; gives the reports that have to be heard again for it."""
        found = self.part.events(ids)
        self.events.update(ids)
        self.raw.put(found)
        claims = {claim for event in found for claim in self.kept.ledger.note(event)}
        return self.part.told_in(claims)

    def _take_reports(self, ids: Iterable[str]) -> None:
        of_report: dict[str, list[Claim]] = {one: [] for one in {*ids} - self.reports}
        for claim in (*self.part.claims_in(of_report), *self.aside):
            if claim.report_id in of_report:
                of_report[claim.report_id].append(claim)
        for report in self.part.reports(of_report):
            claims = of_report[report.report_id]
            self.kept._hear(report, claims, self.asked)
            self.raw.put([report, *claims])
            self._claims.update(claim.claim_id for claim in claims)
        self.reports.update(of_report)

    def filling(self) -> Filling:
        """What masks it."""
        wanted = {claim for event in self.raw.events() for claim in event.claims} - self._claims
        self.raw.put(self.part.claims(wanted))  # of reports that are not masked anew: for the places of events
        self.raw.put(self.reader.decisions())
        self.raw.put(self.reader.issues())
        self.raw.ready()
        held = self.kept.ledger.held()
        return Filling(
            self.raw, self.mask, self.asked.policy, self.asked.now, held=held, gone=self.gone, about=self.part
        )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _other(before: Digests, now: Digests) -> Digests:
    return {one: digest for one, digest in now.items() if before.get(one) != digest}
