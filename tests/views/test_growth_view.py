"""The typed answer of `trend --measure sdg`, and the growth formulas of `show`."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from kpitrack.errors import InputError
from kpitrack.model.tracker import Tracker
from kpitrack.render.form import Format
from kpitrack.render.formats import rendered
from kpitrack.render.sheet import Manner
from kpitrack.views.detail import Formula, detail_view
from kpitrack.views.growth import GrowthRow, asked_base, growth_view
from kpitrack.views.question import Question, Selection
from tests.conftest import LONG_AFTER

Make = Callable[[str], Tracker]
ASKED = Question(LONG_AFTER)
D = Decimal

SERIES = """
[groups.second]
name = "Second"
[groups.first]
name = "First"
names.vi = "Nhóm"
[indicators.up]
name = "Up"
names.vi = "Lên"
group = "first"
unit = "people"
units.vi = "người"
direction = "increase"
baseline.2020 = 100
target.2026 = 200
actual.2023 = 150
[indicators.alone]
name = "Alone"
direction = "increase"
actual.2023 = 4
[indicators.done]
name = "Done"
group = "second"
direction = "decrease"
target.2030 = 5
actual.2023 = 4
[indicators.plain]
name = "Plain"
direction = "decrease"
decimals = 1
actual.2021 = 80
actual.2023 = { value = 60, status = "provisional" }
[indicators.words]
name = "Words"
names.vi = "Lời"
actual.2023 = { text = "many" }
"""


def row(make: Make, keys: str, question: Question = ASKED) -> GrowthRow:
    """The only row of an indicator whose direction is up unless its keys say another."""
    direction = "" if "direction" in keys else 'direction = "increase"\n'
    view = growth_view(make(f'[indicators.a]\nname = "A"\n{direction}{keys}'), question)
    (found,) = view.rows
    return found


def test_rows_stand_group_by_group_and_only_what_can_be_held_is_shown(make: Make) -> None:
    view = growth_view(make(SERIES), ASKED)
    assert [one.id for one in view.rows] == ["done", "up", "plain"]
    assert view.group_names == {"first": "First", "second": "Second"}
    assert view.notes == ("2 without two yearly figures, or one and a target, not shown",)
    assert view.summary.rows == 3
    assert view.summary.counts == {"target_achieved": 1, "substantial_progress": 2}
    assert view.summary.without_category == 0
    assert (view.view, view.base, view.target_set) == ("sdg", None, None)


def test_indicators_that_were_named_and_have_no_growth_are_told_with_their_reason(
    make: Make,
) -> None:
    question = Question(LONG_AFTER, Selection(indicators=("alone", "words", "up")))
    view = growth_view(make(SERIES), question, language="vi")
    assert [one.name for one in view.rows] == ["Lên"]
    assert view.rows[0].unit == "người"
    assert view.group_names == {"first": "Nhóm"}
    assert view.notes == (
        "Alone: no figure of a whole year before 2023",
        "Lời: no figure of a whole year; 2023: the source says only 'many'",
    )


def test_a_row_holds_every_figure_and_no_reason_beside_one(make: Make) -> None:
    up = next(one for one in growth_view(make(SERIES), ASKED).rows if one.id == "up")
    assert (up.base_period, up.base_value, up.base_value_reason) == ("2020", D(100), None)
    assert (up.current_period, up.current_value) == ("2023", D(150))
    assert (up.target_period, up.target, up.target_reason) == ("2026", D(200), None)
    assert (up.method, up.growth_model) == ("with_target", "compound")
    assert up.growth_seen is not None
    assert up.growth_needed is not None
    assert up.ratio is not None
    assert round(up.growth_seen, 6) == D("14.471424")  # 1.5^(1/3)
    assert round(up.growth_needed, 6) == D("12.246205")  # 2^(1/6)
    assert round(up.ratio, 4) == D("118.1707")
    assert (up.category, up.category_reason) == ("substantial_progress", None)
    assert (up.substantial_from, up.moderate_from, up.scaling) == (D(95), D(60), None)


def test_without_a_target_the_thresholds_are_rates(make: Make) -> None:
    found = row(make, "limit = 100\nactual.2020 = 50\nactual.2023 = 51")
    assert (found.method, found.target_reason) == ("without_target", "no target")
    assert found.growth_needed_reason == "no target"
    assert found.scaling is not None
    assert found.substantial_from is not None
    assert round(found.substantial_from, 4) == D("1.4309")  # 1.5 × (1 - 0.5^4.44)
    assert found.limit == 100


def test_a_row_without_a_course_says_why_in_each_place(make: Make) -> None:
    found = row(make, "target.2030 = 9\nactual.2023 = 4")
    why = "no figure of a whole year before 2023"
    reasons = {
        found.base_value_reason,
        found.growth_seen_reason,
        found.growth_needed_reason,
        found.ratio_reason,
        found.score_reason,
        found.category_reason,
    }
    assert reasons == {why}
    assert (found.base_period, found.growth_model) == (None, None)


SETS = """
target.plan.2030 = 20
target.council.2030 = 12
actual.2020 = 4
actual.2023 = 9
"""


@pytest.mark.parametrize(
    ("asked", "targets"),
    [
        ("plan", [("plan", D(20))]),
        ("council", [("council", D(12))]),
        ("all", [("plan", D(20)), ("council", D(12))]),
        (None, [(None, None)]),
    ],
)
def test_target_sets_are_held_one_by_one(
    make: Make, asked: str | None, targets: list[tuple[str | None, Decimal | None]]
) -> None:
    tracker = make('[indicators.a]\nname = "A"\ndirection = "increase"\n' + SETS)
    view = growth_view(tracker, Question(LONG_AFTER, target_set=asked))
    assert [(one.target_set, one.target) for one in view.rows] == targets


def test_all_target_sets_of_an_indicator_without_one_are_one_row(make: Make) -> None:
    keys = 'actual.2020 = 4\nactual.2023 = 9\n[indicators.b]\nname = "B"' + SETS
    tracker = make('[indicators.a]\nname = "A"\n' + keys)
    view = growth_view(tracker, Question(LONG_AFTER, target_set="all"))
    assert [one.id for one in view.rows] == ["a", "b", "b"]


@pytest.mark.parametrize("text", ["2015-Q1", "2015-06", "2014..2016", "last year"])
def test_the_base_is_a_year(text: str) -> None:
    with pytest.raises(InputError) as refused:
        asked_base(text)
    assert refused.value.mistakes[0].key == "base"


def test_a_base_may_be_left_out_or_spelt_as_a_span_of_its_year() -> None:
    assert asked_base(None) is None
    assert asked_base("2015") == asked_base("2015-01..2015-12")


def table(make: Make, keys: str, *, locale: str = "en") -> str:
    tracker = make(f'[indicators.a]\nname = "A"\n{keys}')
    return rendered(growth_view(tracker, ASKED), Format.table, Manner(locale))


@pytest.mark.parametrize(
    ("keys", "cells"),
    [
        # 1.496 % a year is not the 1.5 from which progress is substantial
        ('direction = "increase"\nactual.2022 = 1000\nactual.2023 = 1014.96', "+1.496 %"),
        ('direction = "decrease"\nactual.2022 = 1000\nactual.2023 = 985.04', "-1.496 %"),
        ('direction = "increase"\nactual.2022 = 1000\nactual.2023 = 1000.02', "+0.002 %"),
        # 94.96 % of the growth needed is not 95 %
        (
            'direction = "increase"\nbaseline.2020 = 0\ntarget.2025 = 100\nactual.2024 = 75.968',
            "94.96 %",
        ),
        (
            'direction = "increase"\nbaseline.2020 = 0\ntarget.2025 = 100\nactual.2024 = 75.968',
            " 2.497 ",
        ),
        (
            'direction = "decrease"\nbaseline.2020 = 4\ntarget.2030 = 0\nactual.2022 = 3.9',
            "-0.05 l",
        ),
        (
            'direction = "decrease"\nbaseline.2020 = 4\ntarget.2030 = 0\nactual.2023 = 3.9999',
            "-0.00003 l",
        ),
        ('direction = "increase"\nactual.2022 = 0.00000000000004\nactual.2023 = 9', "0.00000000000004 (2022)"),
        ('direction = "increase"\nactual.2022 = 5\nactual.2023 = { value = 9, qualifier = "over" }',
         "over +80 %"),
        ('direction = "increase"\nactual.2022 = 5\ntarget.2030 = { value = 90, qualifier = "over" }'
         "\nactual.2023 = 9", "over 90 by 2030"),
    ],
)  # fmt: skip
def test_no_figure_reads_as_more_than_it_is(make: Make, keys: str, cells: str) -> None:
    assert cells in table(make, keys)


def test_each_target_of_several_sets_names_its_own(make: Make) -> None:
    tracker = make('[indicators.a]\nname = "A"\ndirection = "increase"\n' + SETS)
    view = growth_view(tracker, Question(LONG_AFTER, target_set="all"))
    shown = rendered(view, Format.table, Manner())
    assert "20 by 2030 (plan)" in shown
    assert "12 by 2030 (council)" in shown


def test_what_is_not_final_is_marked_and_told(make: Make) -> None:
    keys = 'actual.2020 = 4\nactual.2023 = { value = 9, status = "estimated" }'
    shown = table(make, keys)
    assert "9 (2023) e" in shown
    assert "A: direction neutral: no judgement" in shown


def test_a_target_without_a_base_is_shown_with_its_reason(make: Make) -> None:
    keys = 'direction = "increase"\ntarget.2030 = 9\nactual.2023 = 4'
    lines = table(make, keys).splitlines()
    told = "A – 4 (2023) 9 by 2030 n/a n/a n/a – n/a"
    assert told in [" ".join(one.split()) for one in lines]
    assert "A: no figure of a whole year before 2023" in lines


def test_nothing_to_show_is_said(make: Make) -> None:
    assert "no indicator is shown" in table(make, "actual.2023 = 9")


def test_reasons_and_legend_stand_once(make: Make) -> None:
    keys = 'direction = "increase"\ntarget.2030 = 10\nactual.2020 = 10\nactual.2023 = 9'
    lines = table(make, keys).splitlines()
    assert lines[-2:] == [
        "A: the target equals the base, so no growth is needed",
        "growth: percent a year, each year's on top of the one before",
    ]


def growth_formulas(make: Make, keys: str, period: str | None = None) -> list[Formula]:
    from kpitrack.model.period import parse_period

    tracker = make(f'[indicators.a]\nname = "A"\ndirection = "increase"\n{keys}')
    view = detail_view(
        tracker,
        "a",
        Question(dt.date(2025, 1, 1)),
        period=parse_period(period) if period else None,
    )
    return [one for one in view.formulas if one.term.startswith("growth")]


LONG = "baseline.2020 = 60\ntarget.2025 = 70\nactual.2022 = 64\nactual.2024 = 66"


@pytest.mark.parametrize(
    ("period", "actual", "years"),
    [(None, D(66), D(4)), ("2024", D(66), D(4)), ("2023", D(64), D(2))],
)
def test_show_fills_in_the_growth_seen_and_needed(
    make: Make, period: str | None, actual: Decimal, years: Decimal
) -> None:
    seen, needed = growth_formulas(make, LONG, period)
    assert (seen.term, needed.term) == ("growth seen", "growth needed")
    assert seen.expression == "(({actual} / {baseline})^(1 / {years}) - 1) × 100"
    assert seen.inputs == {"baseline": D(60), "actual": actual, "years": years}
    assert needed.inputs == {"baseline": D(60), "target": D(70), "years": D(5)}
    assert needed.result is not None
    assert round(needed.result, 6) == D("3.131031")  # (70 / 60)^(1 / 5)
    assert needed.in_percent


def test_show_names_a_straight_line(make: Make) -> None:
    keys = "baseline.2020 = 0\ntarget.2025 = 70\nactual.2024 = 66"
    seen, needed = growth_formulas(make, keys)
    assert (seen.term, seen.expression) == (
        "growth seen linear",
        "({actual} - {baseline}) / {years}",
    )
    assert (seen.result, needed.result, seen.in_percent) == (D("16.5"), D(14), False)


@pytest.mark.parametrize(
    "keys",
    [
        "target.2025 = 70\nactual.2020 = 60\nactual.2024 = 66",  # no baseline
        "baseline.2023 = 60\ntarget.2024 = 70\nactual.2024 = 66",  # a year away only
        "baseline.2020 = 60\nactual.2024 = 66",  # no target
        "baseline.2020 = 60\ntarget.2025 = 70\nactual.2019 = 59",  # no figure between
        "baseline.2020 = 60\ntarget.2025-06 = 70\nactual.2024 = 66",  # no yearly target
        'baseline.2020 = 60\ntarget.2025 = 70\nactual.2024 = 66\nbreaks.2023 = "new"',
        "baseline.2020-06 = 60\ntarget.2025 = 70\nactual.2021 = 62\nactual.2024 = 66",
    ],
)
def test_show_has_no_growth_where_it_tells_nothing(make: Make, keys: str) -> None:
    assert growth_formulas(make, keys) == []


def test_show_tells_the_limit_that_the_file_sets(make: Make) -> None:
    tracker = make('[indicators.a]\nname = "A"\nlimit = 100\nactual.2024 = 9')
    assert detail_view(tracker, "a", ASKED).facts == {"limit": "100"}


def test_show_has_a_growth_for_each_target_set(make: Make) -> None:
    keys = "baseline.2020 = 60\ntarget.a.2025 = 70\ntarget.b.2026 = 80\nactual.2024 = 66"
    found = growth_formulas(make, keys)
    assert [(one.term, one.target_set) for one in found] == [
        ("growth seen", "a"),
        ("growth needed", "a"),
        ("growth seen", "b"),
        ("growth needed", "b"),
    ]
