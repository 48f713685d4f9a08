"""The pages in Debian's Chromium: no error, nothing asked of anybody else, no barrier, by keyboard, without scripts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, axe, chromium
from serving import served
from web_record import examples

from whence.store.reader import Reader
from whence.web.settings import Serving

pytest.importorskip("playwright")
AXE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PLAIN = (
    "/events", "/events?view=cards", "/events?view=timeline", "/events?view=map", "/events?words=election&disputed=yes",
    "/events?words=nothingatall", "/reports", "/sources", "/places", "/actors", "/disputes", "/issues", "/methodology",
    "/review", "/review/keys", "/history", "/import", "/nope",
)  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return examples(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        told = f"{CHROMIUM} is not here: apt-get install chromium, or set WHENCE_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def base(record: Path) -> Iterator[str]:
    with served(Serving(record=record, reviewer="ada")) as found:
        yield found


@pytest.fixture(scope="module")
def addresses(record: Path) -> tuple[str, ...]:
    """Every kind of page."""
    with Reader(record) as reader:
        event = max(reader.events(), key=lambda one: (len(one.origins), len(one.claims)))
    return (
        *PLAIN,
        f"/events/{event.event_id}",
        f"/claims/{event.claims[0]}",
        f"/reports/{event.reports[0]}",
        f"/review/{event.claims[0]}",
    )


class Watched:
    """A page, with what went wrong on it and whom it asked."""

    def __init__(self, browser: Any, base: str, **context: Any) -> None:
        self.context = browser.new_context(base_url=base, **context)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "request", lambda request: self.outside.append(request.url) if not request.url.startswith(base) else None
        )

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def expected(error: str) -> bool:
    """The browser reports the answer 404 of the page that is not there."""
    return "404" in error


def test_every_page_is_clean_and_without_barriers(browser: Any, base: str, addresses: tuple[str, ...]) -> None:
    wrong: dict[str, object] = {}
    for scheme in ("light", "dark"):
        # By dark only what dark changes: colours, on one page of each make.
        rules: object = list(AXE) if scheme == "light" else {"type": "rule", "values": ["color-contrast"]}
        # Axe itself is put in past the page's policy, which would not let it in.
        with Watched(browser, base, color_scheme=scheme, bypass_csp=True) as watched:
            for address in addresses if scheme == "light" else addresses[-4:]:
                watched.page.goto(address)
                found = watched.page.evaluate(axe()) or watched.page.evaluate(
                    "rules => axe.run(document, {runOnly: rules}).then(r => r.violations.map("
                    "v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' | ' + n.failureSummary)]))",
                    rules,
                )
                if found:
                    wrong[f"{scheme} {address}"] = found
            assert [one for one in watched.errors if not expected(one)] == []
            assert watched.outside == []
    assert wrong == {}


def test_the_policy_lets_everything_of_ours_through(browser: Any, base: str, addresses: tuple[str, ...]) -> None:
    with Watched(browser, base) as watched:
        for address in addresses:
            watched.page.goto(address)
        assert [one for one in watched.errors if not expected(one)] == []
        assert watched.outside == []


def test_a_phone_scrolls_in_one_direction(browser: Any, base: str, addresses: tuple[str, ...]) -> None:
    with Watched(browser, base, viewport={"width": 360, "height": 740}) as watched:
        wide = {}
        for address in addresses:
            watched.page.goto(address)
            width = watched.page.evaluate("document.documentElement.scrollWidth")
            if width > 360:
                wide[address] = (width, watched.page.evaluate(
                    "[...document.querySelectorAll('main *, header *')].filter(e => e.getBoundingClientRect().right > 361"  # noqa: E501
                    " && !e.closest('.scroll, svg')).slice(0, 3).map(e => e.outerHTML.slice(0, 120))"))  # fmt: skip
        assert wide == {}


def test_reading_works_without_scripts(browser: Any, base: str, addresses: tuple[str, ...]) -> None:
    with Watched(browser, base, java_script_enabled=False) as watched:
        page = watched.page
        for address in addresses:
            page.goto(address)
            assert page.locator("h1").count() == 1, address
        page.goto("/events")
        page.fill("#f-words", "polling")
        page.click("text=Look")
        assert "words=polling" in page.url
        page.locator("table.events a").first.click()
        assert re.search(r"/events/[0-9a-f]{16}$", page.url)
        page.locator(".proof .more a").first.click()
        assert "/reports/" in page.url
        page.goto("/events?view=map")
        page.locator("svg.map a").first.click(force=True)
        assert "place=" in page.url


def brush(page: Any, drawing: str, to: tuple[float, float]) -> None:
    """Drag from the left edge of a drawing so far, in parts of its size."""
    box = page.locator(drawing).bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * to[0], box["y"] + box["height"] * to[1], steps=4)
    page.mouse.up()


def shown(page: Any) -> tuple[list[str], str]:
    """The events on a page, and how many it says there are."""
    links = page.locator("section.results table.events th a").evaluate_all("all => all.map(a => a.pathname)")
    return links, page.locator("#count").inner_text()


def settled(page: Any, address: str) -> None:
    page.wait_for_url(address)
    page.wait_for_selector("section.results:not([aria-busy])")


def test_what_is_brushed_is_shown_in_place(browser: Any, base: str) -> None:
    with Watched(browser, base) as watched, Watched(browser, base, java_script_enabled=False) as plain:
        page = watched.page
        page.goto("/events")
        before = shown(page)
        page.evaluate("() => { window.stayed = true; document.getElementById('count').same = true; }")
        brush(page, "svg.bars", (0.5, 0.5))
        settled(page, "**since=**")
        plain.page.goto(page.url)
        after = shown(page)
        assert after == shown(plain.page) != before
        assert page.locator(".facet").all_inner_texts() == plain.page.locator(".facet").all_inner_texts()
        assert page.input_value("#f-since") == plain.page.input_value("#f-since") != ""
        page.locator(".facet a[data-keep^='status=']").first.focus()
        held = page.evaluate("document.activeElement.dataset.keep")
        page.keyboard.press("Enter")
        settled(page, "**status=**")
        assert page.evaluate("document.activeElement.dataset.keep") == held
        page.fill("#f-words", "nothingatall")
        page.keyboard.press("Enter")
        settled(page, "**words=nothingatall**")
        assert page.evaluate("document.activeElement.id") == "f-words"
        assert shown(page) == ([], "0 events reported")
        assert "origins=" not in page.url
        for address, state in (("**status=**", None), ("**since=**", after), ("**/events", before)):
            page.go_back()
            settled(page, address)
            assert state in (None, shown(page))
        # Screen readers are told of the new count: it is the element that it was, in the page that it was.
        assert page.evaluate("window.stayed && document.getElementById('count').same")
        assert watched.errors == []


def test_a_part_of_the_map_is_shown_in_place(browser: Any, base: str) -> None:
    with Watched(browser, base) as watched:
        page = watched.page
        page.goto("/events?view=map")
        page.evaluate("() => { window.stayed = true; }")
        brush(page, "svg.map", (0.6, 0.7))
        settled(page, "**box=**")
        inside = page.locator("svg.map").get_attribute("data-box")
        brush(page, "svg.bars", (0.5, 0.5))
        settled(page, "**since=**")
        assert "box=" in page.url
        assert page.locator("svg.map").get_attribute("data-box") == inside
        page.locator(".facet a").first.click()
        settled(page, "**status=**")
        page.locator(".shapes a >> text=Cards").click()
        page.wait_for_selector("ol.cards, p.empty")
        assert page.evaluate("window.stayed") is None  # another shape is another page
        assert watched.errors == []


def test_a_failed_answer_is_shown_as_its_own_page(browser: Any, base: str) -> None:
    with Watched(browser, base) as watched:
        page = watched.page
        page.goto("/events")
        page.route("**since=**", lambda route: route.fulfill(status=503, body="<p>later"))
        brush(page, "svg.bars", (0.5, 0.5))
        page.wait_for_selector("text=later")
        assert "since=" in page.url


def test_a_whole_review_by_keyboard_alone(browser: Any, tmp_path: Path) -> None:
    record = examples(tmp_path)
    with served(Serving(record=record, reviewer="ada")) as base, Watched(browser, base) as watched:
        page = watched.page
        page.goto("/review")

        def press(key: str) -> None:
            with page.expect_navigation():
                page.keyboard.press(key)

        first = page.url
        press("a")
        assert page.url != first
        second = page.url
        press("x")
        press("Space")
        third = page.url
        press("Backspace")
        assert page.url.split("?")[0] == second.split("?")[0]
        assert third != page.url
        page.keyboard.press("e")
        page.locator("#edit select").first.wait_for(state="visible")
        focused = page.evaluate("document.activeElement.name")
        assert focused == "field.type"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("c")  # status: called-for
        while page.evaluate("document.activeElement.tagName") != "BUTTON":
            page.keyboard.press("Tab")
        press("Enter")
        press("?")
        assert page.url.endswith("/review/keys")
        page.focus("#k-accept")
        page.keyboard.press("Control+a")
        page.keyboard.type("j")
        press("Enter")
        page.goto("/review")
        press("j")
        page.goto("/review/keys")
        page.focus("#on")
        page.keyboard.press("Space")
        page.focus("#k-accept")
        press("Enter")
        page.goto("/review")
        before = page.url
        page.keyboard.press("j")
        page.wait_for_timeout(300)
        assert page.url == before
        assert watched.errors == []
    with Reader(record) as reader:
        taken = [one.what for one in reader.decisions()]
    assert taken == ["accept", "reject", "undo", "edit", "accept"]
