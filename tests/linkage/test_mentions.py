"""Mentions of events: their words, finding them, linking them across texts; and whether a text tells of an event."""

from __future__ import annotations

import numpy as np
import pytest

from whence.linkage.averaging import average_linkage
from whence.linkage.likeness import Collection, Rarity, cosines, terms
from whence.linkage.mention_features import mention_features, overlap
from whence.linkage.mention_finding import find
from whence.linkage.mention_links import MentionModel, link, mention_model
from whence.linkage.mention_profiles import profiles
from whence.linkage.mention_words import base, families, head
from whence.linkage.mentions import Document, Mention
from whence.linkage.same_event import WORDS, passage_of, reasons, same_event, text_of

FORMS = [
    ("killed", "kill"), ("shot", "shoot"), ("dies", "die"), ("carried", "carry"), ("crashes", "crash"),
    ("children", "child"), ("stopped", "stop"), ("blasts", "blast"), ("Talks", "talk"),
]  # fmt: skip
HEADS = [
    (["gunned", "down"], "gunned"), (["loss", "of", "life"], "loss"), (["prison", "break"], "break"),
    (["up"], "up"), (["blast"], "blast"),
]  # fmt: skip
VELM = "A grenade hurt three workers at the polling hall in Velm on Tuesday . Mayor Brun condemned the attack in Velm ."
LANTERN = "Three workers were hurt in Velm when a grenade hit the polling hall . Brun called the attack a crime ."
SARN = "Dockers in Sarn began a strike on Monday . The harbour owner said the strike of the dockers broke the law ."


def document(name: str, text: str) -> Document:
    sentences = tuple((*part.split(), ".") for part in text.split(" .") if part.strip())
    return Document(document_id=name, sentences=sentences)


def mention(held: Document, word: str) -> Mention:
    for number, tokens in enumerate(held.sentences):
        if word in tokens:
            name = f"{held.document_id} {word}"
            at = (tokens.index(word),)
            return Mention(mention_id=name, document_id=held.document_id, sentence=number, tokens=at)
    raise AssertionError(word)


@pytest.mark.parametrize(("word", "form"), FORMS)
def test_forms_of_one_word_have_one_base(word: str, form: str) -> None:
    assert base(word) == base(form)


@pytest.mark.parametrize(("tokens", "wanted"), HEADS)
def test_the_head_names_the_event(tokens: list[str], wanted: str) -> None:
    assert head(tokens) == wanted


def test_families_bring_words_of_like_meaning_together() -> None:
    assert families()[base("blasts")] & families()[base("explosion")]
    assert not families()[base("blasts")] & families()[base("election")]


def test_average_linkage_stops_at_the_threshold() -> None:
    scores = np.array([[0, 5, 1, -9], [5, 0, 2, -9], [1, 2, 0, -9], [-9, -9, -9, 0]], dtype=float)
    assert average_linkage(scores, 3) == [(0, 1), (2,), (3,)]
    assert average_linkage(scores, 1.5) == [(0, 1, 2), (3,)]
    assert average_linkage(scores, -100) == [(0, 1, 2, 3)]
    assert average_linkage(np.zeros((0, 0)), 0) == []


def test_stories_follow_shared_rare_words() -> None:
    collection = Collection([terms(text.split()) for text in (VELM, LANTERN, SARN)])
    assert collection.stories() == [(0, 1), (2,)]
    assert collection.alike(0, 1) > collection.alike(0, 2)


def test_cosines_of_vectors_of_length_one() -> None:
    table = cosines([{"a": 1.0}, {"a": 0.6, "b": 0.8}, {"c": 1.0}])
    assert table[0, 1] == pytest.approx(0.6)
    assert table[1, 1] == pytest.approx(1)
    assert table[0, 2] == 0


