"""Quotations without words of attribution of their own: they belong to whoever was quoted right before."""

from __future__ import annotations

from bisect import bisect_right

from whence.nlp.attribution_found import Found, Stretch, clean
from whence.nlp.attribution_subjects import leading
from whence.nlp.attribution_text import Line, Page
from whence.schema.reading import Quote

LEAST = 4  # words: a shorter quotation only sets off an expression


def carried(page: Page, found: list[Found]) -> list[Found]:
    """Attributions of the sentences in quotation marks that no rule has covered yet."""
    speeches = sorted((one for one in found if _speech(one)), key=lambda one: one.cue)
    more: list[Found] = []
    for index, quote in enumerate(page.quotes):
        if not _sentence(page, quote) or _covered(quote, speeches) or _covered(quote, more):
            continue
        one = _from_before(page, index, quote, speeches + more) or _from_sentence(page, quote)
        if one is not None:
            more.append(one)
    return more


def _speech(one: Found) -> bool:
    return one.rule not in ("attribution.noun", "attribution.relay", "attribution.hearer", "attribution.act")


def _sentence(page: Page, quote: Quote) -> bool:
    """Whether a quotation holds at least a sentence: it opens one and is no mere expression."""
    words = page.text[quote.start : min(quote.end, quote.start + 400)].split()
    if len(words) < LEAST or not words[0][:1].isupper():
        return False
    before = page.text[max(0, quote.start - 4) : quote.start].rstrip("\"“„«‘' ")
    return not before or before[-1] in '.!?:,\n”"' or before[-1].isspace()


def _covered(quote: Quote, found: list[Found]) -> bool:
    for one in found:
        if quote.start <= one.cue[0] < quote.end:
            continue  # whoever is quoted inside says only a part
        for start, end in one.contents:
            if min(end, quote.end) - max(start, quote.start) > 0.5 * (quote.end - quote.start):
                return True
    return False


def _paragraph(page: Page, at: int) -> int:
    starts = [line.start for line in page.lines]
    index = bisect_right(starts, at) - 1
    return page.lines[index].paragraph if index >= 0 else -1


def _from_before(page: Page, index: int, quote: Quote, found: list[Found]) -> Found | None:
    """The speaker of the quotation before: in the same paragraph, or across paragraphs where nothing else is said."""
    last = max((one for one in found if _end(one) <= quote.start + 1), key=_end, default=None)
    if last is None or last.source is None:
        return None
    here, there = _paragraph(page, quote.start), _paragraph(page, last.cue[0])
    previous = page.quotes[index - 1] if index else None
    carries = previous is not None and previous.open_end and _overlaps(previous, last)
    between = page.text[_end(last) : quote.start]
    close = len(between.split()) <= (3 if here == there else 8)
    if not (
        carries
        or (here == there and (close or _quoted(page, last)))
        or (here - there == 1 and close and _whole(page, quote))
    ):
        return None
    content = clean(page.text, quote.start, quote.end)
    if content is None:
        return None
    return Found(
        rule="attribution.carried",
        kind="quotation",
        source=last.source,
        cue=last.cue,
        contents=(content,),
        confidence=0.7,
    )


def _end(one: Found) -> int:
    return max(one.cue[1], (one.source or one.cue)[1], max(end for _, end in one.contents))


def _overlaps(quote: Quote, one: Found) -> bool:
    return any(min(end, quote.end) > max(start, quote.start) for start, end in one.contents)


def _quoted(page: Page, one: Found) -> bool:
    return any(_overlaps(quote, one) for quote in page.quotes)


def _whole(page: Page, quote: Quote) -> bool:
    """Whether a quotation opens its paragraph and nothing but marks follows it there."""
    inside = [line for line in page.lines if line.start <= quote.end and quote.start <= line.end]
    return bool(inside) and inside[0].start >= quote.start - 2 and inside[-1].end <= quote.end + 3


def _from_sentence(page: Page, quote: Quote) -> Found | None:
    """A quotation that stands behind a sentence about somebody, in the same paragraph: that somebody speaks."""
    line = _line_before(page, quote.start)
    if line is None or len(line.words) < 3 or any(word.quote >= 0 for word in line.words[-1:]):
        return None
    subject = leading(line.words, 0, len(line.words))
    if subject is None:
        return None
    source: Stretch = (line.words[subject[0]].start, line.words[subject[1] - 1].end)
    first = line.words[subject[0]]
    named = first.low in ("he", "she") or (
        all(word.capital for word in line.words[subject[0] : subject[1]]) and subject[0] == 0
    )
    content = clean(page.text, quote.start, quote.end)
    if not named or content is None or page.shouting:
        return None
    return Found(
        rule="attribution.beside", kind="quotation", source=source, cue=source, contents=(content,), confidence=0.4
    )


def _line_before(page: Page, at: int) -> Line | None:
    starts = [line.start for line in page.lines]
    index = bisect_right(starts, at) - 1
    if index < 0:
        return None
    here = page.lines[index]
    if here.start < at - 2:
        return here if here.end > at else None
    return page.lines[index - 1] if index and page.lines[index - 1].paragraph == here.paragraph else None
