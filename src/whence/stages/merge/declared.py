"""The declared features of a pair of claims: a number, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from whence.linkage.features import Feature, Value, Words
from whence.schema.records import Place
from whence.stages.merge import compare, kinds, setting, signs
from whence.stages.merge.profile import Profile
from whence.stages.merge.rarity import rarity


def _where(place: Place | None) -> str:
    return place.name if place else "no place"


def _both(left: Place | None, right: Place | None) -> str:
    return f"{_where(left)} / {_where(right)}"


def _days(a: Profile, b: Profile) -> str:
    return f"{a.claim.time.text if a.claim.time else '?'} / {b.claim.time.text if b.claim.time else '?'}"


def _listed(found: frozenset[str]) -> str:
    return ", ".join(sorted(found, key=lambda word: (-rarity(word), word))[:5])


def _says(text: str) -> Words[Profile]:
    return lambda _a, _b, _value: text


_PLAIN: tuple[Feature[Profile], ...] = (
    Feature("words_alike", compare.words_alike, lambda a, b, _v: f"shared words: {_listed(a.words & b.words)}"),
    Feature(
        "words_within", compare.words_within, lambda _a, _b, v: f"{v:.0%} of the shorter one's words stand in the other"
    ),
    Feature("setting_alike", compare.setting_alike, lambda _a, _b, v: f"the sentences around are {v:.0%} alike"),
    Feature("twins", compare.twins, _says("the same words in a report and its reprint")),
    Feature("story", compare.story, _says("the two reports are about the same things")),
    Feature("names", compare.names, lambda a, b, _v: f"both name {_listed(a.names & b.names)}"),
    Feature("other_names", compare.other_names, _says("they name different people or bodies")),
    Feature("targets", compare.targets, lambda a, b, _v: f"same target: {_listed(a.targets & b.targets)}"),
    Feature("other_targets", compare.other_targets, _says("different targets")),
    Feature("actors", compare.actors, lambda a, b, _v: f"same actor: {_listed(a.actors & b.actors)}"),
    Feature("other_actors", compare.other_actors, _says("different actors")),
    Feature("place_same", compare.place_same, lambda a, _b, _v: f"same place: {_where(a.place)}"),
    Feature(
        "place_within",
        compare.place_within,
        lambda a, b, _v: f"{_both(a.place, b.place)}: one near the other",
    ),
    Feature("place_apart", compare.place_apart, lambda a, b, _v: f"different places: {_both(a.place, b.place)}"),
    Feature(
        "place_named",
        compare.place_named,
        lambda a, b, _v: f"one names the place of the other: {_both(a.place, b.place)}",
    ),
    Feature("carried_same", compare.carried_same, lambda a, _b, _v: f"same place, carried over: {_where(a.carried)}"),
    Feature("carried_apart", compare.carried_apart, lambda a, b, _v: f"apart: {_both(a.carried, b.carried)}"),
    Feature("day_same", compare.day_same, lambda a, b, _v: f"same time: {_days(a, b)}"),
    Feature("day_overlap", compare.day_overlap, lambda a, b, _v: f"times overlap: {_days(a, b)}"),
    Feature("day_next", compare.day_next, lambda a, b, _v: f"a day apart: {_days(a, b)}"),
    Feature("day_apart", compare.day_apart, lambda a, b, _v: f"different days: {_days(a, b)}"),
    Feature("carried_day", compare.carried_day, _says("the days carried over agree")),
    Feature("carried_day_apart", compare.carried_day_apart, _says("the days carried over differ")),
    Feature("published_apart", compare.published_apart, _says("the reports were published on different days")),
    Feature("mode_same", compare.mode_same, lambda a, _b, _v: f"both {a.claim.mode}"),
    Feature("mode_other", compare.mode_other, lambda a, b, _v: f"{a.claim.mode} against {b.claim.mode}"),
    Feature("status_denied", compare.status_denied, _says("one denies what the other asserts")),
    Feature("status_unreal", compare.status_unreal, lambda a, b, _v: f"{a.claim.status} against {b.claim.status}"),
    Feature("both_denied", compare.both_denied, _says("both deny it")),
    Feature("planned", compare.planned, _says("one announces what the other reports as done")),
    Feature("figure_same", compare.figure_same, _says("the same figure")),
    Feature("figure_other", compare.figure_other, _says("figures differ")),
    Feature("same_source", compare.same_source, _says("the same origin")),
    Feature("near", kinds.near, lambda a, b, _v: f"{abs(a.start - b.start)} characters apart in one report"),
    Feature("adjoining", kinds.adjoining, _says("next to each other in one report")),
    Feature("same_words", kinds.same_words, _says("told in the same clause")),
    Feature("follows", kinds.follows, _says("no act of this kind is told between the two")),
    Feature("bare_follows", kinds.bare_follows, _says("the later one adds neither place, day nor target")),
    Feature("sole", kinds.sole, _says("two reports on one subject with few acts of this kind")),
    Feature("sole_within", kinds.sole_within, _says("the report tells few acts of this kind")),
    Feature("denies_near", kinds.denies_near, _says("denied shortly after it is told")),
    Feature("denies_story", kinds.denies_story, _says("one report denies what another on the subject tells")),
    Feature("same_hands", kinds.same_hands, lambda a, b, _v: f"who was behind it: {_listed(a.actors & b.actors)}"),
    Feature("looks_back", kinds.looks_back, _says("the later one points back")),
    Feature("leads", kinds.leads, _says("both open their reports")),
    Feature("verbal", kinds.verbal, _says("an act of speech")),
    Feature("assault", kinds.assault, _says("attacks")),
    Feature("vote", kinds.vote, _says("votes")),
    Feature("same_place_and_day", kinds.same_place_and_day, _says("same place on the same day")),
    Feature("verbal_same", kinds.verbal_same, _says("the same speaker")),
    Feature("verbal_other", kinds.verbal_other, _says("different speakers")),
    Feature("verbal_words", kinds.verbal_words, _says("acts of speech in like words")),
    Feature("namesake", kinds.namesake, lambda a, _b, _v: f"one name, {_where(a.place)}, read as two places"),
    Feature("assault_place", kinds.assault_place, _says("attacks in the same place")),
    Feature("assault_means", kinds.assault_means, lambda a, b, _v: f"attacks: {a.claim.mode} / {b.claim.mode}"),
    Feature("assault_day", kinds.assault_day, _says("attacks on the same day")),
    Feature("vote_mode", kinds.vote_mode, _says("the same side of a vote")),
    Feature("vote_place", kinds.vote_place, _says("votes in the same place")),
    Feature("vote_figure", kinds.vote_figure, _says("figures of a vote")),
    Feature("tolls", kinds.tolls, _says("both count the same thing")),
    Feature("tight", kinds.tight, _says("place, day and words agree")),
    Feature("bare", kinds.bare, _says("one names neither place, day nor party")),
    Feature("corrects", kinds.corrects, _says("one corrects a number of the other")),
    Feature("two_figures", kinds.two_figures, _says("one source, two figures in one report")),
    Feature("vote_other", kinds.vote_other, _says("different parties or candidates")),
    Feature("plan_kept", kinds.plan_kept, _says("announced for that time and place")),
    Feature("national", kinds.national, _says("the whole country against one place in it")),
    Feature("things_same", signs.things_same, _says("targets of one kind")),
    Feature("refers", signs.refers, _says("the later one speaks of a known act")),
    Feature("denies_follows", signs.denies_follows, _says("denied next after it is told")),
    Feature("old_news", signs.old_news, _says("one lies long before the other's report")),
    Feature("figure_telling", signs.figure_telling, _says("the same figure to the last digit")),
    Feature("names_figure", signs.names_figure, _says("one names the other's figure beside its own")),
    Feature("same_sentence", signs.same_sentence, _says("told in one sentence")),
    Feature("other_people", signs.other_people, _says("their targets have other names")),
    Feature("other_things", signs.other_things, _says("their targets are other things")),
    Feature("actor_named", signs.actor_named, _says("one names the actor of the other")),
    Feature("figure_gap", signs.figure_gap, _says("their counts are far apart")),
    Feature("accuse", kinds.accuse, _says("accusations")),
    Feature("sanction", kinds.sanction, _says("sanctions")),
    Feature("mode_words", kinds.mode_words, lambda a, _b, _v: f"both {a.claim.mode}, in like words"),
    Feature("not_yet", setting.not_yet, _says("one report was out before the other's day")),
    Feature("months_apart", setting.months_apart, _says("the reports lie months apart")),
    Feature("carried_far", setting.carried_far, _says("the days carried over lie months apart")),
    Feature("other_days", setting.other_days, _says("the two reports tell of other days")),
    Feature("new_day", setting.new_day, _says("only the later one gives a day")),
    Feature("adds", setting.adds, _says('the later one says "also"')),
    Feature("own_voice", setting.own_voice, _says("both in the report's own voice")),
    Feature("other_source", setting.other_source, _says("two sources in one report")),
    Feature("lead_and_body", setting.lead_and_body, _says("one opens its report, the other does not")),
    Feature("nothing_shared", kinds.nothing_shared, _says("no word shared")),
)


def _where_trust(a: Profile, b: Profile) -> float:
    return a.place_trust * b.place_trust


def _when_trust(a: Profile, b: Profile) -> float:
    return a.days_trust * b.days_trust


def _act_trust(a: Profile, b: Profile) -> float:
    return a.act_trust * b.act_trust


_TRUST: Mapping[str, Value[Profile]] = {
    **dict.fromkeys(("place_same", "place_apart"), _where_trust),
    **dict.fromkeys(("day_next", "day_apart"), _when_trust),
    **dict.fromkeys(("mode_other",), _act_trust),
}


def _in_doubt(feature: Feature[Profile]) -> Iterator[Feature[Profile]]:
    """A feature that rests on values which may be misread speaks twice: as far as they are believed, and in doubt."""
    trust = _TRUST.get(feature.name)
    if trust is None:
        yield feature
        return
    yield Feature(feature.name, partial(_believed, feature.value, trust), feature.words)
    yield Feature(f"{feature.name}?", partial(_doubted, feature.value, trust), feature.words)


def _believed(value: Value[Profile], trust: Value[Profile], a: Profile, b: Profile) -> float:
    found = value(a, b)
    return found * trust(a, b) if found else 0.0


def _doubted(value: Value[Profile], trust: Value[Profile], a: Profile, b: Profile) -> float:
    doubt = 1 - trust(a, b)
    return doubt * value(a, b) if doubt else 0.0


FEATURES: tuple[Feature[Profile], ...] = tuple(found for feature in _PLAIN for found in _in_doubt(feature))