def test_a_term_of_every_text_is_less_rare_than_one_of_one() -> None:
    rarity = Rarity([{"a": 1, "b": 1}, {"a": 1}])
    assert rarity.of("a") < rarity.of("b") < rarity.of("c") + 1e-9
    assert rarity.total(frozenset("ab")) == pytest.approx(rarity.of("a") + rarity.of("b"))


def test_one_event_in_two_texts_is_linked_and_another_story_is_not() -> None:
    texts = [document("velm", VELM), document("lantern", LANTERN), document("sarn", SARN)]
    mentions = [mention(texts[0], "attack"), mention(texts[1], "attack"), mention(texts[2], "strike")]
    clusters = {frozenset(one.mention_id for one in cluster) for cluster in link(texts, mentions)}
    assert clusters == {frozenset({"velm attack", "lantern attack"}), frozenset({"sarn strike"})}


def test_links_do_not_depend_on_the_order_of_mentions() -> None:
    texts = [document("velm", VELM), document("lantern", LANTERN)]
    mentions = [mention(texts[0], "attack"), mention(texts[1], "attack"), mention(texts[1], "hurt")]
    forward = {frozenset(one.mention_id for one in cluster) for cluster in link(texts, mentions)}
    backward = {frozenset(one.mention_id for one in cluster) for cluster in link(texts, mentions[::-1])}
    assert forward == backward


def test_no_mentions_no_clusters() -> None:
    assert link([document("velm", VELM)], []) == []


def test_the_weights_name_declared_features() -> None:
    model = mention_model()
    assert set(model.weights) == {feature.name for feature in mention_features({})}


def test_reasons_are_in_words() -> None:
    texts = [document("velm", VELM), document("lantern", LANTERN)]
    left, right = profiles(texts, [mention(texts[0], "attack"), mention(texts[1], "attack")])
    said = {reason.feature: reason.words for reason in mention_model().scorer().reasons(left, right)}
    assert said["same_form"] == "the same form of the word: attack"


def test_overlap_is_damped_and_empty_sets_say_nothing() -> None:
    texts = [document("velm", VELM)]
    (profile,) = profiles(texts, [mention(texts[0], "attack")])
    assert overlap(frozenset(), frozenset("a"), profile) == 0
    assert 0 < overlap(frozenset("a"), frozenset("a"), profile) < 1


def test_a_learned_rate_moves_other_heads() -> None:
    texts = [document("velm", VELM), document("lantern", LANTERN)]
    left, right = profiles(texts, [mention(texts[0], "grenade"), mention(texts[1], "attack")])
    weights = {"other_head_rate": 1.0}
    known = MentionModel(weights=weights, bias=0, threshold=0, heads=[("attack", base("grenade"), 3.0, 3.0)])
    unknown = MentionModel(weights=weights, bias=0, threshold=0, heads=[])
    assert known.scorer().score(left, right) > 0 > unknown.scorer().score(left, right)


def test_events_are_found_and_things_are_not() -> None:
    held = document("velm", "Gunmen killed two guards and wounded a driver . The table is green .")
    found = [held.sentences[one.sentence][one.tokens[0]] for one in find(held)]
    assert {"killed", "wounded"} <= set(found)
    assert not {"table", "guards", "two", "The"} & set(found)
    assert [one.sentence for one in find(held, [1])] == [1] * len(find(held, [1]))


def test_a_text_tells_of_the_passage_or_not() -> None:
    passage, other, far = (WORDS.findall(text) for text in (VELM, LANTERN, SARN))
    rarity = Rarity([terms(tokens) for tokens in (passage, other, far)])
    looked_for = passage_of(passage, passage.index("hurt"), passage.index("hurt"), rarity)
    near, away = same_event(looked_for, text_of(other)), same_event(looked_for, text_of(far))
    assert near > 0 > away
    said = reasons(looked_for, text_of(other))
    assert {reason.feature for reason in said} >= {"word", "sentence", "names"}


def test_nothing_is_told_by_an_empty_text() -> None:
    rarity = Rarity([])
    assert same_event(passage_of([], 0, 0, rarity), text_of([])) < 0
