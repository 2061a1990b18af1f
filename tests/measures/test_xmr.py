"""The process behaviour chart against what NHSRplotthedots publishes, and its laws."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.measures.quantity import Undefined
from kpitrack.measures.xmr import (
    Process,
    Reading,
    SignalRule,
    assurance,
    band_assurance,
    limits_kind,
    moving_ranges,
    process_of,
    read,
    seven_on_one_side,
    six_steps,
    special_cause,
    two_of_three,
)
from kpitrack.model.indicator import Direction

D = Decimal

SPIKE = "1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1"
"""The series of the package's vignette on its deviations from the Excel tool."""

NORMAL = (
    "-0.56047565 -0.23017749 1.55870831 0.07050839 0.12928774 1.71506499 0.46091621 "
    "-1.26506123 -0.68685285 -0.44566197 1.22408180 0.35981383 0.40077145 0.11068272 "
    "-0.55584113 1.78691314 0.49785048 -1.96661716 0.70135590 -0.47279141"
)
"""R's set.seed(123); rnorm(20), to eight digits: the series of the package's own tests."""

WITH_TEN = NORMAL.replace("-0.55584113", "10")
"""The same with its fifteenth value set to 10, as those tests do to see it screened."""


def series(text: str) -> list[Decimal | None]:
    return [None if one == "-" else D(one) for one in text.split()]


def known(text: str) -> Process:
    found = process_of(series(text))
    assert isinstance(found, Process)
    return found


def readings(text: str) -> tuple[Reading, ...]:
    found = read(series(text))
    assert not isinstance(found, Undefined)
    return found


def to_digits(value: Decimal, like: str) -> Decimal:
    return value.quantize(D(like))


@pytest.mark.parametrize(
    ("text", "mean", "lower", "upper"),
    [
        # NHSRplotthedots 0.2.2, vignette "Deviations from Excel defaults", caption of figure 1
        (SPIKE, "1.94", "-0.72", "4.60"),
        # the same, tests/testthat/_snaps/ptd_spc_standard.md, first and second snapshot
        (NORMAL, "0.1416238", "-3.01138", "3.294627"),
        (WITH_TEN, "0.6694159", "-2.383666", "3.722497"),
        # the same, tests/testthat/_snaps/ptd_spc.md: the halves of that series as facets
        (" ".join(NORMAL.split()[:10]), "0.0746", "-2.60", "2.75"),
        (" ".join(NORMAL.split()[10:]), "0.209", "-3.28", "3.70"),
    ],
)
def test_mean_and_limits_are_those_that_nhsrplotthedots_prints(
    text: str, mean: str, lower: str, upper: str
) -> None:
    process = known(text)
    assert to_digits(process.mean, mean) == D(mean)
    assert to_digits(process.lower_limit, lower) == D(lower)
    assert to_digits(process.upper_limit, upper) == D(upper)


def test_one_outlier_of_the_vignette_is_the_only_signal() -> None:
    """Its alternative text: four common, one special cause improvement, then common."""
    found = [special_cause(one, "increase") for one in readings(SPIKE)]
    assert found == [
        *["common_cause"] * 4,
        "improvement",
        *["common_cause"] * 13,
    ]


def test_large_moving_ranges_are_left_out_once() -> None:
    """15 ranges of 1, one of 8 and one of 9: their mean is 32/17, and 3.267 times that 6.15."""
    assert known(SPIKE).mean_moving_range == 1


@pytest.mark.parametrize(
    ("others", "mean_moving_range"),
    [
        (15732, D(15732) / 18),  # 3267 is above 3.267 times the mean of all, 18999 / 19
        (15733, D(15733) / 18),  # it is exactly that: only what is below stays, as in R
        (15734, D(19001) / 19),  # it is below
    ],
)
def test_a_moving_range_at_3_267_times_the_mean_is_left_out(
    others: int, mean_moving_range: Decimal
) -> None:
    """19 ranges: the first is 3267, the other 18 differ by one at most."""
    climb = [0, *(3267 + others * place // 18 for place in range(19))]
    found = known(" ".join(map(str, climb))).mean_moving_range
    assert abs(found - mean_moving_range) < D("1e-20")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # NHSRplotthedots, test-ptd_calculate_point_type.R, ptd_seven_point_trend()
        ("", []),
        ("1 2 3 4 5 6", []),
        ("1 2 3 3 4 5 6", []),
        ("1 2 3 4 5 6 7", [*range(7)]),
        ("2 1 2 3 4 5 6 7 3", [*range(1, 8)]),
        ("7 6 5 4 3 2 1", [*range(7)]),
        ("2 7 6 5 4 3 2 1 3", [*range(1, 8)]),
        # a gap is not stepped over
        ("1 2 3 - 4 5 6 7", []),
    ],
)
def test_six_steps_in_one_direction_are_a_run_of_seven_points(
    text: str, places: list[int]
) -> None:
    found = sorted({place for window, _ in six_steps(series(text)) for place in window})
    assert found == places


