"""Of what standing an act is: asserted, planned, called for, predicted, possible or denied. Rules over one sentence.

Works on a trigger's place alone, so that it serves any engine that leaves the status open.
"""

from __future__ import annotations

from collections.abc import Callable

from whence.nlp.lexicon_phrases import Analysis
from whence.stages.extract.scope import Scope, scope
from whence.stages.extract.status_called import called_for
from whence.stages.extract.status_denied import denied
from whence.stages.extract.status_future import planned, predicted
from whence.stages.extract.status_possible import conditional, possible
from whence.stages.extract.verdict import Verdict

Rule = Callable[[Scope], Verdict | None]
# In order: what is denied is denied even of a plan, what is asked for is not foretold by the one who asks.
_RULES: tuple[Rule, ...] = (denied, conditional, called_for, possible, predicted, planned)


def status(view: Analysis, at: int, end: int, kind: str, mode: str | None) -> Verdict:
    """The status of the act whose trigger stands at token positions `at` to `end` of a sentence."""
    where = scope(view, at, end, kind, mode)
    for rule in _RULES:
        verdict = rule(where)
        if verdict is not None:
            return verdict
    return Verdict("asserted", None, "nothing in the sentence weakens, denies or puts it off")
