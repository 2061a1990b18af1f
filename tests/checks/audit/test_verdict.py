"""What a printed figure stands for, and whether a stated one follows from others."""

from decimal import Decimal

import pytest

from kpitrack.checks.audit.reading import Figure
from kpitrack.checks.audit.verdict import (
    Formula,
    Span,
    change_percent,
    difference,
    fall_percent,
    judge,
    judge_value,
    ratio,
    rise_percent,
    share,
    span_of,
    whole_number_fits,
)


def figure(
    value: str, *, scale: int = 0, share: str = "", qualifier: str = "", unit: str = "ha"
) -> Figure:
    """A measured figure as it is printed; a count where its unit is ""."""
    number = Decimal(value)
    decimals = len(value.partition(".")[2])
    return Figure(
        value=number, other=None, decimals=decimals, scale=scale, share=share, sign="",
        qualifier=qualifier, unit=unit, nouns=(), start=0, end=len(value),
    )  # fmt: skip


def percent(value: str, qualifier: str = "") -> Figure:
    return figure(value, share="%", qualifier=qualifier, unit="")


def span(*values: str) -> Span:
    return Span(*map(Decimal, values))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (figure("63", unit=""), span("63", "63", "63", "63", "63")),
        (figure("63"), span("62.5", "63", "63.5", "62.5", "63.5")),
        (figure("1.5"), span("1.45", "1.5", "1.55", "1.45", "1.55")),
        (figure("2.40"), span("2.395", "2.40", "2.405", "2.395", "2.405")),
        (figure("1.5", scale=3), span("1450", "1500", "1550", "1450", "1550")),
        (percent("23.2"), span("23.15", "23.2", "23.25", "23.15", "23.25")),
        # a qualifier opens one side: by a unit of the last digit, and loosely by a tenth
        (figure("568", qualifier="over"), span("568", "568", "569", "568", "624.8")),
        (figure("500", qualifier="over"), span("500", "500", "600", "500", "600")),
        (figure("500", qualifier="at least"), span("500", "500", "600", "500", "600")),
        (figure("1400", qualifier="nearly"), span("1300", "1400", "1400", "1260", "1400")),
        (figure("50", qualifier="under"), span("40", "50", "50", "40", "50")),
        (figure("50", qualifier="at most"), span("40", "50", "50", "40", "50")),
        (figure("125", qualifier="about"), span("124", "125", "126", "112.5", "137.5")),
        (figure("1.5", scale=6, qualifier="over"), span("1500000", "1500000", "1600000", "1500000", "1650000")),
    ],
)  # fmt: skip
def test_a_printed_figure_stands_for_an_interval(printed: Figure, expected: Span) -> None:
    assert span_of(printed) == expected


def test_a_scale_that_is_said_once_is_that_of_both() -> None:
    assert span_of(figure("404", unit=""), 9) == span("403.5e9", "404e9", "404.5e9", "403.5e9", "404.5e9")  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "first", "second", "stated", "verdict"),
    [
        (share, figure("51", unit=""), figure("68", unit=""), percent("75"), "holds"),
        (share, figure("51", unit=""), figure("68", unit=""), percent("74"), "does_not_hold"),
        # a tie rounds either way: 391/400 = 97.75
        (share, figure("391", unit=""), figure("400", unit=""), percent("97.8"), "holds"),
        (share, figure("391", unit=""), figure("400", unit=""), percent("97.7"), "holds"),
        # cut: 11/12 = 91.667
        (share, figure("11", unit=""), figure("12", unit=""), percent("91.6"), "cut"),
        (share, figure("11", unit=""), figure("12", unit=""), percent("91.5"), "does_not_hold"),
        (share, figure("11", unit=""), figure("12", unit=""), percent("91", "over"), "holds"),
        (share, figure("11", unit=""), figure("12", unit=""), percent("92", "nearly"), "holds"),
        # measured inputs are rounded: 1.5/4.0 is 35.8 % to 39.2 %
        (share, figure("1.5"), figure("4.0"), percent("36"), "holds_by_rounding"),
        (share, figure("1.5"), figure("4.0"), percent("35"), "does_not_hold"),
        # over 568 of 700 is 81.14 % and more; how much more is open up to a tenth
        (share, figure("568", qualifier="over"), figure("700"), percent("81"), "holds"),
        (share, figure("568", qualifier="over"), figure("700"), percent("85"), "undecided"),
        (share, figure("568", qualifier="over"), figure("700"), percent("95"), "does_not_hold"),
        (share, figure("568", qualifier="over"), figure("700"), percent("79"), "does_not_hold"),
        (ratio, figure("100"), figure("40"), figure("2.5"), "holds"),
        (difference, figure("63", unit=""), figure("82", unit=""), figure("19", unit=""), "holds"),
        (difference, figure("63", unit=""), figure("82", unit=""), figure("18", unit=""), "does_not_hold"),
        (change_percent, figure("63", unit=""), figure("82", unit=""), percent("23.2"), "holds"),
        (rise_percent, figure("82", unit=""), figure("19", unit=""), percent("30.2"), "holds"),
        (fall_percent, figure("63", unit=""), figure("19", unit=""), percent("23.2"), "holds"),
        (fall_percent, figure("63", unit=""), figure("19", unit=""), percent("30.2"), "does_not_hold"),
    ],
)  # fmt: skip
def test_a_stated_figure_is_held_against_the_interval(
    formula: Formula, first: Figure, second: Figure, stated: Figure, verdict: str
) -> None:
    judged = judge(formula, span_of(first), span_of(second), stated)
    assert judged is not None
    assert judged.verdict == verdict
    assert judged.low <= judged.expected <= judged.high


@pytest.mark.parametrize(
    ("formula", "first", "second"),
    [(share, "5", "0"), (rise_percent, "19", "19"), (ratio, "0", "0")],
)
def test_a_formula_without_a_value_judges_nothing(
    formula: Formula, first: str, second: str
) -> None:
    spans = span_of(figure(first, unit="")), span_of(figure(second, unit=""))
    assert judge(formula, *spans, percent("5")) is None


def test_a_minus_before_the_stated_figure_says_its_direction_only() -> None:
    stated = percent("23.2")._replace(sign="-", value=Decimal("-23.2"))
    assert judge_value(span("23.1", "23.17", "23.2", "23.1", "23.2"), stated).verdict == "holds"


def test_an_open_verdict_says_why() -> None:
    judged = judge(share, span_of(figure("568", qualifier="over")), span_of(figure("700")), percent("85"))  # fmt: skip
    assert judged is not None
    assert judged.reason == "a qualifier leaves it open"


@pytest.mark.parametrize(
    ("count", "stated", "fits"),
    [
        ("12", "33.3", True),  # 4 of 12
        ("12", "41.6", True),  # 5 of 12 = 41.667, cut
        ("12", "41.7", True),
        ("12", "35", False),
        ("12", "25", True),  # exactly 3, at the edge of nothing else
        ("7", "85.7", True),
        ("7", "85.9", False),
    ],
)
def test_a_percentage_of_a_count_needs_a_whole_number(
    count: str, stated: str, fits: bool
) -> None:
    def part(edge: Decimal) -> tuple[Decimal, Decimal]:
        return Decimal(count) * edge / 100, Decimal(count) * edge / 100

    assert whole_number_fits(percent(stated), part) is fits


def test_a_whole_number_at_the_very_edge_fits() -> None:
    def part(edge: Decimal) -> tuple[Decimal, Decimal]:
        return Decimal(3), Decimal("3.2")

    assert whole_number_fits(percent("25"), part)
