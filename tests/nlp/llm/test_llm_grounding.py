"""Every span in the record stands in the text, whatever the server answers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fake_llm import claim, envelope
from whence.nlp.lexicon import Lexicon
from whence.nlp.llm import Endpoint, Llm
from whence.nlp.llm.folded import Folded
from whence.nlp.llm.ground import ABSENT, MANY, Ground
from whence.nlp.llm.prompt import parts
from whence.nlp.llm.shape import SaidClaim
from whence.nlp.llm.wire import Answered
from whence.nlp.sentences import sentences
from whence.runners.letter import spans, verify
from whence.schema.records import Input, Report, from_json, to_json
from whence.schema.stage import Work
from whence.stages.attribute.stage import attribute
from whence.stages.extract.claims import claims as extracted

TEXT = (
    "The “Red Guard” – a militia – shot at a convoy near Oster…and fled, the mayor’s office said.\n"
    "The mayor said that  two\u00a0men died. The convoy was shot at again on Tuesday, residents told Radio Vilna."
)


RULES = Lexicon()


def ground() -> Ground:
    return Ground(TEXT, "llm/test")


def found(quote: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in Folded(text).find(quote, 0, len(text))]


def test_quotes_dashes_and_space_are_folded_and_the_true_words_come_back() -> None:
    assert found('The "Red Guard" - a militia') == ["The “Red Guard” – a militia"]
    assert found("the mayor's office") == ["the mayor’s office"]
    assert found("that two men\n") == ["that  two\u00a0men"]
    assert found("Oster...and") == ["Oster…and"]


def test_nothing_else_is_folded() -> None:
    assert found("the red guard") == []
    assert found("The Red Guard") == []
    assert found("died two men") == []
    assert found("") == found(" – ") == found('"') == []


def test_only_whole_words_and_whole_characters_count() -> None:
    assert found("mayor") == ["mayor", "mayor"]
    assert found("may") == found("residen") == found("ayor") == []
    assert found("Oster.") == []  # a third of the one character
    assert found("man", "The man, a woman, the Man.") == ["man"]


def test_soft_hyphens_do_not_hide_words() -> None:
    assert found("Bogdanovka", "In Bog\u00addanovka.") == ["Bog\u00addanovka"]


def said(**fields: object) -> SaidClaim:
    plain = {"act": "ASSAULT", "evidence": "The convoy was shot at again", "trigger": "shot at", "sentence": 3}
    return from_json(to_json(claim(**{**plain, **fields})), SaidClaim)


def grounded(one: SaidClaim) -> tuple[list[str], dict[tuple[str, str], int]]:
    """The roles and sources kept, and what was dropped."""
    base = ground()
    out = base.all([one], parts(sentences(TEXT), 6000)[0])
    words = [role.span.text for got in out for role in got.act.roles]
    return words + [a.source.text for got in out for a in got.attributions if a.source], dict(base.dropped)


def role(quote: str, sentence: int) -> dict[str, object]:
    return {"role": "actor", "quote": quote, "sentence": sentence}


def test_a_quotation_that_stands_twice_is_settled_by_its_sentence_or_rejected() -> None:
    assert grounded(said(roles=[role("The mayor", 2)])) == (["The mayor"], {})
    assert grounded(said(roles=[role("mayor", 2)])) == (["mayor"], {})
    assert grounded(said(roles=[role("mayor", 3)])) == ([], {("actor", MANY): 1})
    assert grounded(said(roles=[role("mayor", 99)])) == ([], {("actor", MANY): 1})
    assert grounded(said(roles=[role("Red Guard", 99)])) == (["Red Guard"], {})
    assert grounded(said(roles=[role("Ivan Petrov", 2)])) == ([], {("actor", ABSENT): 1})


def test_a_claim_without_its_evidence_trigger_or_source_goes_whole() -> None:
    link = {"sentence": 3, "source": "residents", "cue": "told"}
    assert grounded(said(chain=[link])) == (["residents"], {})
    assert grounded(said(chain=[{**link, "source": "officials"}])) == ([], {("source", ABSENT): 1})
    assert grounded(said(chain=[{**link, "sentence": 1}])) == ([], {("source", ABSENT): 1})
    assert grounded(said(evidence="The convoy was shelled")) == ([], {("evidence", ABSENT): 1})
    assert grounded(said(trigger="died")) == ([], {("trigger", ABSENT): 1})
    assert grounded(said(chain=[{**link, "cue": "swore"}])) == (["residents"], {("cue", ABSENT): 1})


def test_a_chain_keeps_its_order_nearest_first() -> None:
    text = "A soldier told Radio Vilna that the police had shot at the crowd, the agency Delta reported."
    links = [("the agency Delta", "reported"), ("Radio Vilna", None), ("A soldier", "told")]
    one = claim(
        act="ASSAULT", evidence="the police had shot at the crowd", trigger="shot at",
        chain=[{"sentence": 1, "source": source, "cue": cue} for source, cue in links],
    )  # fmt: skip
    (work,) = [through(text, {"claims": [one]})]
    assert [link.text for link in work.claims[0].chain] == ["the agency Delta", "Radio Vilna", "A soldier"]
    assert {link.found_by for link in work.claims[0].chain} == {"llm/1:test"}


def test_a_claim_in_the_reports_own_voice_gets_no_chain_from_the_rules() -> None:
    text = "Police shot at the crowd in Oster, the mayor said. He left."
    one = claim(act="ASSAULT", evidence="Police shot at the crowd in Oster", trigger="shot at")
    assert [held.chain for held in through(text, {"claims": [one]}).claims] == [()]


def through(text: str, answer: object) -> Work:
    """One report read by a model that answers so, the rules as the built-in engine, up to the chains."""
    report = Report(report_id="00", input=Input(), language="en", text=text)
    answered = Answered(200, envelope(answer if isinstance(answer, str) else json.dumps(answer)), None)
    with patch("whence.nlp.llm.ask.post", return_value=answered), patch("whence.nlp.llm.engine.Kept", Forgetful):
        (reading,) = Llm(Endpoint(url="http://127.0.0.1:1/v1", model="test", pause=0), RULES).read([report])
    return attribute(Work(report=report, reading=reading, claims=extracted(report, reading)))


class Forgetful:
    """Keeps no answers, and lets everything be spent."""

    def __init__(self, path: str) -> None:
        self.path = path

    def answer(self, question: str) -> None:
        """Never asked before."""

    def keep(self, question: str, model: str, words: str) -> None:
        """Nothing."""

    def reserve(self, tokens: int, cost: float, endpoint: Endpoint) -> bool:
        return True

    def correct(self, tokens: int, cost: float) -> None:
        """Nothing."""


WORDS = [
    "Rebels",
    "shot",
    "the",
    "mayor",
    "said.",
    "“Go!”",
    "\n\n",
    "–",
    "Oster…",
    "and",
    "Ivan’s",
    "two\u00a0men",
    "fled",
]
TEXTS = st.sampled_from([TEXT, TEXT, "Police shot Ivan. " * 3]) | st.lists(
    st.sampled_from(WORDS), min_size=4, max_size=30
).map(" ".join)
CHANGES: list[Callable[[str], str]] = [
    str.upper, lambda words: words + " again", lambda words: words[1:], lambda words: words.replace(" ", ""), str.title,
    lambda words: "...".join(words.split(" ")[::2]), lambda words: "Ivan Petrov",
]  # fmt: skip
FOLDS = str.maketrans("“”’–", '""\'-')


@st.composite
def answers(draw: st.DrawFn) -> tuple[str, object]:
    """A text, and an answer in which quotations of it, changed quotations and inventions are mixed."""
    text = draw(TEXTS)
    words = [found.span() for found in re.finditer(r"\S+", text)]

    def part(within: tuple[int, int]) -> tuple[int, int]:
        first = draw(st.integers(*within))
        return first, draw(st.integers(first, min(within[1], first + 11)))

    def quote(at: tuple[int, int]) -> str:
        """True, true but for curls and dashes, or false: one in five."""
        true = text[words[at[0]][0] : words[at[1]][1]]
        how = draw(st.integers(0, 9))
        return draw(st.sampled_from(CHANGES))(true) if how > 7 else true.translate(FOLDS) if how > 4 else true

    everywhere = (0, len(words) - 1)
    number = st.integers(-1, 6)

    def link(at: tuple[int, int]) -> dict[str, object]:
        """Mostly with the number of its own sentence: a source counts in no other."""
        own = sum(one.start <= words[at[0]][0] for one in sentences(text))
        return {"sentence": draw(st.sampled_from([own, own, own, 0])), "source": quote(at), "cue": None}

    def made() -> dict[str, object]:
        evidence = part(everywhere)
        return {
            "act": draw(st.sampled_from([*ACTS, *ACTS, "MURDER"])),
            "status": draw(st.sampled_from(["asserted", "denied", "possible", "asserted", "planned", "true"])),
            "sentence": draw(number),
            "evidence": quote(evidence),
            "trigger": quote(part(evidence)),
            "hedge": quote(part(evidence)) if draw(st.booleans()) else None,
            "roles": [
                {"role": draw(st.sampled_from(ROLES)), "sentence": draw(number), "quote": quote(part(everywhere))}
                for _ in range(draw(st.integers(0, 3)))
            ],
            "chain": [link(part(everywhere)) for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2])))],
        }

    if draw(st.integers(0, 9)) > 8:
        return text, draw(ANYTHING)
    return text, {"claims": [made() for _ in range(draw(st.integers(1, 5)))]}


ACTS = ["ASSAULT", "ASSAULT/firearms", "MOVE/flee"]
ROLES = ["actor", "target", "instrument", "place", "time"]
ANYTHING = st.text(max_size=40) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(answers())
@example(
    (TEXT, {"claims": [claim(act="ASSAULT", sentence=3, evidence="The convoy was shot at again", trigger="shot")]})
)
def test_every_span_is_the_text_at_its_offsets(given_: tuple[str, object]) -> None:
    text, answer = given_
    work = through(text, answer)
    for one in work.claims:
        assert all(0 <= span.start < span.end and text[span.start : span.end] == span.text for span in spans(one))
    assert not any(issue.stage == "verify" and issue.level == "error" for issue in verify(work).issues)


def test_the_property_is_not_empty() -> None:
    """Over the answers above, claims, roles and sources of the model come through, and others do not."""
    counts: Counter[str] = Counter()

    @settings(max_examples=80, deadline=None, derandomize=True, database=None)
    @given(answers())
    def count(given_: tuple[str, object]) -> None:
        work = through(*given_)
        kept = [one for one in work.claims if one.evidence.found_by == "llm/1:test"]
        counts.update(
            claims=len(kept), roles=sum(len(one.actors) for one in kept), links=sum(len(c.chain) for c in kept)
        )
        counts.update(dropped=sum(issue.code == "llm-dropped" for issue in work.reading.issues if work.reading))

    count()
    assert min(counts[name] for name in ("claims", "roles", "dropped")) > 10, counts
    assert counts["links"] > 0, counts
