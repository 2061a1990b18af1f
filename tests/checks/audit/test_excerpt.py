"""What is shown of the text around a claim."""

import pytest

from kpitrack.checks.audit.excerpt import Page, excerpt, sentence_end, sentence_start
from kpitrack.checks.audit.prose import without_markup

LONG = (
    "In the first part of a very long sentence, which nobody would want to read twice, 51 of "
    "the petitions were counted, and then, after a good many more words about other things, "
    "came 68 of them and at the very end of it all the share was told as 76% of everything"
)


def shown(text: str, *figures: str) -> str:
    places = [(text.index(one), text.index(one) + len(one)) for one in figures]
    return excerpt(Page(text, without_markup(text)), places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. We settled 51 of 68 (76%). Two.", "We settled 51 of 68 (76%)."),
        ("Before; we settled 51 of 68 (76%); after", "we settled 51 of 68 (76%)"),
        ("We settled\n51 of\n68 (76%).", "We settled 51 of 68 (76%)."),
        ("Title\n\n51 of 68 (76%)\n\nMore", "51 of 68 (76%)"),
        ("- one\n- **51** of *68* (76%)\n- two", "51 of 68 (76%)"),
        ("# 51 of 68 (76%)\n\ntext", "51 of 68 (76%)"),
        ("| a | b |\n| 51 | 68 | 76% |\n| c |", "51 | 68 | 76%"),
        ("<p>We settled <b>51</b> of 68&nbsp;(76%)</p>", "We settled 51 of 68 (76%)"),
        ("51 of [68](https://example.org/a) (76%)<!-- x -->.", "51 of [68] (76%)."),
    ],
)
def test_the_sentence_is_shown_without_its_markup(text: str, expected: str) -> None:
    assert shown(text, "51", "68", "76%") == expected


def test_of_a_long_sentence_what_is_near_each_figure_is_shown() -> None:
    assert shown(LONG, "51", "68", "76%") == (
        "… nobody would want to read twice, 51 of the petitions were counted, and … words "
        "about other things, came 68 of them and at the very end of it all the share was told "
        "as 76% of everything"
    )
    assert (
        shown(LONG, "51")
        == "… nobody would want to read twice, 51 of the petitions were counted, and …"
    )


def test_a_long_sentence_is_shown_from_its_start_where_the_figure_is_near() -> None:
    text = "Of 51 wells " + "and of many other things " * 10
    assert shown(text, "51") == "Of 51 wells and of many other things and …"


def test_a_word_without_an_end_is_shown_in_part() -> None:
    text = "x" * 300 + "51" + "y" * 300
    assert shown(text, "51") == f"… {'x' * 36}51{'y' * 36} …"


def test_a_sentence_is_looked_for_only_so_far() -> None:
    text = "a" * 5000
    assert sentence_start(text, 4000) == 2000
    assert sentence_end(text, 1000) == 3000
    assert sentence_end(text, 4000) == 5000
