"""Words that say something about the name beside them: what it is, where the act was, that it is no place at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

DATA = "whence.stages.resolve.places.data"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Kind words, by the kind of place that they tell.
REGION = _set(
    "autonomous canton department departments division emirate governorate governorates krai oblast "
    "oblasts prefecture province provinces region regions republic state states territory voivodeship "
    "wilaya"
)
DISTRICT = _set("commune counties county district districts raion rayon subdistrict township townships")
SETTLEMENT = _set(
    "camp capital cities city hamlet municipality neighborhood neighborhoods neighbourhood neighbourhoods "
    "port quarter resort settlement settlements suburb town towns village villages"
)
FACILITY = _set(
    "airbase airfield airport avenue barracks base boulevard bridge camp cathedral checkpoint church "
    "consulate courthouse crossing dam depot embassy forest garrison harbor harbour headquarters hospital "
    "hotel jail market mine monastery mosque museum palace plant prison refinery school square stadium "
    "station street terminal university volcano"
)
# Adjectives between a facility's name and its kind: "Zaporizhzhia nuclear power plant".
FACILITY_FILLERS = _set(
    "air border bus central college ferry force hydroelectric international main medical military "
    "national nuclear police polling power railway refugee state thermal train"
)
KINDS: Mapping[str, str] = {
    **dict.fromkeys(FACILITY, "facility"),
    **dict.fromkeys(SETTLEMENT, "settlement"),
    **dict.fromkeys(DISTRICT, "district"),
    **dict.fromkeys(REGION, "region"),
    "country": "country",
    "nation": "country",
    "countries": "country",
    "island": "area",
    "peninsula": "area",
}
# Last words of names of roads and waters, as they are written in such names.
ROADS = _set("Alley Avenue Boulevard Bridge Drive Highway Junction Lane Motorway Road Roundabout Square Street Way")
WATERS = _set(
    "Bay Canal Creek Falls Gulf Harbor Harbour Hills Island Islands Lake Mountain Mountains River Strait Valley"
)
# Words that open a sentence before such a name and are no part of it.
OPENING = _set("The A An In At On Near From To This That His Her Its Their Our And But For With Of By")
# Prepositions: of a scene, of a way there, of other things.
AT = _set("above across along amid around at beyond in inside near off outside over throughout within")
TOWARDS = _set("for into onto through to toward towards via")
AWAY = _set("against between by from of on under")
PREPOSITIONS = AT | TOWARDS | AWAY
# Deeds whose object is a place: "shelled Kyiv", "left Ziguinchor".
DEEDS = _set(
    "attacked attacking besieged blockaded bombarded bombed bombing captured capturing entered entering "
    "evacuated evacuating fled fleeing hit hits hitting leaving left liberated occupied pounded pounding "
    "raided reached reaching recaptured retaken retook rocked seized shaken shelled shelling shook "
    "stormed strikes striking struck targeted targeting"
)
# What may stand between a preposition and the name: "in the Russian-occupied eastern city of Tokmak".
FILLERS = _set(
    "a all an and annexed area areas besieged big border both breakaway capital center central centre "
    "city coast coastal commune county department disputed district downtown dozen east eastern edge "
    "eight eleven embattled entire exclusive far five former four front-line frontline government-held "
    "greater heart historic island lakeside large largest liberated mainly many middle most mostly "
    "mountainous municipality nearby neighboring neighbouring new nine north north-east north-eastern "
    "north-west north-western northeast northeastern northern northwest northwestern occupied of oil-rich "
    "old one opposition-held other outskirts part parts port predominantly province rebel-held region "
    "remote republic rest restive rural russian-held russian-occupied second self-declared "
    "self-proclaimed separatist settlement seven several side six small some south south-east "
    "south-eastern south-west south-western southeast southeastern southern southernmost southwest "
    "southwestern state suburb suburbs temporarily ten territories territory the three tiny town township "
    "tranquil twelve two ukrainian-held usually various village volatile west western whole"
)
# A name after one of these is a person's.
TITLES = _set(
    "admiral ambassador archbishop attorney bishop brother capt captain chairman chairwoman chancellor "
    "col colonel commander comrade congressman deputy director doctor don dona dr engineer father frau "
    "gen general gov governor herr imam judge justice king lady licenciado lieutenant lord lt madame maj "
    "major marshal mayor minister miss monsieur monsignor mr mrs ms pope premier president prince "
    "princess prof professor queen rep representative rev reverend secretary sen senator sergeant sgt "
    "sheikh sir sister spokesman spokeswoman"
)
# "of" behind one of these names what somebody heads or belongs to, not a scene.
OFFICES = _set(
    "bank bishop chief citizens commander council court government governors head kingdom leaders mayors "
    "members ministry parliament people police president republic residents university"
)
# A capitalised word after the name that makes the whole the name of a body, a paper, a team.
BODIES = _set(
    "accord accords administration agency agreement army assembly association authority bank battalion "
    "brigade bureau center centre channel chronicle city-based club college commission committee company "
    "conference convenant convention corporation council court crisis daily declaration department "
    "division election federation force forces foundation front gazette government group guard guardian "
    "herald inc independent initiative institute journal league ltd magazine mail marathon media ministry "
    "movement navy network news observer office olympics organisation organization parliament party "
    "police post press process prosecutor protocol radio regiment review senate society star summit sun "
    "team telegraph television times today treaty tribune tv union united university war"
)
# Acts that are called after their place: "the Pagalungan ambush".
EVENTS = _set(
    "ambush attack attacks blast bombing bombings ceasefire clash clashes convoy election explosion fire "
    "front killing killings march massacre murder murders poll polls protest protests raid rally "
    "referendum riot riots shelling shooting shootings siege strike strikes uprising vote"
)
# Ways and the like that are called after a far end.
WAYS = _set("dialect highway line motorway railway road")
# Nouns behind a people's adjective that make it a place: "Ukrainian territories".
GROUNDS = _set(
    "border borders capital cities coast departments districts oblasts provinces regions soil territories "
    "territory towns villages"
)
# Words that are no place even behind "in".
NEVER = _set(
    "april at august december february friday in january july june march may monday most november october "
    "of on police saturday september sunday the thursday tuesday united wednesday"
)
# Bodies and houses whose names small towns bear too: what happens "in Congress" happens in no town of that name.
SEATS = _set("capitol commons congress knesset kremlin parliament pentagon politburo senate") | {
    "capitol hill",
    "downing street",
    "supreme court",
    "wall street",
    "white house",
}
# Words that open a sentence or a heading and so stand capitalised beside a name.
SMALL = _set("after and as at before but for from he if in it near of on she since the they to when while")
# Before "city", "country": this one, named before.
POINTING = _set("entire her his our that the their this whole")
# Behind "there": a mere "there is".
NO_SCENE = _set(
    "are been being can could exists had has have is may might must remain remains s seems should was were will would"
)
# Words that point back to a place named before.
BACK: Mapping[str, str] = {
    **dict.fromkeys(_set("city town village settlement municipality township hamlet community"), "settlement"),
    **dict.fromkeys(_set("region oblast province state department peninsula republic"), "region"),
    **dict.fromkeys(_set("country nation homeland"), "country"),
    "capital": "capital",
    "district": "district",
}
# Small words inside a name.
PARTICLES = _set(
    "al am an and ar as ash ben bin da das de del den der di do dos du e el en i la las le les los of "
    "san- sur the upon von y"
)
# "of" in other tongues: what follows is part of a longer name.
LINKING = _set("al bin de del della des du van von")
# Words that two claims share without speaking of the same thing.
COMMON_STEMS = _set(
    "about after all also been being could five four from had has have her his into least more not one "
    "other out over people said says six some than that their there they this three two were what when "
    "which who will with would"
)


def _lines(name: str) -> frozenset[str]:
    return _set((resources.files(DATA) / name).read_text(encoding="utf-8"))


@cache
def common() -> frozenset[str]:
    """Words of everyday text that are also names of small places somewhere (Reading, Most, Police)."""
    return _lines("common.txt")


@cache
def first_names() -> frozenset[str]:
    """First names, keys of the gazetteer's form."""
    return _lines("names.txt")
