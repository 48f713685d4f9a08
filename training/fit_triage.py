"""Fit the first look (`whence.nlp.triage`) and say what it loses; needs no torch and about two minutes.

    python -m training.annotations unpack SHARED/data training/runs/more
    python -m training.fit_triage SHARED training/runs/more

Sentences that tell an act are those with the evidence of a claim in gold-train (without the real reports held out) and
in our own annotations. Texts that tell none: sport, celebrities and gadgets among the topics of ECB+, answers, reviews
and letters of the English Web Treebank (UDS), MEANTIME's on Apple, and `training/data/irrelevant.txt`. Newswire of
MUC-4 and PolNeAR and the NGEC stories only teach what news that tells acts is about. Ratings for the thresholds are
out of fold by storyline and topic: each is rated by models that saw nothing of it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from training.corpora import joined, xml_tokens
from training.reader.data import REAL_DEV, GoldReport, load
from whence.evaluate.ngec import held_out
from whence.nlp.sentences import sentences
from whence.nlp.triage import BUCKETS, KINDS, Fitted, buckets

MODELS = Path(__file__).resolve().parents[1] / "src" / "whence" / "models"
OWN = Path(__file__).parent / "data" / "irrelevant.txt"
TOPICS = (1, 2, 4, 5, 6, 7, 10, 23, 25, 27, 28, 29, 30, 31)  # of ECB+: sport, celebrities, gadgets, accidents
GENRES = ("answers", "reviews", "email")
SIZES = (1, 3, 6, 12)  # sentences of the passages that stand for short reports
LOST = 0.005  # of claims may be lost at each size of report
LOST_TO_MODELS = 0.04  # of claims may stand in sentences that the models do not look at; the rules read them all
FOLDS = 5
ROUNDS, STEP, PULL = 200, 0.05, 1e-5  # of Adam, full batches, L2

Floats = NDArray[np.float64]


class Text(Struct, frozen=True, kw_only=True):
    """A text in sentences, with the numbers of the claims that each tells; `fold` -1 is never trained on."""

    name: str
    fold: int
    about: bool  # news that tells acts
    labelled: bool  # its sentences teach what tells an act
    sentences: tuple[str, ...]
    claims: tuple[tuple[int, ...], ...]


class Rows(Struct, frozen=True):
    """Features of sentences as flat arrays: `index[start[i]:start[i + 1]]` are the buckets of sentence `i`."""

    start: NDArray[np.int64]
    index: NDArray[np.int64]

    def taken(self, mask: NDArray[np.bool_]) -> Rows:
        """The rows of a mask."""
        lengths = np.diff(self.start)
        return Rows(np.concatenate([[0], np.cumsum(lengths[mask])]), self.index[np.repeat(mask, lengths)])


def text_of(name: str, words: str, *, about: bool, labelled: bool = True) -> Text:
    """A text without claims."""
    found = tuple(words[s.start : s.end] for s in sentences(words) if s.kind in KINDS)
    fold = crc32(name.encode()) % FOLDS
    return Text(name=name, fold=fold, about=about, labelled=labelled, sentences=found, claims=((),) * len(found))


def gold_text(report: GoldReport) -> Text:
    """An annotated report; a sentence tells a claim when it shares half of the shorter of both."""
    found = [s for s in sentences(report.text) if s.kind in KINDS]
    told = tuple(
        tuple(
            number
            for number, claim in enumerate(report.claims)
            if min(claim.end, s.end) - max(claim.start, s.start) > 0.5 * min(claim.end - claim.start, s.end - s.start)
        )
        for s in found
    )
    return Text(
        name=report.folder,
        fold=-1 if report.folder in REAL_DEV else crc32(report.folder.encode()) % FOLDS,
        about=True,
        labelled=True,
        sentences=tuple(report.text[s.start : s.end] for s in found),
        claims=told,
    )


def annotated(folders: Sequence[Path]) -> list[Text]:
    """Reports of all gold folders inside some folders."""
    paths = [path for folder in folders for path in sorted(folder.iterdir()) if (path / "gold.json").is_file()]
    return [gold_text(report) for path in paths for report in load(path)]


def irrelevant(shared: Path) -> Iterator[Text]:
    """Texts that tell no act."""
    for topic in TOPICS:
        for path in sorted((shared / "data/ecbplus/ECB+" / str(topic)).glob("*.xml")):
            lines = joined(xml_tokens(path.read_text(encoding="utf-8"))).split("\n")
            words = "\n".join(_closed_up(line) for line in lines if "http" not in line)
            yield text_of(f"ecb {topic}", words, about=False)
    for name, words in _web_treebank(shared / "data/uds/ud_english_ewt/en_ewt-ud-train.rebuilt.conllu"):
        yield text_of(f"ewt {name}", words, about=False)
    for path in sorted((shared / "data/meantime/intra_cross-doc_annotation/corpus_apple").glob("*.xml")):
        yield text_of("meantime apple", _closed_up(joined(xml_tokens(path.read_text(encoding="utf-8")))), about=False)
    for number, line in enumerate(OWN.read_text(encoding="utf-8").splitlines()):
        if not line.startswith("#"):
            yield text_of(f"own {number // 3}", line, about=False)


def telling(shared: Path) -> Iterator[Text]:
    """News that tells acts, its sentences not labelled."""
    messages = (shared / "data/muc4/processed/train.json").read_text(encoding="utf-8").splitlines()
    for line in messages[::3]:
        yield text_of("muc", json.loads(line)["doctext"], about=True, labelled=False)
    for path in sorted((shared / "data/polnear/data/train/text").glob("*.txt"))[::2]:
        yield text_of("polnear", path.read_text(encoding="utf-8"), about=True, labelled=False)
    (packed,) = (shared / "data/ngec/setup/train_classifiers").glob("*.zip")
    with zipfile.ZipFile(packed) as archive, archive.open(archive.namelist()[0]) as file:
        csv.field_size_limit(10**9)
        for row in [*csv.DictReader(io.TextIOWrapper(file, "utf-8", errors="replace"))][::2]:
            if not held_out(row["text"]):
                yield text_of("ngec", row["text"], about=True, labelled=False)


def _closed_up(tokens: str) -> str:
    return re.sub(r" ([.,;:!?')])", r"\1", tokens).replace(" n't", "n't")


def _web_treebank(path: Path) -> Iterator[tuple[str, str]]:
    name, lines = "", []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "# newdoc id = "]:
        if line.startswith("# newdoc id"):
            if name.split("-")[0] in GENRES:
                yield name, "\n".join(lines)
            name, lines = line.split("=")[1].strip(), []
        elif line.startswith("# text ="):
            lines.append(line.split("=", 1)[1].strip())


def rows(words: Sequence[str]) -> Rows:
    """The features of some sentences."""
    found = [buckets(one) for one in words]
    return Rows(np.cumsum([0, *map(len, found)]), np.array([i for one in found for i in one], dtype=np.int64))


def fit(x: Rows, y: Floats, weight: Floats) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression over means of features (by the root of their number)."""
    lengths = np.diff(x.start)
    row, value = np.repeat(np.arange(len(y)), lengths), np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
    w, first, second = (np.zeros(BUCKETS + 1) for _ in range(3))
    for step in range(1, ROUNDS + 1):
        p = 1 / (1 + np.exp(-(np.bincount(row, w[x.index] * value, len(y)) + w[-1])))
        error = weight * (p - y)
        slope = np.append(np.bincount(x.index, error[row] * value, BUCKETS) / len(y), error.mean())
        slope[:-1] += PULL * w[:-1]
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope * slope
        w -= STEP * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return w[:-1], float(w[-1])


