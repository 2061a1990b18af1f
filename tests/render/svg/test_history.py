"""The picture of one indicator in time."""

from collections.abc import Callable

import pytest

from kpitrack.model.tracker import Tracker
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.history import history
from kpitrack.render.svg.picture import svg_text
from kpitrack.views.detail import DetailView, detail_view
from kpitrack.views.question import Question
from tests.conftest import LONG_AFTER
from tests.render.svg.reading import Picture, points

Make = Callable[[str], Tracker]
Detail = Callable[[str], DetailView]
ENGLISH = Manner("en")


@pytest.fixture
def detail(make: Make) -> Detail:
    """The detail view of an indicator with the keys given."""

    def of(keys: str) -> DetailView:
        tracker = make(f"[indicators.a]\nname = 'A'\nunit = 'kg'\n{keys}")
        return detail_view(tracker, "a", Question(LONG_AFTER))

    return of


def chart(view: DetailView) -> Picture:
    return Picture(history(view, ENGLISH))


def ticks(picture: Picture) -> list[str]:
    return [box.text for box in picture.texts if "tick" in box.kinds]


def test_levels_are_a_line_whose_points_stand_in_the_order_of_their_figures(
    detail: Detail,
) -> None:
    picture = chart(detail("actual = { 2021 = 30, 2022 = 10, 2023 = 20, 2024 = 50 }"))
    heights = [y for _, y in points(picture.found("path", "course")[0])]
    order = sorted(range(4), key=lambda place: heights[place], reverse=True)
    assert order == [1, 2, 0, 3]
    assert picture.found("rect", "data") == []


def test_sums_are_columns_from_zero_as_high_as_their_figures(detail: Detail) -> None:
    picture = chart(detail("rollup = 'sum'\nactual = { 2022 = 10, 2023 = 40, 2024 = -20 }"))
    columns = [box for box in picture.shapes if box.kinds == ("data",) and box.top]
    heights = [box.bottom - box.top for box in columns[:3]]
    assert heights == [pytest.approx(heights[0] * size, abs=0.3) for size in (1, 4, 2)]
    assert "0" in ticks(picture)
    zero = columns[0].bottom
    assert columns[1].bottom == zero == columns[2].top


def test_quarters_are_drawn_with_their_own_figures_also_where_years_are_commoner(
    detail: Detail,
) -> None:
    """Their rows tell of the sum so far towards the year's target; each quarter has its own."""
    years = ", ".join(f"{year} = {year - 1900}" for year in range(2016, 2024))
    picture = chart(
        detail(
            "direction = 'increase'\nrollup = 'sum'\ntarget.2024 = 800\n"
            f"actual = {{ {years}, 2024-Q1 = 190, 2024-Q2 = 210, "
            "2024-Q3 = { value = 205, qualifier = 'over', status = 'estimated' } }"
        )
    )
    texts = [box.text for box in picture.texts]
    place = texts.index("2024-Q1")
    assert texts[place : place + 7] == [
        *("2024-Q1", "2024-Q2", "2024-Q3"),
        *("Actual", "190", "210", "over 205 e"),
    ]
    assert len(picture.found("rect", "hollow")) == 3  # Q3, the year so far, the key's sample


def test_a_quarter_told_in_words_keeps_them_and_one_without_a_figure_is_a_gap(
    detail: Detail,
) -> None:
    picture = chart(
        detail(
            "direction = 'increase'\nrollup = 'sum'\ntarget.2024 = 800\nactual = { "
            "2024-Q1 = 190, 2024-Q2 = { text = 'some' }, 2024-Q3 = { stated = { change = 5 } }, "
            "2024-Q4 = 200 }"
        )
    )
    texts = [box.text for box in picture.texts]
    place = texts.index("Actual")
    assert texts[place + 1 : place + 5] == ["190", "some", "–", "200"]


