"""The Admiralty information scale, from origins and disputes, with its reason in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from whence.schema.records import Claim, Credibility, Dispute, Origin
from whence.stages.merge.interest import against, both_sides

_SCALE = {
    1: "confirmed: {agree} independent origins agree ({names}) and none disputes it{admitted}",
    2: "probably true: {agree} independent origins agree on the act ({names}){admitted}; disputed: {fields}",
    3: "possibly true: one named origin ({names}){admitted}",
    4: "doubtful: asserted by {agree}, denied by {deny}",
    5: "improbable: {why}",
    6: "cannot be judged: only unnamed sources or suppositions",
}


def judge(claims: Sequence[Claim], origins: Sequence[Origin], disputes: Sequence[Dispute]) -> Credibility:
    """Grade 1 to 6 as the record's contract defines them; unnamed origins and `possible` claims never reach 1 or 2."""
    status = {claim.claim_id: claim.status for claim in claims}
    denying = [origin for origin in origins if any(status[one] == "denied" for one in origin.claims)]
    saying = [origin for origin in origins if any(status[one] not in ("denied", "possible") for one in origin.claims)]
    named = [origin for origin in saying if origin.kind != "unnamed" and origin not in denying]
    retracted = [origin for origin in saying if origin in denying]
    contested = any(dispute.field == "status" for dispute in disputes)
    if saying and retracted and contested and not named:
        return _grade(5, why=f"{_names(retracted)} took it back")
    if contested and denying:
        if len(denying) > len(saying):
            return _grade(5, why=f"{len(denying)} origins deny it, {len(saying)} assert it")
        return _grade(4, agree=_names(saying), deny=_names(denying))
    informants = named or [origin for origin in denying if origin.kind != "unnamed"]
    if not informants or not (saying or denying):
        return _grade(6)
    admitted = _admitted(claims, informants)
    if len(informants) == 1:
        return _grade(3, names=_names(informants), admitted=admitted)
    fields = ", ".join(sorted({dispute.field.replace("figures.", "number ") for dispute in disputes}))
    return _grade(2 if disputes else 1, agree=str(len(informants)), names=_names(informants), fields=fields,
                  admitted=admitted)  # fmt: skip


def _admitted(claims: Sequence[Claim], informants: Sequence[Origin]) -> str:
    """Who says so though it harms the own side, in words: the strongest ground, which no grade shows."""
    admitting = against(claims, informants)
    if not admitting:
        return ""
    both = "both sides say so, " if both_sides(claims, informants) else ""
    return f"; {both}{_names(admitting)} against the interest of the own side"


def _grade(grade: int, **said: str) -> Credibility:
    return Credibility(grade=grade, why=_SCALE[grade].format(**said))


def _names(origins: Sequence[Origin]) -> str:
    """Names of bodies and public persons only: a reason is plain text that no masking would find a person in."""
    said = ["an unnamed source" if origin.kind == "unnamed" else "a private person" if origin.private else origin.name
            for origin in origins]  # fmt: skip
    return ", ".join(said)
