"""Figures as people write them, read and written back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.checks.written import (
    COMMA,
    POINT,
    STYLES,
    NumberStyle,
    read_written,
    style_of,
    told_style,
    written_like,
)


@pytest.mark.parametrize(
    ("text", "style", "value", "decimals"),
    [
        ("404", POINT, "404", 0),
        ("404,0", COMMA, "404.0", 1),
        ("1.154", COMMA, "1154", 0),
        ("1.154", POINT, "1.154", 3),
        ("1,154", POINT, "1154", 0),
        ("1.154.433", COMMA, "1154433", 0),
        ("10,63", COMMA, "10.63", 2),
        ("1.154,5", COMMA, "1154.5", 1),
        ("1\u00a0154", POINT, "1154", 0),
        ("1\u202f154,5", COMMA, "1154.5", 1),
        ("1'154.50", POINT, "1154.50", 2),
        ("08", COMMA, "8", 0),
        ("-18,74", COMMA, "-18.74", 2),
        ("−19", POINT, "-19", 0),
        ("+5.2", POINT, "5.2", 1),
    ],
)
def test_a_figure_is_read_in_its_style(
    text: str, style: NumberStyle, value: str, decimals: int
) -> None:
    written = read_written(text, style)
    assert written is not None
    assert (written.value, written.decimals) == (Decimal(value), decimals)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("1.154.433", POINT),
        ("1,154,433", COMMA),
        ("1.154,5", POINT),
        ("10,63", POINT),
        ("1,15,4", POINT),
        ("0,154", POINT),
        ("", POINT),
        ("-", POINT),
        ("1.", POINT),
        (".5", POINT),
        ("12a", POINT),
        ("１２", POINT),
    ],
)
def test_what_has_no_meaning_in_the_style_is_no_figure(text: str, style: NumberStyle) -> None:
    assert read_written(text, style) is None


@pytest.mark.parametrize(
    ("model", "style", "value", "expected"),
    [
        ("404", COMMA, "96.19", "96"),
        ("404,0", COMMA, "96.25", "96,3"),
        ("1.154", COMMA, "1161.3", "1.161"),
        ("1154", COMMA, "1161.3", "1161"),
        ("404", COMMA, "1161", "1.161"),
        ("404", POINT, "1161", "1,161"),
        ("1\u00a0154", COMMA, "12345.6", "12\u00a0346"),
        ("08", COMMA, "9", "09"),
        ("08", COMMA, "12", "12"),
        ("-19", POINT, "-7", "-7"),
        ("−19", POINT, "-7", "−7"),
        ("19", POINT, "-7", "-7"),
        ("+19", POINT, "7", "+7"),
        ("+19", POINT, "0", "0"),
        ("-0.4", POINT, "-0.04", "0.0"),
    ],
)
def test_a_value_is_written_as_its_model_was(
    model: str, style: NumberStyle, value: str, expected: str
) -> None:
    like = read_written(model, style)
    assert like is not None
    assert written_like(Decimal(value), like, style) == expected


@given(
    value=st.decimals(-(10**15), 10**15, places=3, allow_nan=False),
    style=st.sampled_from(STYLES),
    group=st.sampled_from(["", "own", "\u00a0"]),
    decimals=st.integers(0, 3),
)
def test_what_was_written_reads_as_what_it_is(
    value: Decimal, style: NumberStyle, group: str, decimals: int
) -> None:
    sign = style.group if group == "own" else group
    model = read_written(
        f"9{sign}999" + (style.decimal + "0" * decimals) * bool(decimals), style
    )
    assert model is not None
    text = written_like(value, model, style)
    again = read_written(text, style)
    assert again is not None
    assert abs(again.value - value) <= Decimal(1).scaleb(-decimals) / 2
    assert written_like(again.value, again, style) == text


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("ước đạt 1.154 tỷ đồng, bằng 119,2% dự toán", COMMA),
        ("revenue of 1,154 billion, 119.2% of the estimate", POINT),
        ("1.154 and 2.375 and 1,5", COMMA),
        ("1.154.433 triệu đồng", COMMA),
        ("1,154,433 and 2.375", POINT),
        ("no figure that tells: 1.154, 404", POINT),
    ],
)
def test_a_documents_style_is_that_of_most_figures_that_tell(
    text: str, style: NumberStyle
) -> None:
    assert style_of(text, default=POINT) == style


def test_without_a_figure_that_tells_the_style_is_the_default() -> None:
    assert style_of("1.154 tỷ", default=COMMA) == COMMA
    assert style_of("1,5 and 1.5", default=COMMA) == COMMA


def test_dates_and_versions_tell_nothing_about_the_style() -> None:
    assert style_of("14.02.2024, version 3.11.2, 1,5", default=POINT) == COMMA


def test_a_document_that_tells_no_style_is_known_to_tell_none() -> None:
    assert told_style("1.154, 404 and 2024") is None
    assert told_style("119,2%") == COMMA
    assert told_style("119.2%") == POINT