@pytest.mark.parametrize(
    ("sides", "places"),
    [
        # the same file, ptd_seven_point_one_side_mean() and ptd_part_of_seven_trend()
        ([], []),
        ([1] * 6, []),
        ([1] * 6 + [-1], []),
        ([1] * 8 + [-1], [*range(8)]),
        ([-1] * 8 + [1], [*range(8)]),
        # on the mean is on neither side, and a gap ends a run
        ([1] * 6 + [0, 1], []),
        ([1] * 6 + [None, 1], []),
        ([None] * 7, []),
    ],
)
def test_seven_on_one_side_of_the_mean(sides: list[int | None], places: list[int]) -> None:
    found = sorted({place for window, _ in seven_on_one_side(sides) for place in window})
    assert found == places


@pytest.mark.parametrize(
    ("near", "sides", "places"),
    [
        # the same file, ptd_two_in_three() and ptd_part_of_two_in_three()
        ([], [], []),
        ([0, 0, 0], [1, 1, 1], []),
        ([1, 0, 1], [1, 1, 1], [0, 2]),
        ([0, 1, 1], [1, 1, 1], [1, 2]),
        ([1, 1, 0], [1, 1, 1], [0, 1]),
        ([0, 0, 1, 0, 1, 0, 0], [1] * 7, [2, 4]),
        ([0, 0, 1, 1, 0, 0, 0], [1] * 7, [2, 3]),
        ([1, 0, 0, 1], [1] * 4, []),
        ([1, 0, 0, 1, 1], [1] * 5, [3, 4]),
        ([1, 0, 1], [1, -1, 1], []),
        ([0, 1, 1], [1, -1, 1], []),
        ([1, 1, 0], [1, -1, 1], []),
        ([0, 0, 1, 1, 0, 0, 0], [-1, 1, -1, 1, -1, 1, -1], []),
    ],
)
def test_two_of_three_near_a_limit(
    near: list[int], sides: list[int], places: list[int]
) -> None:
    zones = [side * (1 + is_near) for side, is_near in zip(sides, near, strict=True)]
    assert sorted({place for place, _ in two_of_three(zones)}) == places


@pytest.mark.parametrize("zones", [[2, 3, 1], [2, None, 2], [2, 0, 2]])
def test_beyond_a_limit_is_not_near_it_and_a_gap_or_the_mean_ends_the_three(
    zones: list[int | None],
) -> None:
    assert list(two_of_three(zones)) == []


def test_near_the_upper_and_near_the_lower_limit_are_no_pair() -> None:
    """NHSRplotthedots, test-ptd_spc_standard.R: its issue 143."""
    found = readings(" ".join(["1 -1"] * 7) + " 5.5 -5.5")
    assert [one.side for one in found[-2:]] == [None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # its issue 167: eight points upwards; the first is below the limit, 3.5 - 2.66
        ("0 1 2 3 4 5 6 7", "low high high high high high high high"),
        ("7 6 5 4 3 2 1 0", "high low low low low low low low"),
        # its issue 200: up and down again, each outer point beyond a limit
        ("0 1 2 3 4 5 6 7 6 5 4 3 2 1", "low" + " high" * 7 + " low" * 6),
    ],
)
def test_the_deciding_rule_is_outside_then_steps_then_near_then_side(
    text: str, expected: str
) -> None:
    assert [one.side for one in readings(text)] == expected.split()


def test_a_turning_point_goes_with_the_run_that_it_begins() -> None:
    """As the package: a point between two runs takes the direction to its right."""
    calm = " 50 -50" * 8
    found = readings("0 1 2 3 4 5 6 5 4 3 2 1 0" + calm)
    assert [one.side for one in found[:13]] == ["high"] * 6 + ["low"] * 7
    assert found[6].signals[0] == "run"


