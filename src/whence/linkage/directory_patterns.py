"""What kind of body or outlet a name is by its words alone, where the directory does not list it."""

from __future__ import annotations

import re
from functools import lru_cache

from whence.linkage.directory_load import OutletKind
from whence.protect.pieces import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AGENCY = re.compile(
    r"\b(?:press agency|news agency|press association|newswire|wire service|press service|telegraph agency"
    r"|information agency)$"
)
_STATION = re.compile(
    r"(?:Fox|FOX|Channel|ABC|CBS|NBC|NewsChannel|Canal|News) ?\d{1,2}(?: [Nn]ews)?"
    r"|[A-Z][\w-]* (?:TV|Radio|FM)|(?:TV|Radio) [A-Z][\w-]+(?: [A-Z][\w-]+)?"
)
_PAPER = _words(
    "ledger courier standard post times herald tribune gazette chronicle journal telegraph observer "
    "guardian echo examiner inquirer enquirer mail express mirror star sun globe dispatch monitor "
    "bulletin sentinel register citizen argus mercury advertiser independent news press record review "
    "reporter weekly daily today bugle messenger banner beacon clarion dawn nation voice radio tv "
    "television broadcasting wochenblatt zeitung pravda zeitschrift diario gaceta newspaper correspondent"
)
_NOT_PAPER = _words("state government party army council united nations coast royal united")
# Folded head words of organs, with their sector; the longest that fits at the end of the head part decides.
_ORGANS = {
    "GOV": (
        "election commission|electoral commission|elections commission|election committee|"
        "commission on elections|electoral council|ministry|ministries|government|cabinet|presidency|"
        "administration|authorities|officials|embassy|foreign office|state department|"
        "department of state|regime|municipality|governor's office|president|prime minister|minister|"
        "governor|mayor|foreign ministry"
    ),
    "JUD": (
        "electoral tribunal|electoral court|court|courts|tribunal|prosecutor's office|prosecutors|"
        "prosecutor|prosecutor general|judge|judges|attorney general"
    ),
    "MIL": (
        "defence ministry|defense ministry|ministry of defence|ministry of defense|department of defense|"
        "general staff|armed forces|air force|national guard|coast guard|border guard|border guards|"
        "navy|army|military|troops|soldiers|brigade|battalion|regiment|command|artillery|marines|"
        "special forces|division|forces|security forces|junta|soldier|commander|general|colonel|"
        "captain"
    ),
    "SPY": (
        "security service|intelligence service|intelligence services|intelligence agency|"
        "intelligence directorate|secret service|intelligence|secret police"
    ),
    "COP": (
        "interior ministry|ministry of interior|ministry of the interior|police|policemen|gendarmerie|"
        "gendarmes|police officers|riot police|constabulary|policeman"
    ),
    "LEG": (
        "parliament|senate|congress|national assembly|legislature|state duma|duma|verkhovna rada|"
        "bundestag|knesset|house of commons|house of representatives|regional council|city council|"
        "lawmakers|deputies|senators|assembly|lawmaker|senator"
    ),
    "REB": (
        "rebels|guerrillas|insurgents|militants|separatists|liberation army|liberation front|"
        "resistance movement|partisans|jihadists|terrorists"
    ),
    "UAF": ("gunmen|militia|militias|militiamen|fighters|armed men|paramilitaries|gunman"),
    "OPP": ("opposition|opposition party|opposition coalition|dissidents"),
    "CVL": (
        "protesters|demonstrators|residents|civilians|voters|villagers|people|women|men|children|"
        "families|citizens|supporters|crowd|population|activists"
    ),
    "REF": ("refugees|migrants|displaced"),
    "EDU": ("students|teachers|university|school|schools|teacher"),
    "JRN": ("journalists|reporters|journalist|reporter|newspaper|radio station|television station"),
    "BUS": ("company|companies|bank|banks|corporation|traders"),
    "LAB": ("workers|trade union|trade unions|union of workers"),
    "AGR": ("farmers|farmer"),
    "MED": ("hospital|doctors|nurses|medics|doctor|nurse"),
    "REL": ("church|priests|bishops|priest|bishop"),
    "CRM": ("cartel|gang|gangs|drug traffickers|traffickers|kidnappers|bandits"),
    "PTY": ("party|candidates|candidate|coalition"),
    "NGO": ("observers|human rights group|rights group|aid agencies|charity|monitoring group|ngo"),
    "IGO": ("secretary general|security council|international community|west"),
}
_INDEX = {organ: sector for sector, organs in _ORGANS.items() for organ in organs.split("|")}
_LINK = re.compile(r"\s(?:of|for|in|at|from|with|to|on|against|near|who|which|that)\s|,|\(")


@lru_cache(maxsize=8192)
def outlet_kind(name: str) -> OutletKind | None:
    """`agency` for `X News Agency`, `outlet` for a capitalised name that ends like a newspaper's or station's."""
    flat = " ".join(name.split())
    words = flat.split(" ")
    if _STATION.fullmatch(flat):
        return "outlet"
    if not flat or len(words) > 6:
        return None
    if _AGENCY.search(fold(flat)) and any(word[:1].isupper() for word in words):
        return "agency"
    named = [word for word in words if word.lower() != "the"]
    if (
        len(named) < 2
        or not all(word[:1].isupper() for word in named)
        or fold(named[0]) in _NOT_PAPER
        or "'s" in flat
        or "’s" in flat
    ):
        return None
    return "outlet" if fold(named[-1]) in _PAPER else None


@lru_cache(maxsize=8192)
def organ_sector(name: str) -> str | None:
    """PLOVER sector by the head of a phrase: `the Russian Defence Ministry` MIL, `police in Kabacan` COP."""
    plain = " ".join(fold(name).replace("’", "'").split())
    for piece in (plain, _LINK.split(plain)[0]):
        found = _sector_at_end(piece)
        if found is not None:
            return found
    return _INDEX.get(" ".join(plain.split()[:3]))


def _sector_at_end(plain: str) -> str | None:
    words = plain.strip(" .'\"").split()
    for size in (4, 3, 2, 1):
        found = _INDEX.get(" ".join(words[-size:])) if len(words) >= size else None
        if found is not None:
            return found
    return None
