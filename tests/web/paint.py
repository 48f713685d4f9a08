"""When a browser first paints the pages of a big copy: `python tests/web/paint.py big.db` (see `load.py` for the copy).

Each address is opened in a fresh context of Chromium, with nothing of the browser's own kept, five times; the first of
them finds the server without that page. What is printed is the browser's own `first-contentful-paint`, counted from
when the address was entered.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from browser import chromium
from load import _served, asked

PAINT = "() => performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)[0]"
TIMES = 5


def measure(view: Path) -> None:
    """Print the first and the slowest first paint of every kind of page."""
    kinds = [(kind, addresses[-1]) for kind, addresses in asked(view) if kind != "json"]
    kinds += [(name, f"/{name}") for name in ("reports", "sources", "places", "actors", "disputes")]
    with tempfile.TemporaryDirectory() as folder, _served(view, Path(folder)) as port, chromium() as browser:
        for kind, address in kinds:
            took = [_painted(browser, f"http://127.0.0.1:{port}{address}") for _ in range(TIMES)]
            print(f"{kind:<26}first {took[0]:6.0f} ms  median {sorted(took)[TIMES // 2]:6.0f} ms  "
                  f"slowest {max(took):6.0f} ms  {address}")  # fmt: skip


def _painted(browser: "Browser", address: str) -> float:  # noqa: F821, UP037
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    while (found := page.evaluate(PAINT)) is None:
        page.wait_for_timeout(20)
    context.close()
    return float(found)


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
