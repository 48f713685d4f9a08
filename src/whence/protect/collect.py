"""Collecting the personal names of a record: flagged by the stages, found in its texts, beside words that seal them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from sys import intern

from msgspec import Struct

from whence.protect.persons import mentions, personal
from whence.protect.pieces import Key, key, pieces
from whence.protect.roles import walk_of_life
from whence.protect.words import SEXUAL
from whence.schema.records import Claim, Event, EventParty, Link, Origin, Party, Report

_SEALING = ("rape", "rapist", "sexual", "molest", "sodomi", "incest")


class Found(Struct):
    """Names under collection, each with the reports in which it was found so."""

    private: dict[Key, set[str]]
    public: dict[Key, set[str]]
    sealed: dict[Key, set[str]]
    spoken: dict[Key, set[str]]  # private for certain: introduced as a person, or a source
    others: set[Key]  # places, outlets, bodies


def collect(reports: Collection[Report], claims: Collection[Claim], events: Collection[Event]) -> Found:
    """All names of a record; linear in its size, its claims gone through once."""
    found = Found(defaultdict(set), defaultdict(set), defaultdict(set), defaultdict(set), set())
    for report in reports:
        _from_report(report, found)
    named = _named_in_events(events, found)
    for claim in claims:
        _from_claim(claim, found)
        _seal_target(claim, found)
        for name in named.get(claim.claim_id, ()):
            found.private[name].add(intern(claim.report_id))
    for report in reports:
        if any(word in report.text.lower() for word in _SEALING):
            _seal_beside(report, found)
    return found


def _from_report(report: Report, found: Found) -> None:
    where = intern(report.report_id)  # one string for all the names in it: a large record has millions
    found.others |= {key(outlet) for outlet in (report.outlet, report.republished_from) if outlet}
    byline = _byline(report.byline)
    for name in byline:
        found.public[name].add(where)
    for text in (report.title, report.text, *(cut.text for cut in report.cut)):
        for mention in mentions(text or ""):
            if mention.name in byline:
                continue
            kind = found.public if mention.public else found.private
            kind[mention.name].add(where)
            if not mention.public:
                found.spoken[mention.name].add(where)
            if mention.minor:
                found.sealed[mention.name].add(where)


def _byline(byline: str | None) -> set[Key]:
    """The journalists of a report: theirs is a public role."""
    if not byline:
        return set()
    plain = byline.replace(" and ", ",").replace("&", ",").replace(";", ",").replace("/", ",")
    names = (part.strip().removeprefix("By ").removeprefix("by ") for part in plain.split(","))
    return {key(name) for name in names if name.strip()}


def _from_claim(claim: Claim, found: Found) -> None:
    where = intern(claim.report_id)
    for place in (claim.place.name, claim.place.admin1, claim.place.text) if claim.place else ():
        if place:
            found.others.add(key(place))
    for party in (*claim.actors, *claim.targets):
        _from_party(party, where, found)
    for link in claim.chain:
        _from_link(link, where, found)


def _from_party(party: Party, report: str, found: Found) -> None:
    if not party.private:
        kind = found.public if _person_sized(party.name) else None
        if kind is None:
            found.others.add(key(party.name))
        else:
            kind[key(party.name)].add(report)
        return
    _private(party.name, party.text, report, found)


def _from_link(link: Link, report: str, found: Found) -> None:
    if link.kind == "unnamed":
        return
    if link.kind in ("outlet", "agency", "organisation", "document"):
        found.others.add(key(link.name))
    elif not link.private and not walk_of_life(link.role):
        found.public[key(link.name)].add(report)
    else:
        _private(link.name, link.text, report, found)


def _private(name: str, text: str, report: str, found: Found) -> None:
    """A name flagged private; the words in the report often carry more (`Mr Gaye, a farmer`)."""
    for words in (name, text):
        if personal(words) and key(words):
            found.private[key(words)].add(report)


def _person_sized(name: str) -> bool:
    return personal(name) and len(key(name)) <= 5


def _named_in_events(events: Iterable[Event], found: Found) -> dict[str, set[Key]]:
    """Claim -> private persons whom an event names on its word; each is noted, its claims known or not."""
    named: dict[str, set[Key]] = defaultdict(set)
    for event in events:
        those: tuple[EventParty | Origin, ...] = (*event.actors, *event.targets, *event.origins)
        for party in those:
            if party.private and personal(party.name):
                name = key(party.name)
                found.private[name].update()
                for claim in party.claims:
                    named[claim].add(name)
    return named


def _seal_target(claim: Claim, found: Found) -> None:
    """Victims of sexual violence: targets of such claims."""
    if claim.type == "ASSAULT" and claim.mode == "sexual":
        for party in claim.targets:
            if personal(party.name):
                found.sealed[key(party.name)].add(claim.report_id)


def _seal_beside(report: Report, found: Found) -> None:
    """Likewise who is named without a public role beside the words."""
    for sentence in report.text.replace("\n", ". ").split(". "):
        folded = {piece.folded for piece in pieces(sentence)}
        if folded & SEXUAL or ("sexual" in folded and folded & {"violence", "assault", "abuse", "assaulted"}):
            for mention in mentions(sentence):
                if mention.name not in found.public:
                    found.sealed[mention.name].add(report.report_id)
