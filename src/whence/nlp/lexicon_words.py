"""Closed classes of English words, and common verbs that are no triggers: what the part-of-speech guess stands on."""

from __future__ import annotations

from whence.nlp.lexicon_wordset import wordset

ARTICLES = wordset(
    """
    a an the this that these those some any no every each another both all several many few most much either neither
    such what which more
    """
)
POSSESSIVES = wordset("my your his her its our their whose")
PRONOUNS = wordset(
    """
    i you he she it we they me him us them myself himself herself itself ourselves themselves someone somebody
    anyone anybody everyone everybody nobody none something anything nothing everything others mine hers theirs
    there whoever
    """
)
SUBJECT_PRONOUNS = wordset("i you he she it we they who there")
RELATIVES = wordset("who which that whom whose")
PREPOSITIONS = wordset(
    """
    of in on at by for with from into onto about against between among during under over through across near outside
    inside toward towards within without around behind beyond above below upon amid amidst via per despite like off
    out up down along as throughout past beside besides except concerning regarding including aboard atop opposite
    versus v vs
    """
)
SUBORDINATORS = wordset(
    """
    because although though while whereas unless until since when whenever where after before if whether once lest
    that than
    """
)
CONJUNCTIONS = wordset("and or but nor yet plus &")
MODALS = wordset(
    """
    will would shall should may might can could must ought wo ca 'll 'd won't can't couldn't wouldn't shouldn't
    mustn't cannot mightn't shan't
    """
)
BE = wordset("be am is are was were been being isn't aren't wasn't weren't 's 're 'm")
HAVE = wordset("have has had having hasn't haven't hadn't 've")
DO = wordset("do does did doing done don't doesn't didn't")
NEGATIONS = wordset(
    """
    not never n't no nor neither nobody none nothing nowhere hardly scarcely without cannot can't won't
    """
)
ADVERBS = wordset(
    """
    also already still just only even now then soon later again ever often always never not n't yet almost nearly
    about reportedly allegedly apparently supposedly purportedly probably possibly perhaps maybe likely meanwhile
    however therefore thus too very quite rather so far here there today yesterday tomorrow tonight ago away back
    well together instead once twice indeed both first finally recently repeatedly eventually earlier previously
    currently officially immediately deliberately
    """
)
ADJECTIVES = wordset(
    """
    new old big small large great good bad high low long short young former top senior main major local national
    foreign public private political military armed civil legal free fair early late last next first second third
    other same own dead massive several many few more most least best worst heavy light black white red blue green
    able due ready likely unlikely possible presidential parliamentary general regional central federal opposition
    ruling unknown masked
    """
)
NUMBERS = wordset(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen
    dozens hundreds thousands scores tens half
    """
)
NOUNS_LIKE_VERBS = wordset(
    """
    building meeting morning evening nothing something anything everything king ring wing spring thing wedding
    ceiling housing hundred united percent police people government training funding hearing spokesman spokeswoman
    election ruling uprising briefing opposing polling voting gathering offspring sibling red bed need seed deed
    feed shed speed greed breed creed weed
    """
)
# Common verbs, base forms: what makes a clause although it names no act.
VERBS_COMMON = wordset(
    """
    say tell ask report state announce add note claim insist argue believe think know see hear feel find show mean
    seem appear become remain stay keep leave go come run walk move turn put take give get make let bring carry hold
    stand sit lie fall rise begin start stop end continue finish open close happen occur follow lead cause include
    contain involve concern require need want wish hope expect plan intend try attempt help allow enable force order
    serve act work live die grow increase decrease reduce cut change affect influence create build form join enter
    reach arrive pass cross use spend pay buy sell cost win lose fight play watch look read write speak talk discuss
    explain describe call name consider regard treat deal face meet send receive accept offer agree refuse deny
    reject admit confirm declare reveal suggest propose recommend warn threaten vow pledge promise swear decide
    choose determine prove fail succeed manage seek search wait return do be have learn teach study test check count
    measure record document publish print post tweet broadcast cite quote according base belong own possess share
    split divide separate represent exist depend relate refer apply issue sign approve adopt vote elect appoint
    nominate resign withdraw release free hide raise drop pull push throw catch drive fly ride draw break burn hit
    strike beat kill hurt wound injure shoot fire bomb attack destroy damage support back oppose protest march
    gather assemble surround block protect defend guard secure control govern rule operate launch introduce mark
    celebrate commemorate honour honor recall remember forget lack miss suffer endure survive recover provide supply
    deliver earn gain extend expand spread cover fill empty wear dress eat drink sleep wake smell sound taste touch
    imply suspect fear doubt worry prompt trigger spark ensure prevent avoid escape flee settle stem stretch total
    number house employ hire deploy station train prepare arrange organise organize set install equip arm load pack
    hang bear lay place locate situate tie link connect attach combine mix lift light lower loosen rush hurry speed
    slow ease tighten press urge stress emphasise emphasize underline highlight point shout cry scream sing laugh
    smile weep complain apologise regret thank praise welcome greet invite visit tour attend host stage conduct
    perform project predict forecast estimate calculate reckon assume suppose guess imagine await result ensue
    emerge arise erupt flare rage subside loom near approach last rest dwell reside inhabit occupy trap strand bury
    dig retrieve steal rob loot raid storm overrun capture seize grab snatch hand transfer ship transport truck
    evacuate relocate shelter displace unveil unfold unleash aim target direct command instruct advise consult brief
    quiz question interview interrogate examine inspect investigate probe monitor observe track trace chase hunt
    pursue stalk ambush besiege shell pound rock shake tremble crumble collapse sink drown crash smash crush blast
    explode detonate ignite extinguish smoulder smoke favour favor implicate impact
    """
)
