"""A claim's figures, quoted from the text and put into its formula."""

from decimal import Decimal

import pytest

from kpitrack.checks.audit.quoting import Quoted, filled, quoted, scale_of
from kpitrack.checks.written import COMMA, POINT, NumberStyle


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("1,154.5 billion VND", POINT, Quoted("1,154.5", "billion VND", Decimal("1154.5"), 1)),
        ("1.154 tỷ đồng", COMMA, Quoted("1.154", "tỷ đồng", Decimal(1154), 0)),
        ("23,2%", COMMA, Quoted("23,2", "%", Decimal("23.2"), 1)),
        ("1 154 ha", POINT, Quoted("1 154", "ha", Decimal(1154), 0)),
        ("−19", POINT, Quoted("−19", "", Decimal(19), 0)),
        ("3 percentage\npoints", POINT, Quoted("3", "percentage points", Decimal(3), 0)),
        ("doubled", POINT, Quoted("doubled", "", None, 1)),
        ("1.2.3", POINT, Quoted("1.2.3", "", None, 0)),
    ],
)
def test_a_figure_is_read_as_it_is_written(
    text: str, style: NumberStyle, expected: Quoted
) -> None:
    assert quoted(text, style) == expected


@pytest.mark.parametrize(
    ("text", "amount", "scale"),
    [
        ("4.5 million", Decimal(4_500_000), 6),
        ("63", Decimal(63), 0),
        ("19", Decimal(-19), 0),
        ("63", None, 0),
        ("0", Decimal(0), 0),
        ("doubled", Decimal(2), 0),
        ("4.5", Decimal(7), 0),  # a scale that another figure says
    ],
)
def test_the_scale_is_that_of_the_words(text: str, amount: Decimal | None, scale: int) -> None:
    assert scale_of(quoted(text, POINT), amount) == scale


@pytest.mark.parametrize(
    ("formula", "texts", "expected"),
    [
        ("{0} / {1}", ("51", "68", "75%"), "51 / 68"),
        ("{0} / {1}", ("404", "420 billion VND", "96.2%"), "404 / 420"),
        ("{0} / {1}", ("900 thousand", "1.2 million", "75%"), "900 thousand / 1.2 million"),
        ("{0} / {1}", ("3 million", "4 million dollars", "75%"), "3 / 4"),
        ("{1} / ({0} + {1})", ("63", "19", "23.2%"), "19 / (63 + 19)"),
        ("|{0} - {1}| / {1}", ("63", "82", "23.2%"), "(82 - 63) / 82"),
        ("|{0} - {1}|", ("82", "63", "19"), "82 - 63"),
        ("|{0} - {1}|", ("1.2.3", "63", "19"), "1.2.3 - 63"),
        ("{0} + {1}", ("23", "52", "75 projects"), "23 + 52"),
        ("{0}", ("5",), "5"),
        ("{0} of {0}", ("18", "18"), "18 of 18"),
        ("", ("29", "11.15%"), ""),
    ],
)
def test_a_formula_is_filled_with_the_texts_own_figures(
    formula: str, texts: tuple[str, ...], expected: str
) -> None:
    assert filled(formula, [quoted(one, POINT) for one in texts]) == expected
