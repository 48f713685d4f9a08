"""When two records are equal: but for redirects, for when things were captured, and for the secret of pseudonyms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest

from msgspec import Struct, structs

from whence.schema.original import Original
from whence.schema.records import Report
from whence.store.reader import Reader

Stream = Callable[[Reader], Iterable[Struct]]


def record_equal(left: Reader, right: Reader) -> bool:
    """Whether two records hold the same."""
    return not differences(left, right)


def differences(left: Reader, right: Reader) -> list[str]:
    """In which of their parts two records differ, with the first values that do."""
    return [
        f"{name}: {one!r} is not {other!r}"
        for name, stream in STREAMS.items()
        for one, other in _first_difference(stream(left), stream(right))
    ]


def _first_difference(left: Iterable[Struct], right: Iterable[Struct]) -> list[tuple[object, object]]:
    for one, other in zip_longest(left, right):
        if one != other:
            return [(one, other)]
    return []


def _originals(reader: Reader) -> Iterable[Original]:
    return (structs.replace(original, captured=None) for original in reader.originals())


def _reports(reader: Reader) -> Iterable[Report]:
    return (structs.replace(report, captured=None) for report in reader.reports())


def _configuration(reader: Reader) -> Iterable[Struct]:
    return (setting for setting in reader.configuration_log() if setting.name != "salt")


STREAMS: dict[str, Stream] = {
    "originals": _originals,
    "reports": _reports,
    "claims": Reader.claims,
    "machine claims": Reader.machine_claims,
    "events": Reader.events,
    "pairs": Reader.pairs,
    "issues": Reader.issues,
    "decisions": Reader.decisions,
    "configuration": _configuration,
    "tombstones": Reader.tombstones,
}
