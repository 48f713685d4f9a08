"""What the record is told of a reading by a model: that another engine read, or what was left out; never its words"""

from __future__ import annotations

from collections.abc import Mapping

from whence.nlp.llm.fault import NoAnswerError
from whence.schema.records import Issue, Report

STAGE = "tag"
FELL_BACK, LEFT_OUT = "llm-fallback", "llm-dropped"
_ADVICE = (
    "The report was read all the same. To ask again: whence rebuild --llm FILE; answers that came are kept and cost "
    "nothing a second time."
)


def fell_back(report: Report, model: str, engine: str, fault: NoAnswerError) -> Issue:
    """The issue that says that `engine` read a report instead of the model, and why."""
    return Issue(
        report_id=report.report_id,
        input=report.input,
        stage=STAGE,
        level="warning",
        code=FELL_BACK,
        message=f"report {report.report_id}: {model} gave nothing that could be used: {fault.words}. "
        f"Read by {engine} instead",
        advice=_ADVICE,
    )


def left_out(report: Report, model: str, dropped: Mapping[tuple[str, str], int]) -> tuple[Issue, ...]:
    """The issue that counts the values that did not stand in the text; none where all did."""
    if not dropped:
        return ()
    counts = "; ".join(f"{what}: {count} {why}" for (what, why), count in sorted(dropped.items()))
    return (
        Issue(
            report_id=report.report_id,
            input=report.input,
            stage=STAGE,
            level="info",
            code=LEFT_OUT,
            message=f"report {report.report_id}: of what {model} gave, {sum(dropped.values())} left out ({counts})",
            advice="Nothing to do: what is in the record stands in the text. Many of these speak against the model.",
        ),
    )
