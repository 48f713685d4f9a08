"""Fit what merging knows from data: word weights, and the weights of the pair features.

    python -m training.fit_merge words GOLD_TRAIN POLNEAR MUC4    writes src/whence/stages/merge/words.json
    python -m training.fit_merge fit GOLD_TRAIN...                writes src/whence/stages/merge/weights.json
    python -m training.fit_merge check GOLD_TRAIN...              fits, and says where the shipped weights differ
    python -m training.fit_merge gold-only GOLD_TRAIN...          as `fit`, from the annotated claims alone
    python -m training.fit_merge cross GOLD_TRAIN...              prints figures for five folds, by storyline

`fit` learns from the annotated claims and from those that the hybrid engine reads in the same reports, matched to them,
so that a feature weighs as much as what is read deserves. Nothing is drawn at random: on one tree and one set of
reports it writes the same file each time. What is read changes with the reader, and with it the last digits.

Only corpora marked *train* go in. Nothing of a text is kept but in how many reports a common stem stands.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import unified_diff
from functools import partial
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import msgspec
import numpy as np
from msgspec import structs

from whence.evaluate.gold import as_table, merge_story, read_story
from whence.evaluate.gold_build import as_claim, as_report
from whence.evaluate.gold_claims import score_claims
from whence.evaluate.gold_count import Tally, event_rows
from whence.evaluate.gold_load import Storyline, load
from whence.linkage.directory import directory
from whence.linkage.normalise import stems
from whence.pipeline import Settings, read
from whence.schema.records import Claim, Report
from whence.stages.merge.declared import FEATURES
from whence.stages.merge.profile import Profile, profiles
from whence.stages.merge.reprints import mark
from whence.stages.merge.twins import read_once, twin_pairs
from whence.stages.merge.weights import Model, Weights
from whence.store.reader import Reader

HERE = Path(__file__).resolve().parent.parent / "src" / "whence" / "stages" / "merge"
MOST_WORDS = 5000


def texts(folders: Iterable[Path]) -> Iterator[str]:
    """Every report text under some folders: JSON Lines with `text` or `doctext`, and plain text files."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if "real-muc" in str(path):
                continue
            if path.suffix == ".txt" and "readme" not in path.name.lower():
                yield path.read_text("utf-8", errors="replace")
            elif path.suffix in {".jsonl", ".json"} and path.stat().st_size < 20_000_000:
                for line in path.read_text("utf-8").splitlines():
                    try:
                        row = json.loads(line)
                    except ValueError:
                        break
                    if isinstance(row, dict) and (text := row.get("text") or row.get("doctext")):
                        yield str(text)


def words(folders: list[Path]) -> None:
    """Write inverse document frequencies of the commonest stems."""
    seen: Counter[str] = Counter()
    total = 0
    for text in texts(folders):
        total += 1
        seen.update(word for word in stems(text) if not word.isdigit())
    kept = sorted(((word, n) for word, n in seen.items() if n >= 3), key=lambda item: (-item[1], item[0]))[:MOST_WORDS]
    scores = {word: round(math.log((total + 1) / n), 2) for word, n in sorted(kept)}
    (HERE / "words.json").write_text(json.dumps(scores, separators=(",", ":")) + "\n", "utf-8")
    print(f"{total} reports, {len(scores)} stems, rarest {max(scores.values()):.2f}")


# Too rare in the training gold to be learnt: what a feature is taken to weigh until data say otherwise.
PRIOR = {"national": -2.0, "namesake": 2.0, "same_hands": 2.5, "not_yet": -3.0}
RIDGE = 2.0
# Five-fold cross-validation over the storylines: pairs, B-cubed and origins together are level from -1.1 to -0.75, and
# origins are best there (docs/merging.md).
THRESHOLD, NOMINATE = -0.75, -1.5
CONSTRUCTED = 3.0  # weight of a constructed storyline's pairs: they are written across reports, most real ones are not
READ = {"hybrid": 0.75}  # engine -> weight of the pairs that it reads, beside 1 for annotated claims

Rows = list[tuple[list[float], float, float]]
View = tuple[list[Profile], dict[str, str]]  # the claims as merging sees them, and the gold event of those that match


def seen(claims: Iterable[Claim], reports: Iterable[Report]) -> list[Profile]:
    """Claims as merging sees them."""
    marked = mark([structs.replace(report, copy_of=None) for report in reports], directory().family)
    by_id = {report.report_id: report for report in marked}
    numbers = {one: at for at, one in enumerate(sorted(by_id))}
    roots = {one: report.copy_of or one for one, report in by_id.items()}
    ordered = sorted(claims, key=lambda claim: (claim.report_id, claim.evidence.start, claim.claim_id))
    found = profiles(ordered, by_id, roots, numbers)
    return read_once(found, twin_pairs(found))


def annotated(story: Storyline) -> View:
    """The gold's own claims."""
    reports = {one: as_report(report) for one, report in story.reports.items()}
    claims = [as_claim(claim, reports[claim.report].text) for claim in story.gold.claims]
    return seen(claims, reports.values()), {one: event.id for event in story.gold.events for one in event.claims}


