"""One indicator judged whole: every sentence of the design's section on statuses."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from kpitrack.measures.assess import assess, assess_sets
from kpitrack.measures.assessment import Assessment
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.wanted import Wanted
from kpitrack.model.indicator import Derivation, Indicator
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker

Judge = Callable[..., Assessment]
Make = Callable[[str], Tracker]
D = Decimal


def number(result: object, digits: str = "0.01") -> str | None:
    return str(result.value.quantize(D(digits))) if isinstance(result, Quantity) else None


@pytest.mark.parametrize(
    ("keys", "completion", "status"),
    [
        # the city's report: 404 of 420 is 96.2 % and nearly met
        ('direction = "increase"\ntarget.2024 = 420\nactual.2024 = 404', "96.19", "nearly_met"),
        ('direction = "increase"\ntarget.2024 = 50\nactual.2024 = 135.1', "270.20", "exceeded"),
        ('direction = "increase"\ntarget.2024 = 18\nactual.2024 = 18', "100.00", "met"),
        ('direction = "increase"\ntarget.2024 = 59\nactual.2024 = 42', "71.19", "missed"),
        ('direction = "increase"\ntarget.2024 = 100\nactual.2024 = 80', "80.00", "partly_met"),
        ('direction = "decrease"\ntarget.2024 = 60\nactual.2024 = 63', "95.24", "nearly_met"),
        ('direction = "decrease"\ntarget.2024 = 0\nactual.2024 = 0', None, "met"),
        ('direction = "decrease"\ntarget.2024 = 0\nactual.2024 = 1', None, "missed"),
        ('direction = "increase"\ntarget.2024 = -5\nactual.2024 = -3', None, "exceeded"),
        (
            'direction = "maintain"\ntarget.2024 = { min = 90, max = 110 }\nactual.2024 = 100',
            "100.00",
            "met",
        ),
        (
            'direction = "maintain"\ntarget.2024 = { min = 90, max = 110 }\nactual.2024 = 120',
            "91.67",
            "partly_met",
        ),
        ('direction = "maintain"\ntarget.2024 = 100\nactual.2024 = 100', "100.00", "met"),
        ('direction = "milestone"\ntarget.2024 = true\nactual.2024 = true', "100.00", "met"),
        ('direction = "milestone"\ntarget.2024 = true\nactual.2024 = false', "0.00", "missed"),
        ('direction = "milestone"\ntarget.2024 = true', None, "missed"),
        ("target.2024 = 10\nactual.2024 = 5", "50.00", None),  # neutral: no judgement
        ('direction = "increase"\nactual.2024 = 5', None, "no_target"),
        ('direction = "increase"\ntarget.2024 = 5', None, "no_data"),
        ('direction = "increase"\nactual.2024 = { text = "hundreds" }', None, "no_target"),
        (
            'direction = "increase"\ntarget.2024 = 5\nactual.2024 = { text = "hundreds" }',
            None,
            "no_data",
        ),
        (
            'direction = "increase"\nmethod = "distance"\nbaseline.2020 = -10\n'
            "target.2024 = -2\nactual.2024 = -4",
            "75.00",
            "missed",
        ),
        (
            'direction = "increase"\ntarget.2024 = 100\nactual.2024 = { value = 97,'
            ' qualifier = "nearly" }',
            "97.00",
            "undetermined",
        ),
        (
            'direction = "increase"\ntarget.2024 = 100\nactual.2024 = { value = 99,'
            ' qualifier = "over" }',
            "99.00",
            "undetermined",
        ),
        (
            'direction = "increase"\ntarget.2024 = { value = 90, qualifier = "over" }\n'
            "actual.2024 = 90",
            "100.00",
            "nearly_met",
        ),
        (
            'direction = "increase"\ntarget.2024 = { value = 90, qualifier = "about" }\n'
            "actual.2024 = 95",
            "105.56",
            "undetermined",
        ),
        (
            'direction = "maintain"\ntarget.2024 = { min = 90, max = 110 }\n'
            'actual.2024 = { value = 100, qualifier = "over" }',
            None,
            "undetermined",
        ),
        (
            'direction = "increase"\nunit = "%"\ntarget.2024 = 80\n'
            "actual.2024 = { count = 51, of = 68 }",
            "93.75",  # 75 of 80
            "partly_met",
        ),
    ],
)
def test_a_period_that_is_over(
    judge: Judge, keys: str, completion: str | None, status: str | None
) -> None:
    found = judge(keys)
    assert (number(found.completion), found.status) == (completion, status)


def test_thresholds_may_be_the_indicators_own(judge: Judge) -> None:
    keys = 'direction = "increase"\ntarget.2024 = 100\nactual.2024 = 90'
    assert judge(keys).status == "partly_met"
    assert judge(f"{keys}\nthresholds.near = 90").status == "nearly_met"
    assert judge(f"{keys}\nthresholds = {{ near = 99, part = 91 }}").status == "missed"


BUDGET = """
direction = "increase"
decimals = 0
actual.2024 = { value = 1154, status = "estimated", stated = { completion = { province = 119.2, council = 115.9 } } }
"""


def test_a_stated_completion_implies_a_target_for_each_set(judge: Judge) -> None:
    for name, point, percent in (
        ("province", "968.12", "119.20"),
        ("council", "995.69", "115.90"),
    ):
        found = judge(BUDGET, target_set=name)
        assert isinstance(found.target, Wanted)
        assert number(found.target.number) == point
        assert (number(found.completion), found.status) == (percent, "exceeded")
        assert found.stated_completion
        assert found.favour == "favourable"
        assert number(found.remaining) == "0.00"


def test_an_unnamed_question_of_two_sets_says_which_there_are(judge: Judge) -> None:
    found = judge(BUDGET)
    assert found.target == Undefined(
        "it has several target sets: province, council", "name one with --target"
    )
    assert found.status == "no_target"
    named = judge(BUDGET, target_set="ward")
    assert str(named.target) == "no target set 'ward', it has province, council"


def test_a_set_that_is_lacking_gives_the_only_one_or_the_unnamed(judge: Judge) -> None:
    only = judge(
        'direction = "increase"\ntarget.council.2024 = 10\nactual.2024 = 5', target_set="x"
    )
    assert (only.target_set, number(only.completion)) == ("council", "50.00")
    unnamed = judge('direction = "increase"\ntarget.2024 = 10\nactual.2024 = 5', target_set="x")
    assert (unnamed.target_set, number(unnamed.completion)) == ("", "50.00")


def test_a_later_revision_does_not_move_the_implied_target(judge: Judge) -> None:
    keys = """
