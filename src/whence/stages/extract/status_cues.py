"""Words that tell of what standing an act is: planned, called for, predicted, possible, denied. All base forms."""

from __future__ import annotations

from whence.nlp.lexicon_wordset import wordset

NEGATIONS = wordset(
    """
    not never n't cannot can't won't don't didn't doesn't isn't wasn't aren't weren't hasn't haven't hadn't wouldn't
    couldn't shouldn't
    """
)
NOBODY = wordset("nobody none neither nor nothing nowhere")
DENYING = wordset("deny refute disprove debunk")
AVOIDING = wordset(
    """
    unable fail avoid refrain refuse decline stop prevent abandon forgo cancel neglect forbear cease
    """
)
FALSE_AFTER = wordset(
    """
    false untrue fabrication lie fake nonsense invention baseless rumour rumor fabricated invented hoax unfounded
    sarcasm myth disinformation
    """
)
NEVER_DONE = wordset("happen occur take place begin start exist")

CALLING = wordset(
    """
    urge ask demand request appeal call tell order press advise encourage instruct invite petition implore beg
    exhort plead recommend propose insist require push lobby advocate summon pressure direct incite
    """
)
CALLING_NOUNS = wordset(
    """
    call appeal demand request plea petition proposal need recommendation ultimatum push bid
    """
)
MUST = wordset("must should ought")
NEEDING = wordset("need")

PLANNING = wordset(
    """
    plan intend prepare aim vow pledge promise agree decide schedule determine resolve undertake propose arrange
    threaten swear mean announce consider
    """
)
PLAN_WORDS = wordset(
    """
    due set ready about bound keen prepared slated poised supposed scheduled planned determined
    """
)
PLAN_NOUNS = wordset(
    """
    plan intention preparation decision promise pledge vow proposal determination date mission
    """
)
PLAN_MODIFIERS = wordset(
    """
    planned scheduled upcoming forthcoming future coming proposed anticipated imminent impending intended
    approaching
    """
)
WANTING = wordset("want wish hope seek desire")

PREDICTING = wordset("expect predict forecast project anticipate foresee estimate tip reckon")
PREDICT_WORDS = wordset("likely certain bound poised tipped certainly inevitably undoubtedly")
STANDING = wordset("lead trail frontrunner front-runner favourite favorite underdog")
COUNTED = wordset(
    """
    count tally return precinct ballot official win elect victory result declare concede defeat certify turnout
    """
)
PREDICT_NOUNS = wordset("forecast projection prediction expectation survey poll pollster")

MAYBE = wordset("may might could")
MAYBE_ADVERBS = wordset("possibly perhaps maybe potentially conceivably presumably")
MAYBE_ADJECTIVES = wordset("possible potential suspected hypothetical feared presumed would-be")
SUPPOSING = wordset(
    """
    suspect suggest imply fear hint speculate suppose guess doubt consider mull contemplate wonder imagine theorise
    """
)
MAYBE_NOUNS = wordset(
    """
    possibility chance risk danger suspicion fear prospect likelihood speculation doubt suggestion threat hope
    """
)
CONDITIONAL = wordset("if unless whether")

CARRYING_ON = wordset(
    """
    begin start continue manage help force try attempt keep finish proceed resume
    """
)

_HEDGES = """
    almost certainly; are believed to have; is believed to have; are believed to be; is believed to be; was
    believed to be; were believed to be; are said to have; is said to have; are said to be; is said to be; was
    said to be; are thought to have; is thought to have; are thought to be; is thought to be; are suspected of;
    is suspected of; were suspected of; was suspected of; are reported to have; is reported to have; was
    reported to have; appears to have been; appear to have been; appeared to have; appears to have; appear to
    have; appears to show; appeared to show; appears to be; appear to be; what appears to be; appears to; appear
    to; appeared to; seems to have; seem to have; seemed to have; seems to; seem to; seemed to; is alleged to
    have; are alleged to have; it was reported; it is believed; widely seen as; reportedly; allegedly;
    apparently; supposedly; purportedly; presumably; probably; possibly; perhaps; unconfirmed; alleged;
    suspected; purported; reported to have; could; may; might; likely; suggests; suggest; suggested; implies;
    imply; implied; hinted; fears; possible; potential; if; whether
    """
HEDGES = tuple(" ".join(words.split()) for words in _HEDGES.split(";"))
# These weaken a claim only where they also make it merely possible.
HEDGES_OF_STATUS = wordset(
    """
    could may might likely suggests suggest suggested implies imply implied hinted fears possible potential if
    whether
    """
)

OPINING = wordset("believe think guess certain sure confident convinced doubt")
HOPING = wordset("hope pray fear")
HAPPENING = wordset("take happen occur begin start be hold exist go come follow get")
SPEAKING = wordset("say tell write add report state note post")