def test_a_derived_quarter_that_is_not_exact_is_open_rather_than_drawn_as_if_it_were(
    make: Make,
) -> None:
    tracker = make(
        "[indicators.a]\nname = 'A'\nrollup = 'sum'\n"
        "actual = { 2024-Q1 = 190, 2024-Q2 = { value = 210, qualifier = 'over' } }\n"
        "[indicators.s]\nname = 'S'\ndirection = 'increase'\nsum = ['a']\nrollup = 'sum'\n"
        "target.2024 = 800"
    )
    picture = chart(detail_view(tracker, "s", Question(LONG_AFTER)))
    texts = [box.text for box in picture.texts]
    place = texts.index("Actual")
    assert texts[place + 1 : place + 3] == ["190", "–"]


def test_a_milestones_target_is_told_below_its_periods(detail: Detail) -> None:
    picture = chart(detail("direction = 'milestone'\ntarget.2025 = true\nactual.2024 = false"))
    texts = [box.text for box in picture.texts]
    place = texts.index("Target")
    assert texts[place + 1 : place + 3] == ["reached by 2025", "reached"]
    assert "Target reached by 2025" in picture.root.attrib["aria-label"]


def test_a_single_figure_is_a_column_from_zero(detail: Detail) -> None:
    picture = chart(detail("actual.2024 = 1154"))
    assert len(picture.found("rect", "data")) == 2  # the column, and its sample in the key
    assert ticks(picture)[0] == "0"


def test_a_line_may_begin_off_zero_as_its_axis_says(detail: Detail) -> None:
    assert ticks(chart(detail("actual = { 2023 = 1250, 2024 = 1300 }")))[0] == "1,250"


def test_a_line_breaks_off_at_gaps(detail: Detail) -> None:
    picture = chart(detail("actual = { 2020 = 1, 2021 = 2, 2023 = 3, 2024 = 4 }"))
    lines = picture.found("path", "course")
    assert [len(points(line)) for line in lines] == [2, 2]
    assert "2022" in picture.words


def test_a_line_breaks_off_where_figures_are_counted_in_another_way(detail: Detail) -> None:
    keys = "breaks.2023 = 'A new <standard>'\n"
    picture = chart(
        detail(keys + "actual = { 2020 = 1, 2021 = 2, 2022 = 3, 2023 = 4, 2024 = 5 }")
    )
    assert [len(points(line)) for line in picture.found("path", "course")] == [3, 2]
    assert len(picture.found("path", "break")) == 1
    assert "break in 2023: A new <standard>" in picture.words


def test_a_break_before_every_figure_parts_nothing(detail: Detail) -> None:
    keys = "breaks.2019 = 'Earlier'\nactual = { 2023 = 4, 2024 = 5 }"
    picture = chart(detail(keys))
    assert picture.found("path", "break") == []
    assert "break in 2019: Earlier" in picture.words


def test_what_is_not_final_is_hollow(detail: Detail) -> None:
    keys = "actual.2023 = 1\nactual.2024 = { value = 2, status = 'estimated' }"
    picture = chart(detail(keys))
    assert len(picture.found("circle", "hollow")) == 2  # the point, and its sample in the key
    assert "hollow: not final, or not of the whole period" in picture.words
    assert "2 e" in picture.words


def test_an_estimate_within_a_running_sum_stays_marked(detail: Detail) -> None:
    keys = (
        "direction = 'increase'\nrollup = 'sum'\ntarget.2024 = 100\n"
        "actual = { 2024-Q1 = 10, 2024-Q2 = 20, "
        "2024-Q3 = { value = 30, status = 'provisional' } }"
    )
    picture = chart(detail(keys))
    assert "30 p" in picture.words
    assert "20" in picture.words.split("\n")
    assert picture.words.count("60 p") == 1  # the year's sum so far, not the third quarter's


def test_each_target_set_has_a_mark_of_its_own(detail: Detail) -> None:
    keys = (
        "direction = 'increase'\nactual.2024 = 10\ntarget.province.2024 = 8\n"
        "target.council.2024 = 9\ntarget.ministry.2024 = 7"
    )
    picture = chart(detail(keys))
    assert len(picture.found("path", "stone")) == 2
    for name in ("province", "council", "ministry"):
        assert f"Target ({name})" in picture.words


