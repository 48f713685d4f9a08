"""How sure the models must be before the hybrid engine takes an act that the rules do not see.

    python -m training.choose_hybrid SHARED/gold-train

Prints F1 of claims with the right type on the real reports held out of the models' training, for rules, models and
thresholds. The rules were tuned on gold-train as a whole, so what the models add is, if anything, more on unseen text.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from training.reader.data import REAL_DEV, GoldReport, load
from whence.nlp.lexicon import Lexicon
from whence.nlp.neural import Neural
from whence.schema.reading import Act
from whence.schema.records import Input, Report

THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
Choice = Callable[[Sequence[Act], Sequence[Act]], list[Act]]
Read = tuple[GoldReport, Sequence[Act], Sequence[Act]]


def over(act: Act, start: int, end: int) -> bool:
    """Whether an act's evidence matches a stretch as the scorer matches claims."""
    shared = min(act.evidence.end, end) - max(act.evidence.start, start)
    short, long = sorted((act.evidence.end - act.evidence.start, end - start))
    return shared > 0 and shared >= 0.5 * short and shared >= 0.3 * long


def joined(threshold: float) -> Choice:
    """The rules' acts and those of the models that lie over none of them and are this sure."""

    def choose(rules: Sequence[Act], models: Sequence[Act]) -> list[Act]:
        return [
            *rules,
            *(
                act
                for act in models
                if act.evidence.confidence >= threshold
                and not any(over(act, other.evidence.start, other.evidence.end) for other in rules)
            ),
        ]

    return choose


def f1(read: Sequence[Read], choose: Choice) -> float:
    """F1 of acts with the right type, matched one to one."""
    right = found = true = 0
    for report, rules, models in read:
        acts = choose(rules, models)
        left = list(report.claims)
        for act in acts:
            hit = next((c for c in left if c.raw["type"] == act.type and over(act, c.start, c.end)), None)
            if hit is not None:
                left.remove(hit)
                right += 1
        found, true = found + len(acts), true + len(report.claims)
    return 2 * right / (found + true)


def main(folder: Path) -> None:
    """Read the held-out reports with both engines and print a line a choice."""
    gold = [report for name in REAL_DEV for report in load(folder / name)]
    reports = [Report(report_id=g.report_id, input=Input(), text=g.text, title=g.title or None) for g in gold]
    rules, models = Lexicon().read(reports), Neural().read(reports)
    read = [(g, r.acts, m.acts) for g, r, m in zip(gold, rules, models, strict=True)]
    print(f"rules alone     {f1(read, lambda r, _: list(r)):.3f}")
    print(f"models alone    {f1(read, lambda _, m: list(m)):.3f}")
    for threshold in THRESHOLDS:
        print(f"joined at {threshold:.2f}  {f1(read, joined(threshold)):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
