"""Sparklines: the lowest and the highest are seen, and what is missing stays missing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.render.printable import to_ascii, width
from kpitrack.render.sparkline import named_sparkline, sparkline

D = Decimal
series = st.lists(st.none() | st.decimals(-1000, 1000, places=2), max_size=60)


@pytest.mark.parametrize(
    ("values", "line", "plain"),
    [
        ((1, 2, 3), "▁▄█", "_:#"),
        ((1, None, 3), "▁·█", "_-#"),
        ((None, 1, None, None, 3), "·▁··█", "-_--#"),
        ((1, 2, 3, 4, 5, 6, 7, 8), "▁▂▃▄▅▆▇█", "_..::++#"),
        ((D(2) / 19500, D(8) / 19500, D(2) / 19500), "▁█▁", "_#_"),
        ((2, 2), "▄▄", "::"),
        ((2, None, 2), "▄·▄", ":-:"),
        ((0, 0, 1), "▁▁█", "__#"),
        ((-3, -1), "▁█", "_#"),
        ((2,), "", ""),
        ((None, 2), "", ""),
        ((), "", ""),
    ],
)
def test_a_sparkline_has_gaps_where_figures_are_missing(
    values: tuple[int | Decimal | None, ...], line: str, plain: str
) -> None:
    drawn = sparkline([None if one is None else D(one) for one in values])
    assert drawn == line
    assert to_ascii(drawn) == plain


@given(series)
def test_a_higher_value_is_never_drawn_lower(values: list[Decimal | None]) -> None:
    drawn = sparkline(values)
    assert width(drawn) in (0, len(values))
    assert not drawn or "█" in drawn or set(drawn) <= {"▄", "·"}
    known = [(one, block) for one, block in zip(values, drawn, strict=False) if one is not None]
    for one, block in known:
        assert all(block >= lower for value, lower in known if value <= one)
    assert {place for place, one in enumerate(values) if one is None} == {
        place for place, block in enumerate(drawn or "·" * len(values)) if block == "·"
    } or not drawn


def test_a_long_series_says_from_where_on_it_is_drawn() -> None:
    points = [(f"{2000 + place // 12}-{place % 12 + 1:02}", D(place)) for place in range(120)]
    told = named_sparkline(points)
    assert told.startswith("2006-09 ▁")
    assert told.endswith("█ 2009-12")
    assert width(told) == 40 + 16
    assert named_sparkline(points[:1]) == ""
    assert named_sparkline([]) == ""
