"""Words that the figure grammar knows: bounds, hedges, units, currencies, people, casualty verbs."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Words written in one string, as a set."""
    return frozenset(text.split())


def _phrases(*phrases: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in phrases)


# Before a number. A floor leaves `high` open, a ceiling leaves `low` open, a hedge leaves both as they are.
FLOORS = _phrases(
    "more than", "at least", "over", "no fewer than", "no less than", "not less than", "not fewer than", "above",
    "in excess of", "upwards of", "upward of", "exceeding", "exceeded", "exceeds", "surpassed", "surpassing",
    "a minimum of", "minimum of", "well over", "greater than", "at the very least", "at a minimum", "least",
)  # fmt: skip
CEILINGS = _phrases(
    "up to", "fewer than", "less than", "under", "below", "no more than", "not more than", "at most", "a maximum of",
    "maximum of", "as many as", "as much as", "as high as", "well under", "well below", "lower than",
)  # fmt: skip
HEDGES = _phrases(
    "about", "around", "some", "roughly", "approximately", "an estimated", "estimated", "nearly", "almost", "close to",
    "perhaps", "something like", "just over", "just under", "just", "only", "another", "a further", "a total of",
    "an additional", "additional", "as few as", "near", "a little over", "slightly more than", "maybe", "circa",
    "little more than", "barely", "a mere", "a full", "probably", "further",
)  # fmt: skip
AFTER_FLOOR = _phrases("or more", "plus", "+", "and more", "or above", "and counting", "and rising")
AFTER_HEDGE = _phrases("or so", "more", "or thereabouts", "odd")
AFTER_CEILING = _phrases("or fewer", "or less", "at most")
HEDGE_WORDS = word_set("more at least about around some over nearly almost up another dozens scores hundreds several")
LONGEST = 5  # tokens before a number that may qualify it

CURRENCY_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₴": "UAH", "₽": "RUB", "¥": "JPY", "₪": "ILS", "₹": "INR",
                  "₦": "NGN", "₺": "TRY", "₩": "KRW"}  # fmt: skip
CURRENCIES = {
    "dollar": "USD", "dollars": "USD", "usd": "USD", "euro": "EUR", "euros": "EUR", "eur": "EUR", "pound": "GBP",
    "pounds": "GBP", "sterling": "GBP", "ruble": "RUB", "rubles": "RUB", "rouble": "RUB", "roubles": "RUB",
    "hryvnia": "UAH", "hryvnias": "UAH", "hryvnya": "UAH", "shekel": "ILS", "shekels": "ILS", "yen": "JPY",
    "yuan": "CNY", "renminbi": "CNY", "rupee": "INR", "rupees": "INR", "won": "KRW", "naira": "NGN", "lira": "TRY",
    "liras": "TRY", "zloty": "PLN", "zlotys": "PLN", "lari": "GEL", "taka": "BDT", "kyat": "MMK", "shilling": "KES",
    "shillings": "KES", "rand": "ZAR", "real": "BRL", "reais": "BRL", "bolivars": "VES", "cedis": "GHS",
    "peso": "MXN", "pesos": "MXN", "francs": "CHF", "franc": "CHF", "krona": "SEK", "kronor": "SEK", "dinars": "IQD",
    "rials": "IRR", "riyals": "SAR", "dirhams": "AED", "tenge": "KZT",
}  # fmt: skip
NOT_MONEY_ALONE = word_set("won real rand yen pound")  # everyday words: money only where nothing else fits
# An adjective before the currency's name, or the country that the text is about, says whose it is.
NATIONAL = {
    ("egyptian", "pounds"): "EGP", ("egyptian", "pound"): "EGP", ("syrian", "pounds"): "SYP",
    ("lebanese", "pounds"): "LBP", ("sudanese", "pounds"): "SDG", ("colombian", "pesos"): "COP",
    ("philippine", "pesos"): "PHP", ("argentine", "pesos"): "ARS", ("chilean", "pesos"): "CLP",
    ("mexican", "pesos"): "MXN", ("canadian", "dollars"): "CAD", ("australian", "dollars"): "AUD",
    ("hong", "dollars"): "HKD", ("ugandan", "shillings"): "UGX", ("tanzanian", "shillings"): "TZS",
    ("pakistani", "rupees"): "PKR", ("sri", "rupees"): "LKR", ("nepali", "rupees"): "NPR",
    ("belarusian", "rubles"): "BYN", ("serbian", "dinars"): "RSD", ("kuwaiti", "dinars"): "KWD",
    ("cfa", "francs"): "XOF", ("congolese", "francs"): "CDF",
}  # fmt: skip
TEXT_CURRENCY = {
    "pesos": (("colombia", "COP"), ("bogota", "COP"), ("philippine", "PHP"), ("manila", "PHP"), ("cotabato", "PHP"),
              ("argentin", "ARS"), ("chile", "CLP"), ("cuba", "CUP")),
    "pounds": (("egypt", "EGP"), ("cairo", "EGP"), ("syria", "SYP"), ("lebanon", "LBP"), ("sudan", "SDG")),
    "francs": (("senegal", "XOF"), ("mali", "XOF"), ("ivory coast", "XOF"), ("congo", "CDF")),
    "shillings": (("uganda", "UGX"), ("tanzania", "TZS")),
    "rupees": (("pakistan", "PKR"), ("sri lanka", "LKR"), ("nepal", "NPR")),
}  # fmt: skip
DISTANCES = {"km": "km", "kms": "km", "kilometer": "km", "kilometers": "km", "kilometre": "km", "kilometres": "km",
             "mile": "miles", "miles": "miles", "meter": "metres", "meters": "metres", "metre": "metres",
             "metres": "metres", "yards": "yards"}  # fmt: skip
