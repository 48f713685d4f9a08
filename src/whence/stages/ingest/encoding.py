"""Bytes to text: the encoding is detected from the bytes, a declaration is only a witness."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from whence.stages.ingest.lines import words

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Codecs that a declaration may name; anything else (idna, unicode_escape, ...) is no charset of a page.
CHARSETS = words(
    "ascii utf-8 utf-16 utf-16-le utf-16-be utf-32 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-13 "
    "iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u cp866 cp437 cp850 cp852 mac-roman mac-cyrillic tis-620 cp874 "
    "gb2312 gbk gb18030 big5 big5hkscs shift_jis cp932 euc_jp iso2022_jp euc_kr cp949"
)
GUESSES = sorted(
    words(
        "cp1252 cp1250 cp1251 koi8_r cp866 cp1253 cp1254 cp1255 cp1256 cp1257 iso8859_2 iso8859_5 gb18030 big5 "
        "shift_jis euc_jp euc_kr"
    )
)
DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,200}?encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,30})""", re.I
)
HEAD = 4096  # bytes in which a page declares its charset (the HTML standard says 1024)
SAMPLE = 65_536  # bytes that the guesser looks at
CONTROLS = re.compile("[\x80-\x9f]")


class Decoded(Struct, frozen=True, kw_only=True):
    """Text with the charset it was read as; `problem` names a row of the problem table, or is null."""

    text: str
    charset: str
    declared: str | None = None
    problem: str | None = None


def decode(data: bytes, *, charset: str | None = None, markup: bool = False) -> Decoded:
    """Text of some bytes in the order BOM, UTF-8, declared charset, guess; never raises.

    `charset` is what was declared outside of the bytes; with `markup` an HTML or XML declaration counts as well.
    UTF-8 comes before the declaration: other encodings hardly ever make valid UTF-8 by accident, and a wrong
    declaration of a one-byte charset would never be noticed otherwise. U+0000 becomes U+FFFD.
    """
    found = _with_bom(data) or _decode(data, _declared(data, charset, markup))
    if "\0" in found.text:
        return Decoded(text=found.text.replace("\0", "\ufffd"), charset=found.charset, problem="encoding")
    return found


def wide(data: bytes) -> str | None:
    """UTF-16 without a BOM, told by where its zero bytes stand; null if it is not that."""
    head = data[:HEAD]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _with_bom(data: bytes) -> Decoded | None:
    for mark, charset in BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], charset)
    found = wide(data)
    return _lenient(data, found) if found else None


def _decode(data: bytes, declared: str | None) -> Decoded:
    escaped = declared == "iso2022_jp" and b"\x1b" in data
    text = None if escaped else _strict(data, "utf-8")
    if text is not None:
        disagrees = declared not in (None, "utf-8", "ascii") and not data.isascii()
        return Decoded(text=text, charset="utf-8", declared=declared, problem="charset" if disagrees else None)
    if declared and declared != "utf-8":
        text = _strict(data, declared)
        if text is not None and _plausible(text):
            return Decoded(text=text, charset=declared, declared=declared)
    return _guess(data, declared)


def _guess(data: bytes, declared: str | None) -> Decoded:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for letter in text if letter > "\x7f") - bad
    if good > 2 * bad:  # UTF-8 that was damaged or cut off
        return Decoded(text=text, charset="utf-8", declared=declared, problem="encoding")
    charset = _guessed(data)
    found = _lenient(data, charset)
    verdict = "charset" if declared else found.problem or "guessed-encoding"
    return Decoded(text=found.text, charset=charset, declared=declared, problem=verdict)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to load, and few inputs need it

    best = from_bytes(_sample(data), cp_isolation=GUESSES, enable_fallback=False).best()
    return best.encoding if best else "cp1252"


def _sample(data: bytes) -> bytes:
    """Up to `SAMPLE` bytes around the first byte that is not ASCII: the rest tells the guesser nothing."""
    if len(data) <= SAMPLE:
        return data
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, (first.start() if first else 0) - SAMPLE // 4)
    return data[start : start + SAMPLE]


def _plausible(text: str) -> bool:
    """A one-byte charset decodes anything: control codes or mostly accented letters show that it is the wrong one."""
    if CONTROLS.search(text):
        return False
    latin = sum(1 for letter in text[:20_000] if "\xc0" <= letter <= "\xff")
    letters = sum(1 for letter in text[:20_000] if letter.isalpha())
    return latin * 10 <= letters * 4


def _declared(data: bytes, charset: str | None, markup: bool) -> str | None:
    if charset:
        return _known(charset)
    match = DECLARED.search(data[:HEAD]) if markup else None
    return _known(match[1].decode("ascii", "replace")) if match else None


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    if found in ("iso8859-1", "ascii"):  # browsers read both as Windows-1252
        return "cp1252"
    return found if found in CHARSETS else None


def _strict(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeError, LookupError):
        return None


def _lenient(data: bytes, charset: str) -> Decoded:
    text = _strict(data, charset)
    if text is not None:
        return Decoded(text=text.removeprefix("\ufeff"), charset=charset)
    return Decoded(text=data.decode(charset, "replace"), charset=charset, problem="encoding")
