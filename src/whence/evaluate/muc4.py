"""MUC-4: incident templates and their fillers, out of the finder's incident heads.

The file has a message a line, as GTT prepared them: `docid`, `doctext`, `templates` (`incident_type` and, for each
role, fillers as lists of [mention, offset]). Templates are scored as in `templates.py`. Fillers alone are scored as
CEAF-REE does (Du, Rush and Cardie 2021, "GRIT"): over a whole message, whatever the template, gold and predicted
fillers of a role are paired one to one, and a pair is right when all mentions of the predicted one are the gold
one's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.evaluate.templates import ROLES, TYPE, Filler, Tally, Template, filler, plain, score, total
from whence.nlp.heads import Heads, at
from whence.nlp.incidents import Incident, Settings, incidents
from whence.nlp.sentences import sentences

FILES = ("test.json", "dev.json", "train.json")
Mention = tuple[str, int]


class Given(Struct, frozen=True):
    """A template of the file."""

    incident_type: str
    PerpInd: tuple[tuple[Mention, ...], ...] = ()
    PerpOrg: tuple[tuple[Mention, ...], ...] = ()
    Target: tuple[tuple[Mention, ...], ...] = ()
    Victim: tuple[tuple[Mention, ...], ...] = ()
    Weapon: tuple[tuple[Mention, ...], ...] = ()


class Message(Struct, frozen=True):
    """A line of the file."""

    docid: str
    doctext: str
    templates: tuple[Given, ...] = ()


def muc4(path: Path, model: Path | None = None) -> dict[str, float]:
    """Template and filler scores over a file, or over the `test.json` or else `dev.json` of a folder, 0 to 1.

    `false alarms` is the share of messages without an incident that get a template, `missed` the share of those with
    one that get none. Raises `InputError` on a file of another make and `ModelError` where the finder lacks the heads.
    """
    messages, heads = load(path), at(model)
    return scored(messages, [templates(message, heads) for message in messages])


def load(path: Path) -> list[Message]:
    """The messages of a file, or of the first of FILES in a folder."""
    file = next((path / name for name in FILES if (path / name).is_file()), path) if path.is_dir() else path
    try:
        lines = file.read_bytes().splitlines()
        found = [msgspec.json.decode(line, type=Message) for line in lines if line.strip()]
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{file}: no MUC-4 messages ({error}); give a file with one JSON message a line") from error
    if not found:
        raise InputError(f"{file}: holds no messages; give a file with one JSON message a line")
    return found


def gold(message: Message) -> list[Template]:
    """The templates of a message, each once."""
    found = [
        Template(
            type=one.incident_type,
            roles={role: tuple(filler([m for m, _ in entity]) for entity in getattr(one, role) if entity) for role in
                   ROLES},
        )
        for one in message.templates
    ]  # fmt: skip
    return [one for i, one in enumerate(found) if one not in found[:i]]


def templates(message: Message, heads: Heads, settings: Settings | None = None) -> list[Template]:
    """What the heads make of a message: each filler by its surest mention."""
    text = message.doctext
    return [as_template(one) for one in incidents(text, sentences(text), heads, settings)]


def as_template(one: Incident) -> Template:
    """An incident as it is scored: each filler by its surest mention, fillers that read alike once."""
    roles = {
        role: tuple(dict.fromkeys(frozenset((plain(held.best.text),)) for held in fillers))
        for role, fillers in one.fillers.items()
    }
    return Template(type=one.kind, roles=roles)


def scored(messages: Sequence[Message], mine: Sequence[Sequence[Template]]) -> dict[str, float]:
    """All figures of predicted templates, one list a message."""
    truth = [gold(message) for message in messages]
    summed = total([score(a, b) for a, b in zip(mine, truth, strict=True)])
    empty = [bool(a) for a, b in zip(mine, truth, strict=True) if not b]
    full = [bool(a) for a, b in zip(mine, truth, strict=True) if b]
    both = summed["all"]
    result = {"messages": float(len(messages)), "template f1": both.f1}
    result |= {"template precision": both.precision, "template recall": both.recall}
    result |= {f"{name} f1": summed[name].f1 for name in (TYPE, *ROLES)}
    result |= _fillers(mine, truth)
    result["false alarms"] = sum(empty) / (len(empty) or 1)
    result["missed"] = 1 - sum(full) / len(full) if full else 0.0
    return result


def _fillers(mine: Sequence[Sequence[Template]], truth: Sequence[Sequence[Template]]) -> dict[str, float]:
    tallies = {role: Tally() for role in ROLES}
    for a, b in zip(mine, truth, strict=True):
        for role in ROLES:
            predicted, given = _entities(a, role), _entities(b, role)
            right = paired(predicted, given)
            tallies[role].add(Tally(right=right, predicted=len(predicted), found=right, gold=len(given)))
    summed = Tally()
    for tally in tallies.values():
        summed.add(tally)
    return {"filler f1": summed.f1} | {f"filler {role} f1": tally.f1 for role, tally in tallies.items()}


def _entities(found: Iterable[Template], role: str) -> list[Filler]:
    return list(dict.fromkeys(one for template in found for one in template.roles.get(role, ())))


def paired(predicted: Sequence[Filler], given: Sequence[Filler]) -> int:
    """The most pairs, one to one, of a predicted filler all of whose mentions are a gold one's."""
    owner: dict[int, int] = {}
    return sum(_placed(i, predicted, given, owner, set()) for i in range(len(predicted)))


def _placed(
    i: int, predicted: Sequence[Filler], given: Sequence[Filler], owner: dict[int, int], seen: set[int]
) -> bool:
    """Place one predicted filler, moving others on where that makes room."""
    for j in _free(predicted[i], given, seen):
        seen.add(j)
        if j not in owner or _placed(owner[j], predicted, given, owner, seen):
            owner[j] = i
            return True
    return False


def _free(one: Filler, given: Sequence[Filler], seen: set[int]) -> Iterator[int]:
    return (j for j, other in enumerate(given) if j not in seen and one <= other)
