"""A record on disk as it may be shown, report by report: never the whole of it in memory, under the one policy.

What it gives is what `protect` gives for the same record; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

import msgspec
from msgspec import Struct

from whence.protect.embargo import Embargo, embargo, redacted
from whence.protect.events import event_out
from whence.protect.mask import Mask
from whence.protect.outgoing import Outgoing, report_out
from whence.protect.policy import Policy, loosened
from whence.protect.pseudonym import derived_salt
from whence.protect.record import decision_out, masking, placed_out
from whence.publish.spool import FEW, Again, Spool
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
            claims = chain(reader.claims(), aside)
            for values in (reader.reports(), claims, reader.events(), reader.decisions(), reader.issues()):
                raw.put(values)
            raw.ready()
            filling = _Filling(raw, policy, salt, now)
            out.put(filling.texts())
            out.put(filling.rest())
        out.ready()
    except BaseException:
        out.close()
        raise
    names = len(filling.mask.hidden_persons())
    return Shown(
        view=out, policy=policy, names=names, withheld_claims=len(filling.held), withheld_events=filling.gone,
        coarsened=filling.coarsened,
    )  # fmt: skip


class _Filling:
    """One pass over a record; remembers which claims are held back, which are few."""

    def __init__(self, raw: Spool, policy: Policy, salt: bytes | None, now: datetime) -> None:
        self.raw, self.policy, self.now = raw, policy, now
        reports, claims, events = Again(raw, Report), Again(raw, Claim), Again(raw, Event)
        self.mask: Mask = masking(reports, claims, events, policy, salt or derived_salt(reports))
        self.held: set[str] = set()
        self.gone = self.coarsened = 0  # events held back, claims placed more coarsely

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
                self.coarsened += placed is not claim
                yield way.value(placed)

    def rest(self) -> Iterator[Struct]:
        """Events, decisions, issues: what rests on the claims that are shown."""
        yield from self._events()
        for decision in self.raw.decisions():
            yield self._decision(decision)
        for issue in self.raw.issues():
            yield Outgoing(self.mask, (issue.report_id or "",)).value(issue)

    def _events(self) -> Iterator[Event]:
        gone = {one.event_id for one in self.raw.events() if self.held.issuperset(one.claims)} if self.held else set()
        waiting: list[Event] = []
        for event in self.raw.events():
            waiting.append(event)
            if len(waiting) == FEW:
                yield from self._some(waiting, gone)
                waiting = []
        yield from self._some(waiting, gone)

    def _some(self, events: list[Event], gone: set[str]) -> Iterator[Event]:
        ids = {claim for event in events for claim in event.claims} - self.held
        claims = self.raw.some(Claim, sorted(ids))
        placed = {one: placed_out(claim, self.mask, self.policy) for one, claim in claims.items()}
        coarse = {one for one, claim in placed.items() if claim is not claims[one]}
        for event in events:
            shown = event_out(event, self.mask, self.policy, placed, coarse)
            if shown is None:
                self.gone += 1
            else:
                links = tuple(link for link in shown.links if link.event_id not in gone)
                yield msgspec.structs.replace(shown, links=links)

    def _decision(self, decision: Decision) -> Decision:
        claims = [*self.raw.some(Claim, decision.ids).values()]
        return decision_out(decision, self.mask, claims, [*self.raw.some(Event, decision.ids).values()])