def test_a_band_is_shaded_between_its_edges(detail: Detail) -> None:
    keys = "direction = 'maintain'\nactual.2024 = 10\ntarget.2024 = { min = 8, max = 12 }"
    picture = chart(detail(keys))
    band = next(box for box in picture.shapes if "band" in box.kinds)
    marks = sorted(box.top for box in picture.shapes if "target" in box.kinds)
    assert [band.top, band.bottom] == [pytest.approx(y, abs=0.1) for y in marks[:2]]


def test_the_target_of_a_longer_period_is_dashed_for_levels(detail: Detail) -> None:
    keys = "direction = 'increase'\nactual = { 2024-Q1 = 5, 2024-Q2 = 6 }\ntarget.2024 = 9"
    picture = chart(detail(keys))
    assert picture.found("path", "ahead")
    assert "target of a later or a longer period" in picture.words


def test_a_sums_longer_target_is_not_on_the_scale_of_its_parts(detail: Detail) -> None:
    keys = (
        "direction = 'increase'\nrollup = 'sum'\n"
        "actual = { 2024-Q1 = 5, 2024-Q2 = 6 }\ntarget.2024 = 1000"
    )
    picture = chart(detail(keys))
    assert picture.found("path", "ahead") == []
    quarters = ticks(picture)[: ticks(picture).index("0", 1)]
    assert "1,000" not in quarters


def test_a_baseline_is_a_dotted_line_that_the_key_tells(detail: Detail) -> None:
    keys = "direction = 'increase'\nbaseline.2020 = 210\nactual.2024 = 300\ntarget.2024 = 400"
    picture = chart(detail(keys))
    assert len(picture.found("path", "start")) == 2
    assert "Baseline 2020: 210" in picture.words


def test_a_milestone_is_told_in_words(detail: Detail) -> None:
    picture = chart(detail("direction = 'milestone'\nactual = { 2023 = false, 2024 = true }"))
    assert [word for word in picture.words.split("\n") if word.endswith("reached")] == [
        "not reached",
        "reached",
    ]
    assert picture.found("circle") == []


def test_a_figure_told_at_length_stands_below(detail: Detail) -> None:
    text = "hundreds of hundreds, as the source says that counts nothing itself"
    picture = chart(detail(f"actual.2023 = {{ text = '{text}' }}\nactual.2024 = 3"))
    assert f"2023: {text}" in picture.words
    assert "…" in picture.words


def test_of_many_figures_the_last_the_first_the_highest_and_the_lowest_are_written(
    detail: Detail,
) -> None:
    months = [
        f"{year}-{month:02d}" for year in (2020, 2021, 2022, 2023) for month in range(1, 13)
    ]
    values = [1000 + (place * 37) % 91 for place, _ in enumerate(months)]
    keys = "\n".join(f"actual.{at} = {value}" for at, value in zip(months, values, strict=True))
    picture = chart(detail(keys))
    written = {box.text for box in picture.texts if "figure" in box.kinds}
    wanted = {f"{value:,}" for value in (values[0], values[-1], max(values), min(values))}
    assert written <= wanted
    assert f"{values[-1]:,}" in written
    assert picture.overlapping() == []


def test_a_thousand_points_are_drawn_small(detail: Detail) -> None:
    keys = "\n".join(
        f"actual.{year}-{month:02d}-{day:02d} = {day}"
        for year in (2022, 2023, 2024)
        for month in range(1, 13)
        for day in range(1, 29)
    )
    picture = chart(detail(keys))
    assert picture.outside() == []
    assert {circle.attrib["r"] for circle in picture.found("circle", "data")} == {"1.5", "3.5"}


def test_an_indicator_without_any_figure_is_told_so(detail: Detail) -> None:
    view = detail("source = 'none'\n[indicators.b]\nname = 'B'\nactual.2024 = 1")
    picture = Picture(svg_text(view, ENGLISH))
    assert picture.outside() == []
    assert "no data" in picture.words
    assert view.rows == ()
