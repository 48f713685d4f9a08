"""The record's codes in words for people: reported, never occurred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.schema.records import Claim, EventFigure, EventPlace, EventTime, Figure, Place, Time

CREDIBILITY: Mapping[int, str] = {
    1: "confirmed by independent sources",
    2: "agreed, a detail disputed",
    3: "one source",
    4: "disputed",
    5: "doubtful",
    6: "cannot be judged",
}

STATUS: Mapping[str, str] = {
    "asserted": "reported",
    "planned": "reported as planned",
    "called-for": "called for",
    "predicted": "predicted",
    "possible": "said to be possible",
    "denied": "denied",
}

UNITS: Mapping[str, str] = {"percent": "%", "people": ""}


def act(type_: str, mode: str | None) -> str:
    """Type and mode: `ASSAULT, drone`."""
    return f"{type_}, {mode}" if mode else type_


def figure(held: Figure | EventFigure) -> str:
    """A figure with what it counts: `3 or more killed`, `70-80% vote-share`."""
    unit = UNITS.get(held.unit or "", f" {held.unit}" if held.unit else "")
    low, high = (f"{n:,}" if n is not None else None for n in (held.low, held.high))
    if low is not None and high is not None:
        amount = low if low == high else f"{low}-{high}"
    else:
        amount = f"{low} or more" if low is not None else f"{high} or fewer" if high is not None else "?"
    return f"{amount}{unit}" + (f" {held.what}" if held.what != "other" else "")


def figures(held: Iterable[Figure | EventFigure]) -> str:
    """All figures on one line."""
    return "; ".join(figure(one) for one in held)


def place(held: Place | EventPlace | None) -> str:
    """A place with what holds it; a name that no gazetteer knows says so."""
    if held is None:
        return "place unknown"
    parts = [held.name, held.admin1, held.country]
    if held.precision == "district":
        parts = [f"a district of {held.name}", held.country]
    name = ", ".join(dict.fromkeys(part for part in parts if part))
    return f"{name} (not in the gazetteer)" if held.fallback else name


def time(held: Time | EventTime | None) -> str:
    """A day or an interval; unresolved words as they stand."""
    if held is None:
        return "time unknown"
    if held.earliest is None and held.latest is None:
        return f"“{held.text}”, not resolved" if isinstance(held, Time) else "time not resolved"
    if held.earliest == held.latest:
        return str(held.earliest)
    return f"{held.earliest or '...'} to {held.latest or '...'}"


def people(names: Iterable[str]) -> str:
    """Names on one line; nobody is a question mark."""
    return ", ".join(dict.fromkeys(names)) or "?"


def deed(claim: Claim) -> str:
    """Who did what to whom, by the record's words."""
    return f"{people(p.name for p in claim.actors)} -> {people(p.name for p in claim.targets)}"
