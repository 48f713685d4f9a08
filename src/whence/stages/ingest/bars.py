"""Furniture that is told by its shape: menus, share bars, rows of links, lines of names."""

from __future__ import annotations

import re

from whence.stages.ingest.lines import words

BAR = re.compile(r" ?[|·•>▸›] ?| / |[ \u00a0]{2,}|\t+")
SHARE = words(
    "share save print email e-mail tweet copy link copied facebook twitter x whatsapp telegram viber linkedin reddit "
    "pinterest messenger instagram youtube bookmark mute like on via this comment comments for later turn "
    "notifications a- a+ send follow sort newest oldest first page post with friends"
)
ANCHORS = words("share print tweet whatsapp facebook twitter bookmark save mute")
SECTIONS = words(
    "home news world business sport sports politics opinion culture travel money tech technology science health "
    "lifestyle video live local europe asia africa americas weather puzzles crossword jobs property food books podcast "
    "podcasts showbiz tv royals war horoscopes obituaries letters essays archive about donate shop menu economy "
    "environment entertainment markets finance media arts education magazine features nation regions photos"
)
SMALL = words(
    "and in at for of from by the our with de da di du del van von der den bin ibn al el la le y e und et & "
    "a an our special staff foreign political own"
)
ROLES = words(
    "correspondent correspondents reporter reporters staff writer writers desk agencies agency editor bureau "
    "newsroom team"
)
NAME = re.compile(r"(?:[A-ZÀ-ÞĀ-ŽЀ-Я][\w'’.-]*|[\w'’-]*[A-Z][\w'’-]*)[,;.]?")


def share_bar(folded: str) -> bool:
    """Whether every word of a line belongs to a row of share buttons."""
    parts = [part.strip(":,()").lower() for part in re.split(r"[\s|·•/▾↓]+", folded) if part.strip(":,()")]
    if not parts or len(parts) > 20:
        return False
    return any(part in ANCHORS for part in parts) and all(part in SHARE or part.isdigit() for part in parts)


def menu(text: str) -> bool:
    """Whether a line is a menu or breadcrumb: three short parts or more with a bar or wide gaps between them."""
    if len(text) > 200:
        return False
    barred = [part.strip() for part in BAR.split(text.strip()) if part.strip()]
    if len(barred) >= 3 and all(len(part.split()) <= 5 for part in barred):
        numbered = sum(1 for part in barred if any(letter.isdigit() for letter in part))
        return numbered <= 1 and not any(part.endswith((".", "!", ":", ",")) for part in barred)
    return _section_words(text)


def row_of_links(folded: str) -> bool:
    """Whether a line after the body is a row of link titles between bars."""
    parts = [part for part in re.split(r" [|·•/] ", folded) if part.strip()]
    return len(parts) >= 3 and len(folded.split()) <= 40 and not folded.endswith(".")


def names_only(text: str) -> bool:
    """Whether words are nothing but names, roles and the small words between them: a byline, not a sentence."""
    parts = text.split()
    if not parts or len(parts) > 16 or any(letter.isdigit() for letter in text):
        return False
    named = [part for part in parts if NAME.fullmatch(part)]
    others = [part for part in parts if not NAME.fullmatch(part)]
    return bool(named or others) and all(part.strip(".,;").lower() in SMALL | ROLES for part in others)


def bare_names(folded: str) -> bool:
    """Whether a line is two or three names' words, `Name in Place, Name in Place`, or an agency and a place."""
    if not names_only(folded) or folded.isupper() or folded.endswith("."):
        return False
    agency = re.fullmatch(r"(?:[A-Z][\w'’-]+ ){1,3}(?:Press|Agency|Wire|Newswire|News), [A-Z][\w ]{2,30}", folded)
    if agency or (" in " in folded and len(folded.split()) <= 12):
        return True
    return len(folded.split()) in (2, 3) and all(NAME.fullmatch(part) and part[-1].isalpha() for part in folded.split())


def _section_words(text: str) -> bool:
    parts = text.split()
    if not 4 <= len(parts) <= 16 or any(letter in ".,:;?!" for letter in text):
        return False
    return sum(1 for word in parts if word.lower() in SECTIONS) * 2 >= len(parts) and parts[0][:1].isupper()
