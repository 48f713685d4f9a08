"""Reasons as rich HTML, as notebooks show them: the words marked in their sentence, what found them, who says so."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whence.publish.why import Why, Words

_QUOTE = 'style="margin:.3em 0;padding-left:.8em;border-left:3px solid #8886"'


def why_html(one: Why) -> str:
    """The reasons for one field of one claim."""
    value = escape(one.value) if one.value is not None else "<em>unknown</em>"
    chain = " \u2192 ".join(escape(name) for name in one.chain)
    when = f", {escape(one.published)}" if one.published else ""
    grounds = "".join(f"<li>{escape(ground.why)}</li>" for ground in one.grounds)
    words = "".join(_words(words) for words in one.words)
    return (
        f"<div><strong>{escape(one.field)}</strong>: {value}{words}<small>{chain}{when}</small>"
        + (f"<ul>{grounds}</ul>" if grounds else "")
        + "</div>"
    )


def reasons_html(found: Iterable[Why]) -> str:
    """Several of them."""
    return "".join(why_html(one) for one in found) or "<em>the record holds no value, and so no words</em>"


def _words(one: Words) -> str:
    marked = f"{escape(one.before)}<mark>{escape(one.text)}</mark>{escape(one.after)}"
    told = f"{escape(one.found_by)}, {escape(one.confidence_in_words)}"
    return f"<blockquote {_QUOTE}>{marked}<br><small>{told}</small></blockquote>"
