"""The best published figures that we know of, by evaluator and by the name of its figure.

They stand beside ours in the tables. Most are on test parts that are held out here; `where` says so.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

GTT = "GTT, Du et al. 2021, test part"
GRIT = "GRIT, Du et al. 2021, test part"
CITRON = "Citron 2021, on PARC 3.0 test"


class Published(Struct, frozen=True):
    """A figure of the same measure, and whose it is, on what."""

    figure: float
    where: str


ATTRIBUTION: Mapping[str, Published] = {
    "source exact": Published(0.820, CITRON),
    "cue exact": Published(0.823, CITRON),
    "content exact": Published(0.593, CITRON),
    "source words": Published(0.853, CITRON),
    "cue words": Published(0.768, CITRON),
    "content words": Published(0.833, CITRON),
}

PUBLISHED: Mapping[str, Mapping[str, Published]] = {
    "muc4": {
        "template f1": Published(0.530, "IterX, Chen et al. 2023, test part; GTT 2021: 0.502"),
        "type f1": Published(0.674, GTT),
        "PerpInd f1": Published(0.440, GTT),
        "PerpOrg f1": Published(0.418, GTT),
        "Target f1": Published(0.324, GTT),
        "Victim f1": Published(0.541, GTT),
        "Weapon f1": Published(0.597, GTT),
        "filler f1": Published(0.545, GRIT),
    },
    "polnear": ATTRIBUTION,
    "polnear-tagged": ATTRIBUTION,
    "ngec": {"macro f1": Published(0.521, "NGEC, Halterman et al. 2025, on 500 real texts")},
    "case2021": {"weighted f1": Published(0.839, "best of the shared task, 25 classes, trained on such snippets")},
    "tempeval": {"value_f1": Published(0.824, "UWTime 2014, on the platinum part; HeidelTime 0.776")},
    "furniture": {"f1": Published(0.970, "rs_trafilatura; trafilatura 2.0: 0.958")},
    "ecbplus": {
        "gold mentions, CoNLL": Published(0.85, "cross-encoders, test part, about"),
        "predicted mentions, CoNLL": Published(0.424, "xCoRe 2025, test part, which may count entities too"),
    },
    "gvc": {"gold mentions, CoNLL": Published(0.83, "Held et al. 2021, test part, about")},
    "corroboration": {
        "storylines: plain count of outlets, false rate": Published(0.335, "a known system, by publisher alone"),
    },
}
