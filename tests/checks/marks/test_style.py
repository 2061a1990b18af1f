"""A figure written again in its writer's style, and never so that it reads as another."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.checks.marks.settling import style_of_locale
from kpitrack.checks.marks.style import (
    NO_LIMITS,
    Ambiguous,
    DocumentStyle,
    Limits,
    document_style,
    expected_token,
    is_mixed,
    is_written,
    true_digits,
)
from kpitrack.checks.written import COMMA, POINT, STYLES, NumberStyle, read_written

HUNDRED = Decimal(100)
LIMITS = Limits((HUNDRED, Decimal(95), Decimal(80)), (HUNDRED,))
NOT_NOTHING = Limits((Decimal(0),), (Decimal(0),))
UNTOLD = DocumentStyle(None, None, POINT)
ENGLISH = DocumentStyle(POINT, None, POINT)
VIETNAMESE = DocumentStyle(COMMA, None, POINT)
D = Decimal


@pytest.mark.parametrize(
    ("token", "value", "style", "expected"),
    [
        ("404", "404", UNTOLD, "404"),
        ("404,0", "404", UNTOLD, "404,0"),
        ("404,0", "1161.25", ENGLISH, "1.161,3"),  # the token itself tells
        ("1.154", "1154", UNTOLD, "1.154"),
        ("1.154", "1161.3", UNTOLD, "1.161"),
        ("1,154", "1161.3", UNTOLD, "1,161"),
        ("1.154", "1.2", ENGLISH, "1.200"),
        ("1.154", "1.154", UNTOLD, "1.154"),
        ("1.154", "1.154", VIETNAMESE, "1,154"),  # in Vietnamese 1.154 is a thousand
        ("1.154", "1154", ENGLISH, "1,154"),
        ("1,154", "1.2", ENGLISH, "1.200"),
        ("1.154", "0", UNTOLD, "0.000"),
        ("1.154", "0", VIETNAMESE, "0"),
        ("1.154", "-1161", UNTOLD, "-1.161"),
        ("1154", "1161.3", ENGLISH, "1161"),
        ("404", "1161.3", UNTOLD, "1161"),  # nothing tells: no sign that could be misread
        ("404", "1161.3", ENGLISH, "1,161"),
        ("404", "1161.3", VIETNAMESE, "1.161"),
        ("1\u00a0154", "1161", UNTOLD, "1\u00a0161"),
        ("−19", "-7", UNTOLD, "−7"),
        ("+19", "7", UNTOLD, "+7"),
        ("08", "9", UNTOLD, "09"),
        ("0.5", "1161", VIETNAMESE, "1,161.0"),
    ],
)
def test_a_token_is_written_as_its_writer_would(
    token: str, value: str, style: DocumentStyle, expected: str
) -> None:
    assert expected_token(token, D(value), NO_LIMITS, style) == expected


@pytest.mark.parametrize(
    ("token", "value", "expected"),
    [
        ("100", "99.96", "99.96"),
        ("96,2", "99.96", "99,96"),
        ("96", "100.04", "100.04"),
        ("95", "94.96", "94.96"),
        ("95,0", "94.96", "94,96"),
        ("99", "99.4", "99"),
        ("100", "99.997", "99.9970"),  # never three digits, which could be grouped ones
        ("119", "119.2", "119"),
        ("100", "100", "100"),
        ("79", "79.96", "79.96"),
    ],
)
def test_a_completion_never_reads_as_reached_before_it_is(
    token: str, value: str, expected: str
) -> None:
    assert expected_token(token, D(value), LIMITS, UNTOLD) == expected


@pytest.mark.parametrize(
    ("token", "value", "expected"),
    [("1", "0.04", "0.04"), ("5", "-0.1", "-0.1"), ("5", "0", "0"), ("0,0", "0.3", "0,3")],
)
def test_a_distance_never_reads_as_nothing_before_it_is(
    token: str, value: str, expected: str
) -> None:
    assert expected_token(token, D(value), NOT_NOTHING, UNTOLD) == expected


def test_a_token_that_only_unmarked_figures_contradict_is_left_to_the_writer() -> None:
    style = DocumentStyle(None, POINT, POINT)
    assert expected_token("1.154", D(1154), NO_LIMITS, style) == Ambiguous("1,154", "1.154")
    assert expected_token("1.154", D("1.2"), NO_LIMITS, style) == "1.200"


@pytest.mark.parametrize(
    ("figures", "style", "expected"),
    [
        ([("1.154", "1154"), ("1.154", "1.154")], UNTOLD, True),
        ([("90.000", "90000"), ("1,154", "1154")], UNTOLD, True),
        ([("1.154.433", "1154433"), ("0.500", "0.5")], UNTOLD, True),
        ([("1.154", "1154"), ("90.000", "90000"), ("404", "404")], UNTOLD, False),
        ([("1.154", "1154"), ("1.154", "0")], UNTOLD, False),
        ([("1.154", "1154"), ("1.154", "1.154")], VIETNAMESE, False),
        ([], UNTOLD, False),
    ],
)
def test_a_document_is_mixed_where_one_sign_means_two_things(
    figures: list[tuple[str, str]], style: DocumentStyle, expected: bool
) -> None:
    assert is_mixed([(token, D(value)) for token, value in figures], style) is expected


def test_in_a_mixed_document_only_what_reads_one_way_is_written() -> None:
    mixed = UNTOLD._replace(mixed=True)
    assert expected_token("1.154", D(1154), NO_LIMITS, mixed) == Ambiguous("1,154", "1.154")
    assert expected_token("1.154", D("1.154"), NO_LIMITS, mixed) == Ambiguous("1,154", "1.154")
    assert expected_token("0.500", D("1.2"), NO_LIMITS, mixed) == Ambiguous("1,200", "1.200")
    assert expected_token("404", D(1154), NO_LIMITS, mixed) == "1154"
    assert expected_token("1.154.433", D(1154433), NO_LIMITS, mixed) == "1.154.433"


@pytest.mark.parametrize(
    ("tokens", "text", "marked", "other"),
    [
        (["119,2", "1.154"], "", COMMA, None),
        (["119.2", "1.154"], "1,5 2,5 3,5", POINT, COMMA),
        (["1.154", "404", "0.500"], "", None, None),  # 0.500 becomes 1.154: it does not tell
        (["1,5", "1.5"], "2,5", None, COMMA),
        ([], "1.1. Thu\n## 2.3 Chi\n- 3.4 x\nMục 4.5, phiên bản 2.5, Table 3.2 và 119,2%", None, COMMA),
    ],
)  # fmt: skip
def test_a_document_tells_its_style_by_figures_and_not_by_section_numbers(
    tokens: list[str], text: str, marked: NumberStyle | None, other: NumberStyle | None
) -> None:
    assert document_style(tokens, text, POINT) == DocumentStyle(marked, other, POINT)


def test_what_is_told_by_marked_figures_comes_first() -> None:
    assert DocumentStyle(COMMA, POINT, POINT).told == COMMA
    assert DocumentStyle(None, POINT, COMMA).told == POINT
    assert UNTOLD.told is None


@pytest.mark.parametrize(
    ("locale", "style"), [("vi", COMMA), ("de-AT", COMMA), ("pt_BR", COMMA), ("en", POINT)]
)
def test_a_locale_has_a_number_style(locale: str, style: NumberStyle) -> None:
    assert style_of_locale(locale) == style


def test_what_no_style_reads_is_not_written() -> None:
    assert is_written("1.154,5")
    assert not is_written("1,154,5")


tokens = st.builds(
    lambda sign, whole, decimals, style, grouped: _token(sign, whole, decimals, style, grouped),
    st.sampled_from(["", "-", "+", "−"]),
    st.integers(0, 10**7),
    st.integers(0, 4),
    st.sampled_from(STYLES),
    st.booleans(),
)


def _token(sign: str, whole: int, decimals: int, style: NumberStyle, grouped: bool) -> str:
    body = f"{whole:,}".replace(",", style.group) if grouped else str(whole)
    return sign + body + (style.decimal + "7" * decimals) * bool(decimals)


@given(
    tokens,
    st.decimals(-(10**9), 10**9, places=5),
    st.sampled_from([NO_LIMITS, LIMITS, NOT_NOTHING]),
    st.sampled_from([UNTOLD, ENGLISH, VIETNAMESE, DocumentStyle(None, COMMA, POINT)]),
)
def test_what_was_written_is_what_is_expected_next_time(
    token: str, value: Decimal, limits: Limits, style: DocumentStyle
) -> None:
    once = expected_token(token, value, limits, style)
    if isinstance(once, Ambiguous):
        return
    assert expected_token(once, value, limits, style) == once
    read = [one for told in STYLES if (one := read_written(once, told)) is not None]
    assert any(abs(one.value - value) <= D(1).scaleb(-one.decimals) / 2 for one in read)


@given(st.decimals(0, 200, places=6), st.integers(0, 5))
def test_rounded_to_its_digits_a_value_seems_to_reach_no_limit(
    value: Decimal, digits: int
) -> None:
    shown = round(value + D("1e-9"), true_digits(value, digits, LIMITS))
    for limit in LIMITS.from_below:
        assert (shown >= limit) <= (value >= limit)
