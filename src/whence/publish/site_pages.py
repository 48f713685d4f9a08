"""The pages of the static site: small templates of our own, everything that is not ours escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from whence.publish.cells import day, flat, joined
from whence.publish.codes import country
from whence.publish.flat import title as event_title
from whence.publish.view import Bundle
from whence.publish.words import CREDIBILITY, STATUS
from whence.schema.records import Claim, Dispute, Event, EventFigure, Report, Superseded

# Nothing runs and nothing is fetched from elsewhere, whatever stands in a report.
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
_MASKED = "Persons without a public role stand under pseudonyms; their places are coarse. Reported, not established."
_PRIVATE = "PRIVATE: persons stand by name. Keep this off the web. Reported, not established."
STYLE = """:root { color-scheme: light dark; --line: #8886; --quiet: #767676; }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 52rem; padding: 0 1rem 3rem; }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; padding: 1rem 0; }
header p { margin: 0; } nav a { margin-right: 1rem; } h1 { font-size: 1.4rem; line-height: 1.25; }
h2 { font-size: 1.1rem; margin-top: 2rem; } ol.events { list-style: none; padding: 0; }
ol.events li { border-bottom: 1px solid var(--line); padding: .7rem 0; } .quiet { color: var(--quiet); }
.private { border: 3px solid #b00; padding: .5rem; }
dl { display: grid; gap: .3rem 1rem; grid-template-columns: 9rem 1fr; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; } blockquote { margin: .3rem 0; padding-left: 1rem;
border-left: 3px solid var(--line); } table { border-collapse: collapse; } td, th { border: 1px solid var(--line);
padding: .3rem .6rem; text-align: left; vertical-align: top; } article.claim { margin: 1.2rem 0; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } } @media print { nav { display: none; } }
"""


def page(title: str, site: str, body: str, *, up: str, private: bool) -> str:
    """A whole page; `up` is the way from it to the site's root (`../` or nothing)."""
    note = f'<p class="private">{_PRIVATE}</p>' if private else f'<p class="quiet">{_MASKED}</p>'
    places = (
        ("index.html", "Events"),
        ("reports/1.html", "Reports"),
        ("data/index.html", "Data"),
        ("about.html", "About"),
    )
    nav = "".join(f'<a href="{up}{href}">{name}</a>' for href, name in places)
    heading = escape(title)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        + ('<meta name="robots" content="noindex">\n' if private else "")
        + f'<title>{heading} · {escape(site)}</title>\n<link rel="stylesheet" href="{up}style.css">\n</head>\n<body>\n'
        f'<header><p><strong>{escape(site)}</strong></p><nav aria-label="Pages">{nav}</nav>{note}</header>\n'
        f"<main>\n<h1>{heading}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def event_item(one: Bundle, up: str) -> str:
    """An event in the list."""
    event = one.event
    said = joined(origin.name for origin in event.origins)
    parts = [STATUS[event.status], CREDIBILITY.get(event.credibility.grade, "")]
    parts += [f"said by {said}" if said else "", f"{len(event.disputes)} disputed" if event.disputes else ""]
    told = escape("; ".join(part for part in parts if part))
    link = f'<a href="{up}events/{escape(event.event_id)}.html">{escape(event_title(event))}</a>'
    return f'<li>{link}<br><span class="quiet">{told}</span></li>'


def event_body(one: Bundle) -> str:
    """All that is known of an event, with the words of every claim."""
    event = one.event
    rows = [("What", event.type.value + (f", {event.mode.value}" if event.mode else ""))]
    rows += [("Status", STATUS[event.status]), ("Who", joined(party.name for party in event.actors) or "")]
    rows += [("To whom", joined(party.name for party in event.targets) or ""), ("Where", _place(event))]
    rows += [("When", _time(event)), ("Figures", joined(figure(one) for one in event.figures) or "")]
    rows += [("Said by", joined(origin.name for origin in event.origins) or "nobody named")]
    grade = CREDIBILITY.get(event.credibility.grade, "")
    rows += [("How sure", f"{event.credibility.grade} of 6, {grade}. {event.credibility.why}")]
    parts = [_definitions(rows), _disputes(event.disputes), _history(event.history), _links(event)]
    parts += ["<h2>The words</h2>", *(claim(c, one.reports.get(c.report_id)) for c in one.claims)]
    return "\n".join(part for part in parts if part)


def claim(one: Claim, report: Report | None) -> str:
    """A claim: its words, who says so, where it stands."""
    chain = " \u2190 ".join(escape(link.name) + (f" ({escape(link.role)})" if link.role else "") for link in one.chain)
    outlet = escape(flat(report.outlet if report else None) or "a report")
    told = [f"{outlet} \u2190 {chain}" if chain else f"{outlet}, in its own voice", escape(STATUS[one.status])]
    told += [_day(report)] if report and report.published else []
    source = _link(report.url, "source") if report else ""
    head = f'<article class="claim" id="c-{escape(one.claim_id)}"><blockquote>{escape(one.evidence.text)}</blockquote>'
    return f'{head}<p class="quiet">{" · ".join(told)} {source}</p></article>'


def report_item(one: Report, *, private: bool) -> str:
    """A report in the list; in a private site with its text."""
    title = escape(flat(one.title) or "without a headline")
    told = " · ".join(part for part in (escape(flat(one.outlet) or ""), _day(one), _link(one.url, "source")) if part)
    text = f"<details><summary>text</summary><p>{escape(one.text)}</p></details>" if private else ""
    return f'<li id="r-{escape(one.report_id)}">{title}<br><span class="quiet">{told}</span>{text}</li>'


def pages(number: int, last: int, name: str) -> str:
    """Links to the pages before and after."""
    around = [(number - 1, "earlier in the list"), (number + 1, "further in the list")]
    links = [f'<a href="{name.format(to)}">{words}</a>' for to, words in around if 1 <= to <= last]
    return f'<nav aria-label="List">{" ".join(links)} <span class="quiet">page {number} of {last}</span></nav>'


def figure(one: EventFigure) -> str:
    """`2 to 5 injured`, `at least 12 killed`."""
    low, high = one.low, one.high
    count = f"{low:,}" if low is not None and low == high else ""
    if not count:
        count = f"at least {low:,}" if high is None else f"at most {high:,}" if low is None else f"{low:,} to {high:,}"
    unit = {"percent": "%", "people": "", None: ""}.get(one.unit, f" {one.unit}")
    return f"{count}{unit} {one.what}"


def about(counts: Mapping[str, int], private: bool) -> str:
    """What the site is and is not."""
    holds = ", ".join(f"{number:,} {noun}" for noun, number in counts.items())
    grades = "".join(f"<tr><td>{grade}</td><td>{escape(words)}</td></tr>" for grade, words in CREDIBILITY.items())
    return (
        f"<p>Made from a record of {holds}. It says what reports say, and who says so, not what occurred.</p>"
        f"<p>{_PRIVATE if private else _MASKED} Fresh troop movements are left out. Masking names is not anonymity.</p>"
        "<p>Sources that go back to one informant count as one. Where claims disagree, both sides stand.</p>"
        f"<h2>How sure</h2><table><tr><th>grade</th><th>meaning</th></tr>{grades}</table>"
    )


def _definitions(rows: Sequence[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in rows if value) + "</dl>"


def _place(event: Event) -> str:
    at = event.place
    if at is None:
        return ""
    where = country(at.country)
    name = ", ".join(dict.fromkeys(part for part in (at.name, at.admin1, where.name if where else None) if part))
    return name + (" (the place named is not in the gazetteer)" if at.fallback else "")


def _time(event: Event) -> str:
    first, last = (day(event.time.earliest), day(event.time.latest)) if event.time else (None, None)
    return f"{first} to {last}" if first and last and first != last else first or last or ""


def _disputes(disputes: Iterable[Dispute]) -> str:
    rows = [
        f"<tr><td>{escape(one.field)}</td><td>{escape(side.value)}</td><td>{_claims(side.claims)}</td></tr>"
        for one in disputes
        for side in one.values
    ]
    head = "<h2>Disputed</h2><table><tr><th>what</th><th>said to be</th><th>by</th></tr>"
    return head + "".join(rows) + "</table>" if rows else ""


def _claims(ids: Iterable[str]) -> str:
    return " ".join(f'<a href="#c-{escape(one)}">{escape(one[:6])}</a>' for one in ids)


def _history(history: Iterable[Superseded]) -> str:
    rows = [f"<li>{escape(one.field)}: {escape(one.value)}, later {escape(one.replaced_by)}</li>" for one in history]
    return "<h2>Said earlier</h2><ul>" + "".join(rows) + "</ul>" if rows else ""


def _links(event: Event) -> str:
    rows = [f'<li>{escape(one.relation)}: <a href="{escape(one.event_id)}.html">event</a></li>' for one in event.links]
    return "<h2>Belongs to</h2><ul>" + "".join(rows) + "</ul>" if rows else ""


def _day(report: Report) -> str:
    known = day(report.published.value) if report.published else None
    return f'<time datetime="{known}">{known}</time>' if known else ""


def _link(url: str | None, words: str) -> str:
    """A link, if it leads to the web: never to a script or a file."""
    if not url or not url.lower().startswith(("http://", "https://")):
        return ""
    return f'<a href="{escape(url)}" rel="noreferrer nofollow">{words}</a>'
