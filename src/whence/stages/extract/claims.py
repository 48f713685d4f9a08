"""Acts of a reading made into claims, each value with the words and the reason it rests on."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from whence.nlp.lexicon_phrases import Analysis, analyse
from whence.schema.reading import Act, Reading, Sentence
from whence.schema.records import Claim, Ground, Party, Place, Report, Span, Time
from whence.stages.extract.contexts import contexts, is_about_a_vote
from whence.stages.extract.figures import claim_figures
from whence.stages.extract.hedges import hedge
from whence.stages.extract.status import status
from whence.stages.extract.verdict import Verdict

FOUND_BY = "status/1"


class Setting(Struct, frozen=True):
    """What the acts of one sentence share."""

    report: Report
    sentence: tuple[int, int]
    view: Analysis
    voting: bool


def claims(report: Report, reading: Reading) -> tuple[Claim, ...]:
    """One claim an act, in order of place, doubles dropped."""
    voting = is_about_a_vote(report.text, report.title)
    starts = [sentence.start for sentence in reading.sentences]
    made: list[Claim] = []
    view: tuple[tuple[int, int], Analysis] | None = None
    for act in reading.acts:
        bounds = _sentence(act, reading.sentences, starts)
        if view is None or view[0] != bounds:
            view = (bounds, analyse(report.text, *bounds))
        claim = _claim(Setting(report, bounds, view[1], voting), act)
        if not any(_same(claim, other) for other in made[-6:]):
            made.append(claim)
    return tuple(made)


def _sentence(act: Act, sentences: tuple[Sentence, ...], starts: list[int]) -> tuple[int, int]:
    """The sentence of the trigger; an engine without sentences gives the evidence itself."""
    at = bisect_right(starts, act.trigger.start) - 1
    if at < 0 or act.trigger.start >= sentences[at].end:
        return act.evidence.start, act.evidence.end
    return sentences[at].start, sentences[at].end


def _same(claim: Claim, other: Claim) -> bool:
    overlap = min(claim.evidence.end, other.evidence.end) - max(claim.evidence.start, other.evidence.start)
    shorter = min(claim.evidence.end - claim.evidence.start, other.evidence.end - other.evidence.start)
    return (
        claim.type == other.type
        and claim.mode == other.mode
        and overlap > 0.7 * shorter
        and claim.actors == other.actors
    )


def _claim(setting: Setting, act: Act) -> Claim:
    text = setting.report.text
    verdict = _verdict(setting, act)
    found = contexts(text, act.evidence, setting.sentence, (act.type, act.mode), setting.voting)
    actors, targets = _parties(act, "actor"), _parties(act, "target")
    named = act.hedge or hedge(
        text, act.evidence, act.trigger, setting.sentence, verdict.status in ("possible", "predicted")
    )
    return Claim(
        report_id=setting.report.report_id,
        evidence=act.evidence,
        type=act.type,
        mode=act.mode,
        status=verdict.status,
        hedge=named,
        actors=actors,
        targets=targets,
        instrument=next((role.span for role in act.roles if role.role == "instrument"), None),
        place=next((_place(role.span) for role in act.roles if role.role == "place"), None),
        time=next((_time(role.span) for role in act.roles if role.role == "time"), None),
        figures=claim_figures(text, act.evidence, act.type, act.mode, targets, actors, setting.view),
        contexts=tuple(ground.value for ground in found if ground.value),
        grounds=(*_grounds(setting, act, verdict), *found),
    )


def _verdict(setting: Setting, act: Act) -> Verdict:
    if act.status is not None:
        return Verdict(act.status, None, f"the engine {act.trigger.found_by} reads it so")
    words = setting.view.words
    inside = [i for i, word in enumerate(words) if word.start < act.trigger.end and act.trigger.start < word.end]
    if not inside:
        return Verdict("asserted", None, "nothing in the sentence weakens, denies or puts it off")
    return status(setting.view, inside[0], inside[-1] + 1, act.type, act.mode)


def _grounds(setting: Setting, act: Act, verdict: Verdict) -> tuple[Ground, ...]:
    cue = None
    if verdict.cue is not None:
        word = setting.view.words[verdict.cue]
        cue = Span(text=word.text, start=word.start, end=word.end, found_by=FOUND_BY)
    words = " ".join(act.trigger.text.split())
    grounds = [Ground(field="type", value=act.type, span=act.trigger, why=f"“{words}” names an act of this type")]
    if act.mode:
        grounds.append(
            Ground(
                field="mode",
                value=act.mode,
                span=act.trigger,
                why=f"“{words}” and the words around it speak for this mode",
            )
        )
    return (*grounds, Ground(field="status", value=verdict.status, span=cue, why=verdict.why))


def _parties(act: Act, role: str) -> tuple[Party, ...]:
    return tuple(_party(found.span) for found in act.roles if found.role == role)


def _party(span: Span) -> Party:
    return Party(
        text=span.text,
        start=span.start,
        end=span.end,
        found_by=span.found_by,
        confidence=span.confidence,
        name=" ".join(span.text.split()),
    )


def _place(span: Span) -> Place:
    return Place(
        text=span.text,
        start=span.start,
        end=span.end,
        found_by=span.found_by,
        confidence=span.confidence,
        name=" ".join(span.text.split()),
    )


def _time(span: Span) -> Time:
    return Time(text=span.text, start=span.start, end=span.end, found_by=span.found_by, confidence=span.confidence)
