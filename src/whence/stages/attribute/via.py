"""The channel that words came over: `on Telegram`, `in a statement`, `by telephone`, `told a briefing`."""

from __future__ import annotations

import re
from bisect import bisect_right

from whence.schema.reading import Attribution, Reading

_NET = {
    "telegram": "Telegram",
    "twitter": "Twitter",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "whatsapp": "WhatsApp",
    "viber": "Viber",
    "x": "X",
    "vkontakte": "VKontakte",
    "weibo": "Weibo",
    "signal": "Signal",
}
_NETS = "|".join(_NET)
_NOUN = (
    r"statement|communique|communiqué|letter|interview|speech|tweet|message|address|briefing|conference|broadcast|bulletin"
    r"|report|press release|rally|email|e-mail|telephone|phone|video|post|column"
    r"|memo|note|recording|announcement|op-ed|article|call|declaration|television|radio"
)
_MODIFIED = r"(?:(?!in\b|on\b|at\b|by\b|to\b|that\b|and\b|said\b|the\b|a\b)[\w’'-]+\s+){0,3}"
_CHANNEL = re.compile(
    r"\b(?:on|via|over|through|to)\s+(?:the\s+|his\s+|her\s+|its\s+|their\s+)?(?:[\w’'-]+\s+)?"
    rf"(?P<net>{_NETS})\b"
    rf"|\b(?:in|at|during|told|by|over|through|on)\s+"
    rf"(?P<what>(?:(?:a|an|the|his|her|its|their|another)\s+)?{_MODIFIED}(?:{_NOUN}))\b",
    re.IGNORECASE,
)
_DROP = re.compile(r"^(?:a|an|the|his|her|its|their|another)\s+", re.IGNORECASE)
_CARRIER = re.compile(
    r"^(?:the\s+|a\s+|an\s+|its\s+|his\s+|her\s+)?(?:[\w’'-]+\s+){0,3}"
    r"(?P<what>statement|video|videos|footage|post|tweet|letter|communique|communiqué|message|report"
    r"|study|survey|analysis|translation|tally|estimate|investigation|recording"
    r"|press release|photo|photos|image|images|announcement|email|documents?)\s+"
    r"(?:\w+\s+){0,3}?(?:from|by|(?:posted|issued|provided|released|published|compiled) by)\s+(?=\S)",
    re.IGNORECASE,
)


def via(text: str, one: Attribution, reading: Reading) -> str | None:
    """The channel named beside a cue, outside of what is said; plain words, networks by their names."""
    if one.cue.found_by == "attribution.signed":
        return _NET["twitter"]
    starts = [sentence.start for sentence in reading.sentences]
    index = bisect_right(starts, one.cue.start) - 1
    if index < 0:
        return None
    sentence = reading.sentences[index]
    low, high = max(sentence.start, one.cue.start - 160), min(sentence.end, one.cue.end + 110)
    for found in _CHANNEL.finditer(text, low, high):
        if _inside(one, found.start(), found.end()) or found.group("net") == "x":
            continue
        if found.group("net"):
            return _NET[found.group("net").lower()]
        return _DROP.sub("", " ".join(found.group("what").split()))
    return None


def _inside(one: Attribution, start: int, end: int) -> bool:
    return any(part.start <= start + 2 and end <= part.end for part in one.content)


def through(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """`a statement from X` is X over a statement; any other source is itself."""
    found = _CARRIER.match(text, start, end)
    if found is None or found.end() >= end:
        return None, start, end
    return found.group("what").lower(), found.end(), end
