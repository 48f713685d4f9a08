"""Debian's Chromium, driven by Playwright, for the tests of the pages and for their screenshots."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = Path(os.environ.get("WHENCE_CHROMIUM", "/usr/bin/chromium"))
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
)  # fmt: skip


# Graphics computed on the processor, so that WebGL2 is there on machines without a card.
GRAPHICS = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
NONE = ("--disable-3d-apis",)


@contextmanager
def chromium(*, graphics: bool = False) -> Iterator["Browser"]:  # noqa: UP037, F821
    """A browser, with WebGL2 or without; whoever asks has looked whether there is one."""
    from playwright.sync_api import sync_playwright

    args = [*(one for one in QUIET if not graphics or one != "--disable-gpu"), *(GRAPHICS if graphics else NONE)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=args, headless=True)
        try:
            yield browser
        finally:
            browser.close()


def axe() -> str:
    """Axe's own code, as the package that carries it has it."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8") + "; null"
