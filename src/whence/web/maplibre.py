"""MapLibre, as the Python package `maplibre` carries it: served from here, with a worker from here.

The package belongs to the extra `web`; where it is missing, or is not of the make known here, the map stays the one
that is drawn on the server. Nothing of it is imported: only its file of JavaScript is read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

FILE = ("srcjs", "maplibre-gl.js")
# The bundle defines three parts: what both sides share, the worker's side, the page's side.
_PARTS = re.compile(r"""\bdefine\(["'](shared|worker|index)["'],""")
# As a page, the bundle would make its worker out of a `blob:`; this one the browser asks us for, so that the policy of
# the pages need not let blobs run.
_WORKER = (
    "var parts = {};\nfunction define(name, needs, make) { parts[name] = make; }\n"
    "%s\nvar common = {};\nparts.shared(common);\nparts.worker(common);\n"
)


class MapLibre(Struct, frozen=True):
    """The two scripts."""

    page: str
    worker: str


@lru_cache(maxsize=1)
def maplibre() -> MapLibre | None:
    """The scripts, if the package is there and of the make known here."""
    found = find_spec("maplibre")
    places = [Path(place, *FILE) for place in (found.submodule_search_locations or ())] if found else []
    path = next((one for one in places if one.is_file()), None)
    return parted(path.read_text(encoding="utf-8")) if path else None


def parted(bundle: str) -> MapLibre | None:
    """The page's script and the worker's out of one bundle; none where it has other parts than are known."""
    found = {one.group(1): one.start() for one in _PARTS.finditer(bundle)}
    if [*found] != ["shared", "worker", "index"]:
        return None
    page = re.sub(r"^//# sourceMappingURL=.*$", "", bundle, flags=re.MULTILINE)
    return MapLibre(page=page, worker=_WORKER % bundle[found["shared"] : found["index"]])