direction = "increase"
actual.2024 = [
  { value = 1154, date = 2024-12-10, status = "estimated", stated = { completion = 119.2 } },
  { value = 1161.3, date = 2025-02-20 },
]
"""
    first = judge(keys, as_of=dt.date(2025, 1, 1))
    assert (number(first.completion), first.stated_completion) == ("119.20", True)
    later = judge(keys)
    assert isinstance(later.target, Wanted)
    assert number(later.target.number) == "968.12"
    # 1161.3 against the 968.12 that 1154 implied
    assert (number(later.completion), later.stated_completion) == ("119.95", False)


def test_before_the_first_revision_nothing_is_known(judge: Judge) -> None:
    keys = "actual.2024 = [{ value = 1, date = 2025-01-01 }]\ntarget.2024 = 1"
    assert judge(keys, as_of=dt.date(2024, 12, 31)).asked.known is False


def test_targets_have_a_history_too(judge: Judge) -> None:
    keys = """
direction = "increase"
actual.2024 = 90
target.2024 = [{ value = 100, date = 2024-01-01 }, { value = 90, date = 2024-07-01 }]
"""
    assert judge(keys, as_of=dt.date(2025, 1, 1)).status == "met"
    assert number(judge(keys, as_of=dt.date(2024, 3, 1)).completion) == "90.00"
    earlier = judge(keys, as_of=dt.date(2023, 3, 1))
    assert (earlier.target, earlier.status) == (Undefined("no target"), "not_started")


def test_only_a_stated_completion_still_gives_a_verdict(judge: Judge) -> None:
    # the report: communes' revenue 53.6 % above plan, no figure published
    found = judge('direction = "increase"\nactual.2024 = { stated = { completion = 153.6 } }')
    assert (number(found.completion), found.status) == ("153.60", "exceeded")
    assert number(found.variance_percent) == "53.60"
    assert isinstance(found.variance, Undefined)
    down = judge('direction = "decrease"\nactual.2024 = { stated = { completion = 95 } }')
    assert (down.status, number(down.variance_percent)) == ("nearly_met", None)
    neutral = judge("actual.2024 = { stated = { completion = 95 } }")
    assert neutral.status is None
    qualified = judge(
        'direction = "increase"\nactual.2024 = { qualifier = "over", stated = { completion = 95 } }'
    )
    assert qualified.status == "undetermined"


def test_a_stated_completion_beside_a_published_target_is_left_to_check(judge: Judge) -> None:
    found = judge(
        'direction = "increase"\ntarget.2024 = 50\n'
        "actual.2024 = { value = 135.1, stated = { completion = 270 } }"
    )
    assert (number(found.completion), found.stated_completion) == ("270.20", False)


def test_an_implied_target_of_a_decrease_agrees_with_its_row(judge: Judge) -> None:
    found = judge(
        'direction = "decrease"\nactual.2024 = { value = 63, stated = { completion = 95 } }'
    )
    assert isinstance(found.target, Wanted)
    assert (number(found.target.number), found.status) == ("59.85", "nearly_met")
    assert found.favour == "unfavourable"
    assert isinstance(found.variance_percent, Undefined)


def test_what_cannot_imply_a_target_says_so(judge: Judge) -> None:
    found = judge(
        'direction = "increase"\nactual.2024 = { value = -5, stated = { completion = 95 } }'
    )
    assert "above 0" in str(found.completion)
    assert found.status == "undetermined"


@pytest.mark.parametrize(
    ("keys", "as_of", "status"),
    [
        # an estimate of the whole year meets the full target while the year runs
        ('direction = "increase"\ntarget.2024 = 100\nactual.2024 = 100', "2024-06-30", "met"),
        (
            'direction = "increase"\ntarget.2024 = 100\nactual.2024 = 96',
            "2024-06-30",
            "on_track",
        ),
        (
            'direction = "increase"\ntarget.2024 = 100\nactual.2024 = 90',
            "2024-06-30",
            "at_risk",
        ),
        (
            'direction = "increase"\ntarget.2024 = 100\nactual.2024 = 50',
            "2024-06-30",
            "off_track",
        ),
        # never yet, for a decrease that adds up, or for a band
        (
            'direction = "decrease"\nrollup = "sum"\ntarget.2024 = 100\nactual.2024 = 60',
            "2024-06-30",
            "on_track",
        ),
        (
            'direction = "maintain"\ntarget.2024 = { min = 1, max = 9 }\nactual.2024 = 5',
            "2024-06-30",
            "on_track",
        ),
        (
            'direction = "increase"\ntarget.2024 = 100\n'
            'actual.2024 = { value = 99, qualifier = "over" }',
            "2024-06-30",
            "undetermined",
        ),
        (
            'direction = "increase"\ntarget.2024 = 100\n'
            'actual.2024 = { value = 90, qualifier = "under" }',
            "2024-06-30",
            "undetermined",
        ),
        ('direction = "increase"\ntarget.2024 = 100', "2023-06-30", "not_started"),
        ('direction = "milestone"\ntarget.2024 = true', "2024-06-30", "not_due"),
        ('direction = "milestone"\ntarget.2024 = true', "2025-01-01", "missed"),
        ('direction = "milestone"\nactual.2024 = false', "2025-01-01", "not_due"),
        ('direction = "milestone"', "2025-01-01", "no_data"),
    ],
)
def test_a_period_that_runs(judge: Judge, keys: str, as_of: str, status: str) -> None:
    assert judge(keys, as_of=dt.date.fromisoformat(as_of)).status == status


@pytest.mark.parametrize(
    ("keys", "expected", "status"),
    [
        # nine months of a sum: 100 × 274 / 366 = 74.86
        (
            'rollup = "sum"\ntarget.2024 = 100\nactual."2024-01..2024-09" = 80',
            "74.86",
            "on_track",
        ),
        (
            'rollup = "sum"\ntarget.2024 = 100\nactual."2024-01..2024-09" = 65',
            "74.86",
            "at_risk",
        ),
        (
            'rollup = "sum"\ntarget.2024 = 100\nactual."2024-01..2024-09" = 50',
            "74.86",
            "off_track",
        ),
        (
            'rollup = "sum"\ntarget.2024 = 100\nactual."2024-01..2024-09" = 120',
            "74.86",
            "exceeded",
        ),
        (
            'rollup = "sum"\ntarget.2024 = 100\n'
            "actual.2024 = { value = 80, through = 2024-09-30 }",
            "74.86",
            "on_track",
        ),
        (
            'rollup = "sum"\ntarget.2024 = 100\n'
            'actual.2024 = { value = 70, through = 2024-09-30, qualifier = "over" }',
            "74.86",
            "undetermined",
        ),
        (
            'rollup = "sum"\ntarget.2024 = 100\n'
            'actual.2024 = { value = 74, through = 2024-09-30, qualifier = "about" }',
            "74.86",
            "undetermined",
        ),
        (
            'rollup = "sum"\ntarget.2024 = 100\n'
            'actual.2024 = { value = 74.8, through = 2024-09-30, qualifier = "nearly" }',
            "74.86",
            "undetermined",
        ),
        # a level without a baseline has no expectation
        ('target.2024 = 100\nactual."2024-01..2024-09" = 80', None, "in_progress"),
        # a level on its path: 50 + 50 × 274 / 366 = 87.43
        (
            'baseline.2023 = 50\ntarget.2024 = 100\nactual."2024-01..2024-09" = 88',
            "87.43",
            "on_track",
        ),
        (
            'method = "distance"\nbaseline.2023 = 50\ntarget.2024 = 100\n'
            'actual."2024-01..2024-09" = 85',  # 35 of the 37.43 expected is 93.5 %
            "87.43",
            "at_risk",
        ),
        (
            'pace = "path"\ntarget.2024 = 100\nactual."2024-01..2024-09" = 80',
            None,
            "in_progress",
        ),
        (
            'pace = "seasonal"\ntarget.2024 = 9\nactual."2024-01..2024-09" = 8',
            None,
            "in_progress",
        ),
        ('pace = "none"\ntarget.2024 = 9\nactual."2024-01..2024-09" = 8', None, "in_progress"),
    ],
)
def test_a_figure_so_far_meets_what_was_expected_by_its_day(
    judge: Judge, keys: str, expected: str | None, status: str
) -> None:
    found = judge(f'direction = "increase"\n{keys}')
    shown = (
        None
        if isinstance(found.expected, Undefined)
        else str(found.expected.quantize(D("0.01")))
    )
    assert (shown, found.status) == (expected, status)


def test_a_decrease_that_adds_up_is_never_met_early(judge: Judge) -> None:
    found = judge(
        'direction = "decrease"\nrollup = "sum"\ntarget.2024 = 100\n'
        "actual.2024 = { value = 60, through = 2024-06-30 }"
    )
    # 60 of the 49.73 that half the year allows
    assert (found.status, number(found.expected_completion)) == ("at_risk", "82.88")
    assert isinstance(found.favour, Undefined)


@pytest.mark.parametrize(
    ("value", "status"),
    [("100", "on_track"), ("115", "on_track"), ("200", "off_track")],
)
def test_a_band_so_far(judge: Judge, value: str, status: str) -> None:
    found = judge(
        'direction = "maintain"\ntarget.2024 = { min = 90, max = 110 }\n'
        f"actual.2024 = {{ value = {value}, through = 2024-06-30 }}"
    )
    assert found.status == status


def test_a_band_so_far_may_be_open(judge: Judge) -> None:
    keys = (
        'direction = "maintain"\ntarget.2024 = { min = 90, max = 110 }\n'
        'actual.2024 = { value = %s, through = 2024-06-30, qualifier = "%s" }'
    )
    assert judge(keys % ("100", "over")).status == "undetermined"
    assert judge(keys % ("85", "under")).status == "undetermined"  # near or far below 90


def test_a_target_that_lies_ahead_stands_in_and_is_named(judge: Judge) -> None:
    # the city: urbanisation 69.38 % in 2024, 70.5 wanted by 2025
    found = judge('direction = "increase"\nunit = "%"\ntarget.2025 = 70.5\nactual.2024 = 69.38')
    assert isinstance(found.target, Wanted)
    assert (found.target.period.text, found.target.remark) == ("2025", "by 2025")
    assert (number(found.completion), found.status) == ("98.41", "in_progress")
    assert isinstance(found.favour, Undefined)


def test_the_shortest_covering_target_stands_in_before_a_later_one(judge: Judge) -> None:
    keys = (
        'direction = "increase"\nactual.2024 = 5\ntarget."2021..2030" = 30\n'
        'target."2021..2025" = 10\ntarget.2026 = 20'
    )
    found = judge(keys)
    assert isinstance(found.target, Wanted)
    assert found.target.period.text == "2021..2025"
    assert found.remaining_periods == 1
    assert found.remaining_each == Quantity(D(5))


def test_a_sum_is_held_against_a_longer_target_by_its_running_total(judge: Judge) -> None:
    keys = """
