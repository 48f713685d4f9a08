"""A table of news phrases: sentence | published | earliest | latest; the last time named in the sentence counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.stages.resolve.times import timeline
from whence.stages.resolve.times.english import ENGLISH
from whence.stages.resolve.times.grammar import leads_to_time, time_at
from whence.stages.resolve.times.source import source

# Published on a Thursday (2023-06-15) unless said otherwise; "-" is no date.
TABLE = """
Shells fell on the port on Thursday | 2023-06-15 | 2023-06-15 | 2023-06-15
Shells fell on the port on Wednesday | 2023-06-15 | 2023-06-14 | 2023-06-14
Bombs went off in the 1970s and 1980s | 2023-06-15 | 1970-01-01 | 1989-12-31
It began after the fall of the junta in 1974 | 2023-06-15 | 1974-01-01 | 1974-12-31
It began last fall | 2023-06-15 | 2022-09-01 | 2022-11-30
The seats fall vacant this summer | 2023-03-20 | 2023-06-01 | 2023-08-31
The roads froze this winter | 2023-03-20 | 2022-12-01 | 2023-02-28
The court extended its deadline until Tuesday | 2023-06-15 | - | 2023-06-20
Shells fell on the port on Friday | 2023-06-15 | 2023-06-09 | 2023-06-09
The council will meet on Friday | 2023-06-15 | 2023-06-16 | 2023-06-16
The council will meet on Thursday | 2023-06-15 | 2023-06-15 | 2023-06-15
The vote is due on Wednesday | 2023-06-15 | 2023-06-21 | 2023-06-21
They would appeal against Wednesday's ruling | 2023-06-15 | 2023-06-14 | 2023-06-14
He could return as soon as Tuesday | 2023-06-15 | 2023-06-20 | 2023-06-20
Trading is to resume on Tuesday | 2023-06-15 | 2023-06-20 | 2023-06-20
Nobody could be found on Tuesday | 2023-06-15 | 2023-06-13 | 2023-06-13
Talks are scheduled for Monday | 2023-06-15 | 2023-06-19 | 2023-06-19
On Monday the envoys will fly home | 2023-06-15 | 2023-06-19 | 2023-06-19
On Monday the envoys flew home | 2023-06-15 | 2023-06-12 | 2023-06-12
The result will be announced on Tuesday | 2023-06-15 | 2023-06-20 | 2023-06-20
He was arrested last Thursday | 2023-06-15 | 2023-06-08 | 2023-06-08
He was arrested last Monday | 2023-06-15 | 2023-06-12 | 2023-06-12
The court sits next Thursday | 2023-06-15 | 2023-06-22 | 2023-06-22
The court sits next Monday | 2023-06-15 | 2023-06-19 | 2023-06-19
The court will sit this Sunday | 2023-06-15 | 2023-06-18 | 2023-06-18
They clashed this Tuesday | 2023-06-15 | 2023-06-13 | 2023-06-13
They clashed on Tuesday last week | 2023-06-15 | 2023-06-06 | 2023-06-06
They will meet on Monday of next week | 2023-06-15 | 2023-06-19 | 2023-06-19
Tuesday's blast wounded nobody | 2023-06-15 | 2023-06-13 | 2023-06-13
The blast came early Monday | 2023-06-15 | 2023-06-12 | 2023-06-12
The blast came early on Monday | 2023-06-15 | 2023-06-12 | 2023-06-12
The blast came late on Sunday night | 2023-06-15 | 2023-06-11 | 2023-06-11
The blast came on Friday evening | 2023-06-15 | 2023-06-09 | 2023-06-09
The blast came before dawn on Saturday | 2023-06-15 | 2023-06-10 | 2023-06-10
The blast came in the early hours of Friday | 2023-06-15 | 2023-06-09 | 2023-06-09
The blast came in the small hours of Wednesday | 2023-06-15 | 2023-06-14 | 2023-06-14
The blast came shortly after midnight on Monday | 2023-06-15 | 2023-06-12 | 2023-06-12
The blast came at around 4am on Saturday | 2023-06-15 | 2023-06-10 | 2023-06-10
The blast came at 11:30 p.m. local time on Tuesday | 2023-06-15 | 2023-06-13 | 2023-06-13
The blast came at about one on Friday morning | 2023-06-15 | 2023-06-09 | 2023-06-09
The blast came on the night of 22 May | 2023-06-15 | 2023-05-22 | 2023-05-22
The blast came around noon on Monday | 2023-06-15 | 2023-06-12 | 2023-06-12
At 14:30 GMT on 3 June a shell landed | 2023-06-15 | 2023-06-03 | 2023-06-03
A shell landed at 14:30 GMT | 2023-06-15 | 2023-06-15 | 2023-06-15
A shell landed before dawn | 2023-06-15 | 2023-06-15 | 2023-06-15
They marched on Tuesday and dispersed at around 6pm | 2023-06-15 | 2023-06-13 | 2023-06-13
Drones hit the depot overnight | 2023-06-15 | 2023-06-14 | 2023-06-15
Drones hit the depot last night | 2023-06-15 | 2023-06-14 | 2023-06-14
Drones hit the depot today | 2023-06-15 | 2023-06-15 | 2023-06-15
Drones hit the depot yesterday | 2023-06-15 | 2023-06-14 | 2023-06-14
Drones hit the depot yesterday afternoon | 2023-06-15 | 2023-06-14 | 2023-06-14
A vigil will be held tomorrow | 2023-06-15 | 2023-06-16 | 2023-06-16
A vigil will be held tonight | 2023-06-15 | 2023-06-15 | 2023-06-15
A vigil will be held the day after tomorrow | 2023-06-15 | 2023-06-17 | 2023-06-17
The bridge fell the day before yesterday | 2023-06-15 | 2023-06-13 | 2023-06-13
The bridge fell this morning | 2023-06-15 | 2023-06-15 | 2023-06-15
The bridge fell earlier today | 2023-06-15 | 2023-06-15 | 2023-06-15
The bridge fell over the weekend | 2023-06-15 | 2023-06-10 | 2023-06-11
The bridge fell over the weekend | 2023-06-12 | 2023-06-10 | 2023-06-11
The bridge fell this weekend | 2023-06-11 | 2023-06-10 | 2023-06-11
A rally will be held this weekend | 2023-06-15 | 2023-06-17 | 2023-06-18
A rally will be held next weekend | 2023-06-15 | 2023-06-24 | 2023-06-25
A rally was held last weekend | 2023-06-15 | 2023-06-10 | 2023-06-11
The strike began this week | 2023-06-15 | 2023-06-12 | 2023-06-18
The strike began last week | 2023-06-15 | 2023-06-05 | 2023-06-11
The strike begins next week | 2023-06-15 | 2023-06-19 | 2023-06-25
The strike began last month | 2023-06-15 | 2023-05-01 | 2023-05-31
The strike began earlier this month | 2023-06-15 | 2023-06-01 | 2023-06-30
The strike begins next month | 2023-06-15 | 2023-07-01 | 2023-07-31
The strike began last year | 2023-06-15 | 2022-01-01 | 2022-12-31
The strike began this year | 2023-06-15 | 2023-01-01 | 2023-12-31
The strike begins next year | 2023-06-15 | 2024-01-01 | 2024-12-31
The strike began two days ago | 2023-06-15 | 2023-06-13 | 2023-06-13
The strike began three weeks ago | 2023-06-15 | 2023-05-22 | 2023-05-28
The strike began a month ago | 2023-06-15 | 2023-05-01 | 2023-05-31
The strike began four months ago | 2023-06-15 | 2023-02-01 | 2023-02-28
The strike began five years ago | 2023-06-15 | 2018-01-01 | 2018-12-31
The strike began about an hour ago | 2023-06-15 | 2023-06-15 | 2023-06-15
The strike began a few days ago | 2023-06-15 | 2023-06-08 | 2023-06-14
The strike began more than two years ago | 2023-06-15 | - | 2021-06-15
On 3 June the dam broke; two days later the water came | 2023-06-15 | 2023-06-05 | 2023-06-05
On 3 June 2021 the dam broke; two weeks later they came | 2023-06-15 | 2021-06-17 | 2021-06-17
On 3 June the dam broke, having leaked two days earlier | 2023-06-15 | 2023-06-01 | 2023-06-01
In May 2019 she won; three years later she lost | 2023-06-15 | 2022-01-01 | 2022-12-31
In May 2019 she won; a month earlier she had lost | 2023-06-15 | 2019-04-01 | 2019-04-30
On Monday they met; the following day they fought | 2023-06-15 | 2023-06-13 | 2023-06-13
On Monday they met; the day before, they fought | 2023-06-15 | 2023-06-11 | 2023-06-11
On Monday they met and that evening they signed | 2023-06-15 | 2023-06-12 | 2023-06-12
On Monday they met and on the same day signed | 2023-06-15 | 2023-06-12 | 2023-06-12
On Monday they met; that weekend it rained | 2023-06-15 | 2023-06-17 | 2023-06-18
In March 2014 they left; in May of that year they returned | 2023-06-15 | 2014-05-01 | 2014-05-31
In March 2014 they left; that June they returned | 2023-06-15 | 2014-06-01 | 2014-06-30
They left in May of last year | 2023-06-15 | 2022-05-01 | 2022-05-31
Roads have been shut since Monday | 2023-06-15 | 2023-06-12 | 2023-06-15
Roads have been shut since 4 May | 2023-06-15 | 2023-05-04 | 2023-06-15
Roads have been shut since 2021 | 2023-06-15 | 2021-01-01 | 2023-06-15
Roads have been shut since the ban took effect on 9 May 2023 | 2023-06-15 | 2023-05-09 | 2023-06-15
Roads have been shut since last month | 2023-06-15 | 2023-05-01 | 2023-06-15
The road is closed since midnight | 2023-06-15 | 2023-06-15 | 2023-06-15
They must leave by Friday, they were told | 2023-06-15 | - | 2023-06-16
They will have to leave by Friday | 2023-06-15 | - | 2023-06-16
Voting ran from 23 to 27 September 2022 | 2023-06-15 | 2022-09-23 | 2022-09-27
Voting ran from 23 September to 27 September | 2023-06-15 | 2022-09-23 | 2022-09-27
Voting ran between 23 and 27 September | 2023-06-15 | 2022-09-23 | 2022-09-27
Voting ran between Feb 8 and 25 | 2023-06-15 | 2023-02-08 | 2023-02-25
Voting ran on 15-16 September 2022 | - | 2022-09-15 | 2022-09-16
Voting ran on September 15-16, 2022 | - | 2022-09-15 | 2022-09-16
Voting ran on 16 and 17 May | 2023-06-15 | 2023-05-16 | 2023-05-17
Voting ran on Monday and Tuesday | 2023-06-15 | 2023-06-12 | 2023-06-13
Voting ran from Friday to Tuesday | 2023-06-15 | 2023-06-09 | 2023-06-13
Voting ran between 23 December and 2 January | 2023-06-15 | 2022-12-23 | 2023-01-02
War raged between 1999 and 2004 | - | 1999-01-01 | 2004-12-31
War raged from 2008 to 2012 | - | 2008-01-01 | 2012-12-31
War raged in 1950-53 | - | 1950-01-01 | 1953-12-31
War raged in October and November | 2023-06-15 | 2022-10-01 | 2022-11-30
It happened on Sept 24 | 2023-06-15 | 2022-09-24 | 2022-09-24
It happened on Sept. 24, 2022 | - | 2022-09-24 | 2022-09-24
It happened on 24 September 2022 | - | 2022-09-24 | 2022-09-24
It happened on the 24th of September 2022 | - | 2022-09-24 | 2022-09-24
It happened on September 24th, 2022 | - | 2022-09-24 | 2022-09-24
It happened on 24/09/2022 | - | 2022-09-24 | 2022-09-24
It happened on 09/24/2022 | - | 2022-09-24 | 2022-09-24
It happened on 24.09.2022 | - | 2022-09-24 | 2022-09-24
It happened on 2022-09-24 | - | 2022-09-24 | 2022-09-24
It happened on Saturday, 24 September 2022 | - | 2022-09-24 | 2022-09-24
It happened on Saturday (24 September) | 2023-06-15 | 2022-09-24 | 2022-09-24
It happened on 24 September (Saturday) | 2023-06-15 | 2022-09-24 | 2022-09-24
It happened on 24 September | - | - | -
It happened on 12 June | 2023-06-15 | 2023-06-12 | 2023-06-12
It will happen on 12 July | 2023-06-15 | 2023-07-12 | 2023-07-12
It will happen on 3 January | 2023-12-15 | 2024-01-03 | 2024-01-03
It happened on 30 December | 2023-01-02 | 2022-12-30 | 2022-12-30
It happened in September 2022 | - | 2022-09-01 | 2022-09-30
It happened in September | 2023-06-15 | 2022-09-01 | 2022-09-30
It happened in March | 2023-06-15 | 2023-03-01 | 2023-03-31
It will happen in March | 2023-06-15 | 2024-03-01 | 2024-03-31
It happened in late July 2022 | - | 2022-07-21 | 2022-07-31
It happened in mid-August 2022 | - | 2022-08-11 | 2022-08-20
It happened in early May | 2023-06-15 | 2023-05-01 | 2023-05-10
It happened at the end of November 2021 | - | 2021-11-21 | 2021-11-30
It happened in late 2012 | - | 2012-10-01 | 2012-12-31
It happened in early 2013 | - | 2013-01-01 | 2013-03-31
It happened in the summer of 2022 | - | 2022-06-01 | 2022-08-31
It happened in the winter of 2021 | - | 2021-12-01 | 2022-02-28
It happened this spring | 2023-06-15 | 2023-03-01 | 2023-05-31
It happened last autumn | 2023-06-15 | 2022-09-01 | 2022-11-30
It happened during the summer | 2023-06-15 | 2023-06-01 | 2023-08-31
It happened in 2019 | - | 2019-01-01 | 2019-12-31
It happened in the 1990s | - | 1990-01-01 | 1999-12-31
It happened last November | 2023-06-15 | 2022-11-01 | 2022-11-30
It will happen this November | 2023-06-15 | 2023-11-01 | 2023-11-30
It will happen next March | 2023-06-15 | 2024-03-01 | 2024-03-31
It happened in the past week | 2023-06-15 | 2023-06-08 | 2023-06-15
It happened twice in the past three months | 2023-06-15 | 2023-03-15 | 2023-06-15
It happened in the last 14 hours | 2023-06-15 | 2023-06-15 | 2023-06-15
It happened in the last two years | 2023-06-15 | 2021-06-15 | 2023-06-15
It will happen within the next six weeks | 2023-06-15 | 2023-06-15 | 2023-07-27
It will happen within days | 2023-06-15 | 2023-06-15 | -
It happened on New Year's Eve | 2023-06-15 | 2022-12-31 | 2022-12-31
It happened on New Year's Day 2016 | - | 2016-01-01 | 2016-01-01
It happened on Christmas Eve | 2023-06-15 | 2022-12-24 | 2022-12-24
It happened during World War II | - | 1939-09-01 | 1945-09-02
It happened on the first day of its full-scale invasion of Ukraine | - | 2022-02-24 | 2022-02-24
It happened on the third day of Russia's full-scale invasion | - | 2022-02-26 | 2022-02-26
It has happened often since Russia's full-scale invasion | 2023-06-15 | 2022-02-24 | 2023-06-15
It happened recently | 2023-06-15 | - | -
It will happen in the coming days | 2023-06-15 | - | -
It has happened for months | 2023-06-15 | - | -
It happened on Thursday | - | - | -
It happened yesterday | - | - | -
It happened last night | - | - | -
It happened overnight | - | - | -
It happened this weekend | - | - | -
It happened last Wednesday | - | - | -
It happened three weeks ago | - | - | -
It happened since Friday | - | - | -
THE ATTACK TOOK PLACE YESTERDAY AFTERNOON | 1990-01-08 | 1990-01-07 | 1990-01-07
THE ATTACK TOOK PLACE ON MONDAY, 25 SEPTEMBER | 1989-09-26 | 1989-09-25 | 1989-09-25
THE ATTACK TOOK PLACE FROM 13 TO 15 SEPTEMBER | 1989-09-26 | 1989-09-13 | 1989-09-15
THE ATTACK TOOK PLACE EARLY THIS MORNING | 1989-09-26 | 1989-09-26 | 1989-09-26
THE ATTACK TOOK PLACE IN MAY 1988 | 1989-09-26 | 1988-05-01 | 1988-05-31
At 221540H May 2033 shots were fired | - | 2033-05-22 | 2033-05-22
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]
NOT_TIMES = [
    "Some 2000 people marched",
    "It may march on",
    "The Winter Olympics drew crowds",
    "He won 1,990 votes",
    "Resolution 2375 bars it",
    "A second man was held",
    "They won't spring a surprise",
    "The price was $1999",
    "USA TODAY wrote about it",
    "It happened on the second day of voting",
    "Sun rays and sat phones",
]


