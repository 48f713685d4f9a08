"""PLOVER's contexts of a claim, by cue words of its clause, its sentence, and of the report for the vote."""

from __future__ import annotations

import re

from whence.schema.records import Ground, Span

# Cues by context, in PLOVER's words for contexts; verbose regular expressions, whole words.
_CUES = {
    "election": r"""
        elections? | electoral | referend(?:um | a | ums) | plebiscite | ballots? | polling | polls\b |
        voting | voters? | votes? | voted | turnout | constituenc\w+ | precincts? | by-elections? | run-?off
        | electorate | candidates? | pseudo-elections? | re-elected | inauguration
    """,
    "military": r"""
        army | troops? | soldiers? | military | barracks | battalions? | brigades? | artillery | rockets? |
        missiles? | shelling | shelled | himars | front\ ?line | navy | air\ ?force | airstrikes? |
        reservists? | mobili[sz]ation | call-up | armed\ forces
    """,
    "human_rights": r"""
        human\ rights | journalists? | reporters? | torture\w* | civilians? | rights\ group | political\
        prisoners? | press\ freedom | war\ crimes? | amnesty\ international
    """,
    "legal": r"""
        courts? | judges? | prosecutors? | trial | indict\w+ | lawyers? | sentenced | convicted | annul\w* |
        constitution\w* | lawsuit | charges
    """,
    "migration": r"""
        migrants? | border\ crossing | fled | flee | emigrat\w+ | crossed\ the\ border
    """,
    "refugee": r"""
        refugees? | asylum | displaced | unhcr | camps?\ for
    """,
    "diplomatic": r"""
        ambassadors? | foreign\ minist\w+ | embass\w+ | consulate | diplomat\w* | envoys? | united\ nations
        | security\ council | recognis\w+ | recogniz\w+
    """,
    "territory": r"""
        annex\w* | territor\w+ | sovereignty | occupied | borders?\ between | join(?:ing)?\ russia |
        secession | independence
    """,
    "terrorism": r"""
        terror\w* | suicide\ bomb\w* | jihadist\w* | islamic\ state | boko\ haram | al[-\ ]qaeda
    """,
    "cyber": r"""
        hack\w* | cyber\w* | servers? | ddos | website
    """,
    "misinformation": r"""
        fake\ news | disinformation | misinformation | propaganda | fabrication
    """,
    "economic": r"""
        sanctions? | embargo | tariffs? | economy | exports? | imports? | strike\ over\ pay | assets
    """,
    "peacekeeping": r"""
        peacekeep\w+ | ceasefire | truce | eufor | unifil | minusma
    """,
    "crime": r"""
        murder\w* | robber\w* | gang | kidnap\w* | drug\ traffick\w+
    """,
    "illegal_drugs": r"""
        cocaine | drug\ traffick\w+ | narcotics | cartel
    """,
    "corruption": r"""
        corruption | bribe\w* | embezzl\w+
    """,
}
_COMPILED = tuple((name, re.compile(rf"\b(?:{cue})\b", re.IGNORECASE | re.VERBOSE)) for name, cue in _CUES.items())


def _beginnings(cue: str) -> tuple[str, ...]:
    """What each choice of a cue begins with, up to the first sign that may be left out or stand for several."""
    choices = re.split(r"\|(?![^(]*\))", cue)
    found = (re.match(r"(?:[a-z-]|\\ )*(?![?*])", choice.strip()) for choice in choices)
    return tuple(sorted({begins.group().replace("\\ ", " ") for begins in found if begins}))


_BEGINNINGS = {name: _beginnings(cue) for name, cue in _CUES.items()}
_OF_A_VOTE = frozenset({"VOTE", "CAMPAIGN"})
_OVER_A_VOTE = frozenset(
    {"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN", "PROTEST", "CONCEDE", "SANCTION", "COERCE", "ASSAULT"}
)


def is_about_a_vote(text: str, title: str | None) -> bool:
    """A report whose title or beginning speaks of a vote, and that comes back to it."""
    found = _COMPILED[0][1].findall(text)
    return len(found) >= 4 and bool(_COMPILED[0][1].search(f"{title or ''} {text[:600]}"))


def contexts(
    text: str, evidence: Span, sentence: tuple[int, int], act: tuple[str, str | None], voting: bool
) -> list[Ground]:
    """One ground for each context, in a fixed order; the span is the cue word where there is one.

    `act` is type and mode, `voting` says that the report is about a vote: acts against or over it then belong to it.
    """
    grounds = []
    for name, cue in _COMPILED:
        found = _found(name, cue, text, sentence if name == "election" else (evidence.start, evidence.end))
        if found:
            grounds.append(_ground(name, text, found.start(), found.end()))
        elif name == "election" and (act[0] in _OF_A_VOTE or act == ("COERCE", "vote")):
            why = "an act of this type is part of a vote"
            grounds.append(Ground(field="contexts.election", value="election", span=None, why=why))
        elif name == "election" and voting and act[0] in _OVER_A_VOTE:
            why = "the report is about a vote, and acts of this type there are part of it or aimed at it"
            grounds.append(Ground(field="contexts.election", value="election", span=None, why=why))
    return grounds


def _found(name: str, cue: re.Pattern[str], text: str, bounds: tuple[int, int]) -> re.Match[str] | None:
    """The first cue of a context; looking for its beginnings first takes a tenth of the time."""
    words = text[slice(*bounds)].lower()
    # Beyond ASCII some letters match one of [a-z] without being it.
    if words.isascii() and not any(begins in words for begins in _BEGINNINGS[name]):
        return None
    return cue.search(text, *bounds)


def _ground(name: str, text: str, start: int, end: int) -> Ground:
    span = Span(text=text[start:end], start=start, end=end, found_by="contexts/1")
    return Ground(field=f"contexts.{name}", value=name, span=span, why="the words around the act speak of it")
