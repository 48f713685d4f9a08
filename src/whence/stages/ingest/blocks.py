"""Plain text out of markup without judging it: blocks become paragraphs, scripts and styles never become text."""

from __future__ import annotations

import html
import re

from lxml import etree

from whence.stages.ingest.lines import words

BLOCKS = words(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th title tr ul"
)
SILENT = words(
    "script style noscript template svg math iframe object embed canvas audio video head select option button "
    "textarea input"
)
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})")
VOID = words("area base br col embed hr img input link meta param source track wbr")
# Start tags that close an open one of their kind, so that a long list is not taken for a deep one.
SIBLINGS = words("p li dt dd tr td th option thead tbody tfoot")
SPACES = re.compile(r"[ \t\r\n\f\v]+")


def nesting(page: str) -> tuple[int, int]:
    """Depth of nesting and number of tags of a page, without building a tree."""
    depth = deepest = tags = 0
    for match in TAG.finditer(page):
        tags += 1
        name = match[2].lower()
        if name in VOID or name in SIBLINGS:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest, tags


def tree_text(root: etree._Element) -> tuple[str, int]:
    """Text of a tree, one paragraph a block, and how deep the tree is."""
    parts: list[str] = []
    silent = depth = deepest = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event in ("comment", "pi"):
            if not silent:
                parts.append(node.tail or "")
            continue
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if name in SILENT:
            silent += 1 if event == "start" else -1
        if not silent:
            if name in BLOCKS:
                parts.append("\n")
            if name not in SILENT:
                parts.append((node.text if event == "start" else node.tail) or "")
            elif event == "end":
                parts.append(node.tail or "")
    return _paragraphs("".join(SPACES.sub(" ", part) if part != "\n" else part for part in parts)), deepest


def flat_text(page: str) -> str:
    """Text of markup too deep or too large for a tree, in one pass over the characters."""
    parts: list[str] = []
    at = 0
    while (start := page.find("<", at)) >= 0:
        parts.append(SPACES.sub(" ", html.unescape(page[at:start])))
        at, part = _after_tag(page, start)
        parts.append(part)
    parts.append(SPACES.sub(" ", html.unescape(page[at:])))
    return _paragraphs("".join(parts))


def _after_tag(page: str, start: int) -> tuple[int, str]:
    if page.startswith("<!--", start):
        end = page.find("-->", start)
        return (end + 3 if end >= 0 else len(page)), ""
    match = TAG.match(page, start)
    if match is None and not page.startswith(("<!", "<?"), start):
        return start + 1, "<"
    end = page.find(">", start)
    if end < 0:
        return len(page), ""
    name = match[2].lower() if match else ""
    if match and not match[1] and name in SILENT - {"head"} - VOID:
        return _after_silent(page, end, name), ""
    return end + 1, "\n" if name in BLOCKS else ""


def _after_silent(page: str, start: int, name: str) -> int:
    close = re.compile(rf"</{name}\b[^>]*>", re.I).search(page, start)
    return close.end() if close else len(page)


def _paragraphs(text: str) -> str:
    lines = (line.strip(" ") for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line)
