"""What is known of a value that says how likely it is to be right: plain facts, by field."""

from __future__ import annotations

from math import log

from whence.schema.records import Claim, Figure, Ground, Link, Party, Place, Span, Time

Facts = dict[str, float]
FIELDS = ("type", "mode", "status", "actors", "targets", "place", "time", "figures", "chain")
_PRONOUNS = frozenset("he she it they him her them his its their we i who".split())  # noqa: SIM905 (running text)
_MODEL = "neural"
_MOST, _LEAST = 0.98, 0.02  # beliefs beyond these count as these


def of_type(claim: Claim) -> Facts:
    """Of the act as a whole: that it is told, with this type."""
    long = len(claim.evidence.text)
    return {
        **_belief(claim.evidence),
        f"type {claim.type}": 1.0,
        "length": log(max(1, min(long, 400))) - 4,
        "nobody": float(not claim.actors),
        "attributed": float(bool(claim.chain)),
    }


def of_mode(claim: Claim) -> Facts:
    """Of the mode, where there is one."""
    return {**_belief(claim.evidence), f"type {claim.type}": 1.0}


def of_status(claim: Claim, ground: Ground) -> Facts:
    """Of the status: which, and whether a word in the sentence says so."""
    return {
        **_belief(claim.evidence),
        f"is {claim.status}": 1.0,
        "cue": float(ground.span is not None),
        "hedge": float(claim.hedge is not None),
        "attributed": float(bool(claim.chain)),
    }


def of_party(claim: Claim, party: Party, role: str) -> Facts:
    """Of an actor or target (`role`: the field's name)."""
    many = claim.actors if role == "actors" else claim.targets
    return {
        **_belief(party),
        "inside": float(_inside(claim, party)),
        "pronoun": float(party.text.lower() in _PRONOUNS),
        "capital": float(any(word[0].isupper() for word in party.text.split())),
        "length": log(1 + len(party.text.split())) - 1,
        "several": float(len(many) > 1),
        "known": float(party.sector is not None),
        f"type {claim.type}": 1.0,
    }


def of_place(claim: Claim, place: Place) -> Facts:
    """Of a place."""
    return {
        **_belief(place),
        f"precision {place.precision}": 1.0,
        "inside": float(_inside(claim, place)),
        "fallback": float(place.fallback),
        "found": float(place.geonameid is not None),
    }


def of_time(claim: Claim, time: Time) -> Facts:
    """Of a time."""
    return {
        **_belief(time),
        f"basis {time.basis}": 1.0,
        f"precision {time.precision}": 1.0,
        "inside": float(_inside(claim, time)),
    }


def of_figure(claim: Claim, figure: Figure) -> Facts:
    """Of a figure."""
    return {
        **_belief(figure),
        f"what {figure.what}": 1.0,
        "open": float(figure.low is None or figure.high is None),
        "several": float(len(claim.figures) > 1),
        "inside": float(_inside(claim, figure)),
    }


def of_link(claim: Claim, link: Link, nth: int) -> Facts:
    """Of the `nth` link of the chain."""
    return {
        **_belief(link),
        f"rule {link.found_by}": 1.0,
        f"kind {link.kind}": 1.0,
        "pronoun": float(link.text.lower() in _PRONOUNS),
        "resolved": float(link.name.lower() not in link.text.lower()),
        "last": float(nth + 1 == len(claim.chain)),
        "several": float(len(claim.chain) > 1),
        "inside": float(_inside(claim, link)),
    }


def _belief(span: Span) -> Facts:
    p = min(_MOST, max(_LEAST, span.confidence))
    model = span.found_by.startswith(_MODEL)
    odds = log(p / (1 - p))
    return {"one": 1.0, "model": float(model), "belief": odds, "belief of the model": odds * model}


def _inside(claim: Claim, span: Span) -> bool:
    return claim.evidence.start <= span.start < claim.evidence.end
