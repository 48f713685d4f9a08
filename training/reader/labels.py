"""The labels that the models predict, in a fixed order."""

from __future__ import annotations

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "VOTE", "CAMPAIGN", "MOVE",
)  # fmt: skip
STATUS = ("asserted", "planned", "called-for", "predicted", "possible", "denied")
MODES = (
    "none", "withdraw", "release", "return", "disarm", "ceasefire", "access", "resign", "assist", "change", "yield",
    "meet", "disapprove", "investigate", "allege", "restrict", "ban", "arrest", "relations", "expel", "territory",
    "violence", "rights", "demo", "riot", "strike", "hunger", "boycott", "obstruct", "convict", "discontinue",
    "economic", "troops", "weapons", "police", "militia", "seize", "censor", "curfew", "martial-law", "deport",
    "withhold", "misinformation", "cyber", "vote", "abduct", "beat", "torture", "sexual", "execute", "assassinate",
    "massacre", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone",
    "heavy-weapons", "crowd-control", "unconventional", "cleansing", "hold", "result", "turnout", "observe",
    "postpone", "leaflet", "rally", "broadcast", "appeal", "flee", "evacuate", "visit", "third-party",
    "multilateral", "phone",
)  # fmt: skip
FILL_ROLES = ("actor", "target", "instrument", "place", "time", "hedge", "figure", "source", "relay")