direction = "increase"
rollup = "sum"
target."2021..2025" = 500
actual.2021 = 90
actual.2022 = 100
actual.2023 = 110
actual.2024 = 100
"""
    found = judge(keys)
    assert (found.observation.period.text, number(found.observation.number)) == (
        "2021..2024",
        "400.00",
    )
    assert (number(found.completion), found.status) == ("80.00", "on_track")
    assert (number(found.remaining), found.remaining_periods) == ("100.00", 1)
    nothing_missing = judge(keys.replace("= 500", "= 300")).remaining_each
    assert str(nothing_missing) == "no later period has anything left to bring"
    whole = judge(keys.replace("2021..2025", "2024-01..2025-12"))
    assert (number(whole.observation.number), whole.observation.period.text) == (
        "100.00",
        "2024",
    )
    span = judge(keys, "2022..2023")
    assert (span.observation.period.text, number(span.observation.number)) == (
        "2021..2023",
        "300.00",
    )
    first = judge(keys, "2021")
    assert number(first.observation.number) == "90.00"
    assert first.remaining_each == Quantity(D("102.5"))  # 410 in four years


def test_a_running_total_never_answers_for_a_period_without_a_figure(judge: Judge) -> None:
    keys = 'direction = "increase"\nrollup = "sum"\ntarget.2024 = 400\nactual.2024-Q1 = 390\n'
    for actual in ("", "actual.2024-Q2 = { text = 'some' }"):
        found = judge(keys + actual, period="2024-Q2")
        assert found.observation == found.asked
        assert (isinstance(found.completion, Undefined), found.status) == (True, "no_data")


def test_a_running_total_with_a_gap_has_no_verdict(judge: Judge) -> None:
    keys = (
        'direction = "increase"\nrollup = "sum"\ntarget."2021..2025" = 500\n'
        "actual.2021 = 90\nactual.2023 = 110\nactual.2024 = 100"
    )
    found = judge(keys)
    assert (found.status, found.status_reason) == ("undetermined", "incomplete: 3 of 4 years")


@pytest.mark.parametrize("quarters", [(1, 2, 4), (1, 2, 3)])
@pytest.mark.parametrize("as_of", ["2025-03-01", "2024-12-31"])
def test_a_variance_that_a_missing_part_may_undo_is_not_judged(
    judge: Judge, quarters: tuple[int, ...], as_of: str
) -> None:
    keys = 'direction = "increase"\nrollup = "sum"\ntarget.2024 = 50\n'
    actual = "\n".join(f"actual.2024-Q{n} = 4" for n in quarters)
    found = judge(keys + actual, as_of=dt.date.fromisoformat(as_of))
    to_come = quarters == (1, 2, 3) and as_of == "2024-12-31"
    assert number(found.variance) == "-38.00"
    assert str(found.favour) == (
        "the target's period is not over" if to_come else "incomplete: 3 of 4 quarters"
    )


def test_the_later_target_of_a_sum_is_another_years(judge: Judge) -> None:
    keys = 'direction = "increase"\nrollup = "sum"\ntarget.2025 = 100\nactual.2024 = 50'
    found = judge(keys)
    assert (found.status, found.status_reason) == (
        "no_target",
        "no target for 2024; there are targets for 2025",
    )


def test_a_milestone_once_reached_stays_reached(judge: Judge) -> None:
    keys = (
        'direction = "milestone"\ntarget.2024 = true\n'
        "actual.2023 = { value = true, achieved = 2023-05-01 }"
    )
    assert judge(keys).status == "met"
    assert judge(keys, "2026").status == "met"
    open_keys = 'direction = "milestone"\ntarget.2026 = true\nactual.2023 = false'
    assert judge(open_keys, as_of=dt.date(2025, 1, 1)).status == "not_due"
    assert judge(open_keys, as_of=dt.date(2027, 6, 1)).status == "not_due"  # 2024 was asked
    assert judge(open_keys, "2026").status == "missed"
    assert judge('direction = "milestone"\ntarget.2022 = true', "2024").status == "missed"


@pytest.mark.parametrize(
    ("rollup", "quarters", "value", "through", "status"),
    [
        ("sum", (30, 30, 30, 30), "120.00", None, "exceeded"),
        # the year is over and two quarters are missing: no final status
        ("sum", (30, 30), "60.00", "2024-06-30", "undetermined"),
        ("sum", (60, 60), "120.00", "2024-06-30", "exceeded"),  # which they cannot undo
        ("last", (10, 20, 30, 40), "40.00", None, "missed"),
        ("mean", (10, 20), "15.00", "2024-06-30", "undetermined"),
        ("mean", (120, 120), "120.00", "2024-06-30", "undetermined"),
    ],
)
def test_shorter_periods_are_rolled_up(
    judge: Judge,
    rollup: str,
    quarters: tuple[int, ...],
    value: str,
    through: str | None,
    status: str,
) -> None:
    written = "\n".join(f"actual.2024-Q{n} = {one}" for n, one in enumerate(quarters, 1))
    found = judge(f'direction = "increase"\nrollup = "{rollup}"\ntarget.2024 = 100\n{written}')
    shown = found.observation.through.isoformat() if found.observation.through else None
    assert (number(found.observation.number), shown, found.status) == (value, through, status)


@pytest.mark.parametrize(
    ("as_of", "status"), [("2024-12-31", "on_track"), ("2025-01-01", "undetermined")]
)
def test_a_part_that_is_missing_is_excused_only_while_the_period_runs(
    judge: Judge, as_of: str, status: str
) -> None:
    keys = 'direction = "decrease"\nrollup = "sum"\ntarget.2024 = 5\nactual.2024-Q1 = 1'
    found = judge(keys, as_of=dt.date.fromisoformat(as_of))
    assert found.status == status
    if status == "undetermined":
        assert found.status_reason == "incomplete: 1 of 4 quarters"


@pytest.mark.parametrize(
    ("keys", "period", "status"),
    [
        ('target."2021..2024" = 70.5\nactual.2024 = 65', "2024", "partly_met"),
        ('target."2021..2024" = 70.5\nactual.2023 = 65', "2023", "in_progress"),
        ('rollup = "last"\ntarget.2024 = 100\nactual.2024-Q4 = 65', "2024-Q4", "missed"),
        ('rollup = "sum"\ntarget."2023..2024" = 100\nactual.2023 = 40\nactual.2024 = 56', "2024", "nearly_met"),
        # one month is not the mean of its year, nor, without a roll-up, its figure
        ('rollup = "mean"\ntarget.2024 = 100\nactual.2024-12 = 65', "2024-12", "in_progress"),
        ("target.2024 = 100\nactual.2024-12 = 65", "2024-12", "in_progress"),
    ],
)  # fmt: skip
def test_the_last_figure_of_a_plans_term_is_final(
    judge: Judge, keys: str, period: str, status: str
) -> None:
    assert judge(f'direction = "increase"\n{keys}', period).status == status


def test_the_last_level_needs_only_the_last_period(judge: Judge) -> None:
    found = judge(
        'direction = "increase"\nrollup = "last"\ntarget.2024 = 40\nactual.2024-Q4 = 40'
    )
    assert (found.status, found.observation.coverage) == ("met", None)


def test_without_rollup_nothing_is_rolled_up_and_the_hint_says_how(judge: Judge) -> None:
    found = judge('direction = "increase"\ntarget.2024 = 100\nactual.2024-Q1 = 10')
    assert found.status == "no_data"
    assert found.status_reason == (
        'no figure for 2024, only for 2024-Q1; rollup = "sum" (or last, mean, max, min) says '
        "how they make 2024"
    )


def test_many_other_periods_are_told_shortly(judge: Judge) -> None:
    months = "\n".join(f"actual.2023-{n:02} = 1" for n in range(1, 13))
    assert judge(f"target.2024 = 1\n{months}").status_reason == (
        "no figure; there are figures for 2023-01, 2023-02, ... 2023-12"
    )


def test_the_longer_of_a_span_and_a_rollup_counts(judge: Judge) -> None:
    keys = 'direction = "increase"\nrollup = "sum"\ntarget.2024 = 100\nactual.2024-Q1 = 10\n'
    assert number(judge(f'{keys}actual."2024-01..2024-09" = 70').observation.number) == "70.00"
    assert number(judge(f'{keys}actual."2024-01..2024-02" = 7').observation.number) == "10.00"


def test_a_span_of_the_whole_year_is_the_year(judge: Judge) -> None:
    found = judge('direction = "increase"\ntarget.2024 = 100\nactual."2024-01..2024-12" = 100')
    assert found.status == "met"
    nearly = judge(
        'direction = "increase"\ntarget.2024 = 1\nactual."2024-01-01..2024-12-30" = 1'
    )
    assert nearly.observation.through == dt.date(2024, 12, 30)


def test_targets_roll_up_and_repeat(judge: Judge) -> None:
    monthly = (
        'direction = "increase"\nunit = "%"\ntarget.2024 = { value = 99.9, each = "month" }\n'
    )
    assert judge(f"{monthly}actual.2024-09 = 99.95", "2024-09").status == "exceeded"
    year = judge(f"{monthly}actual.2024 = 99.95")
    assert year.status_reason == (
        "no target for 2024, only for each month of 2024; ask for one of those, or let rollup "
        "say how they make a longer period"
    )
    mean = judge(f'rollup = "mean"\n{monthly}actual.2024 = 99.95')
    assert isinstance(mean.target, Wanted)
    assert number(mean.target.number) == "99.90"
    total = judge(
        'direction = "increase"\nrollup = "sum"\n'
        'target.2024 = { value = 10, each = "quarter" }\nactual.2024 = 40'
    )
    assert total.status == "met"


def test_quarterly_targets_make_a_year_only_when_all_are_there(judge: Judge) -> None:
    keys = 'direction = "increase"\nrollup = "sum"\nactual.2024 = 40\n'
    four = "\n".join(f"target.2024-Q{n} = 10" for n in (1, 2, 3, 4))
    assert judge(keys + four).status == "met"
    assert judge(keys + "target.2024-Q1 = 10").status == "no_target"


def test_percentages_wanted_of_shares_are_never_added(judge: Judge) -> None:
    """Four quarters of 80 % want 80 % of the year, not 320 %; unlike ones want nothing."""
    keys = (
        'direction = "increase"\nrollup = "sum"\nunit = "%"\n'
        "actual.2024-H1 = { count = 50, of = 60 }\nactual.2024-H2 = { count = 32, of = 40 }\n"
    )
    each = judge(f'{keys}target.2024 = {{ value = 80, each = "quarter" }}')
    written = judge(f"{keys}target.2024-H1 = 80\ntarget.2024-H2 = 80")
    for found in (each, written):
        assert isinstance(found.target, Wanted)
        assert (number(found.target.number), found.status) == ("80.00", "exceeded")
    assert judge(f"{keys}target.2024-H1 = 80\ntarget.2024-H2 = 90").status == "no_target"
    strict = 'target.2024-H2 = { value = 80, qualifier = "over" }'
    assert judge(f"{keys}target.2024-H1 = 80\n{strict}").status == "no_target"
    planned = judge(
        'rollup = "sum"\nunit = "%"\ndirection = "increase"\n'
        "target.2024-H1 = 80\ntarget.2024-H2 = 80"
    )
    assert isinstance(planned.target, Wanted)
    assert number(planned.target.number) == "80.00"


def test_targets_that_are_shares_add_their_counts(judge: Judge) -> None:
    found = judge(
        'direction = "increase"\nrollup = "sum"\nactual.2024 = { count = 60, of = 100 }\n'
        "target.2024-H1 = { count = 40, of = 50 }\ntarget.2024-H2 = { count = 30, of = 50 }"
    )
    assert isinstance(found.target, Wanted)
    assert number(found.target.number) == "70.00"


def test_plain_percentages_of_one_whole_add_up_as_their_figures_do(judge: Judge) -> None:
    """A budget spent by halves: 40 % and 55 % of the year's, of 45 % and 55 % planned."""
    found = judge(
        'direction = "increase"\nrollup = "sum"\nunit = "%"\n'
        "target.2024-H1 = 45\ntarget.2024-H2 = 55\nactual.2024-H1 = 40\nactual.2024-H2 = 55"
    )
    assert number(found.completion) == "95.00"