@pytest.mark.parametrize(
    ("side", "direction", "expected"),
    [
        ("high", "increase", "improvement"),
        ("low", "increase", "concern"),
        ("high", "decrease", "concern"),
        ("low", "decrease", "improvement"),
        ("high", "neutral", "neutral"),
        ("low", "maintain", "neutral"),
    ],
)
def test_what_a_signal_means_depends_on_the_direction(
    side: str, direction: Direction, expected: str
) -> None:
    reading = Reading(("outside",), side)  # type: ignore[arg-type]
    assert special_cause(reading, direction) == expected
    assert special_cause(Reading(), direction) == "common_cause"


@pytest.mark.parametrize(
    ("limits", "direction", "expected"),
    [
        # NHSRplotthedots, test-ptd_calculate_assurance_type.R, target 4
        ("1 3", "increase", "consistently_missed"),
        ("5 7", "increase", "consistently_met"),
        ("1 5", "increase", "inconsistent"),
        ("1 3", "decrease", "consistently_met"),
        ("5 7", "decrease", "consistently_missed"),
        ("1 5", "decrease", "inconsistent"),
        # there a target at a limit is not beyond it
        ("4 7", "increase", "inconsistent"),
        ("1 4", "increase", "inconsistent"),
        # nothing varies: always met where it is met
        ("4 4", "increase", "consistently_met"),
        ("4 4", "decrease", "consistently_met"),
        ("3 3", "increase", "consistently_missed"),
    ],
)
def test_assurance_holds_the_limits_against_the_target(
    limits: str, direction: Direction, expected: str
) -> None:
    assert assurance(_process(limits), direction, D(4)) == expected


def test_a_strict_target_is_missed_by_a_process_that_stays_at_it() -> None:
    assert assurance(_process("4 4"), "increase", D(4), "over") == "consistently_missed"
    assert assurance(_process("4 4"), "decrease", D(4), "under") == "consistently_missed"


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ("91 109", "consistently_met"),
        ("90 109", "inconsistent"),
        ("80 89", "consistently_missed"),
        ("111 120", "consistently_missed"),
        ("80 120", "inconsistent"),
        ("90 90", "consistently_met"),
        ("89 89", "consistently_missed"),
    ],
)
def test_assurance_of_a_band_asks_whether_the_limits_lie_inside_it(
    limits: str, expected: str
) -> None:
    assert band_assurance(_process(limits), D(90), D(110)) == expected


def _process(limits: str) -> Process:
    lower, upper = map(D, limits.split())
    return Process((lower + upper) / 2, lower, upper, D(1))


def test_a_constant_series_has_limits_at_its_mean_and_no_signal() -> None:
    process = known("5 5 5 5 5 5 5 5 5 5")
    assert process == Process(D(5), D(5), D(5), D(0))
    assert {one.signals for one in readings("5 5 5 5 5 5 5 5 5 5")} == {()}


@pytest.mark.parametrize("text", ["", "5", "- -", "5 - 6 - 7"])
def test_without_two_neighbours_there_are_no_limits(text: str) -> None:
    for found in (process_of(series(text)), read(series(text))):
        assert isinstance(found, Undefined)
        assert found.reason == "no two neighbouring periods have figures, so nothing varies yet"


def test_no_moving_range_leads_over_a_gap() -> None:
    assert moving_ranges(series("1 4 - 9 7")) == (None, D(3), None, None, D(2))
    assert known("1 4 - 9 7").mean == D("5.25")
    assert moving_ranges([]) == ()


def test_two_points_have_limits() -> None:
    assert known("10 12") == Process(D(11), D("5.68"), D("16.32"), D(2))


def test_limits_are_firm_from_twelve_points_on_and_none_below_eight() -> None:
    assert [limits_kind(one) for one in (0, 7, 8, 11, 12)] == [
        "none",
        "none",
        "trial",
        "trial",
        "full",
    ]


FIGURE = st.decimals(-1000, 1000, places=2)


def has_neighbours(values: list[Decimal | None]) -> bool:
    return any(a is not None and b is not None for a, b in pairwise(values))


SERIES = st.lists(st.none() | FIGURE, min_size=2, max_size=30).filter(has_neighbours)
STEADY = st.lists(st.none() | st.integers(-3, 3).map(Decimal), min_size=2, max_size=30).filter(
    has_neighbours
)
"""Small whole numbers: many fall on the mean, on a limit and on each other."""


