"""Word lists by which the policy knows a personal name, a public role, a minor; all folded (lower case, no accents)."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """A set of words from one string."""
    return frozenset(text.split())


# Before a name; no part of it, and no public role.
HONORIFICS = words(
    "mr mrs ms miss mister madam madame monsieur mme mlle dr doctor prof professor sir lady lord don dona dame father "
    "sister brother rev reverend hajj haji hajji ustaz engr engineer senor senora senorita pan pani herr frau"
)

# Lower-case pieces inside names.
PARTICLES = words("al el de del la da das dos do di du van von der den bin ibn ben bint abu um umm ul ur e y le les")

# Names that are also everyday words: masked alone only after an honorific or an initial.
AMBIGUOUS = words(
    "april august may june july march january february september october november december monday tuesday wednesday "
    "thursday friday saturday sunday will mark bill rose hope grace faith joy young brown white black green gray king "
    "bush price long short day rich good best case hill wood stone field brook north south east west love pope prince "
    "major general page post press street church summer winter spring autumn christian victor victory star moon sun"
)

# Words of grammar: they end a name where capitals do not (headlines, text in capitals).
FUNCTION_WORDS = words(
    "so no yes she he it we they you her his him our the and or but for not to of in on at by from with as an a is "
    "was are were be has have had this that these those who whom whose what when where why how can do did does all "
    "any some more most one two three four five six seven eight nine ten see my me us if up out over than then there "
    "here now i its their after before during while since until against between under into about will would could "
    "should may might must also only just like both each every other another such same said says told say added "
    "killed murdered wounded injured shot dead yesterday today tomorrow however meanwhile although because despite "
    "though yet monday tuesday wednesday thursday friday saturday sunday"
)

# Words of grammar that are names, too: they end a name in capitals only.
ALSO_NAMES = words("were will may more an so my do see than then no he her like just")

# Offices, ranks, spokespersons, candidates: whoever carries one is in public life.
PUBLIC_ROLES = words(
    "president president-elect vice-president premier minister prime governor vice-governor deputy mayor vice-mayor "
    "senator congressman congresswoman representative lawmaker mp mep parliamentarian legislator councillor councilor "
    "councilman alderman chancellor king queen prince princess emir sultan pope bishop archbishop cardinal patriarch "
    "ayatollah chairman chairwoman chairperson chair speaker secretary secretary-general undersecretary commissioner "
    "ombudsman ambassador envoy consul diplomat attache spokesman spokeswoman spokesperson spokespeople spox "
    "candidate contender nominee frontrunner judge justice magistrate prosecutor attorney-general solicitor-general "
    "general colonel lieutenant-colonel lieutenant captain major brigadier admiral commodore marshal sergeant "
    "corporal commander commandant chief superintendent inspector constable sheriff warlord rebel-leader coordinator "
    "head director director-general leader co-leader coleader founder co-founder cofounder official administrator "
    "rapporteur negotiator mediator adviser advisor aide delegate observer-in-chief returning-officer registrar "
    "oligarch tycoon ceo executive prefect sub-prefect governor-general viceroy wali caid alcalde ex-president ex- "
    "ex-governor incumbent premier-designate correspondent reporter journalist editor columnist presenter anchor "
    "author-editor gen col lt capt maj sgt brig adm cmdr gov sen rep pres vp pm"
)

# Whoever is called by one of these is a person, of no public role by that alone.
PERSON_NOUNS = words(
    "resident villager farmer student pupil teacher worker driver shopkeeper trader vendor nurse midwife baker "
    "butcher tailor carpenter electrician plumber mechanic fisherman fisher herder shepherd miner cook cleaner waiter "
    "waitress pensioner retiree widow widower mother father son daughter brother sister wife husband uncle aunt "
    "cousin nephew niece grandmother grandfather grandson granddaughter fiance fiancee parent boy girl man woman "
    "teenager teen youth child baby toddler infant schoolboy schoolgirl schoolchild orphan survivor victim witness "
    "eyewitness onlooker bystander passer-by protester protestor demonstrator marcher activist campaigner volunteer "
    "voter refugee migrant evacuee returnee detainee prisoner inmate hostage suspect patient passenger commuter taxi- "
    "driver motorist cyclist gardener accountant clerk secretary-typist engineer programmer architect lawyer doctor "
    "surgeon paramedic physician pharmacist dentist psychologist pastor priest monk nun imam analyst researcher "
    "academic economist historian sociologist lecturer scholar blogger photographer artist singer musician poet actor "
    "actress writer athlete footballer soldier conscript reservist fighter recruit policeman policewoman guard "
    "watchman janitor hairdresser seamstress electoral-worker poll-worker caretaker owner tenant mourner relative "
    "local native citizen civilian colleague classmate employee staffer reader neighbour neighbor friend medic "
    "forester sweeper seller schoolteacher schoolmaster headmaster headmistress bookseller welder bricklayer "
    "labourer laborer porter clerk-typist newcomer stallholder housewife homemaker businessman businesswoman barber "
    "conductor ranger beekeeper archivist librarian veterinarian vet nun preacher fitter firefighter rescuer courier"
)

MINOR_NOUNS = words(
    "boy girl schoolboy schoolgirl schoolchild child toddler baby infant teenager teen pupil orphan minor newborn "
    "preschooler kindergartner"
)

# After a name or before it: this is a body, a place or a thing, not a person.
BODY_WORDS = words(
    "foreign affairs defence defense interior security intelligence justice finance party ministry police army navy "
    "force forces council committee commission university college school institute academy service agency news "
    "newspaper newswire wire press post times herald tribune gazette journal daily weekly telegraph guardian observer "
    "radio television tv channel network union front movement alliance coalition court tribunal parliament assembly "
    "congress senate government administration authority authorities bank company group corporation foundation fund "
    "association federation confederation league organisation organization society brigade regiment battalion "
    "division corps battery squad unit militia guard guards hospital clinic church mosque cathedral temple monastery "
    "street avenue road square plaza bridge station airport stadium hotel prison olympics river sea lake island "
    "islands mountain mountains bay gulf oblast region province governorate district county state states republic "
    "kingdom city town village base port house palace hall centre center building tower bureau office department "
    "directorate secretariat embassy consulate nations united national international world european african american "
    "asian russian ukrainian arab latin central northern southern eastern western north south east west new high "
    "supreme federal democratic people's peoples rights watch amnesty cross crescent programme program project "
    "campaign day week month year war act law agreement treaty conference summit forum cup championship election "
    "elections referendum telegram facebook twitter youtube instagram whatsapp reuters associated san santa fort "
    "saint st hong mount cape energy review entertainment productions pictures studios records motors airlines "
    "airways oil gas steel media holdings inc ltd llc gmbh plc presse agence comments comment photo photos getty "
    "images bbc cnn afp tass interfax ria un eu nato osce who unicef the"
)

# Verbs of saying that take a person as subject.
SAYING = words("said says told recalled recounted remembered added explained wept cried whispered shouted testified")

# Offices that are public in a ministry and not in a ward: with one of these places beside them they do not count.
WEAK_OFFICES = words(
    "head director chief deputy leader founder co-founder cofounder coordinator administrator secretary executive"
)
# Of a school as often as of an agency: by itself (`the director, <name>,`) no public role.
BARE = words("director administrator coordinator founder executive manager")
EVERYDAY_PLACES = words(
    "ward hospital clinic pharmacy school kindergarten nursery orphanage library museum choir shop store bakery "
    "farm hotel restaurant cafe market workshop garage theatre emergency maternity"
)

# Before a single capitalised name: `her brother Thierno`.
CALLERS = PERSON_NOUNS | words("brother sister son daughter aunt uncle cousin") - words(
    "native local citizen civilian priest monk parent employee staffer relative analyst lecturer"
)

# Endings that surnames have and places, peoples and bodies hardly ever.
SURNAMES = (
    "enko",
    "chuk",
    "shchuk",
    "niuk",
    "vych",
    "vets",
    "ovych",
    "evych",
    "shvili",
    "adze",
    "idze",
    "skyi",
    "skiy",
    "skyy",
    "vic",
    "cic",
    "njic",
    "escu",
    "sson",
    "dottir",
    "oglu",
    "zadeh",
    "nejad",
    "opoulos",
    "akis",
    "yenko",
    "poulou",
    "ovna",
    "evna",
    "kaite",
    "iene",
    "auskas",
    "evicius",
    "pillai",
    "singh",
    "mohammadi",
)

SEXUAL = words(
    "rape raped raping rapes rapist rapists molested molestation sexually sodomised sodomized gang-raped incest"
)
