"""Words by which a text says who says so: reporting verbs and nouns, and the small words around them."""

from __future__ import annotations

from functools import cache

from whence.nlp.lexicon_irregular import VERBS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs whose content is what the source says; listed by base form.
SAY = _words(
    "say tell write post announce claim allege insist add warn confirm report state note explain argue "
    "maintain acknowledge admit assert declare reveal disclose recall recount stress emphasize emphasise "
    "observe comment reply respond continue conclude contend deny estimate predict forecast project "
    "suggest indicate believe think tweet testify remark reiterate repeat mention specify clarify "
    "complain concede hint imply charge boast inform notify caution assure joke quip agree affirm "
    "reaffirm underline underscore assess fear swear pronounce proclaim opine reason counter recommend "
    "narrate relate describe expect hope swear whisper shout cry inquire muse lament read show document "
    "find cite quote publish broadcast air carry calculate reckon count snap mutter scoff retort grumble "
    "growl sigh determine establish learn speculate surmise"
).difference(_words("inquire carry"))
# Verbs that take their content only with "that", a colon, a quotation or "how": too common otherwise.
STRICT = _words(
    "agree charge fear expect hope find show document read describe relate continue respond reply recall "
    "cite quote publish broadcast air count believe think reason counter repeat observe project suggest "
    "indicate imply hint post comment recommend write assess conclude mention note find admit acknowledge "
    "notify inform reckon calculate swear assure estimate cry shout whisper reveal disclose stress "
    "concede caution snap mutter scoff retort grumble growl sigh determine establish learn speculate surmise"
)
# Verbs that are acts of their own in the narrator's voice; what they spell out beneath is still the speaker's.
ACT = _words(
    "accuse urge blame demand threaten call condemn denounce criticise criticize appeal ask vow pledge "
    "promise propose instruct order request propose offer refuse reject dismiss "
    "welcome hail plead beg boast decry slam complain deplore question challenge fault lambast rebuke "
    "reproach implore exhort encourage invite"
)
# Past-tense or third-person forms that are as often nouns: they need a subject right before them.
NOUNLIKE = _words(
    "reports claims states notes comments posts charges reasons estimates forecasts projects shows counts "
    "finds hopes fears plans demands calls orders requests offers questions challenges cries documents "
    "report claim state note comment post charge reason estimate forecast project show count plan demand "
    "call order request offer question challenge hope fear cry document quotes quote airs air read reads"
)
IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought",
    "swear": "swears swore sworn",
    "read": "reads read",
    "show": "shows showed shown showing",
    "find": "finds found",
    "seek": "seeks sought",
    "put": "puts put",
    "broadcast": "broadcasts broadcast",
    "deny": "denies denied denying",
    "imply": "implies implied implying",
    "testify": "testifies testified",
    "notify": "notifies notified",
    "clarify": "clarifies clarified",
    "specify": "specifies specified",
    "reply": "replies replied",
    "cry": "cries cried",
    "beg": "begs begged begging",
    "slam": "slams slammed slamming",
    "plan": "plans planned planning",
    "admit": "admits admitted admitting",
    "decry": "decries decried",
    "stress": "stresses stressed stressing",
    "concede": "concedes conceded conceding",
    "snap": "snaps snapped snapping",
    "quip": "quips quipped quipping",
    "carry": "carries carried",
}

SUBJECT_PRONOUNS = _words("he she it they")
FIRST_PERSON = _words("i we you us me")
RELATIVES = _words("who which whom that")
DETERMINERS = _words(
    "the a an this that these those its his her their our my your some several many most few all both "
    "each every another any no one two three four five six seven eight nine ten eleven twelve dozens "
    "other more"
)
PREPOSITIONS = _words(
    "of in on at by for from with to about against into over under near between among through during "
    "after before since until without within across around behind beside amid despite outside inside "
    "along toward towards via per upon off as than like following including"
)
COORDINATORS = _words(
    "and or but nor while whereas though although because as when after before if since where whether until"
)
AUXILIARIES = _words(
    "is are was were be been being am has have had do does did will would can could may might must should "
    "shall 's 're 've 'll 'd"
)
FINITE = _words(
    "is are was were has have had does did will would can could may might must should shall seems seemed "
    "appears appeared became came went took made got left said says told"
)
ADVERBS = _words(
    "also later however earlier then now still today yesterday tonight again too even just only first "
    "once never always often meanwhile moreover further furthermore instead nevertheless therefore thus "
    "not n't further already so far both jointly previously subsequently since soon long all themselves "
    "himself herself itself famously afterwards"
)
TIMES = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december today yesterday tonight tomorrow morning afternoon "
    "evening night week month year weekend last this next early late earlier later mon tue wed thu fri "
    "sat sun jan feb mar apr jun jul aug sep sept oct nov dec"
)
# Channels: what a source speaks over; the word as the record gives it.
CHANNELS = _words("telegram twitter facebook instagram youtube tiktok whatsapp viber x vkontakte weibo signal")

REPORT_NOUNS = _words(
    "report reports claim claims rumour rumours rumor rumors allegation allegations accusation "
    "accusations suggestion suggestions testimony testimonies accounts warnings announcement statement "
    "evidence"
)
THATS = _words("that how what whether why")

_S_SIBILANT = ("s", "sh", "ch", "x", "z")


def forms(base: str) -> frozenset[str]:
    """The forms of a verb that can report: third person, past, participle, -ing and the base itself."""
    if base in IRREGULAR:
        return frozenset([base, *IRREGULAR[base].split()])
    past = base + "d" if base.endswith("e") else base + "ed"
    ing = (base[:-1] if base.endswith("e") else base) + "ing"
    third = base + ("es" if base.endswith(_S_SIBILANT) else "s")
    irregular = {form for form, verb in VERBS.items() if verb == base}
    return frozenset({base, past, ing, third} | irregular)


@cache
def cue_forms() -> dict[str, str]:
    """Every form of every reporting verb, and its base."""
    found: dict[str, str] = {}
    for base in sorted(SAY | ACT | {"put"}):
        for form in sorted(forms(base)):
            found.setdefault(form, base)
    return found


@cache
def pasts() -> frozenset[str]:
    """Irregular past forms, by which a clause is seen to have a verb of its own."""
    return frozenset(VERBS)
