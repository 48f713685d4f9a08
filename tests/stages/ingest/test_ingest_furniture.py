"""Titles, bylines, dates, lists, comments, bullets, republication: furniture by its place in the report."""

from __future__ import annotations

from whence.stages.ingest.furniture import Cleaned, clean

LEAD = "Armed men burned the ballots of two villages before dawn on Monday, the local election officer said."
MORE = "The officer, who watched from a roof, did not know any of the men and counted eleven boxes in the yard."
LAST = "Police in the next town arrested fourteen people who carried money in envelopes, their colonel told reporters."
BODY = f"{LEAD}\n\n{MORE}\n\n{LAST}"


def reasons(cleaned: Cleaned) -> list[str]:
    return [cut.reason for cut in cleaned.cut]


def test_a_headline_is_cut_and_becomes_the_title() -> None:
    cleaned = clean(f"Ballots burned in two villages\n\n{BODY}")
    assert (cleaned.title, cleaned.text, reasons(cleaned)) == ("Ballots burned in two villages", BODY, ["title"])


def test_a_headline_may_run_straight_into_the_text() -> None:
    assert clean(f"Ballots burned in two villages\n{LEAD}\n{MORE}").text == f"{LEAD}\n{MORE}"


def test_a_known_title_is_cut_wherever_it_stands_at_the_top() -> None:
    cleaned = clean(f"News | World | Sport\nLIVE | Ballots burned\n{BODY}", title="Ballots burned – as it happened")
    assert cleaned.text == BODY
    assert reasons(cleaned) == ["menu", "title"]
    assert cleaned.title == "Ballots burned – as it happened"


def test_no_title_is_made_of_a_sentence_a_dateline_or_a_lone_line() -> None:
    assert clean(BODY).title is None
    dateline = f"ADDIS ABABA, Ethiopia (Example Press) - {LEAD}\n\n{MORE}"
    assert clean(dateline) == Cleaned(text=dateline, cut=())
    assert clean("Three people shot in the market").text == "Three people shot in the market"


def test_a_line_is_kept_as_text_where_titles_are_not_guessed() -> None:
    source = f"Soldiers fire on a crowd\n\n{BODY}"
    assert clean(source, guess_title=False).text == source


def test_bylines_dates_and_labels_go_and_are_kept_as_fields() -> None:
    source = f"OPINION\nTwo villages\nBy Jane van der Doe in Lakeside\nSaturday 24 September 2022, 6.20pm\n\n{BODY}"
    cleaned = clean(source, title="Two villages")
    assert (cleaned.byline, cleaned.published, cleaned.text) == ("Jane van der Doe in Lakeside", "2022-09-24", BODY)
    assert reasons(cleaned) == ["section label", "title", "byline", "date line"]


def test_a_bare_name_under_the_title_is_the_byline_and_its_note_goes() -> None:
    source = f"Two villages\nJane Doe\n\n{BODY}\n\nJane Doe teaches history in a town by the lake and writes essays."
    cleaned = clean(source, title="Two villages")
    assert (cleaned.byline, cleaned.text) == ("Jane Doe", BODY)
    assert reasons(cleaned) == ["title", "byline", "author note"]


def test_an_essay_label_with_a_name_is_a_byline() -> None:
    assert clean(f"ESSAY by Jane Doe\n\n{BODY}").byline == "Jane Doe"


def test_credits_give_the_byline_without_the_editors() -> None:
    cleaned = clean(f"{BODY}\n\n(Reporting by J. Doe in Lakeside; editing by R. Roe)")
    assert (cleaned.byline, cleaned.text) == ("J. Doe in Lakeside", BODY)
    assert clean(f"{BODY}\n\nReporting by Jane Doe and Richard Roe. Lake Post, Lakeside.").text == BODY


def test_an_agency_name_at_the_end_is_a_credit() -> None:
    cleaned = clean(f"{BODY}\n\n(Meridian Wire)")
    assert (cleaned.byline, cleaned.text) == ("Meridian Wire", BODY)


def test_the_outlets_own_name_goes() -> None:
    assert clean(f"THE LAKE POST\n{BODY}\n\nLake Post", outlet="The Lake Post").text == BODY


def test_a_list_of_links_goes_with_its_items_and_stops_at_prose() -> None:
    source = f"{LEAD}\n\nMOST READ\n1. Swan closes road\n2. Bakery wins prize?\n\n{MORE}\n\n{LAST}"
    cleaned = clean(source)
    assert cleaned.text == BODY
    assert reasons(cleaned) == ["list of links"] * 3


