"""Who is who: mentions of persons and bodies to entities, and their roles, sectors and countries.

Three kinds of gold, told by what a folder holds. Mentions are given; who they are is what is measured.

- storylines (`gold.json`): the sources of chains; one entity is what the annotators call by one name.
- MEANTIME (`*.xml`): names of persons and bodies in 120 Wikinews reports, one entity over all reports of a topic.
- PLOVER's gold standard records: PLOVER sector and country of a coded actor.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from whence.errors import InputError
from whence.evaluate import actors_meantime, actors_plover
from whence.evaluate.coref_scores import b_cubed, clusters_of
from whence.evaluate.gold_build import as_claim, as_report
from whence.evaluate.gold_load import GoldLink, load
from whence.evaluate.gold_match import same
from whence.evaluate.gold_works import folders
from whence.linkage.directory import key
from whence.linkage.entities import entities
from whence.linkage.entity import Naming
from whence.nlp.attribution_clusters import cast
from whence.nlp.attribution_text import shouting
from whence.schema.reading import Attribution, Reading
from whence.schema.records import Claim, Link, Report
from whence.schema.stage import Work
from whence.stages.attribute.links import Sources
from whence.stages.attribute.stage import attribute

Labels = Mapping[str, Hashable]
Result = dict[str, float]


def actors(path: Path) -> Result:
    """Figures of every kind of gold that is there; raises `InputError` where there is none."""
    found: Result = {}
    stories = folders(path)
    if stories:
        found |= of_storylines(stories)
    if actors_meantime.there(path):
        found |= {f"meantime {name}": value for name, value in of_meantime(path).items()}
    if actors_plover.there(path):
        found |= actors_plover.plover_actors(path)
    if not found:
        raise InputError(f"{path}: no gold.json, MEANTIME or PLOVER_GSR_CAMEO.txt. Give a folder that holds one.")
    return found


def of_storylines(stories: Sequence[Path]) -> Result:
    """Named sources of gold chains: entities by B-cubed and by pairs, and their names, kinds and roles."""
    mine: dict[str, Hashable] = {}
    true: dict[str, Hashable] = {}
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    reports: dict[str, str] = {}
    for folder in stories:
        given = list(_given(folder))
        for naming, gold in given:
            true[naming.id] = (folder.name, key(gold.name))
            reports[naming.id] = f"{folder.name} {naming.report}"
            _judge(naming, gold, right, asked)
        for entity in entities(naming for naming, _ in given):
            mine |= dict.fromkeys(entity.namings, (folder.name, entity.entity_id))
    scores = grouped(mine, true, reports)
    return scores | {f"{name} right": right[name] / (asked[name] or 1) for name in ("name", "kind", "role")}


def _judge(naming: Naming, gold: GoldLink, right: Counter[str], asked: Counter[str]) -> None:
    """Name and kind of every source; the role of those that have one."""
    asked.update(("name", "kind"))
    right["name"] += same(naming.name, gold.name)
    right["kind"] += naming.kind == gold.kind
    if gold.role:
        asked["role"] += 1
        right["role"] += same(naming.role, gold.role)


def _given(folder: Path) -> Iterator[tuple[Naming, GoldLink]]:
    """Every named link of the gold with what we make of its words."""
    story = load(folder)
    texts = {one.id: as_report(one) for one in story.reports.values()}
    sources = {one: _sources(report) for one, report in texts.items()}
    for gold in story.gold.claims:
        claim = as_claim(gold, texts[gold.report].text)
        for at, (link, true) in enumerate(zip(claim.chain, gold.chain, strict=True)):
            if true.kind != "unnamed":
                yield _naming(f"{folder.name} {gold.id}.chain.{at}", claim, link, sources[gold.report]), true


def _sources(report: Report) -> Sources:
    reading = attribute(Work(report=report)).reading or Reading(engine="")
    company = cast(report.text, reading.sentences, reading.attributions, shouting=shouting(report.text))
    return Sources(report, reading, company)


def _naming(naming_id: str, claim: Claim, link: Link, sources: Sources) -> Naming:
    """What the attribution of that link would make of it: its words alone where that is nothing."""
    found = sources.links(Attribution(cue=link, kind="verb", source=link, content=()))
    ours = found[0] if found else None
    return Naming(
        id=naming_id,
        report=claim.report_id,
        text=link.text,
        name=ours.name if ours else sources.report.outlet or link.text,
        role=ours.role if ours else None,
        kind=ours.kind if ours else "outlet",
        private=ours.private if ours else False,
        country=claim.place.country if claim.place else None,
    )


def of_meantime(path: Path) -> Result:
    """Entities over the reports of each topic."""
    mine: dict[str, Hashable] = {}
    true: dict[str, Hashable] = {}
    reports: dict[str, str] = {}
    for topic, given in actors_meantime.topics(path):
        for naming, entity in given:
            true[naming.id], reports[naming.id] = (topic, entity), naming.report
        for found in entities(naming for naming, _ in given):
            mine |= dict.fromkeys(found.namings, (topic, found.entity_id))
    return grouped(mine, true, reports)


def grouped(mine: Labels, true: Labels, reports: Mapping[str, str]) -> Result:
    """B-cubed over all mentions; precision, recall and F1 of pairs in one report, and of pairs in two."""
    score = b_cubed(clusters_of(mine), clusters_of(true))
    out = {"mentions": float(len(true)), "b3": score.f1, "b3 precision": score.precision, "b3 recall": score.recall}
    for name, across in (("within", False), ("across", True)):
        ours, theirs = (_pairs(labels, reports, across=across) for labels in (mine, true))
        both = len(ours & theirs)
        out[f"{name} pairs f1"] = 2 * both / (len(ours) + len(theirs) or 1)
        out[f"{name} pairs precision"] = both / (len(ours) or 1)
        out[f"{name} pairs recall"] = both / (len(theirs) or 1)
    return out


def _pairs(labels: Labels, reports: Mapping[str, str], *, across: bool) -> set[tuple[str, str]]:
    together: dict[Hashable, list[str]] = defaultdict(list)
    for mention in sorted(labels):
        together[labels[mention]].append(mention)
    return {
        pair
        for some in together.values()
        for pair in combinations(some, 2)
        if (reports[pair[0]] != reports[pair[1]]) == across
    }