def as_read(story: Storyline, folder: Path, engine: str) -> View:
    """The claims that an engine reads in the same reports; those that match a gold claim are of its event."""
    with tempfile.TemporaryDirectory(prefix="whence-fit-") as room:
        record = Path(room) / "record.db"
        read([folder / "reports.jsonl"], record, Settings(engine=engine))
        with Reader(record) as reader:
            reports, claims = list(reader.reports()), list(reader.machine_claims())
    given = {report.input.id: report for report in reports if report.input.id in story.reports}
    event = {one: event.id for event in story.gold.events for one in event.claims}
    matched = score_claims(story, {one: given[one] for one in sorted(filter(None, given))}, claims, Tally())
    return seen(claims, reports), {claim.claim_id: event[gold.id] for claim, gold in matched}


def pair_rows(view: View, weight: float) -> tuple[Rows, Rows]:
    """Features, label and weight of all pairs of one type: within one report, across two. Big events are damped."""
    found, event = view
    size = Counter(event.values())
    within: Rows = []
    across: Rows = []
    for a, b in combinations([profile for profile in found if profile.claim.claim_id in event], 2):
        if a.claim.type == b.claim.type:
            one, other = event[a.claim.claim_id], event[b.claim.claim_id]
            damped = weight * min(1.0, 2 / math.sqrt(max(size[one], size[other])))
            values = [feature.value(a, b) for feature in FEATURES]
            (within if a.report == b.report else across).append((values, float(one == other), damped))
    return within, across


def is_real(folder: Path) -> bool:
    """Sets of real reports have names like real-g5-1a."""
    return "-" in folder.name


def story_rows(folder: Path, engines: Mapping[str, float]) -> tuple[Rows, Rows]:
    """Rows of one storyline, annotated and as each engine reads it."""
    story = load(folder)
    weight = 1.0 if is_real(folder) else CONSTRUCTED
    within, across = pair_rows(annotated(story), weight)
    for engine, share in engines.items():
        near, far = pair_rows(as_read(story, folder, engine), weight * share)
        within, across = within + near, across + far
    return within, across


def regress(rows: Rows) -> np.ndarray:
    """Ridge logistic regression by Newton's method; the last number is the bias."""
    x = np.array([[*values, 1.0] for values, _, _ in rows])
    y = np.array([label for _, label, _ in rows])
    w = np.array([weight for _, _, weight in rows])
    prior = np.array([*(PRIOR.get(feature.name, 0.0) for feature in FEATURES), 0.0])
    ridge = np.diag([*(RIDGE for _ in FEATURES), 1e-3])
    b = prior.copy()
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        slope = x.T @ (w * (p - y)) + ridge @ (b - prior)
        curve = (x * (w * p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(curve, slope)
        b -= step
        if np.abs(step).max() < 1e-6:
            break
    return b


def side(b: np.ndarray) -> dict[str, object]:
    weights = {f.name: round(float(w), 3) for f, w in zip(FEATURES, b, strict=False) if abs(w) >= 0.02}
    return {"bias": round(float(b[-1]), 3), "weights": weights}


def fitted(within: Rows, across: Rows) -> dict[str, object]:
    """What `weights.json` holds."""
    return {
        "within": side(regress(within)),
        "across": side(regress(across)),
        "threshold": THRESHOLD,
        "nominate": NOMINATE,
    }


def as_file(folders: list[Path], engines: Mapping[str, float]) -> str:
    """`weights.json` fitted on every storyline under some folders."""
    within: Rows = []
    across: Rows = []
    for folder in sorted(path.parent for root in folders for path in root.glob("*/gold.json")):
        near, far = story_rows(folder, engines)
        within += near
        across += far
    print(f"{len(within)} pairs within reports, {len(across)} across")
    return json.dumps(fitted(within, across), indent=1) + "\n"


def fit(folders: list[Path], engines: Mapping[str, float] = READ) -> None:
    """Fit and write the weights."""
    (HERE / "weights.json").write_text(as_file(folders, engines), "utf-8")


def check(folders: list[Path]) -> None:
    """Print where the shipped weights are not those that `fit` would write."""
    shipped = (HERE / "weights.json").read_text("utf-8").splitlines()
    lines = [*unified_diff(shipped, as_file(folders, READ).splitlines(), "shipped", "fitted", lineterm="", n=0)]
    print("\n".join(lines) or "the shipped weights are those fitted")


def cross(folders: list[Path], engines: Mapping[str, float] = READ, parts: int = 5) -> None:
    """Print figures on storylines that the weights were not fitted on, a fifth of them at a time."""
    stories = sorted(path.parent for root in folders for path in root.glob("*/gold.json"))
    rows = {folder: story_rows(folder, engines) for folder in stories}
    tallies = {f"{kind}, {view}": Tally() for kind in ("constructed", "real") for view in ("annotated", "read")}
    for part in range(parts):
        held = stories[part::parts]
        others = [rows[folder] for folder in stories if folder not in held]
        near, far = ([row for sides in others for row in sides[at]] for at in (0, 1))
        model = Model(msgspec.convert(fitted(near, far), type=Weights))
        with patch.object(sys.modules["whence.stages.merge.merge"], "shipped", lambda model=model: model):
            for folder in held:
                kind = "real" if is_real(folder) else "constructed"
                merge_story(load(folder), tallies[f"{kind}, annotated"])
                read_story(load(folder), folder, tallies[f"{kind}, read"])
    for name, tally in tallies.items():
        print(f"{name}\n{as_table(event_rows(tally))}\n")


COMMANDS: Mapping[str, Callable[[list[Path]], None]] = {
    "words": words,
    "fit": fit,
    "check": check,
    "gold-only": partial(fit, engines={}),
    "cross": cross,
}

if __name__ == "__main__":
    command, *paths = sys.argv[1:]
    COMMANDS[command]([Path(path) for path in paths])
