"""Words of a text at their places, and the base form of an English word."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from whence.nlp.lexicon_irregular import NOUNS, VERBS
from whence.nlp.lexicon_words import VERBS_COMMON
from whence.nlp.lexicon_wordset import wordset
from whence.schema.ontology import ontology

# One alternative a kind of token; none can match the same character twice, so matching is linear.
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*(?:%|[a-z]{1,2}\b)?"  # numbers, times, percentages, 4am, 21st
    r"|(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|[^\W\d_]+(?:[-'’‐‑][^\W_]+)*"  # words, with inner apostrophes and hyphens
    r"|[^\W_]+"
    r"|\.\.\.|--|[^\w\s]|_+"
)
_VOWELS = frozenset("aeiouy")
_KEEP_DOUBLE = frozenset("lsfz")
_SIBILANT = ("sses", "shes", "ches", "xes", "zzes")
_PLURAL_LOOKALIKE = ("ss", "us", "is")
_TAKES_E = re.compile(
    r"(?:[cvuz]|[^aeiou]l|[aeiou]s|[rnl]s|[dl]g|[^n]ng|rg|[aeiou]g|[^aeious][aiu]t|[aiou]r|[^aeiou][io]d|[^aeiou]in|[^aeiou]om)$"
)
_NO_E = re.compile(
    r"(?:er|or|on|en|it|et|el|al|il|ow|ew|aw|ay|ey|oy|ish|ss|ck|rn|rm|lm|nt|ct|pt|st|ft|rt|lt|nd|ld|rd|sh|ch|th|air|ear|eer|our|oor|eat|ait|eet|oot|out|oin|ain|"
    r"ean|een|own|oad|eed|ead|eld|ound|aid|oid|ing|ong|ang|visit|limit|edit|audit|profit|admit|exit)$"
)
_E_WORDS = wordset(
    """
    use cause accuse refuse abuse confuse excuse house arouse close oppose propose impose expose dispose suppose
    lose purpose promise raise praise advise revise rise cease lease release increase decrease please chase purchase
    erase endorse reverse disperse curse nurse force reinforce enforce charge urge merge emerge surge purge judge
    pledge besiege siege engage manage damage ravage pillage stage change challenge arrange exchange plunge hinge
    storage state create operate negotiate evacuate assassinate coordinate terminate celebrate demonstrate
    investigate liberate invade persuade decide divide ride hide side provide aid collide explode erode code vote
    note quote promote devote execute persecute prosecute institute dispute compute pollute distribute contribute
    salute mute cite invite unite incite ignite write bite quite require fire hire tire retire inspire expire
    acquire desire declare prepare compare share care scare dare stare spare square secure ensure injure capture
    torture rupture cure assure measure pressure figure restore explore ignore store score bore adore name blame
    claim shame frame tame become welcome overcome assume resume consume presume combine decline define line mine
    refine undermine fine examine determine imagine machine postpone phone condone stone drone tone zone hope cope
    escape shape rape tape type wipe scrape rope grope hype make take strike like stake shake wake evoke provoke
    invoke revoke choke smoke joke stoke bribe describe prescribe subscribe probe seize authorise organise recognise
    criticise apologise authorize organize recognize criticize apologize mobilise mobilize believe achieve receive
    leave arrive survive drive give live serve reserve preserve observe deserve solve resolve involve approve
    improve prove remove move save have above continue argue issue rescue pursue value sue queue announce denounce
    renounce pronounce produce reduce introduce induce replace place race embrace face trace pace dance advance
    finance balance sentence silence experience influence licence license commence surface office notice practice
    service juice slice settle battle struggle handle tackle assemble double trouble enable table cable single eagle
    rifle shuffle stifle ruffle bundle hurdle cycle circle buckle rattle rule schedule file pile tile exile smile
    while style compile reconcile profile console escalate bombard guarantee agree flee free fee oversee decree
    """
)


class Token(Struct, frozen=True, gc=False):
    """A word, number or mark: `text == source[start:end]`."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=2048)  # a shard's sentences: acts and attributions are sought in them one after the other
def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Every word, number and mark of a text or a stretch of it, in order; white space is left out.

    Offsets are code points of the text; a stretch is cut as if it stood alone.
    """
    found = []
    for match in _TOKEN.finditer(text[start:end]):
        first, last = match.span()
        found.append(Token(first + start, last + start, match.group()))
    return tuple(found)


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Base form of an English word in lower case, by rules of our own and a table of irregular forms."""
    low = word.lower().replace("’", "'")
    if low.endswith("'s"):
        low = low[:-2]
    known = VERBS.get(low) or NOUNS.get(low)
    if known:
        return known
    if len(low) < 4 or not low.isascii():
        return low
    return _without_ending(low)


def _without_ending(low: str) -> str:
    if low.endswith("ing") and len(low) > 4:
        return _stem(low[:-3]) if _has_vowel(low[:-3]) else low
    if low.endswith("ied"):
        return low[:-3] + ("y" if len(low) > 4 else "ie")
    if low.endswith("ed") and not low.endswith("eed"):
        return _stem(low[:-2]) if _has_vowel(low[:-2]) else low
    if low.endswith("ies"):
        return low[:-3] + ("y" if len(low) > 4 else "ie")
    if low.endswith(_SIBILANT):
        return low[:-2]
    if low.endswith("s") and not low.endswith(_PLURAL_LOOKALIKE):
        return low[:-1]
    return low


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Base forms that may be met with an ending: the common verbs and every word of the ontology's verb triggers."""
    named = {
        word
        for kind in ontology().types
        for trigger in kind.triggers
        if trigger.pos == "verb"
        for word in trigger.words[:1]
    }
    return VERBS_COMMON | named


def _has_vowel(stem: str) -> bool:
    return any(letter in _VOWELS for letter in stem)


def _stem(stem: str) -> str:
    """A verb without -ed or -ing, its last letter mended: `seiz` gives `seize`, `stopp` gives `stop`."""
    for base in (stem, stem + "e", stem[:-1]):
        if base in _known() and (base != stem[:-1] or stem[-1] == stem[-2:-1]):
            return base
    if stem + "e" in _E_WORDS:
        return stem + "e"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return stem if stem[-1] in _KEEP_DOUBLE else stem[:-1]
    if _NO_E.search(stem):
        return stem
    return stem + "e" if _TAKES_E.search(stem) else stem
