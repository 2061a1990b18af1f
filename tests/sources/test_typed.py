"""Numbers as people type them: read strictly, refused when they have two readings."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.render.numbers import Numbers
from kpitrack.sources.typed import (
    AmbiguousNumberError,
    UnreadableNumberError,
    exact_number,
    typed_number,
)

LOCALES = ("en", "vi", "de", "fr", "de_CH", "hi", "sv", "es", "pt-PT", "pl", "ar", "fa", "he")


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [
        ("1154", "en", "1154"),
        ("1154.5", "en", "1154.5"),
        ("1,154.5", "en", "1154.5"),
        ("1,154", "en", "1154"),
        ("1,154,500.25", "en", "1154500.25"),
        (" 404 ", "en", "404"),
        ("0.154", "en", "0.154"),
        ("00.154", "en", "0.154"),
        ("1.1540", "en", "1.1540"),
        ("1154.500", "en", "1154.500"),
        ("1,154.500", "en", "1154.500"),
        ("-19", "en", "-19"),
        ("−19", "en", "-19"),
        ("+19", "en", "19"),
        ("1.154,5", "vi", "1154.5"),
        ("1.154", "vi", "1154"),
        ("1154,5", "vi", "1154.5"),
        ("23,2", "vi", "23.2"),
        ("1 154,5", "fr", "1154.5"),
        ("1\u202f154,5", "fr", "1154.5"),
        ("1\u00a0154\u00a0500", "fr", "1154500"),
        ("1'154.5", "de_CH", "1154.5"),
        ("1’154.5", "de_CH", "1154.5"),
        ("12,34,567.5", "hi", "1234567.5"),
        ("1,234", "hi", "1234"),
        ("1,234,567", "hi", "1234567"),
        ("−19,5", "sv", "-19.5"),
    ],
)
def test_a_number_is_read_by_the_signs_of_its_locale(
    text: str, locale: str, number: str
) -> None:
    found = typed_number(text, locale)

    assert str(found) == str(Decimal(number))


@pytest.mark.parametrize(
    ("text", "locale", "readings"),
    [
        ("1.154", "en", ("1.154", "1154")),
        ("-96.234", "en", ("-96.234", "-96234")),
        ("999.999", "en", ("999.999", "999999")),
        ("1,154", "vi", ("1.154", "1154")),
        ("1,154", "fr", ("1.154", "1154")),
        ("12.500", "de_CH", ("12.500", "12500")),
    ],
)
def test_a_decimal_sign_that_could_part_thousands_is_asked_about(
    text: str, locale: str, readings: tuple[str, str]
) -> None:
    with pytest.raises(AmbiguousNumberError) as told:
        typed_number(text, locale)

    assert tuple(map(str, told.value.readings)) == readings


@pytest.mark.parametrize(
    ("text", "locale", "meant"),
    [
        ("", "en", ()),
        ("abc", "en", ()),
        ("1,5", "en", ("1.5",)),
        ("1,15", "en", ("1.15",)),
        ("11,54,500", "en", ()),
        ("1,1545", "en", ("1.1545",)),
        ("1.154,5", "en", ("1154.5",)),
        ("1.154.500", "en", ("1154500",)),
        ("1,154.5", "vi", ("1154.5",)),
        ("1.5", "vi", ("1.5",)),
        ("1 154,5", "vi", ("1154.5",)),
        ("1154,500,000", "en", ()),
        ("1 154\u00a0500", "fr", ()),
        ("1e3", "en", ()),
        (".5", "en", ()),
        ("5.", "en", ()),
        ("--5", "en", ()),
        ("5%", "en", ()),
        ("1_000", "en", ()),
        ("٣", "en", ()),
        ("NaN", "en", ()),
        ("Infinity", "en", ()),
        ("12,34,567", "en", ()),
        ("0,154", "en", ("0.154",)),
        ("-0,154", "en", ("-0.154",)),
        ("01,154", "en", ("1.154",)),
        ("0.154", "vi", ("0.154",)),
        ("0.154.000", "vi", ()),
        ("0 154", "fr", ()),
        ("0,12,345", "hi", ()),
    ],
)
def test_anything_else_is_refused_with_what_it_may_have_meant(
    text: str, locale: str, meant: tuple[str, ...]
) -> None:
    with pytest.raises(UnreadableNumberError) as told:
        typed_number(text, locale)

    assert tuple(map(str, told.value.meant)) == meant


@pytest.mark.parametrize(
    ("text", "number"), [("1.154", "1.154"), (" 1154 ", "1154"), ("-0.50", "-0.50")]
)
def test_an_exact_number_is_read_as_a_tracker_file_writes_it(text: str, number: str) -> None:
    assert str(exact_number(text)) == number


@pytest.mark.parametrize("text", ["1,154", "1.154,5", "1e3", "", "1_000", "٣"])
def test_an_exact_number_has_no_groups_and_no_exponent(text: str) -> None:
    with pytest.raises(UnreadableNumberError):
        exact_number(text)


@given(
    locale=st.sampled_from(LOCALES),
    unscaled=st.integers(-(10**20), 10**20),
    digits=st.integers(0, 8),
)
def test_a_number_that_kpitrack_prints_is_read_back_to_the_last_digit(
    locale: str, unscaled: int, digits: int
) -> None:
    value = Decimal(unscaled).scaleb(-digits)
    printed = Numbers(locale).number(value, digits)

    if digits == 3 and 1 <= abs(value) < 1000:
        with pytest.raises(AmbiguousNumberError) as told:
            typed_number(printed, locale)
        assert told.value.readings == (value, value * 1000)
    else:
        assert typed_number(printed, locale) == value
        assert printed.count("-") + printed.count("−") == (value < 0)


@given(text=st.text(alphabet="0123456789.,-+ '", max_size=12), locale=st.sampled_from(LOCALES))
def test_reading_keeps_every_digit_that_was_typed(text: str, locale: str) -> None:
    try:
        read = typed_number(text, locale)
    except (AmbiguousNumberError, UnreadableNumberError):
        return
    digits = "".join(char for char in text if char.isdigit())
    assert f"{read:f}".strip("-").replace(".", "").lstrip("0") == digits.lstrip("0")
