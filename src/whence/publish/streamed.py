"""A record on disk as it may be shown, report by report: never the whole of it in memory, under the one policy.

What it gives is what `protect` gives for the same record; a test holds the two against each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Protocol

import msgspec
from msgspec import Struct

from whence.protect.collect import found, rows_of
from whence.protect.embargo import Embargo, embargo, redacted
from whence.protect.events import event_out
from whence.protect.mask import Mask
from whence.protect.outgoing import Outgoing, report_out
from whence.protect.policy import Policy, loosened
from whence.protect.pseudonym import derived_salt
from whence.protect.record import decision_out, mask_of, placed_out
from whence.publish.spool import FEW, Spool
from whence.schema.records import Claim, Decision, Event, Report
from whence.store.reader import Reader


class Shown(Struct, frozen=True, kw_only=True):
    """A filled spool, and how much was hidden or held back to fill it."""

    view: Spool
    policy: Policy
    names: int  # persons under a pseudonym
    withheld_claims: int
    withheld_events: int
    coarsened: int  # claims whose place is coarser than the record's

    @property
    def loosened(self) -> tuple[str, ...]:
        """What is weaker than the default policy, in words."""
        return loosened(self.policy)


def streamed(
    reader: Reader, policy: Policy, salt: bytes | None, now: datetime, *, private: bool, aside: Iterable[Claim] = ()
) -> Shown:
    """The record behind a reader under a policy, with claims that are kept aside; close the view when done with it."""
    out = Spool(private=private)
    try:
        with Spool() as raw:
            put_all(raw, reader, aside)
            names = found(rows_of(((one, raw.claims_of(one.report_id)) for one in raw.reports()), raw.events()))
            mask = mask_of(names, policy, salt or derived_salt(raw.reports()))
            filling = Filling(raw, mask, policy, now)
            out.put(filling.texts())
            out.put(filling.rest())
        out.ready()
    except BaseException:
        out.close()
        raise
    return Shown(
        view=out, policy=policy, names=len(mask.hidden_persons()), withheld_claims=len(filling.held),
        withheld_events=filling.withheld, coarsened=filling.coarse.total(),
    )  # fmt: skip


def put_all(raw: Spool, reader: Reader, aside: Iterable[Claim]) -> None:
    """A record as it stands, frozen: what is masked later is what names were collected from."""
    claims = chain(reader.claims(), aside)
    for values in (reader.reports(), claims, reader.events(), reader.decisions(), reader.issues()):
        raw.put(values)
    raw.ready()


class About(Protocol):
    """Where claims and events are looked up that decisions are about."""

    def claims(self, ids: Sequence[str]) -> Collection[Claim]: ...
    def events(self, ids: Sequence[str]) -> Collection[Event]: ...


class _InSpool:
    def __init__(self, raw: Spool) -> None:
        self._raw = raw

    def claims(self, ids: Sequence[str]) -> Collection[Claim]:
        return self._raw.some(Claim, ids).values()

    def events(self, ids: Sequence[str]) -> Collection[Event]:
        return self._raw.some(Event, ids).values()


class Filling:
    """One pass over a record or a part of one; remembers which claims are held back, which are few.

    Of a part, `held` and `gone` are the claims and events that are held back in all of the record.
    """

    def __init__(
        self,
        raw: Spool,
        mask: Mask,
        policy: Policy,
        now: datetime,
        *,
        held: Iterable[str] = (),
        gone: Collection[str] | None = None,
        about: About | None = None,
    ) -> None:
        self.raw, self.mask, self.policy, self.now = raw, mask, policy, now
        self.held = {*held}
        self.gone, self._about = gone, about or _InSpool(raw)
        self.withheld = 0  # events
        self.coarse: Counter[str] = Counter()  # by report, claims placed more coarsely

    def texts(self) -> Iterator[Struct]:
        """Reports and their claims."""
        for report in self.raw.reports():
            claims = self.raw.claims_of(report.report_id)
            held = embargo([report], claims, self.policy, self.now)
            self.held |= held.claims
            yield from self._report(report, claims, held)

    def _report(self, report: Report, claims: list[Claim], held: Embargo) -> Iterator[Struct]:
        shown, way = report_out(report, self.mask, redacted(report, held))
        yield shown
        for claim in claims:
            if claim.claim_id not in held.claims:
                placed = placed_out(claim, self.mask, self.policy)
                self.coarse[report.report_id] += placed is not claim
                yield way.value(placed)

    def rest(self) -> Iterator[Struct]:
        """Events, decisions, issues: what rests on the claims that are shown."""
        yield from self._events()
        for decision in self.raw.decisions():
            yield self._decision(decision)
        for issue in self.raw.issues():
            yield Outgoing(self.mask, (issue.report_id or "",)).value(issue)

    def _events(self) -> Iterator[Event]:
        if self.gone is None:
            held = self.held
            self.gone = {one.event_id for one in self.raw.events() if held.issuperset(one.claims)} if held else set()
        waiting: list[Event] = []
        for event in self.raw.events():
            waiting.append(event)
            if len(waiting) == FEW:
                yield from self._some(waiting, self.gone)
                waiting = []
        yield from self._some(waiting, self.gone)

    def _some(self, events: list[Event], gone: Collection[str]) -> Iterator[Event]:
        ids = {claim for event in events for claim in event.claims} - self.held
        claims = self.raw.some(Claim, sorted(ids))
        placed = {one: placed_out(claim, self.mask, self.policy) for one, claim in claims.items()}
        coarse = {one for one, claim in placed.items() if claim is not claims[one]}
        for event in events:
            shown = event_out(event, self.mask, self.policy, placed, coarse)
            if shown is None:
                self.withheld += 1
            else:
                links = tuple(link for link in shown.links if link.event_id not in gone)
                yield msgspec.structs.replace(shown, links=links)

    def _decision(self, decision: Decision) -> Decision:
        about = self._about
        return decision_out(decision, self.mask, [*about.claims(decision.ids)], [*about.events(decision.ids)])
