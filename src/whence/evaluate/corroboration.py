"""False corroboration: events that several outlets report and that rest on one informant."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from whence.errors import InputError
from whence.evaluate.gold_build import as_claim, as_report
from whence.evaluate.gold_load import GoldEvent, Storyline, load
from whence.evaluate.source_strings import informants
from whence.linkage.normalise import fold
from whence.schema.records import Event
from whence.stages.merge import merge

OUTLETS, SOURCES = "source_office", "source_original"
AGREED = 2  # the worst grade of credibility at which two origins agree
_SPLIT = re.compile(r"\s*;\s*")


class Count(Struct):
    """Events, by what is said of them."""

    events: int = 0
    outlets: int = 0  # two outlets and more: what a plain count calls corroborated
    outlets_false: int = 0  # of these, those that rest on one informant
    ours: int = 0  # two origins and more, as Whence counts
    ours_false: int = 0
    sure: int = 0  # credibility 1 or 2: two named origins and more that agree
    sure_false: int = 0
    unsaid: int = 0  # of those with two outlets, events whose informants are not written down

    def rows(self, name: str) -> dict[str, object]:
        return {
            f"{name}: events": self.events,
            f"{name}: plain count of outlets": f"{self.outlets_false} of {self.outlets} rest on one informant",
            f"{name}: plain count of outlets, false rate": self.outlets_false / self.outlets if self.outlets else None,
        }


def corroboration(paths: Sequence[Path]) -> dict[str, object]:
    """Counts and rates over gold storylines (folders with gold.json) together, and over each UCDP GED file.

    Storylines: whether an event rests on one informant is the gold's; Whence's count is over events that it merges from
    the gold's claims. UCDP GED: informants are those of the column `source_original`, joined as merging joins them, so
    only the plain count of outlets is judged there. Raises InputError for a path that is neither.
    """
    stories = [path for path in paths if (path / "gold.json").is_file()]
    result: dict[str, object] = {}
    if stories:
        result |= storylines(stories)
    for path in paths:
        if path not in stories:
            result |= coded(_csv(path))
    return result


def storylines(folders: Sequence[Path]) -> dict[str, object]:
    """The two counts on gold storylines."""
    count = Count()
    for folder in folders:
        _add_story(load(folder), count)
    return {
        **count.rows("storylines"),
        "storylines: Whence, two origins": f"{count.ours_false} of {count.ours} rest on one informant",
        "storylines: Whence, two origins, false rate": count.ours_false / count.ours if count.ours else None,
        "storylines: Whence, credibility 1 or 2": f"{count.sure_false} of {count.sure} rest on one informant",
    }


def _add_story(story: Storyline, count: Count) -> None:
    given = {report.id: as_report(report) for report in story.reports.values()}
    claims = {claim.id: as_claim(claim, given[claim.report].text) for claim in story.gold.claims}
    merged = merge(tuple(given.values()), list(claims.values()))
    home = {claim: event for event in merged.events for claim in event.claims}
    outlets = {claim.id: fold(story.reports[claim.report].outlet or "") for claim in story.gold.claims}
    for event in story.gold.events:
        alone = event.independent_origins <= 1
        count.events += 1
        if len({outlets[claim] for claim in event.claims}) >= 2:
            count.outlets += 1
            count.outlets_false += alone
        ours = _ours(event, {one: claim.claim_id for one, claim in claims.items()}, home)
        if ours is not None and len(ours.origins) >= 2:
            count.ours += 1
            count.ours_false += alone
            sure = ours.credibility is not None and ours.credibility.grade <= AGREED
            count.sure += sure
            count.sure_false += sure and alone


def _ours(event: GoldEvent, ids: Mapping[str, str], home: Mapping[str, Event]) -> Event | None:
    """The merged event that holds most of a gold event's claims."""
    held = [home[ids[claim]] for claim in event.claims if ids.get(claim) in home]
    votes = Counter(one.event_id for one in held)
    best = min(votes, key=lambda one: (-votes[one], one), default=None)
    return next((one for one in held if one.event_id == best), None)


def coded(file: Path) -> dict[str, object]:
    """The plain count of outlets on events as UCDP coded them."""
    count = Count()
    for row in _rows(file):
        outlets = {fold(outlet) for outlet in _SPLIT.split(row.get(OUTLETS) or "") if outlet.strip()}
        count.events += 1
        if len(outlets) < 2:
            continue
        count.outlets += 1
        found = informants(row.get(SOURCES) or "")
        count.unsaid += not found
        count.outlets_false += len(found) == 1
        count.ours += len(found) >= 2
    return {
        **count.rows(file.name),
        f"{file.name}: two informants and more": count.ours,
        f"{file.name}: informants not written down": count.unsaid,
    }


def _csv(path: Path) -> Path:
    if path.is_file():
        return path
    files = [file for file in sorted(path.glob("*.csv")) if "cp1252" not in file.name]
    if not files:
        raise InputError(
            f"{path}: neither gold.json nor a .csv file in it. Give a storyline or the folder of UCDP GED."
        )
    return files[0]


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except (OSError, csv.Error) as error:
        raise InputError(f"{file}: cannot be read as a table ({error}). Give UCDP GED as .csv.") from error
    if not rows or not {OUTLETS, SOURCES} <= rows[0].keys():
        raise InputError(f"{file}: no columns {OUTLETS} and {SOURCES}. Give UCDP GED with its sources.")
    return rows
