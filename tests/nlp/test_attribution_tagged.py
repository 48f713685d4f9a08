"""Attributions out of tagged words: spans to the letter, and which belong together."""

from __future__ import annotations

from fake_finder import heads
from whence.nlp.attribution_tagged import Settings, kind_of, links, tagged
from whence.nlp.attribution_tagged_contents import Marked
from whence.nlp.heads import Heads
from whence.nlp.sentences import sentences
from whence.schema.reading import Attribution

SOURCES = "kovalenko anna petrov they"
CUES = "said according to added"
CONTENTS = "that the depot burned bridge fell rain stopped ,"


def tagger(sources: str = SOURCES, cues: str = CUES, contents: str = CONTENTS, begin: str = "") -> Heads:
    columns = [sources, cues, contents]
    return heads({"attribution": columns, "attribution_begin": [begin, begin, begin]})


def find(text: str, finder: Heads | None = None) -> tuple[Attribution, ...]:
    found = tagged(text, sentences(text), finder or tagger())
    for one in found:
        for span in (one.cue, one.source, *one.content):
            assert span is None or text[span.start : span.end] == span.text
    return found


def parts(one: Attribution) -> tuple[str | None, str, list[str]]:
    return (one.source.text if one.source else None, one.cue.text, [c.text for c in one.content])


def test_one_sentence() -> None:
    (one,) = find("Anna Kovalenko said that the depot burned.")
    assert parts(one) == ("Anna Kovalenko", "said", ["that the depot burned"])
    assert one.kind == "verb"
    assert one.cue.found_by == "reader/fake"
    assert one.cue.confidence > 0.9


def test_content_on_both_sides_of_the_cue() -> None:
    (one,) = find("The depot burned, Kovalenko said, that bridge fell.")
    assert parts(one) == ("Kovalenko", "said", ["The depot burned", "that bridge fell"])


def test_each_cue_has_the_source_next_to_it() -> None:
    found = find("Anna Kovalenko said that Petrov said the bridge fell.")
    assert [parts(one)[0] for one in found] == ["Anna Kovalenko", "Petrov"]
    assert parts(found[1])[2] == ["the bridge fell"]


def test_a_second_cue_of_a_sentence_shares_the_source() -> None:
    first, second, third = find(
        "Kovalenko said rain stopped and added that the bridge fell. It was added that rain stopped."
    )
    assert parts(first) == ("Kovalenko", "said", ["rain stopped"])
    assert parts(second) == ("Kovalenko", "added", ["that the bridge fell"])
    assert third.source is None


def test_a_weak_cue_gives_way() -> None:
    text = "Kovalenko said the bridge fell. It was added in May."
    found = tagged(text, sentences(text), tagger(), Settings(least=0.4))
    assert [one.cue.text for one in found] == ["said", "added"]
    assert [one.cue.text for one in find(text)] == ["said"]


def test_a_source_ends_with_its_sentence_and_a_content_does_not() -> None:
    first, second = find(
        "Added Petrov\n\nThey said the depot burned. The bridge fell", tagger(contents=f"{CONTENTS} .")
    )
    assert parts(first)[0] == "Petrov"
    assert parts(second) == ("They", "said", ["the depot burned. The bridge fell"])


def test_a_run_is_cut_where_a_new_one_begins() -> None:
    (one,) = find("Kovalenko said the depot burned that bridge fell.", tagger(begin="that"))
    assert parts(one)[2] == ["the depot burned", "that bridge fell"]


def test_without_a_cue_there_is_nothing() -> None:
    assert find("Kovalenko: the depot burned.") == ()
    assert find("") == ()


def test_what_stands_too_far_from_a_cue_belongs_to_none() -> None:
    far = Settings(reach=3)
    marked = ([Marked(0, 1, 0.9)], [Marked(10, 11, 0.9)], [Marked(20, 22, 0.9)])
    (one,) = links(marked, [0] * 30, far)
    assert (one.source, one.contents) == (None, ())


def test_rules_tip_the_balance() -> None:
    text = "Kovalenko said that the depot burned."
    (rule,) = find(text)
    sway = Settings(agreed=(0.0, 9.0, 0.0), alone=(0.0, 0.0, 0.0))
    blind = tagger(cues="")
    assert tagged(text, sentences(text), blind, sway) == ()
    (one,) = tagged(text, sentences(text), blind, sway, beside=(rule,))
    assert parts(one) == ("Kovalenko", "said", ["that the depot burned"])
    text += " Petrov added that the bridge fell."
    found = tagged(text, sentences(text), tagger(), Settings(alone=(0.0, 12.0, 0.0)), beside=(rule,))
    assert [one.cue.text for one in found] == ["said"]


TITLE = "a captain at old works by one long road and a wide river of whom all here know"


def test_a_quotation_that_goes_on_is_of_the_cue_before_it() -> None:
    finder = tagger(contents="the depot burned bridge fell")
    (one,) = find(f'"The depot burned," said Petrov, {TITLE}. "The bridge fell."', finder)
    assert parts(one)[2] == ["The depot burned", "The bridge fell"]
    for gap in (" Snow lay there. ", "\n\n"):  # not past another sentence, nor into another paragraph
        (one,) = find(f'"The depot burned," said Petrov, {TITLE}.{gap}"The bridge fell."', finder)
        assert parts(one)[2] == ["The depot burned"]
    (one,) = find(f"The depot burned, said Petrov, {TITLE}. The bridge fell.", finder)  # nor what is no quotation
    assert parts(one)[2] == ["The depot burned"]


def test_a_cue_without_content_tells_what_the_attribution_beside_it_holds() -> None:
    first, second = find("They said the depot burned, according to Petrov.", tagger(contents="the depot burned"))
    assert parts(first)[2] == ["the depot burned"]
    assert parts(second) == ("Petrov", "according to", ["They said the depot burned"])
    first, second = find("Petrov added in May: they said the depot burned.", tagger(contents="the depot burned"))
    assert parts(first) == ("Petrov", "added", ["they said the depot burned"])
    text = "They said the depot burned. It was added."
    first, second = tagged(text, sentences(text), tagger(contents="the depot burned"), Settings(least=0.4))
    assert parts(second)[2] == []


def test_kinds_of_cue() -> None:
    assert [kind_of(cue) for cue in ("according to", "said", ":", '"')] == [
        "according-to",
        "verb",
        "colon",
        "quotation",
    ]