def test_bands_roll_up_only_where_they_stay_the_same(judge: Judge) -> None:
    keys = 'direction = "maintain"\nactual.2024 = 5\n'
    same = 'target.2024 = { min = 1, max = 9, each = "quarter" }'
    assert judge(f'{keys}rollup = "mean"\n{same}').status == "met"
    assert judge(f'{keys}rollup = "sum"\n{same}').status == "no_target"
    other = "target.2024-H1 = { min = 1, max = 9 }\ntarget.2024-H2 = { min = 2, max = 9 }"
    assert judge(f'{keys}rollup = "mean"\n{other}').status == "no_target"
    mixed = "target.2024-H1 = { min = 1, max = 9 }\ntarget.2024-H2 = 5"
    assert judge(f'{keys}rollup = "mean"\n{mixed}').status == "no_target"


def test_unlike_targets_have_no_mean(judge: Judge) -> None:
    keys = 'direction = "increase"\nrollup = "mean"\nactual.2024 = 5\n'
    unlike = "target.2024-H1 = 1\ntarget.2024-Q3 = 2\ntarget.2024-Q4 = 3"
    assert judge(keys + unlike).status == "no_target"


def test_unlike_actuals_have_no_mean(judge: Judge) -> None:
    keys = 'direction = "increase"\nrollup = "mean"\ntarget.2024 = 5\n'
    found = judge(keys + "actual.2024-H1 = 1\nactual.2024-Q3 = 2\nactual.2024-Q4 = 3")
    assert (found.status, found.status_reason) == (
        "no_data",
        "a mean needs periods of one length",
    )


