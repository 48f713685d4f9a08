"""Fit the weights of the choice of a claim's time on annotated storylines: a conditional logit with "no time" as one
of the choices.

`features.py` says what speaks for and against a time; the weights make the times likeliest whose days are the gold's.
Each storyline teaches twice: by its claims as annotated, and by the claims that reading finds in its reports, matched
as the scorer matches them. `--cross` also prints how often the choice is right on storylines left out, six folds.

    python training/fit_time_choice.py src/whence/stages/resolve/times/data/choice.csv FOLDER... [--cross]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.as_read import Reader, matched, reader
from training.fit_place_choice import CROSS_ROUNDS, FOLDS, Choice, fit, hit, write
from whence.evaluate.gold_works import gold_works
from whence.schema.records import Claim
from whence.stages.resolve.times.choice import days_of
from whence.stages.resolve.times.claims import Scene, scene_of, weighed
from whence.stages.resolve.times.features import features, none_features

ROUNDS = 400
PULL = 5.0  # towards zero: strength of the L2 penalty; of 3, 5 and 10 the best on the held-out real reports


def choices(folder: Path, read: Reader) -> Iterator[Choice]:
    """One choice for every gold claim of a storyline, and one for every claim found that is one of them."""
    for work, gold in gold_works(folder):
        scene = scene_of(work)
        for claim, truth in zip(work.claims, gold, strict=True):
            yield choice(claim, (truth.time.earliest, truth.time.latest) if truth.time else None, scene)
    works = read(folder)
    scenes = {work.report.report_id: scene_of(work) for work in works}
    for claim, found in matched(folder, works):
        days = (found.time.earliest, found.time.latest) if found.time else None
        yield choice(claim, days, scenes[claim.report_id])


def choice(claim: Claim, days: tuple[str | None, str | None] | None, scene: Scene) -> Choice:
    """The times of the claim's sentence and "no time", each with its features and whether it is right."""
    view, meanings = weighed(claim, scene)
    pairs = list(zip(view.found, meanings, strict=True))
    return Choice(
        rows=(none_features(claim, view), *(features(claim, timed, means, view) for timed, means in pairs)),
        right=(days is None, *((means.earliest, means.latest) == days for _, means in pairs)),
        places=(None, *(days_of(timed, means) for timed, means in pairs)),
    )


def cross(data: dict[str, list[Choice]], pull: float) -> str:
    """How often the choice is right on storylines left out, and how often it can be."""
    names = sorted(data)
    count: Counter[str] = Counter()
    for fold in range(FOLDS):
        out = names[fold::FOLDS]
        weights = fit([one for name in names if name not in out for one in data[name]], CROSS_ROUNDS, pull)
        for one in (one for name in out for one in data[name]):
            count.update(all=1, right=hit(one, weights), possible=any(one.right))
    return f"left out {count['right'] / count['all']:.4f} (at most {count['possible'] / count['all']:.4f})"


def main() -> None:
    """Fit on the storylines given and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", type=Path, help="file of weights to write")
    parser.add_argument("folders", type=Path, nargs="+", help="folders of gold storylines")
    parser.add_argument("--cross", action="store_true", help="measure on storylines left out")
    given = parser.parse_args()
    read = reader()
    data = {folder.name: list(choices(folder, read)) for folder in given.folders}
    if given.cross:
        print(cross(data, PULL))
    everything = [one for own in data.values() for one in own]
    weights = fit(everything, ROUNDS, PULL)
    print(f"on the training gold itself: {sum(hit(one, weights) for one in everything) / len(everything):.4f}")
    write(given.target, weights)


if __name__ == "__main__":
    main()
