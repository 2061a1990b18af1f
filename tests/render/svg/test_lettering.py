"""Widths of texts, and lines that fit without losing a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.render.svg.lettering import text_width, wrapped

texts = st.text(st.sampled_from("aWi ệđ中é.1-\u0301"), max_size=60)
widths = st.floats(min_value=20, max_value=300)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        # the least are the advance widths in the font file of DejaVu Sans Book at 12 pixels
        ("Total budget revenue", 129.6, 135),
        ("1.154.433,5", 72.5, 76),
        ("Tỷ lệ hộ nghèo", 89.0, 93),
        ("WWWW", 47.4, 49),
        ("iiii", 13.3, 15),
        ("", 0, 0),
    ],
)
def test_a_text_is_estimated_to_be_as_wide_as_the_widest_font_or_a_little_wider(
    text: str, least: float, most: float
) -> None:
    assert least <= text_width(text, 12) <= most


def test_bold_letters_are_wider_and_accents_take_no_room() -> None:
    assert text_width("budget", bold=True) > text_width("budget")
    assert text_width("e\u0302\u0323") == text_width("ệ") == text_width("e")
    assert text_width("中文") > text_width("ab") * 1.5


@given(texts, widths)
def test_wrapping_loses_no_letter(text: str, width: float) -> None:
    assert "".join("".join(wrapped(text, width)).split()) == "".join(text.split())


@given(texts, widths)
def test_no_line_is_wider_than_asked_for_unless_a_single_letter_is(
    text: str, width: float
) -> None:
    for line in wrapped(text, width):
        assert line
        assert text_width(line) <= width


@given(texts)
def test_a_width_grows_with_its_text(text: str) -> None:
    assert text_width(text + "a") > text_width(text)


def test_words_stay_whole_where_they_can() -> None:
    assert wrapped("Total budget revenue of the city", 80) == [
        "Total budget",
        "revenue of",
        "the city",
    ]
