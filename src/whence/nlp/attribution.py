"""Who says what: attributions of a report by rules over its sentences and quotations."""

from __future__ import annotations

from collections.abc import Sequence

from whence.nlp.attribution_carry import carried
from whence.nlp.attribution_found import Found, attribution
from whence.nlp.attribution_labels import labels
from whence.nlp.attribution_phrases import phrases
from whence.nlp.attribution_quoting import quoting
from whence.nlp.attribution_text import page
from whence.nlp.attribution_verbs import verbs
from whence.schema.reading import Attribution, Quote, Sentence

ENGINE = "rules 2"


def attributions(text: str, sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> tuple[Attribution, ...]:
    """Every attribution of a text, by place of its cue; never raises, linear in the number of sentences."""
    leaf = page(text, sentences, quotes)
    found: list[Found] = []
    for line in leaf.lines:
        if len(line.words) > 2:
            spoken = verbs(leaf, line)
            cues = {one.cue for one in spoken}
            found += spoken
            quoted = quoting(leaf, line)
            taken = {one.cue for one in quoted}
            found = [one for one in found if one.cue not in taken] + quoted
            found += [
                one
                for one in phrases(leaf, line)
                if one.cue not in taken and (one.rule != "attribution.noun" or one.cue not in cues)
            ]
    found += labels(leaf)
    found += carried(leaf, found)
    found.sort(key=lambda one: (one.cue, one.source or (0, 0), one.contents, one.rule))
    return tuple(attribution(leaf, one) for one in found)
