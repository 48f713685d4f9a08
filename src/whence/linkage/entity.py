"""Who is named where, and the persons and bodies that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from whence.schema.records import Claim, Link, LinkKind, PairReason, Party

EntityKind = Literal["person", "body", "state", "outlet", "group"]  # `group`: words that name nobody in particular


class Naming(Struct, frozen=True, kw_only=True):
    """One place in a record where somebody is named: `id` is the field, such as `c3f....actors.0`."""

    id: str
    report: str
    text: str  # the words there
    name: str  # whom the report means by them
    role: str | None = None
    kind: LinkKind | None = None  # of a link
    sector: str | None = None
    private: bool = False
    country: str | None = None  # of the claim's place: where that person was


class Entity(Struct, frozen=True, kw_only=True):
    """One person, body, state or outlet over all reports; `namings` are ids, `reasons` say why they are one.

    `sector` is PLOVER's, `country` ISO 3166-1, `family` whom outlets share as owner. `entity_id` follows from the
    smallest naming.
    """

    entity_id: str
    name: str
    kind: EntityKind
    names: tuple[str, ...]
    roles: tuple[str, ...] = ()
    sector: str | None = None
    country: str | None = None
    family: str | None = None
    private: bool = False
    reports: tuple[str, ...] = ()
    namings: tuple[str, ...] = ()
    reasons: tuple[PairReason, ...] = ()


def namings(claims: Iterable[Claim]) -> Iterator[Naming]:
    """Every actor, target and link of some claims."""
    for claim in claims:
        for field, parties in (("actors", claim.actors), ("targets", claim.targets)):
            for at, party in enumerate(parties):
                yield _of_party(claim, f"{claim.claim_id}.{field}.{at}", party)
        for at, link in enumerate(claim.chain):
            yield _of_link(claim, f"{claim.claim_id}.chain.{at}", link)


def _of_party(claim: Claim, naming_id: str, party: Party) -> Naming:
    return Naming(
        id=naming_id, report=claim.report_id, text=party.text, name=party.name, sector=party.sector,
        private=party.private, country=claim.place.country if claim.place else None,
    )  # fmt: skip


def _of_link(claim: Claim, naming_id: str, link: Link) -> Naming:
    return Naming(
        id=naming_id, report=claim.report_id, text=link.text, name=link.name, role=link.role, kind=link.kind,
        private=link.private, country=claim.place.country if claim.place else None,
    )  # fmt: skip