def test_figures_without_a_number_are_not_rolled_up(judge: Judge) -> None:
    keys = 'rollup = "sum"\nactual.2024-Q1 = { text = "many" }\ntarget.2024 = 1'
    assert judge(keys).status == "no_data"


MEMBERS = """
[indicators.b]
name = "B"
unit = "EUR"
actual.2024 = { value = 30, status = "estimated" }
[indicators.c]
name = "C"
unit = "EUR"
actual.2024 = 20
[indicators.d]
name = "D"
unit = "EUR"
actual.2024 = 0
[indicators.e]
name = "E"
"""


def test_a_derived_sum_is_as_firm_as_its_weakest_part(judge: Judge) -> None:
    found = judge('unit = "EUR"\nsum = ["b", "c"]', more=MEMBERS)
    assert (number(found.asked.number), found.asked.status) == ("50.00", "estimated")
    missing = judge('sum = ["e"]', more=MEMBERS)
    assert str(missing.asked.number) == "no figure for e"


def test_a_derived_ratio_is_in_percent_when_the_unit_says_so(judge: Judge) -> None:
    assert number(judge('unit = "%"\nratio = ["c", "b"]', more=MEMBERS).asked.number) == "66.67"
    plain = judge('ratio = ["b", "c"]', more=MEMBERS)
    assert number(plain.asked.number) == "1.50"
    nothing = judge('ratio = ["b", "d"]', more=MEMBERS)
    assert "denominator" in str(nothing.asked.number)


