"""What the way from answers to the record loses: a model that quotes the annotators, scored as the gold is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from fake_llm import claim, envelope
from whence import pipeline
from whence.api import Record
from whence.evaluate.gold import as_table, score_record
from whence.evaluate.gold_count import Tally, rows
from whence.evaluate.gold_load import GoldClaim, Storyline, load
from whence.nlp.llm import Endpoint
from whence.nlp.llm.wire import Answered
from whence.schema.records import Claim, Input, Report, Span, Time
from whence.schema.stage import Work
from whence.stages.resolve.times import resolve_times

FOLDERS = ("real-g5-4b", "real-muc-3a", "real-pn-1b")
Sent = dict[int, str]  # sentences by number


class Annotators:
    """Answers each question with the claims that annotators found in its sentences."""

    def __init__(self, story: Storyline) -> None:
        self.story = story

    def __call__(self, endpoint: Endpoint, key: str | None, body: bytes, seconds: float) -> Answered:
        rows_ = json.loads(json.loads(body)["messages"][1]["content"])["sentences"]
        sent: Sent = {row["sentence"]: row["text"] for row in rows_}
        (report, *_) = [
            one.id for one in self.story.reports.values() if all(text in one.text for text in sent.values())
        ]
        found = [self._said(one, sent) for one in self.story.gold.claims if one.report == report]
        answer = {"claims": [one for one in found if one["sentence"]]}
        return Answered(200, envelope(json.dumps(answer)), None)

    def _said(self, one: GoldClaim, sent: Sent) -> dict[str, object]:
        at = _number(one.evidence, sent)
        chain = [
            {
                "sentence": at if link.text in sent.get(at, "") else _number(link.text, sent),
                "source": link.text,
                "cue": None,
            }
            for link in one.chain
            if link.text
        ]
        return claim(
            act=f"{one.type}/{one.mode}" if one.mode else one.type, status=one.status, sentence=at,
            evidence=one.evidence, trigger=one.evidence[:290].rpartition(" ")[0] or one.evidence, hedge=one.hedge,
            roles=[{"role": role, "sentence": at, "quote": words} for role, words in _roles(one)], chain=chain[:4],
        )  # fmt: skip


def _number(words: str, sent: Sent) -> int:
    return next((number for number, text in sent.items() if words in text), 0)


def _roles(one: GoldClaim) -> Iterator[tuple[str, str]]:
    single = (
        ("instrument", one.instrument),
        ("place", one.place and one.place.text),
        ("time", one.time and one.time.text),
    )
    yield from (("actor", words) for words in one.actors)
    yield from (("target", words) for words in one.targets)
    yield from ((role, words) for role, words in single if words)


def test_what_a_perfect_model_says_comes_through(shared: Path, tmp_path: Path) -> None:
    tally = Tally()
    codes: set[str] = set()
    for name in FOLDERS:
        story = load(shared / "gold-train" / name)
        endpoint = Endpoint(url="http://127.0.0.1/v1", model="annotators", cache=str(tmp_path / "cache"))
        settings = pipeline.Settings(engine="lexicon", triage=False, llm=endpoint)
        with patch("whence.nlp.llm.ask.post", Annotators(story)):
            pipeline.read([shared / "gold-train" / name / "reports.jsonl"], tmp_path / f"{name}.db", settings)
        with Record(tmp_path / f"{name}.db", private=True) as record:
            score_record(story, record.reports, record.claims, record.events, tally)
            codes |= {issue.code for issue in record.issues}
    result = rows(tally)
    print(as_table(result))
    assert "span" not in codes
    assert result["spans not to the letter"] == 0
    typed, matched, actors = (result[name] for name in ("claims, type right", "of matched", "actors"))
    assert isinstance(typed, dict)
    assert isinstance(matched, dict)
    assert isinstance(actors, dict)
    assert (typed["P"] or 0) >= 0.97
    assert (typed["F1"] or 0) >= 0.93
    assert min(matched[name] or 0 for name in ("mode", "status", "chain", "origin")) >= 0.97
    assert (actors["F1"] or 0) >= 0.97


def test_a_time_that_only_its_own_words_tell_stands_where_it_was_found() -> None:
    text, words = "The town fell one day after he left it.", "one day after"
    start = text.index(words)
    hint = Time(text=words, start=start, end=start + len(words), found_by="llm/1:test")
    evidence = Span(text="The town fell", start=0, end=13, found_by="llm/1:test")
    report = Report(report_id="00", input=Input(), text=text)
    one = Claim(report_id="00", evidence=evidence, type="COERCE", time=hint)
    (done,) = resolve_times(Work(report=report, claims=(one,))).claims
    spans = [ground.span for ground in done.grounds if ground.span]
    assert [(span.start, span.text) for span in spans] == [(start, words)]
