"""Scales: figures keep their order and their distances, and ticks are round."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.render.sheet import Manner
from kpitrack.render.svg.axis import Slots, labelled, tick_texts
from kpitrack.render.svg.scale import Scale, nice_step, scale_of

D = Decimal
figures = st.decimals(min_value=-(10**12), max_value=10**12, places=3)
series = st.lists(figures, min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (["0", "1154"], ["0", "250", "500", "750", "1000", "1250"]),
        (["49", "55", "45", "60"], ["45", "50", "55", "60"]),
        (["-5", "10"], ["-5", "0", "5", "10"]),
        (["0.0404", "0.218"], ["0.00", "0.05", "0.10", "0.15", "0.20", "0.25"]),
        (["12", "12"], ["10.5", "11", "11.5", "12", "12.5", "13", "13.5"]),  # in the middle
        (["0"], ["-1", "-0.5", "0", "0.5", "1"]),
        (["123456789012345678901234567890"], None),
    ],
)
def test_ticks_are_round_figures_around_the_values(
    values: list[str], ticks: list[str] | None
) -> None:
    scale, found = scale_of(map(D, values), 100, 0)
    assert ticks is None or [D(one) for one in ticks] == list(found)
    assert scale.low == found[0] <= min(map(D, values))
    assert scale.high == found[-1] >= max(map(D, values))


@given(series, st.integers(min_value=2, max_value=8))
def test_ticks_are_evenly_spaced_and_not_many_more_than_asked_for(
    values: list[Decimal], most: int
) -> None:
    _, ticks = scale_of(values, 100, 0, most=most)
    steps = {after - before for before, after in pairwise(ticks)}
    assert len(steps) == 1
    assert len(ticks) <= most + 3
    leading = str(next(iter(steps)).normalize().as_tuple().digits[0])
    assert leading in "125"


@given(series)
def test_a_larger_figure_stands_higher(values: list[Decimal]) -> None:
    scale, _ = scale_of(values, 100, 0)
    places = [scale.at(value) for value in sorted(values)]
    assert places == sorted(places, reverse=True)
    assert all(0 <= place <= 100 for place in places)


@given(figures, figures)
def test_a_bar_from_zero_is_as_long_as_its_figure_is_large(a: Decimal, b: Decimal) -> None:
    scale = Scale(D(0), D(10) ** 12, 0, 1000)
    long, short = max(abs(a), abs(b)), min(abs(a), abs(b))
    assert scale.at(short) * float(long) == pytest.approx(scale.at(long) * float(short))


def test_what_lies_beyond_a_scale_stands_at_its_end() -> None:
    scale = Scale(D(0), D(150), 10, 110)
    assert scale.at(D(270)) == 110
    assert scale.at(D(-5)) == 10


def test_a_step_is_the_smallest_round_one() -> None:
    assert nice_step(D(100), 5) == 20
    assert nice_step(D(101), 5) == 25
    assert nice_step(D("0.3"), 3) == D("0.1")
    assert nice_step(D(8), 1) == 10


def test_ticks_are_written_in_the_readers_locale_with_equally_many_digits() -> None:
    ticks = (D("0"), D("2.5"), D("5.0"), D("1000"))
    assert tick_texts(ticks, Manner("vi")) == ("0,0", "2,5", "5,0", "1.000,0")
    assert tick_texts((D("1E+3"), D("2E+3")), Manner("en")) == ("1,000", "2,000")


def test_periods_without_room_for_every_name_keep_the_last_and_leave_out_evenly() -> None:
    slots = Slots(0, 120, 12)
    assert list(labelled(slots, 20)) == [2, 5, 8, 11]
    assert list(labelled(Slots(0, 120, 2), 20)) == [0, 1]
    assert list(labelled(Slots(0, 10, 3), 500)) == [2]