def test_a_derived_ratio_tells_what_it_divides_without_a_machines_digits(judge: Judge) -> None:
    """A third of 64 beds, and a share of 50 %, which is kept as 5E+1."""
    thirds = (
        '[indicators.b]\nname = "B"\nrollup = "mean"\nactual.2024-Q1 = 10\n'
        "actual.2024-Q2 = 11\nactual.2024-Q3 = 11\n"
        '[indicators.c]\nname = "C"\nactual.2024 = 64\n'
        '[indicators.d]\nname = "D"\nactual.2024 = { count = 1, of = 2 }'
    )
    found = judge('ratio = ["b", "c"]', more=thirds).asked
    assert found.remarks == ("10.666666666667 / 64",)
    assert judge('ratio = ["d", "c"]', more=thirds).asked.remarks == ("50 / 64",)
    assert judge('sum = ["b", "c"]', more=thirds).asked.remarks == (
        "sum of 10.666666666667 + 64",
    )


def test_a_derived_percentage_has_only_the_digits_it_needs(judge: Judge) -> None:
    more = '[indicators.b]\nname = "B"\nactual.2024 = 34\n[indicators.c]\nname = "C"\nactual.2024 = 64'
    found = judge('unit = "%"\nratio = ["b", "c"]', more=more).asked.number
    assert isinstance(found, Quantity)
    assert str(found.value) == "53.125"  # not 53.12500


