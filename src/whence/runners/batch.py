"""One step on a batch of reports, so that a report it fails on harms no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import structs

from whence.errors import WhenceError
from whence.schema.original import Original, Parsed
from whence.schema.records import Input, Issue
from whence.schema.stage import Step, Work


def apply(name: str, step: Step, works: Sequence[Work]) -> tuple[list[Work], list[Work]]:
    """The works that the step went through, and those that it failed on: without claims, with an issue that says so."""
    works = list(works)
    try:
        return _checked(step, works), []
    except WhenceError:
        raise
    except Exception as error:  # noqa: BLE001 - a fault in a stage must not cost the run; the report's issue says so
        if len(works) == 1:
            return [], [_failed(name, works[0], error)]
    done: list[Work] = []
    failed: list[Work] = []
    for work in works:
        good, bad = apply(name, step, [work])
        done += good
        failed += bad
    return done, failed


def parsed(parse: Callable[[Original], Parsed], original: Original) -> Parsed:
    """An original parsed; a fault of `parse` becomes an issue."""
    try:
        return parse(original)
    except Exception as error:  # noqa: BLE001 - as above
        issue = failure("ingest", original.report_id, original.input, error)
        return Parsed(original=original, report=None, issues=(issue,))


def failure(stage: str, report_id: str, place: Input, error: Exception) -> Issue:
    """The issue for a stage that failed on a report."""
    kind = type(error).__name__
    return Issue(
        report_id=report_id,
        input=place,
        stage=stage,
        level="error",
        code="failed",
        message=f"report {report_id}: stage {stage} failed with {kind}: {str(error)[:200]}",
        advice="This is a fault in Whence: please report it with this message. The raw bytes are kept; "
        "run `whence rebuild` with a version that mends it.",
    )


def killed(report_id: str, place: Input, deaths: int) -> Issue:
    """The issue for a report that every worker died of that read it."""
    return Issue(
        report_id=report_id,
        input=place,
        stage="read",
        level="error",
        code="killed",
        message=f"report {report_id}: {deaths} workers died one after the other when they read it (out of memory, or a "
        "crash in a library)",
        advice="The raw bytes are kept. Give workers more memory and run `whence rebuild`; if it dies again, please "
        "report it.",
    )


def _checked(step: Step, works: list[Work]) -> list[Work]:
    done = step(works)
    if [work.report.report_id for work in done] != [work.report.report_id for work in works]:
        raise ValueError("gave back other reports than it was given")
    return done


def _failed(name: str, work: Work, error: Exception) -> Work:
    issue = failure(name, work.report.report_id, work.report.input, error)
    return structs.replace(work, reading=None, claims=(), issues=(*work.issues, issue))
