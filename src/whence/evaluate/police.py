"""IndiaPoliceEvents (Halterman et al. 2021): what the police did in each sentence, by class, as the record has it.

The folder holds `sents.jsonl` (`doc_id`, `sent_id`, `sent_text`, `sent_labels`). A document's sentences are read as
one report, and a claim gives its sentence these classes, where an actor's words name the police:

| class | claims |
|---|---|
| `ARREST` | COERCE/arrest, denied ones left out; no actor is needed if none is named |
| `KILL` | ASSAULT with a figure of killed, with a mode that kills, or whose evidence has a word of killing |
| `FORCE` | any ASSAULT |
| `FAIL` | any act that is denied, and RETREAT/withdraw |
| `ANY_ACTION` | any act that is not denied |

F1 is that of the corpus' own script: over all sentences, each class for itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.evaluate.classes import of_sets
from whence.evaluate.reading import by_sentence, read_texts
from whence.schema.records import Claim

CLASSES = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
KILLING_MODES = ("execute", "assassinate", "massacre")
_POLICE = re.compile(
    r"\b(?:police\w*|cops?|constables?|inspectors?|sub-inspectors?|officers?|commissioners?|superintendents?|"
    r"(?:para)?military|jawans?|personnel|security forces?|troopers?|crpf|srp|raf|bsf|rpf|home guards?|"
    r"(?:rapid action|reserve|central) \w*\s?(?:force|police))\b",
    re.IGNORECASE,
)
_KILLING = re.compile(r"\b(?:kill\w*|shot dead|gunned down|dead|died|deaths?|fatal\w*|lives?)\b", re.IGNORECASE)


class Given(Struct, frozen=True):
    """A line of the file."""

    doc_id: int
    sent_id: int
    sent_text: str
    sent_labels: tuple[str, ...] = ()


def police(path: Path) -> dict[str, float]:
    """F1, precision and recall of every class over the sentences of `sents.jsonl`; raises `InputError` without it."""
    documents = load(path)
    read = read_texts({str(key): "\n".join(s.sent_text.strip() for s in held) for key, held in documents.items()})
    truth: list[frozenset[str]] = []
    mine: list[frozenset[str]] = []
    for key, held in documents.items():
        truth += [frozenset(s.sent_labels) for s in held]
        mine += [classes(claims) for claims in by_sentence(read[str(key)], [s.sent_text for s in held])]
    result = {"documents": float(len(documents)), "sentences": float(len(truth))}
    for name in CLASSES:
        scores = of_sets(truth, mine, name)
        result |= {f"{name} f1": scores["f1"], f"{name} precision": scores["precision"]}
        result[f"{name} recall"] = scores["recall"]
    return result


def load(path: Path) -> dict[int, list[Given]]:
    """The sentences of each document, in order."""
    file = path / "sents.jsonl" if path.is_dir() else path
    try:
        rows = [msgspec.json.decode(line, type=Given) for line in file.read_bytes().splitlines() if line.strip()]
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{file}: not IndiaPoliceEvents ({error}); give the folder of sents.jsonl") from error
    if not rows:
        raise InputError(f"{file}: no sentences in it; give the folder of sents.jsonl")
    found: dict[int, list[Given]] = {}
    for row in sorted(rows, key=lambda r: (r.doc_id, r.sent_id)):
        found.setdefault(row.doc_id, []).append(row)
    return found


def classes(claims: Sequence[Claim]) -> frozenset[str]:
    """The classes that the claims of one sentence give it."""
    return frozenset().union(*map(of_claim, claims))


def of_claim(claim: Claim) -> frozenset[str]:
    """The classes that one claim gives its sentence."""
    arrest = claim.type == "COERCE" and claim.mode == "arrest"
    if not _by_police(claim) and not (arrest and not claim.actors):
        return frozenset()
    if claim.status == "denied":
        return frozenset({"FAIL"})
    if claim.status != "asserted":
        return frozenset()
    found = {"ANY_ACTION"} | ({"ARREST"} if arrest else set())
    if claim.type == "ASSAULT":
        found |= {"FORCE"} | ({"KILL"} if _kills(claim) else set())
    if claim.type == "RETREAT" and claim.mode == "withdraw":
        found.add("FAIL")
    return frozenset(found)


def _by_police(claim: Claim) -> bool:
    return any(_POLICE.search(f"{actor.text} {actor.name}") for actor in claim.actors)


def _kills(claim: Claim) -> bool:
    return (
        claim.mode in KILLING_MODES
        or any(figure.what == "killed" for figure in claim.figures)
        or bool(_KILLING.search(claim.evidence.text))
    )