def test_a_derived_sum_of_shares_adds_counts(judge: Judge) -> None:
    shares = """
[indicators.b]
name = "B"
unit = "%"
actual.2024 = { count = 1, of = 2 }
[indicators.c]
name = "C"
unit = "%"
actual.2024 = { count = 10, of = 100 }
[indicators.d]
name = "D"
unit = "%"
actual.2024 = 5
"""
    found = judge('unit = "%"\nsum = ["b", "c"]', more=shares)
    assert (found.asked.count, found.asked.of) == (D(11), D(102))
    mixed = judge('unit = "%"\nsum = ["b", "d"]', more=shares)
    assert "never averaged" in str(mixed.asked.number)


COUNTED = """
[indicators.b]
name = "B"
group = "g"
direction = "increase"
target.2024 = 10
actual.2024 = 10
[indicators.c]
name = "C"
group = "g"
direction = "increase"
target.2024 = 10
actual.2024 = { value = 9, qualifier = "over" }
[indicators.d]
name = "D"
actual.2024 = 5
[indicators.other-count]
name = "Other"
met_of = ["b"]
"""


def test_met_of_counts_those_with_a_target_and_names_the_open_ones(judge: Judge) -> None:
    found = judge('direction = "increase"\nmet_of = "*"', more=COUNTED)
    assert (found.asked.count, found.asked.of) == (D(1), D(2))
    assert found.asked.remarks == ("undetermined, so not counted as met: c",)
    assert (number(found.completion), found.status) == ("50.00", "missed")


def test_met_of_takes_a_group_a_list_or_a_target_of_its_own(judge: Judge) -> None:
    assert judge('met_of = "g"', more=COUNTED).asked.of == 2
    assert judge('met_of = ["b"]', more=COUNTED).asked.of == 1
    percent = judge('direction = "increase"\nunit = "%"\nmet_of = "g"', more=COUNTED)
    assert (number(percent.asked.number), number(percent.completion)) == ("50.00", "50.00")
    own = judge('direction = "increase"\nmet_of = "g"\ntarget.2024 = 1', more=COUNTED)
    assert own.status == "met"
    nothing = judge('met_of = ["d"]', more=COUNTED)
    assert str(nothing.asked.number) == "none of them has a target"