DURATIONS = {form: unit + "s" for unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade")
             for form in (unit, unit + "s")}  # fmt: skip
TERMS = word_set("sentence sentences term terms jail prison hartal strike ban suspension curfew ceasefire truce siege")
PERCENT = word_set("% percent pc percentage")
POINTS = word_set("point points")
MEASURES = word_set("mph kph kmh km/h kg kilogram kilograms kilos tons tonnes ton tonne barrels feet foot "
                  "litres liters hectares acres degrees")  # fmt: skip

PEOPLE = word_set(
    "people persons person men man women woman children child boys girls boy girl police policemen policeman troops "
    "dead wounded injured casualties fatalities victims bodies corpses lives deaths injuries civilians students nuns "
    "priests guards recruits reservists conscripts patients minors youths adults infants babies teens witnesses "
    "crew crewmen hostages captives officials monks citizens residents locals nationals compatriots schoolgirls "
    "schoolboys schoolchildren pupils personnel staff cadets medics journalists suspects lads volunteers candidates "
    "subversives "
    "criminals guerrillas rebels terrorists peasants mayors judges deputies clerks monitors observers delegates "
    "members colleagues others relatives friends families households servicemen gunmen politicians actors passengers "
    "arrests detentions prisoners inmates detainees evacuees refugees returnees migrants immigrants heads chiefs "
    "spectators viewers onlookers constables mps lawmakers activists protesters demonstrators electors employees "
    "bodyguards aides experts agents delegations' ones' kids teenagers pensioners believers worshippers envoys "
    "pirates felons nationals serbs croats turks kurds arabs greeks poles danes finns swedes czechs slovaks uzbeks "
    "kazakhs tajiks turkmens kyrgyz tatars yazidis uighurs uyghurs rohingya hazaras population survivors staffers "
    "soldier civilian student journalist suspect officer prisoner protester teacher policewoman bodyguard "
    "diplomats ambassadors ministers senators governors sailors pilots marines doctors nurses bishops imams clerics "
    "athletes elders wives husbands sons daughters brothers sisters parents mothers fathers couples cousins twins "
    "orphans widows thugs insurgents separatists loyalists herdsmen fishermen bandits assailants cops paramedics "
    "firefighters businessmen spies exiles defectors deserters foreigners guests schoolteachers fighters militiamen "
    "democrats conservatives liberals communists"
)
GROUPS_OF_PEOPLE = word_set("families households")
NOT_PEOPLE = word_set(
    "papers newspapers centers centres numbers posters computers helicopters trailers chapters quarters headquarters "
    "meters kilometers rivers borders orders letters containers servers cylinders bunkers tankers bombers launchers "
    "matters carriers cruisers tigers banners stickers flyers letters cancers corners towers powers dollars offers "
    "restaurants plants grants warrants trees fees degrees committees guarantees doors tractors sectors motors "
    "reactors corridors floors factors errors investors' lists fists mists twists bans vans plans trains clans "
    "nations stations trucks cars quarters rubbers covers charters transfers loudspeakers freighters lawyers' markers "
    "plans vans sedans loans means beans oceans cans organs slogans caravans pants accidents incidents events "
    "documents apartments departments statements settlements agreements documents investments elements amendments "
    "barriers shelters theaters theatres counters hammers layers drivers' manoeuvres parameters"
)
PEOPLE_ENDINGS = ("ers", "ists", "ants", "ees", "ians", "ors", "men", "women", "ents", "eers")
NOT_PEOPLE_ENDINGS = ("ments", "dents'", "vents", "cents", "tents", "rents", "ients'")

KILLED = word_set(
    "killed kill kills killing dead died die dies dying death deaths lives slain murdered murder murders massacred "
    "fatalities bodies corpses body executed slaughtered perished assassinated assassination massacre beheaded lynched "
    "toll victims fatally"
)
KILLED_VERBS = word_set("killed killing kill kills murdered murdering massacred slaughtered executed executing claimed "
                      "claiming deaths assassinated")  # fmt: skip
INJURED = word_set(
    "injured injuring injure injures wounded wounding wound wounds hurt hurting injuries maimed maiming hospitalised "
    "hospitalized hospital hospitals treated critical fragments scratch beaten burns scalded"
)
INJURED_VERBS = word_set("injured injuring wounded wounding hurt hurting maimed maiming hospitalizing injures wounds")
ARRESTED = word_set(
    "arrested arrest arrests arresting detained detain detains detaining detention detentions custody jailed jailing "
    "rounded imprisoned captured held seized"
)
FATALLY = word_set("fatally")
VOTERS = word_set("voters voter electorate electors eligible registered cast elect vote voted voting ballots")
GROUNDLESS = word_set("block blocks")  # "the 6100 block of"
THEM = word_set("them whom us those these")
DETERMINERS = word_set("more than about some the his her their its our my other those these")
OVER_VERBS = word_set("handed hand handing hands took taken take taking turned turn turning gave given giving brought "
                    "won carried signed passed sent")  # fmt: skip
STOPS = word_set(
    "in on at of from to by with for and or but who which that were was are is have has had be been being would will "
    "after before since during near as when while where than into over across against including among under out up "
    "died die killed hurt fled marched voted crossed remain remained took said say arrested detained left gathered "
    "arrived joined escaped came went returned survived perished went stayed rallied "
    "this these today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday "
    "down not also had's said could may might did do does through towards toward between because if about a an the his "
    "her their its fatally"
)
