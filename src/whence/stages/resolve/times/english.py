"""English time words."""

from __future__ import annotations

from whence.stages.resolve.times.language import Language, words

_WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
_MONTHS = words("january february march april may june july august september october november december")
_UNITS = words("second minute hour day night week weekend fortnight month quarter year decade")
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_VAGUE = (
    "recently", "in recent years", "in recent months", "in recent weeks", "in recent days", "over recent weeks",
    "over recent months", "recent months", "recent weeks", "recent years", "in the coming days", "in the coming weeks",
    "in the coming months", "in the coming hours", "in coming days", "in coming weeks", "in coming months",
    "for months", "for years", "for decades", "for weeks", "for days",
)  # fmt: skip

ENGLISH = Language(
    weekdays={form: n for n, word in enumerate(_WEEKDAYS) for form in (word, word + "s")},
    weekdays_short=_SHORT_DAYS,
    months={word: n for n, word in enumerate(_MONTHS, start=1)},
    months_short={word[:3]: n for n, word in enumerate(_MONTHS, start=1)} | {"sept": 9},
    common_words=frozenset({"may", "march"}),
    seasons={
        "spring": "spring",
        "springtime": "spring",
        "summer": "summer",
        "autumn": "autumn",
        "fall": "autumn",
        "winter": "winter",
    },
    units={form: unit for unit in _UNITS for form in (unit, unit + "s")}
    | {"century": "century", "centuries": "century"},
    days={"today": 0, "yesterday": -1, "tomorrow": 1},
    nights={"tonight": 0},
    shifts={"last": -1, "this": 0, "next": 1},
    back=frozenset({"that", "same", "those", "these"}),
    after_back={"following": 1, "next": 1, "previous": -1, "preceding": -1},
    parts=frozenset(
        words(
            "morning mornings afternoon afternoons evening evenings night nights nighttime dawn daybreak sunrise dusk "
            "sunset nightfall noon midday midnight lunchtime hours light breakfast daylight"
        )
    ),
    part_leads=frozenset(
        words(
            "before after at around about approximately shortly just soon by in during early late later earlier small "
            "wee first pre until till since from toward towards near as of nearly almost only local time long"
        )
    ),
    portions={
        "early": "early",
        "mid": "mid",
        "middle": "mid",
        "late": "late",
        "end": "end",
        "close": "end",
        "start": "start",
        "beginning": "start",
        "earlier": "earlier",
        "later": "later",
    },
    ago=frozenset({"ago", "back"}),
    later={
        "later": 1,
        "afterwards": 1,
        "afterward": 1,
        "earlier": -1,
        "before": -1,
        "after": 1,
        "on": 1,
        "previously": -1,
        "beforehand": -1,
    },
    window={"past": -1, "last": -1, "previous": -1, "next": 1, "coming": 1},
    leads={"since": "since", "until": "until", "till": "until", "by": "by", "from": "from"},
    month_leads=frozenset(
        words(
            "in since last next this until till by from of early late mid during before after between through to and "
            "or that on either for"
        )
    ),
    on=frozenset({"on", "of", "in", "at"}),
    of=frozenset({"of", "in"}),
    joins=frozenset(words("to - – — until till through thru and or")),
    articles=frozenset({"the", "a", "an"}),
    few=frozenset({"few", "several", "couple", "handful"}),
    over=frozenset({"more", "over"}),
    vague=frozenset(words(phrase) for phrase in _VAGUE),
    overnight=frozenset({"overnight"}),
    zones=frozenset(words("gmt utc bst cet cest eet eest est edt et pst pdt pt ct mst msk wib ist local")),
    not_years=frozenset(
        words(
            "people men women children votes voters soldiers troops percent per dollars euros pounds rubles roubles km "
            "miles kilometers kilometres metres meters tons tonnes barrels houses homes families civilians refugees "
            "villages ballots prisoners protesters demonstrators police officers reservists delegates copies pesos "
            "hectares acres rounds rifles shells rockets missiles"
        )
    ),
)