def _interval(sentence: str, published: str) -> tuple[str | None, str | None]:
    anchor = None if published == "-" else date.fromisoformat(published)
    times = timeline(sentence + ".", anchor)
    assert times, f"no time found in {sentence!r}"
    return times[-1].resolved.earliest, times[-1].resolved.latest


@pytest.mark.parametrize(("sentence", "published", "earliest", "latest"), ROWS)
def test_phrase_means_its_interval(sentence: str, published: str, earliest: str, latest: str) -> None:
    expected = tuple(None if day == "-" else day for day in (earliest, latest))
    assert _interval(sentence, published) == expected


def test_table_is_big_enough() -> None:
    assert len(ROWS) >= 150


@pytest.mark.parametrize("sentence", NOT_TIMES)
def test_words_that_are_no_time(sentence: str) -> None:
    assert [timed.expression.text for timed in timeline(sentence + ".", date(2023, 6, 15))] == []


WORDS = sorted({word for sentence, *_ in ROWS for word in sentence.split()})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_the_quick_look_passes_over_no_time(words: list[str]) -> None:
    s = source(" ".join(words), ENGLISH)
    for at in range(len(s.tokens)):
        assert time_at(s, at) is None or leads_to_time(s, at)


@pytest.mark.parametrize("sentence", [row[0] for row in ROWS])
def test_the_quick_look_passes_over_no_time_of_the_table(sentence: str) -> None:
    s = source(sentence, ENGLISH)
    for at in range(len(s.tokens)):
        assert time_at(s, at) is None or leads_to_time(s, at)
