"""Rules first, the models where the rules see nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from whence.nlp import session
from whence.nlp.beliefs import Beliefs
from whence.nlp.combine import weights
from whence.nlp.decode import Found
from whence.nlp.hybrid import Hybrid, whole_phrases
from whence.nlp.lexicon_phrases import analyse
from whence.nlp.neural import Neural
from whence.nlp.windows import pieces, scene, windows
from whence.schema.reading import Act, Reading, Role, RoleName, Sentence
from whence.schema.records import Input, Report, Span

TEXT = (
    "Rebels shelled the town of Tokmak on Monday. A veil of silence was draped over the mayor's office by his deputies."
)


def report(text: str = TEXT, language: str | None = "en") -> Report:
    return Report(report_id="r", input=Input(), text=text, language=language)


def act(words: str, confidence: float, kind: str = "COERCE") -> Act:
    at = TEXT.index(words)
    span = Span(text=words, start=at, end=at + len(words), found_by="neural/test", confidence=confidence)
    return Act(evidence=span, trigger=span, type=kind, mode=None, status="denied")


class FakeNeural:
    """Gives the acts that it was made with, after asking whether each is wanted."""

    name = "neural/test"

    def __init__(self, *acts: Act) -> None:
        self.given, self.wanted = acts, list[bool]()
        self.tokenizer = session.tokenizer()

    def beliefs(self, *_: object) -> Beliefs:
        """None of anything."""
        return Beliefs(starts=(), ends=(), inside={}, begin={}, by=self.name)

    def worth(self, *_: object) -> None:
        """Everything is."""

    def acts(
        self,
        texts: Sequence[Report],
        split: Sequence[Sequence[Sentence]],
        wanted: Callable[[int, Found], bool],
        worth: None,
    ) -> list[list[Act]]:
        for one in self.given:
            e = one.evidence
            self.wanted.append(wanted(0, Found(start=e.start, end=e.end, type=one.type, confidence=e.confidence)))
        return [list(self.given)]


def read(*acts: Act) -> tuple[Reading, FakeNeural]:
    engine, fake = Hybrid(), FakeNeural(*acts)
    engine.neural = fake  # type: ignore[assignment]
    [reading] = engine.read([report()])
    return reading, fake


CLAUSE = "A veil of silence was draped over the mayor's office"


def test_what_only_the_models_see_is_added_where_they_are_sure() -> None:
    reading, _ = read(act(CLAUSE, 0.97))
    assert [one.type for one in reading.acts] == ["ASSAULT", "COERCE"]
    added = reading.acts[1]
    assert added.trigger.text == "draped"
    assert added.status is None, "status is left to the rules"
    assert weights().take <= added.evidence.confidence < 0.97, "how likely it is, not how sure a model says it is"


def test_what_they_are_not_sure_of_is_not() -> None:
    reading, fake = read(act(CLAUSE, 0.2), act(CLAUSE, 0.05))
    assert [one.type for one in reading.acts] == ["ASSAULT"]
    assert fake.wanted == [False, False], "what cannot be taken, whatever the filler says, is not filled"


def test_the_rules_clause_stands_where_both_see_one() -> None:
    reading, fake = read(act("shelled the town of Tokmak on Monday", 0.99, "ASSAULT"))
    assert [one.type for one in reading.acts] == ["ASSAULT"]
    assert reading.acts[0].trigger.found_by.startswith("lexicon")
    assert fake.wanted == [False]


def test_a_vote_of_the_models_makes_an_act_of_the_rules_likelier() -> None:
    [alone], [backed] = (read(*acts)[0].acts for acts in ((), (act("shelled the town of Tokmak", 0.9, "ASSAULT"),)))
    assert alone.evidence.confidence < backed.evidence.confidence


def test_roles_of_the_models_become_whole_phrases() -> None:
    def role(name: RoleName, words: str) -> Role:
        at = TEXT.index(words)
        return Role(role=name, span=Span(text=words, start=at, end=at + len(words), found_by="neural/test"))

    roles = (role("actor", "deput"), role("target", "may"), role("target", "office by"), role("place", "town"))
    sentence = TEXT.index("A veil")
    view = analyse(TEXT, sentence, len(TEXT))
    settled = whole_phrases(TEXT, view, roles)
    assert [(one.role, one.span.text) for one in settled] == [
        ("actor", "his deputies"),
        ("target", "the mayor's office"),
        ("place", "town"),
    ]


@pytest.fixture(scope="module")
def neural() -> Neural:
    return Neural()


def test_the_models_read_an_attack_and_an_arrest(neural: Neural) -> None:
    text = (
        "Gunmen attacked a police station in Maiduguri on Sunday, killing four officers, the police said. "
        "Police arrested 20 protesters in the capital on Monday."
    )
    [reading] = neural.read([report(text)])
    assert {"ASSAULT", "COERCE"} <= {one.type for one in reading.acts}
    for one in reading.acts:
        for span in (one.evidence, *(role.span for role in one.roles)):
            assert text[span.start : span.end] == span.text
            assert 0 <= span.confidence <= 1


def test_a_report_reads_the_same_alone_and_in_company(neural: Neural) -> None:
    other = report("The council of ministers met on Tuesday and agreed to send aid to the flooded province. " * 12)
    assert neural.read([report()])[0] == neural.read([other, report(), other])[1]


def test_another_language_is_not_read(neural: Neural) -> None:
    [reading] = neural.read([report("Полиция задержала десять человек.", "ru")])
    assert (reading.sentences, reading.acts) == ((), ())


def test_windows_cover_every_wordpiece_once_and_end_at_sentences(neural: Neural) -> None:
    text = "The army shelled the village for two days. " * 60
    sentences = [Sentence(start=i * 43, end=i * 43 + 42, paragraph=0) for i in range(60)]
    cut = pieces(text, sentences, neural.tokenizer)
    counted = [p for w in windows(cut, neural.tokenizer) for p in w.pieces[w.first : -1]]
    assert counted == cut
    assert all(len(w.ids) <= 202 for w in windows(cut, neural.tokenizer))


def test_a_scene_holds_its_stretch_and_marks_it(neural: Neural) -> None:
    text = "The army shelled the village for two days. " * 60
    sentences = [Sentence(start=i * 43, end=i * 43 + 42, paragraph=0) for i in range(60)]
    cut = pieces(text, sentences, neural.tokenizer)
    start = 43 * 30
    window, mark = scene(cut, start, start + 24, neural.tokenizer)
    marked = [p for p, m in zip(window.pieces, mark, strict=True) if m and p]
    assert "".join(text[p.start : p.end] for p in marked) == "Thearmyshelledthevillage"
    first = next(p for p in window.pieces if p)
    assert first.start == start - 3 * 43
