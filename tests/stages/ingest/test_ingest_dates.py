"""Publication dates: what counts as one, and where in a text it is found."""

from __future__ import annotations

import pytest

from whence.stages.ingest.dates import date_line, dateline, stamp


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("2022-09-24", "2022-09-24"),
        ("20220924", "2022-09-24"),
        ("2022-09-24T18:20:00Z", "2022-09-24T18:20:00+00:00"),
        (" 2022-09-24T18:20:00+03:00 ", "2022-09-24T18:20:00+03:00"),
        ("Sat, 24 Sep 2022 18:20:00 -0500", "2022-09-24T18:20:00-05:00"),
        ("yesterday", None),
        ("24/09/2022", None),
        ("2022-02-30", None),
        ("0001-01-01", None),
        ("1799-12-31", None),
        ("2201-01-01", None),
        ("", None),
        ("\0", None),
    ],
)
def test_stamp_takes_iso_and_mail_dates_of_sane_years(given: str, wanted: str | None) -> None:
    assert stamp(given) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Saturday 24 September 2022, 6.20pm", ("2022-09-24", True)),
        ("24 Sept 2022", ("2022-09-24", True)),
        ("September 24th, 2022", ("2022-09-24", True)),
        ("Published: 2022-09-24 18:20 GMT", ("2022-09-24", True)),
        ("Strand Bulletin live desk | Thursday 8 November 2035", ("2035-11-08", True)),
        ("Updated on 24 September 2022", ("2022-09-24", False)),
        ("31 February 2022", (None, True)),
        ("Saturday 24 September", None),
        ("On 24 September 2022 soldiers closed the bridge.", None),
        ("In 2022", None),
    ],
)
def test_a_date_line_is_a_date_and_nothing_else(line: str, wanted: tuple[str | None, bool] | None) -> None:
    assert date_line(line) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("KYIV, Sept 24 2022 (Example Press) - Two people died", "2022-09-24"),
        ("ADDIS ABABA, Ethiopia, 3 March 2021 — Two people died", "2021-03-03"),
        ("LIMA, 10 JAN 90 (EXAMPLE) -- [TEXT] THE REBELS", "1990-01-10"),
        ("LIMA, 10 JAN 05 -- THE REBELS", "2005-01-10"),
        ("KYIV, Sept 24 (Example Press) - Two people died", None),
        ("Two people died in Kyiv on 24 September 2022", None),
    ],
)
def test_a_dateline_counts_only_with_its_year(line: str, wanted: str | None) -> None:
    assert dateline(line) == wanted