def test_a_short_sentence_after_a_list_stays() -> None:
    source = f"{LEAD}\nREAD ALSO\n> Swan closes road\nNobody was hurt in it.\n{MORE}"
    assert clean(source).text == f"{LEAD}\nNobody was hurt in it.\n{MORE}"


def test_lists_after_the_body_may_have_blank_lines() -> None:
    assert clean(f"{BODY}\n\nMORE FROM THE POST\n\nSwan closes road\n\nBakery wins prize").text == BODY


def test_everything_after_the_heading_of_the_comments_goes() -> None:
    source = f"{BODY}\n\nComments (43)\nlake_dad: {MORE}\nLog in to comment"
    cleaned = clean(source)
    assert cleaned.text == BODY
    assert reasons(cleaned) == ["comments"] * 3


def test_a_heading_of_comments_at_the_top_cuts_nothing_else() -> None:
    assert clean(f"12 comments\n\n{BODY}").text == BODY
    assert clean(f"{LEAD}\n\nComments\n\n" + f"{MORE}\n\n" * 8 + LAST).text.count(MORE) == 8


def test_bullets_that_repeat_the_body_go_and_others_stay() -> None:
    source = f"• Ballots burned in two villages\n• Bridge on the coast collapses in storm\n\n{BODY}"
    cleaned = clean(source)
    assert cleaned.text == f"• Bridge on the coast collapses in storm\n\n{BODY}"
    assert reasons(cleaned) == ["bullet summary repeating the body"]


def test_bullets_inside_the_body_are_body() -> None:
    source = f"{LEAD}\n\n• {MORE}\n\n• Eleven boxes burned\n\n{LAST}"
    assert clean(source).text == source


def test_a_note_of_republication_names_the_outlet() -> None:
    for note in (
        "Read the original article on Business Weekly",
        "This article was originally published by Business Weekly.",
        "This story first appeared on Business Weekly and is republished under a licence.",
        "The post Two villages appeared first on Business Weekly.",
    ):
        cleaned = clean(f"{BODY}\n\n{note}")
        assert (cleaned.republished_from, cleaned.text, reasons(cleaned)) == (
            "Business Weekly",
            BODY,
            ["republication note"],
        )


def test_a_note_of_republication_may_be_glued_to_the_last_sentence() -> None:
    source = f"{BODY}Read the original article on Business Weekly"
    cleaned = clean(source)
    assert (cleaned.republished_from, cleaned.text) == ("Business Weekly", BODY)
    (cut,) = cleaned.cut
    assert source[cut.start : cut.end] == cut.text == "Read the original article on Business Weekly"


def test_picture_credits_glued_before_a_caption_go_alone() -> None:
    cleaned = clean(f"{LEAD}\n\nImage copyright AFP Image caption The blast destroyed buildings and cars\n\n{MORE}")
    assert "\n\nThe blast destroyed buildings and cars\n\n" in cleaned.text
    assert [cut.text for cut in cleaned.cut] == ["Image copyright AFP Image caption"]


def test_lines_of_hard_wrapped_text_are_no_furniture() -> None:
    wrapped = (
        "THE COMMANDER SAID THAT THE ARMY HAD TAKEN THE BRIDGE AND WOULD NOT\n"
        "READ MORE: THAN ONE OF THE LETTERS WHICH THE REBELS HAD SENT TO THE\n"
        "BISHOP OF THE CITY. HE ADDED THAT THE REBELS HAD LEFT THE VALLEY ON\n"
        "FRIDAY AND THAT NOBODY HAD BEEN HURT IN THE FIGHTING NEAR THE DAM AT\nTHE SOUTHERN END."
    )
    assert clean(wrapped).text == wrapped


def test_windows_line_ends_and_trailing_space_fold_to_plain_lines() -> None:
    source = f"{LEAD}  \r\n\r\n\r\n{MORE}\rREAD MORE: Gulls\r\n{LAST}"
    cleaned = clean(source)
    assert cleaned.text == f"{LEAD}\n\n{MORE}\n{LAST}"
    (cut,) = cleaned.cut
    assert source[cut.start : cut.end] == "READ MORE: Gulls"


def test_the_bare_line_under_an_advertisement_is_the_advertisement() -> None:
    assert clean(f"{LEAD}\n[ADVERTISEMENT]\nCruise the lake in comfort\n\n{MORE}").text == f"{LEAD}\n\n{MORE}"


def test_a_text_of_a_million_lines_is_kept_as_it_is() -> None:
    source = "READ MORE\n" * 400_001 + LEAD
    assert clean(source) == Cleaned(text=source, cut=())


def test_many_headings_cost_no_more_than_their_number() -> None:
    assert clean(LEAD + "\nComments\n" * 20_000 + f"{MORE}\n" * 5_000).text.count(MORE) == 5_000