def score(fitted: tuple[Floats, float], x: Rows) -> Floats:
    """The log odds of each row."""
    lengths = np.diff(x.start)
    row = np.repeat(np.arange(len(lengths)), lengths)
    total = np.bincount(row, fitted[0][x.index], len(lengths))
    return np.asarray(total / np.sqrt(np.maximum(lengths, 1)) + fitted[1])


class Sample(Struct, frozen=True):
    """All sentences with the text that each is of."""

    texts: list[Text]
    x: Rows
    text: NDArray[np.int64]
    fold: NDArray[np.int64]
    tells: Floats
    about: Floats
    labelled: NDArray[np.bool_]

    def both(self, mask: NDArray[np.bool_]) -> tuple[tuple[Floats, float], tuple[Floats, float]]:
        """The two models, fitted on the sentences of a mask."""
        some = mask & self.labelled
        tells = fit(self.x.taken(some), self.tells[some], np.where(self.about[some] > 0, 1.0, 0.5))
        return tells, fit(self.x.taken(mask), self.about[mask], np.where(self.labelled[mask], 1.0, 0.5))


def sample(texts: list[Text]) -> Sample:
    """Texts as arrays."""
    count = [len(text.sentences) for text in texts]
    text = np.repeat(np.arange(len(texts)), count)
    return Sample(
        texts,
        rows([one for text in texts for one in text.sentences]),
        text,
        np.array([one.fold for one in texts])[text],
        np.array([float(bool(told)) for one in texts for told in one.claims]),
        np.array([float(one.about) for one in texts])[text],
        np.array([one.labelled for one in texts])[text],
    )


