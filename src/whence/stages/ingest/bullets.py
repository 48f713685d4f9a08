"""Bullet summaries and headlines: does a line only repeat what the body says?"""

from __future__ import annotations

import re

from whence.stages.ingest.lines import Line, words

MARKER = re.compile(r"(?:[•‣◦▪●■*·]|[–—-](?=\s))\s*")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
STEM = 5  # letters compared: "sabotaging" and "sabotaged" are one word
# Share of a bullet's content words that stand in the body, from which it only repeats it. Of 49 bullets that open the
# reports of the gold none carries a claim of its own; 36 reach 0.5. Short ones are headlines in other words ("Mums
# stop traffic over call-up"), so less will do where their block as a whole repeats the body: 46 of 49 are then known.
# Bullets further down, where 5 of 5 carry claims, are never looked at.
REPEATS = 0.5
SHORT_WORDS, SHORT_REPEATS, BLOCK_REPEATS = 10, 0.2, 0.35
STOP = words(
    "the a an and or but of in on at to for from by with as is are was were be been has have had will would it its he "
    "she they his her their that this these those not no so say says said after over before into about than then who "
    "what which when how why more you your we our off out up down all any"
)


def stems(text: str) -> set[str]:
    """Content words of a text, lowered and cut to their first letters."""
    found = (word.lower() for word in WORD.findall(text))
    return {word[:STEM] for word in found if word not in STOP and (len(word) > 2 or word.isdigit())}


def containment(line: str, body: set[str]) -> float:
    """Share of a line's content words that stand in the body, 0 to 1; 1 for a line without any."""
    own = stems(line)
    return len(own & body) / len(own) if own else 1.0


def is_bullet(line: Line) -> bool:
    """Whether a line starts with a list marker."""
    return line.words > 1 and MARKER.match(line.folded) is not None


def opening_bullets(lines: list[Line]) -> list[int]:
    """Indices of the bullets that stand before the body: no prose line without a marker comes before them."""
    found: list[int] = []
    for index, line in enumerate(lines):
        if not line.words or line.reason is not None:
            continue
        if is_bullet(line):
            found.append(index)
        elif line.prose:
            break
    return found


def repeating(lines: list[Line], body: set[str]) -> list[int]:
    """Which of some bullets only repeat the body, given its stems."""
    shares = [containment(line.folded, body) for line in lines]
    summary = bool(shares) and sum(shares) >= BLOCK_REPEATS * len(shares)
    return [
        index
        for index, (line, share) in enumerate(zip(lines, shares, strict=True))
        if share >= REPEATS or (summary and share >= SHORT_REPEATS and _short(line))
    ]


def _short(line: Line) -> bool:
    return line.words <= SHORT_WORDS and not line.folded.endswith(".")
