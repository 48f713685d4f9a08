"""Collecting the personal names of a record: flagged by the stages, found in its texts, beside words that seal them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from sys import intern

from msgspec import Struct

from whence.protect.persons import mentions, personal
from whence.protect.pieces import Key, key, pieces
from whence.protect.roles import walk_of_life
from whence.protect.words import SEXUAL
from whence.schema.records import Claim, Event, EventParty, Link, Origin, Party, Report

_SEALING = ("rape", "rapist", "sexual", "molest", "sodomi", "incest")


KINDS = ("private", "public", "sealed", "spoken", "others", "beside", "noted")
# What was heard of a name: (kind, report, name). `beside`: stands beside words of sexual violence, sealed unless the
# name is a public person's; `noted`: given as a private person's, though not found so in this report.
Row = tuple[str, str, Key]


class Found(Struct):
    """Names under collection, each with the reports in which it was found so."""

    private: dict[Key, set[str]]
    public: dict[Key, set[str]]
    sealed: dict[Key, set[str]]
    spoken: dict[Key, set[str]]  # private for certain: introduced as a person, or a source
    others: set[Key]  # places, outlets, bodies


class Heard(Struct, frozen=True):
    """The names of one report and its claims, of each kind."""

    private: set[Key]
    public: set[Key]
    sealed: set[Key]
    spoken: set[Key]
    others: set[Key]
    beside: set[Key]
    noted: set[Key]

    def rows(self, report: str) -> Iterator[Row]:
        """One row a kind and name."""
        return ((kind, report, name) for kind in KINDS for name in getattr(self, kind))


def collect(reports: Collection[Report], claims: Iterable[Claim], events: Iterable[Event]) -> Found:
    """All names of a record; linear in its size."""
    of_report: dict[str, list[Claim]] = {report.report_id: [] for report in reports}
    for claim in claims:
        of_report.setdefault(claim.report_id, []).append(claim)
    by_id = {report.report_id: report for report in reports}
    return found(rows_of(((by_id.get(one), some) for one, some in of_report.items()), events))


def rows_of(told: Iterable[tuple[Report | None, Sequence[Claim]]], events: Iterable[Event]) -> Iterator[Row]:
    """All that is heard in reports with their claims, and in events."""
    named: dict[str, set[Key]] = defaultdict(set)
    for event in events:
        for claim, name in named_in(event):
            named[claim].add(name)
            yield "noted", "", name
    for report, claims in told:
        if report is not None or claims:
            yield from heard(report, claims, named).rows(report.report_id if report else claims[0].report_id)


def found(rows: Iterable[Row]) -> Found:
    """What all rows together come to, whatever their order."""
    kept = Found(defaultdict(set), defaultdict(set), defaultdict(set), defaultdict(set), set())
    beside: dict[Key, set[str]] = defaultdict(set)
    for kind, report, name in rows:
        if kind == "others":
            kept.others.add(name)
        elif kind == "noted":
            kept.private[name].update()
        else:
            where: dict[Key, set[str]] = beside if kind == "beside" else getattr(kept, kind)
            where[name].add(intern(report))  # one string for all the names in it: a large record has millions
    for name, reports in beside.items():
        if name not in kept.public:
            kept.sealed[name] |= reports
    return kept


def heard(report: Report | None, claims: Iterable[Claim], named: Mapping[str, Collection[Key]]) -> Heard:
    """The names of one report; `named` are private persons whom events name, by claim."""
    to = Heard(set(), set(), set(), set(), set(), set(), set())
    if report is not None:
        _from_report(report, to)
    for claim in claims:
        _from_claim(claim, to)
        _seal_target(claim, to)
        to.private.update(named.get(claim.claim_id, ()))
    if report is not None:
        if any(word in report.text.lower() for word in _SEALING):
            _beside(report, to)
        _drop_common(report, to)
    return to


def named_in(event: Event) -> Iterator[tuple[str, Key]]:
    """Private persons whom an event names, each on the word of a claim; `""` where of none."""
    those: tuple[EventParty | Origin, ...] = (*event.actors, *event.targets, *event.origins)
    for party in those:
        if party.private and personal(party.name):
            name = key(party.name)
            yield "", name
            for claim in party.claims:
                yield claim, name


def _drop_common(report: Report, to: Heard) -> None:
    """Single words flagged as names that the same report also writes small (`Countries`) are no names."""
    single = {name for name in to.private if len(name) == 1}
    if single:
        small = {piece.folded for piece in pieces(report.text) if piece.text[0].islower()}
        common = {name for name in single if name[0] in small}
        to.private.difference_update(common)
        to.noted.update(common)


def _from_report(report: Report, to: Heard) -> None:
    to.others.update(key(outlet) for outlet in (report.outlet, report.republished_from) if outlet)
    byline = _byline(report.byline)
    to.public.update(byline)
    for text in (report.title, report.text, *(cut.text for cut in report.cut)):
        for mention in mentions(text or ""):
            if mention.name in byline:
                continue
            (to.public if mention.public else to.private).add(mention.name)
            if not mention.public:
                to.spoken.add(mention.name)
            if mention.minor:
                to.sealed.add(mention.name)


def _byline(byline: str | None) -> set[Key]:
    """The journalists of a report: theirs is a public role."""
    if not byline:
        return set()
    plain = byline.replace(" and ", ",").replace("&", ",").replace(";", ",").replace("/", ",")
    names = (part.strip().removeprefix("By ").removeprefix("by ") for part in plain.split(","))
    return {key(name) for name in names if name.strip()}


def _from_claim(claim: Claim, to: Heard) -> None:
    for place in (claim.place.name, claim.place.admin1, claim.place.text) if claim.place else ():
        if place:
            to.others.add(key(place))
    for party in (*claim.actors, *claim.targets):
        _from_party(party, to)
    for link in claim.chain:
        _from_link(link, to)


def _from_party(party: Party, to: Heard) -> None:
    if party.private:
        _private(party.name, party.text, to)
    elif _person_sized(party.name):
        to.public.add(key(party.name))
    else:
        to.others.add(key(party.name))


def _from_link(link: Link, to: Heard) -> None:
    if link.kind == "unnamed":
        return
    if link.kind in ("outlet", "agency", "organisation", "document"):
        to.others.add(key(link.name))
    elif not link.private and not walk_of_life(link.role):
        to.public.add(key(link.name))
    else:
        _private(link.name, link.text, to)


def _private(name: str, text: str, to: Heard) -> None:
    """A name flagged private; the words in the report often carry more (`Mr Gaye, a farmer`)."""
    to.private.update(key(words) for words in (name, text) if personal(words) and key(words))


def _person_sized(name: str) -> bool:
    return personal(name) and len(key(name)) <= 5


def _seal_target(claim: Claim, to: Heard) -> None:
    """Victims of sexual violence: targets of such claims."""
    if claim.type == "ASSAULT" and claim.mode == "sexual":
        to.sealed.update(key(party.name) for party in claim.targets if personal(party.name))


def _beside(report: Report, to: Heard) -> None:
    """Likewise who is named without a public role beside the words."""
    for sentence in report.text.replace("\n", ". ").split(". "):
        folded = {piece.folded for piece in pieces(sentence)}
        if folded & SEXUAL or ("sexual" in folded and folded & {"violence", "assault", "abuse", "assaulted"}):
            to.beside.update(mention.name for mention in mentions(sentence))
