"""Scorers and loaders for gold storylines and public corpora; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Evaluator(Struct, frozen=True, kw_only=True):
    """Something to measure on; its module is loaded when it is asked for."""

    module: str
    function: str
    about: str
    several: bool = False  # takes a list of folders rather than one
    from_claims: bool = False  # can start from the gold's claims
    model: bool = False  # takes the folder of another finder than the one that ships


EVALUATORS: Mapping[str, Evaluator] = {
    "gold": Evaluator(
        module="whence.evaluate.gold", function="gold", several=True, from_claims=True,
        about="storylines annotated by hand; --from claims measures merging alone",
    ),
    "furniture": Evaluator(
        module="whence.evaluate.furniture", function="furniture", about="page furniture: article extraction benchmark"
    ),
    "tempeval": Evaluator(
        module="whence.evaluate.tempeval", function="tempeval", about="time expressions: TimeML files (TempEval-3)"
    ),
    "ucdp": Evaluator(
        module="whence.evaluate.ucdp", function="ucdp", about="place words of UCDP's rows on Ukraine, to coded points"
    ),
    "bellingcat": Evaluator(
        module="whence.evaluate.bellingcat", function="bellingcat", about="place words of Bellingcat's incidents"
    ),
    "places": Evaluator(
        module="whence.evaluate.places", function="places", about="places of gold claims, found in their reports"
    ),
    "geoparsing": Evaluator(
        module="whence.evaluate.geoparsing", function="geoparsing", about="places: GeoVirus, TR-News, GeoWebNews"
    ),
    "geoparsing-reader": Evaluator(
        module="whence.evaluate.geoparsing_reader", function="geoparsing_reader",
        about="place names with the reader's own mentions: GeoVirus, TR-News, GeoWebNews",
    ),
    "figures": Evaluator(
        module="whence.evaluate.figures", function="figures", about="figures of gold claims, found in their evidence"
    ),
    "actors": Evaluator(
        module="whence.evaluate.actors", function="actors",
        about="who is who: storylines, MEANTIME; sector and country: PLOVER's gold standard records",
    ),
    "polnear": Evaluator(
        module="whence.evaluate.polnear", function="polnear", about="attributions: source, cue, content (PolNeAR)"
    ),
    "polnear-tagged": Evaluator(
        module="whence.evaluate.polnear", function="polnear_tagged", model=True,
        about="attributions of the trained finder (PolNeAR)",
    ),
    "muc4": Evaluator(
        module="whence.evaluate.muc4", function="muc4", model=True, about="incident templates and fillers (MUC-4)"
    ),
    "uds": Evaluator(
        module="whence.evaluate.uds", function="uds", model=True, about="factuality of predicates (UDS, dev part)"
    ),
    "factuality": Evaluator(
        module="whence.evaluate.factuality", function="factuality", model=True,
        about="factuality of events: unified format (UW, MEANTIME)",
    ),
    "ngec": Evaluator(
        module="whence.evaluate.ngec", function="ngec", model=True, about="types of made-up reports (NGEC)"
    ),
    "plover": Evaluator(
        module="whence.evaluate.plover", function="plover", model=True, about="types of coded sentences (PLOVER GSR)"
    ),
    "india-police": Evaluator(
        module="whence.evaluate.police", function="police", about="what the police did (IndiaPoliceEvents)"
    ),
    "case2021": Evaluator(
        module="whence.evaluate.case2021", function="case2021", about="ACLED sub-events of snippets (CASE 2021, task 2)"
    ),
    "times": Evaluator(
        module="whence.evaluate.figures", function="claim_times", about="times of gold claims, found in their reports"
    ),
    "ecbplus": Evaluator(
        module="whence.evaluate.ecbplus", function="ecbplus", about="events linked across texts (ECB+, dev topics)"
    ),
    "gvc": Evaluator(
        module="whence.evaluate.gvc", function="gvc", about="events linked across texts (Gun Violence Corpus)"
    ),
    "famus": Evaluator(
        module="whence.evaluate.famus", function="famus", about="does a text tell of a passage's event (FAMuS)"
    ),
    "news-clusters": Evaluator(
        module="whence.evaluate.news_clusters", function="news_clusters", about="articles by event (giveme5w1h)"
    ),
    "reprints": Evaluator(
        module="whence.evaluate.reprints", function="reprints", several=True,
        about="copies and near misses; labels, then the articles where they come without",
    ),
    "origins": Evaluator(
        module="whence.evaluate.origins", function="origins", about="claims that rest on one informant"
    ),
    "corroboration": Evaluator(
        module="whence.evaluate.corroboration", function="corroboration", several=True,
        about="events with several outlets and one informant: storylines, UCDP GED",
    ),
}  # fmt: skip
