"""Pictures of the main pages: `make screenshots`, or `python tests/web/screenshots.py [RECORD] [FOLDER]`.

Without a record, the examples are read into one.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from browser import chromium
from serving import served

from whence.web.settings import Serving

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    ("events", "/events", {}),
    ("events-dark", "/events", {"dark": True}),
    ("events-phone", "/events", {"phone": True}),
    ("cards", "/events?view=cards", {}),
    ("timeline", "/events?view=timeline", {}),
    ("map", "/events?view=map", {}),
    ("map-dark", "/events?view=map", {"dark": True}),
    ("event", "/events/{event}", {}),
    ("event-phone", "/events/{event}", {"phone": True}),
    ("report", "/reports/{report}", {}),
    ("claim", "/claims/{claim}", {}),
    ("review", "/review", {}),
    ("review-dark", "/review", {"dark": True}),
    ("sources", "/sources", {}),
    ("places", "/places", {}),
    ("actors", "/actors", {}),
    ("disputes", "/disputes", {}),
    ("history", "/history", {}),
    ("import", "/import", {}),
    ("methodology", "/methodology", {}),
)


def take(record: Path, folder: Path, only: tuple[str, ...] = ()) -> None:
    """Write one PNG a page."""
    folder.mkdir(parents=True, exist_ok=True)
    with served(Serving(record=record, port=0)) as base, chromium(graphics=True) as browser:
        ids = _ids(base)
        for name, address, look in PAGES:
            if only and name not in only:
                continue
            context = browser.new_context(
                viewport={"width": 390, "height": 844} if look.get("phone") else {"width": 1360, "height": 900},
                color_scheme="dark" if look.get("dark") else "light",
            )
            page = context.new_page()
            page.goto(base + address.format(**ids))
            if "view=map" in address:
                page.wait_for_selector("figure[data-live]")
            page.screenshot(path=folder / f"{name}.png")
            context.close()


def _ids(base: str) -> dict[str, str]:
    """The event with most origins, its first report and claim."""
    with urllib.request.urlopen(f"{base}/events.json?sort=origins&size=1") as answer:
        event = json.load(answer)["events"][0]["event_id"]
    with urllib.request.urlopen(f"{base}/events/{event}.json") as answer:
        claim = json.load(answer)["claims"][0]
    return {"event": event, "report": claim["report_id"], "claim": claim["claim_id"]}


if __name__ == "__main__":
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "screenshots"
    if len(sys.argv) > 1:
        take(Path(sys.argv[1]), out, tuple(sys.argv[3:]))
    else:
        import whence

        with tempfile.TemporaryDirectory() as place:
            os.chdir(ROOT)  # so that no path of this machine is in a picture
            whence.read(["examples"], into=Path(place) / "examples.db").close()
            take(Path(place) / "examples.db", out)