def both(values: list[Decimal | None]) -> tuple[Process, tuple[Reading, ...]]:
    process, found = process_of(values), read(values)
    assert isinstance(process, Process)
    assert not isinstance(found, Undefined)
    return process, found


def moved(values: list[Decimal | None], factor: Decimal, by: Decimal) -> list[Decimal | None]:
    return [None if one is None else one * factor + by for one in values]


@given(SERIES)
def test_limits_lie_evenly_round_the_mean(values: list[Decimal | None]) -> None:
    process, _ = both(values)
    below, above = process.mean - process.lower_limit, process.upper_limit - process.mean
    assert abs(below - above) < D("1e-20")
    assert abs(above - D("2.66") * process.mean_moving_range) < D("1e-20")


@given(SERIES, FIGURE, st.sampled_from([D("0.5"), D(1), D(3), D(1000)]))
def test_a_change_of_unit_changes_no_reading(
    values: list[Decimal | None], by: Decimal, factor: Decimal
) -> None:
    before, read_before = both(values)
    after, read_after = both(moved(values, factor, by))
    assert read_after == read_before
    assert abs(after.mean - (before.mean * factor + by)) < D("1e-20")
    assert abs(after.upper_limit - (before.upper_limit * factor + by)) < D("1e-20")


@given(SERIES)
def test_a_mirrored_series_mirrors_its_signals(values: list[Decimal | None]) -> None:
    _, found = both(values)
    _, mirrored = both(moved(values, D(-1), D(0)))
    turned = {"high": "low", "low": "high", None: None}
    assert [one.signals for one in mirrored] == [one.signals for one in found]
    assert [one.side for one in mirrored] == [turned[one.side] for one in found]


@given(SERIES)
def test_turning_the_direction_swaps_improvement_and_concern(
    values: list[Decimal | None],
) -> None:
    _, found = both(values)
    swapped = {
        "improvement": "concern",
        "concern": "improvement",
        "common_cause": "common_cause",
    }
    for one in found:
        assert special_cause(one, "decrease") == swapped[special_cause(one, "increase")]


@given(SERIES | STEADY)
def test_signals_are_those_of_the_rules_worked_out_in_fractions(
    values: list[Decimal | None],
) -> None:
    _, found = both(values)
    assert [set(one.signals) for one in found] == by_fractions(values)


def by_fractions(values: list[Decimal | None]) -> list[set[SignalRule]]:
    """The rules as the documentation words them, point by point and without any haste."""
    exact = [None if one is None else Fraction(one) for one in values]
    points = [one for one in exact if one is not None]
    ranges = [abs(b - a) for a, b in pairwise(exact) if a is not None and b is not None]
    mean, rough = sum(points) / len(points), sum(ranges) / Fraction(len(ranges))
    kept = [one for one in ranges if one < Fraction("3.267") * rough] or ranges
    far = Fraction("2.66") * sum(kept) / len(kept)
    off = [None if one is None else one - mean for one in exact]
    return [rules_at(place, off, far) for place in range(len(off))]


def rules_at(place: int, off: list[Fraction | None], far: Fraction) -> set[SignalRule]:
    value = off[place]
    if value is None:
        return set()
    held: dict[SignalRule, bool] = {
        "outside": abs(value) > far,
        "run": any(map(is_run, windows(off, place, 7))),
        "shift": any(map(is_one_sided, windows(off, place, 7))),
        "two_of_three": is_near(value, far)
        and any(
            is_one_sided(one) and sum(is_near(each, far) for each in one) >= 2
            for one in windows(off, place, 3)
        ),
    }
    return {rule for rule, holds in held.items() if holds}


def windows(off: list[Fraction | None], place: int, size: int) -> list[list[Fraction]]:
    """Every stretch of so many figures in a row that holds the place."""
    found = []
    for start in range(max(place - size + 1, 0), place + 1):
        window = [one for one in off[start : start + size] if one is not None]
        if len(window) == size:
            found.append(window)
    return found


def is_run(window: list[Fraction]) -> bool:
    return all(b > a for a, b in pairwise(window)) or all(b < a for a, b in pairwise(window))


def is_one_sided(window: list[Fraction]) -> bool:
    return all(one > 0 for one in window) or all(one < 0 for one in window)


def is_near(off: Fraction, far: Fraction) -> bool:
    return far * 2 / 3 < abs(off) <= far