class Passage(Struct, frozen=True):
    """Some sentences in a row (size 0: a whole text): how many claims they tell, and what the models say of them."""

    size: int
    text: Text
    claims: int
    tells: float  # of the best sentence
    about: float


def passages(data: Sample, tells: Floats, about: Floats) -> list[Passage]:
    """Passages of every size of every labelled text."""
    found = []
    for number, text in enumerate(data.texts):
        at = np.flatnonzero(data.text == number)
        if not text.labelled or not len(at):
            continue
        for size in (*SIZES, 0):
            for low in range(0, max(1, len(at) - size + 1), max(1, size // 2)) if size else [0]:
                part = at[low : low + size] if size else at
                claims = sum(len(text.claims[i - at[0]]) for i in part)
                if claims or not text.about:
                    found.append(Passage(size, text, claims, float(tells[part].max()), float(about[part].mean())))
    return found


def join(found: Sequence[Passage]) -> Floats:
    """Weights of `tells`, `about` and one for the rating, by Newton's method."""
    x = np.array([[one.tells, one.about, 1.0] for one in found])
    y = np.array([float(one.claims > 0) for one in found])
    w = np.zeros(3)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(3), x.T @ (p - y) + 1e-3 * w)
    return w


def rated(found: Sequence[Passage], weights: Callable[[Passage], Floats]) -> Floats:
    """The ratings of passages."""
    return np.array([weights(one) @ np.array([one.tells, one.about, 1.0]) for one in found])


def thresholds(found: Sequence[Passage], ratings: Floats) -> dict[int, float]:
    """By size: the rating below which the claims to be lost at most lie; longer texts never have a lower one."""
    least: dict[int, float] = {}
    for size in SIZES:
        mine = [(r, one.claims) for one, r in zip(found, ratings, strict=True) if one.size == size and one.claims]
        each = np.repeat([r for r, _ in mine], [n for _, n in mine])
        least[size] = max([float(np.quantile(each, LOST)), *least.values()])
    return least


def report_on(found: Sequence[Passage], ratings: Floats, least: dict[int, float], sentence: float) -> str:
    """What is lost and what is passed over, as a table."""
    lines = ["sentences  claims lost   real dev   passed over of irrelevant"]
    for size in (*SIZES, 0):
        low = least[size or SIZES[-1]]
        part = [(one, r) for one, r in zip(found, ratings, strict=True) if one.size == size]
        cells = []
        for wanted in (lambda t: t.about and t.fold >= 0, lambda t: t.about and t.fold < 0):
            total = sum(one.claims for one, _ in part if wanted(one.text))
            lost = sum(one.claims for one, r in part if wanted(one.text) and r < low)
            cells.append(f"{lost:5d}/{total:5d} {lost / max(1, total):6.2%}")
        rest = [r < low for one, r in part if not one.text.about]
        lines.append(f"{size or 'all':>9}  {cells[0]}  {cells[1]}  {np.mean(rest):6.1%} of {len(rest)}")
    for name in sorted({one.text.name.split()[0] for one in found if not one.text.about}):
        rest = [
            r < least[SIZES[-1]]
            for one, r in zip(found, ratings, strict=True)
            if one.size == 0 and not one.text.about and one.text.name.split()[0] == name
        ]
        lines.append(f"  whole texts of {name}: {np.mean(rest):.1%} of {len(rest)}")
    lines.append(f"a sentence is shown to the models from {sentence:.2f}")
    return "\n".join(lines)


def write(
    pair: tuple[tuple[Floats, float], tuple[Floats, float]], joint: Floats, least: dict[int, float], low: float
) -> None:
    """The weights as int8 and what goes with them."""
    scales = [float(np.abs(w).max()) / 127 for w, _ in pair]
    whole = np.stack([np.round(w / scale).astype(np.int8) for (w, _), scale in zip(pair, scales, strict=True)])
    file = io.BytesIO()
    np.save(file, whole, allow_pickle=False)
    (MODELS / "triage.npy").write_bytes(file.getvalue())
    fitted = Fitted(
        version="1",
        sha256=hashlib.sha256(file.getvalue()).hexdigest(),
        scales=(scales[0], scales[1]),
        biases=(pair[0][1], pair[1][1]),
        tells=float(joint[0]),
        about=float(joint[1]),
        intercept=float(joint[2]),
        sentence=low,
        report=tuple(sorted((size, round(value, 4)) for size, value in {0: least[SIZES[0]], **least}.items())),
    )
    (MODELS / "triage.json").write_bytes(msgspec.json.format(msgspec.json.encode(fitted), indent=1) + b"\n")


def main(shared: Path, more: Sequence[Path]) -> None:
    """Fit, tell, write."""
    data = sample([*annotated([shared / "gold-train", *more]), *irrelevant(shared), *telling(shared)])
    print(f"{len(data.texts)} texts, {len(data.tells)} sentences, {int(data.tells.sum())} of them tell an act")
    tells, about = np.zeros(len(data.tells)), np.zeros(len(data.tells))
    for fold in range(-1, FOLDS):
        here = data.fold == fold
        pair = data.both((data.fold != fold) & (data.fold >= 0))
        tells[here], about[here] = score(pair[0], data.x.taken(here)), score(pair[1], data.x.taken(here))
    found = passages(data, tells, about)
    by_fold = {f: join([one for one in found if one.text.fold not in (f, -1)]) for f in range(-1, FOLDS)}
    ratings = rated(found, lambda one: by_fold[one.text.fold])
    trained = [(one, r) for one, r in zip(found, ratings, strict=True) if one.text.fold >= 0]
    least = thresholds([one for one, _ in trained], np.array([r for _, r in trained]))
    joint = join([one for one, _ in trained])
    low = sentence_threshold(data, tells, about, joint)
    print(report_on(found, ratings, least, low))
    write(data.both(data.fold >= 0), joint, least, low)


def sentence_threshold(data: Sample, tells: Floats, about: Floats, joint: Floats) -> float:
    """The rating, with the mean of `about` over the whole report, below which `LOST_TO_MODELS` of claims lie."""
    each, plain = [], []
    for number, text in enumerate(data.texts):
        at = np.flatnonzero(data.text == number)
        if text.about and text.labelled and text.fold >= 0 and len(at):
            ratings = joint[0] * tells[at] + joint[1] * about[at].mean() + joint[2]
            best: dict[int, float] = {}
            for rating, told in zip(ratings, text.claims, strict=True):
                for claim in told:
                    best[claim] = max(best.get(claim, -99.0), float(rating))
            each += best.values()
            plain += [float(r) for r, told in zip(ratings, text.claims, strict=True) if not told]
    low = round(float(np.quantile(each, LOST_TO_MODELS)), 4)
    print(f"sentences of annotated reports without a claim below {low}: {np.mean(np.array(plain) < low):.1%}")
    return low


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