def test_a_part_so_far_makes_its_sum_so_far(judge: Judge) -> None:
    more = """
[indicators.b]
name = "B"
rollup = "sum"
actual.2024-Q1 = 5
[indicators.c]
name = "C"
actual.2024 = 20
"""
    found = judge('sum = ["b", "c"]', more=more)
    assert (found.asked.through, found.asked.coverage) == (
        dt.date(2024, 3, 31),
        "1 of 4 quarters, its parts reach from 2024-03-31 to 2024-12-31",
    )
    assert found.asked.has_gap  # a whole year and a quarter are no quarter


def test_progress_stands_beside_completion(judge: Judge) -> None:
    found = judge(
        'direction = "decrease"\nbaseline.2019 = 300\nbaseline.2020 = 200\n'
        "target.2024 = 100\nactual.2024 = 130"
    )
    assert found.baseline == (parse_period("2020"), Quantity(D(200)))  # the latest counts
    assert (number(found.completion), number(found.progress)) == ("76.92", "70.00")


def test_a_years_baseline_is_no_start_on_the_way_to_a_quarters_sum(judge: Judge) -> None:
    keys = (
        'direction = "increase"\nrollup = "sum"\nbaseline.2023 = 400\nbaseline.2023-02 = 20\n'
        "target.2024 = 480\ntarget.2024-Q1 = 110\ntarget.2024-03 = 40\n"
        "actual.2024-Q1 = 115\nactual.2024 = 460\nactual.2024-03 = 30"
    )
    # the quarter's 115 of 110, not 98.3 % of a way that leads from 400 down
    assert number(judge(keys, "2024-03").progress) == "50.00"  # from 20, 10 of the 20 to 40
    assert number(judge(keys).progress) == "75.00"  # from 400, 60 of the 80 to 480
    assert isinstance(
        judge(keys.replace("baseline.2023-02 = 20\n", ""), "2024-Q1").progress, Undefined
    )


def test_remaining_is_what_is_missing_and_nothing_when_met(judge: Judge) -> None:
    keys = 'direction = "{}"\ntarget.2024 = 100\nactual.2024 = {}'
    assert number(judge(keys.format("increase", 90)).remaining) == "10.00"
    assert number(judge(keys.format("increase", 110)).remaining) == "0.00"
    assert number(judge(keys.format("decrease", 130)).remaining) == "30.00"
    band = 'direction = "maintain"\ntarget.2024 = { min = 90, max = 110 }\nactual.2024 = 80'
    assert number(judge(band).remaining) == "10.00"
    about = 'direction = "increase"\ntarget.2024 = 100\nactual.2024 = { value = 90, qualifier = "about" }'
    assert isinstance(judge(about).remaining, Undefined)
    strict = 'direction = "increase"\ntarget.2024 = { value = 90, qualifier = "over" }\nactual.2024 = 90'
    assert number(judge(strict).remaining) == "0.00"


def test_every_set_is_assessed_and_an_indicator_without_one_once(make: Make) -> None:
    tracker = make(
        '[indicators.a]\nname = "A"\ntarget.one.2024 = 1\ntarget.two.2024 = 2\n'
        '[indicators.b]\nname = "B"\nactual.2024 = { value = 2, stated = { completion = 50 } }\n'
        '[indicators.c]\nname = "C"\n'
        "target.one.2025 = 1\nactual.2024 = { value = 2, stated = { completion = 50 } }"
    )
    when, day = parse_period("2024"), dt.date(2025, 1, 1)
    a, b, c = tracker.indicators.values()
    assert [one.target_set for one in assess_sets(tracker, a, when, day)] == ["one", "two"]
    assert [one.target_set for one in assess_sets(tracker, b, when, day)] == [""]
    implied = assess_sets(tracker, c, when, day)[0]
    assert (implied.target_set, number(implied.completion)) == ("one", "50.00")


def test_an_indicator_built_by_hand_is_judged_too() -> None:
    counted = Indicator("a", "A", derivation=Derivation("met_of", ("b",)))
    tracker = Tracker("T", indicators={"a": counted, "b": Indicator("b", "B")})
    found = assess(tracker, counted, parse_period("2024"), dt.date(2025, 1, 1))
    assert found.status == "no_data"


def test_a_set_without_a_stated_completion_implies_nothing(judge: Judge) -> None:
    keys = (
        'direction = "increase"\ntarget.council.2023 = 9\n'
        "actual.2024 = { value = 2, stated = { completion = { province = 50 } } }"
    )
    assert judge(keys, target_set="council").status == "no_target"
    assert judge(keys, target_set="province").status == "missed"


def test_a_met_of_asked_inside_a_met_count_keeps_its_day(judge: Judge) -> None:
    more = '[indicators.b]\nname = "B"\ndirection = "increase"\nrollup = "sum"\ntarget."2023..2024" = 5\nactual.2023 = 2\nactual.2024 = 4\n'
    assert judge('met_of = "*"', more=more).asked.count == 1


def test_a_sum_with_figures_below_0_is_not_met_before_its_end(judge: Judge) -> None:
    keys = 'direction = "increase"\nrollup = "sum"\ntarget.2024 = -120\n'
    running = judge(keys + "actual.2024-01 = -8", as_of=dt.date(2024, 2, 5))
    assert (running.status, running.is_met) == ("on_track", False)
    whole = judge(keys + "actual.2024 = -110")
    assert whole.status == "exceeded"
