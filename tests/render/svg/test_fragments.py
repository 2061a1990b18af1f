"""Pictures to stand in a page: small, labelled, and without names that could clash."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.behaviour import behaviour
from kpitrack.render.svg.bullet import bullet
from kpitrack.render.svg.history import history
from kpitrack.render.svg.spark import spark
from kpitrack.sources.reader import read_tracker
from kpitrack.views.detail import detail_view
from kpitrack.views.question import Question
from kpitrack.views.status import StatusRow, status_view
from kpitrack.views.trend import trend_view
from tests.conftest import LONG_AFTER, ROOT
from tests.render.svg.reading import Box, Picture, points

Make = Callable[[str], Tracker]
Rows = Callable[..., tuple[StatusRow, ...]]
D = Decimal
ENGLISH = Manner("en")
ASKED = Question(LONG_AFTER)
SUMMER = Question(dt.date(2024, 7, 15))


@pytest.fixture
def row(make: Make) -> Callable[[str], StatusRow]:
    """The status row in 2024 of an indicator with the keys given."""

    def of(keys: str, question: Question = ASKED) -> StatusRow:
        tracker = make(f"[indicators.a]\nname = 'A <b>'\n{keys}")
        return status_view(tracker, parse_period("2024"), question).rows[0]

    return of


Row = Callable[..., StatusRow]


def bar(svg: str) -> Box:
    """The bar of a bullet: the rectangle that is coloured by a verdict."""
    moods = {"good", "near", "bad", "open", "quiet", "none"}
    return next(box for box in Picture(svg).shapes if moods & set(box.kinds))


def test_a_bullet_is_labelled_with_its_completion_and_its_status(row: Row) -> None:
    svg = bullet(row("direction = 'increase'\ntarget.2024 = 420\nactual.2024 = 404"), ENGLISH)
    root = Picture(svg).root
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "96.2 %, nearly met"


@pytest.mark.parametrize("actual", [10, 50, 80, 100, 120, 149])
def test_a_bullets_bar_is_as_long_as_its_completion(row: Row, actual: int) -> None:
    one = row(f"direction = 'increase'\ntarget.2024 = 100\nactual.2024 = {actual}")
    found = bar(bullet(one, ENGLISH))
    goal = Picture(bullet(one, ENGLISH)).found("path", "goal")[0]
    whole = float(points(goal)[0][0]) - found.left  # the way to the target
    assert found.right - found.left == pytest.approx(whole * actual / 100, abs=0.15)


@pytest.mark.parametrize(
    ("keys", "is_judged"),
    [
        ("target.2024 = 100", True),
        ("target.2026 = 100", False),  # in progress: nothing says what was due by 2024
        ("target.2024 = { value = 100, qualifier = 'about' }", False),  # undetermined
    ],
)
def test_thresholds_are_shaded_only_where_they_judge(
    row: Row, keys: str, is_judged: bool
) -> None:
    one = row(f"direction = 'increase'\n{keys}\nactual.2024 = 60")
    assert bool(Picture(bullet(one, ENGLISH)).found("rect", "low")) is is_judged


@pytest.mark.parametrize(
    ("target", "actual", "is_full"),
    [
        ("100", "100", True),
        ("100", "100.01", True),
        ("100", "99.999", False),
        ("100", "99", False),
        ("{ value = 100, qualifier = 'over' }", "100", False),
        ("{ value = 100, qualifier = 'over' }", "100.01", True),
    ],
)
def test_a_bar_meets_the_targets_line_when_and_only_when_the_target_is_reached(
    row: Row, target: str, actual: str, is_full: bool
) -> None:
    one = row(f"direction = 'increase'\ntarget.2024 = {target}\nactual.2024 = {actual}")
    svg = bullet(one, ENGLISH)
    goal = float(points(Picture(svg).found("path", "goal")[0])[0][0])  # two pixels wide
    assert (bar(svg).right >= goal - 1) is is_full
    assert is_full or bar(svg).right <= goal - 2.4


def test_a_bar_beyond_the_axis_is_cut_and_marked(row: Row) -> None:
    for actual, marks in ((149, 0), (150, 0), (151, 2), (9000, 2)):
        one = row(f"direction = 'increase'\ntarget.2024 = 100\nactual.2024 = {actual}")
        picture = Picture(bullet(one, ENGLISH))
        assert len(picture.found("path", "further")) == marks
        assert picture.outside() == []


def test_a_completion_below_zero_has_no_bar_and_a_mark_to_the_left(row: Row) -> None:
    picture = Picture(
        bullet(row("direction = 'increase'\ntarget.2024 = 100\nactual.2024 = -50"), ENGLISH)
    )
    assert len(picture.found("path", "below")) == 1
    assert picture.found("rect", "bad") == []
    assert "-50 %" in picture.root.attrib["aria-label"]


def test_a_decrease_that_is_under_its_target_has_a_bar_beyond_it(row: Row) -> None:
    one = row("direction = 'decrease'\ntarget.2024 = 50\nactual.2024 = 40")
    picture = Picture(bullet(one, ENGLISH))
    goal = float(points(picture.found("path", "goal")[0])[0][0])
    assert bar(bullet(one, ENGLISH)).right > goal


def test_the_shades_end_at_the_indicators_own_thresholds(row: Row) -> None:
    keys = "direction = 'increase'\ntarget.2024 = 100\nactual.2024 = 50\n"
    one = row(keys + "thresholds = { part = 60, near = 90 }")
    picture = Picture(bullet(one, ENGLISH))
    ends = [next(b for b in picture.shapes if kind in b.kinds).right for kind in ("low", "mid")]
    goal = float(points(picture.found("path", "goal")[0])[0][0])
    assert ends == [pytest.approx(0.5 + (goal - 0.5) * part, abs=0.15) for part in (0.6, 0.9)]


def test_while_a_period_runs_shades_and_a_mark_follow_what_was_expected_by_then(
    row: Row,
) -> None:
    keys = "direction = 'increase'\nrollup = 'sum'\ntarget.2024 = 100\n"
    running = row(keys + "actual.2024 = { value = 30, through = 2024-06-30 }", SUMMER)
    assert running.completion_expected is not None
    picture = Picture(bullet(running, ENGLISH))
    low = next(box for box in picture.shapes if "low" in box.kinds)
    goal, due = (float(points(picture.found("path", one)[0])[0][0]) for one in ("goal", "due"))
    by_then = float(running.completion_expected) / 100
    assert due == pytest.approx(0.5 + (goal - 0.5) * by_then, abs=0.15)
    assert low.right == pytest.approx(0.5 + (goal - 0.5) * by_then * 0.8, abs=0.15)


def test_where_no_completion_was_expected_nothing_is_shaded(row: Row) -> None:
    keys = "direction = 'decrease'\nrollup = 'sum'\ntarget.2024 = 0\n"
    running = row(keys + "actual.2024 = { value = 3, through = 2024-06-30 }", SUMMER)
    shown = running._replace(completion=D(50), status="off_track")
    assert (running.expected, running.completion_expected) == (0, None)
    picture = Picture(bullet(shown, ENGLISH))
    assert picture.found("rect", "low") == []
    assert picture.found("path", "due") == []
    assert len(picture.found("rect", "high")) == 1


@pytest.mark.parametrize(
    "keys",
    [
        "actual.2024 = 5",
        "direction = 'increase'\ntarget.2024 = 5",
        "direction = 'decrease'\ntarget.2024 = 0\nactual.2024 = 0",
    ],
)
def test_what_has_no_completion_has_no_bullet(row: Row, keys: str) -> None:
    assert bullet(row(keys), ENGLISH) == ""


def test_a_thousand_bullets_are_a_small_part_of_a_page(row: Row) -> None:
    svg = bullet(row("direction = 'increase'\ntarget.2024 = 7\nactual.2024 = 30"), ENGLISH)
    assert len(svg) < 1000


figures = st.lists(
    st.none() | st.decimals(min_value=-(10**9), max_value=10**9, places=2), max_size=30
)


@given(figures)
def test_a_sparkline_stays_in_its_room_and_breaks_off_at_gaps(
    values: list[Decimal | None],
) -> None:
    svg = spark(values)
    known = [value for value in values if value is not None]
    if len(known) < 2:
        assert svg == ""
        return
    picture = Picture(svg)
    assert picture.outside() == []
    corners = sum(len(points(path)) for path in picture.found("path"))
    assert corners <= len(known)
    lone = len(picture.found("circle")) - 1
    assert corners + lone == len(known)


def test_a_sparklines_points_stand_in_the_order_of_their_values() -> None:
    heights = [y for _, y in points(Picture(spark([D(3), D(1), D(2), D(5)])).found("path")[0])]
    order = sorted(range(4), key=lambda place: heights[place], reverse=True)
    assert order == [1, 2, 0, 3]


def test_a_series_that_never_moves_is_a_level_line() -> None:
    heights = {y for _, y in points(Picture(spark([D(5), D(5), D(5)])).found("path")[0])}
    assert len(heights) == 1


def test_a_sparkline_is_decoration_for_a_screen_reader() -> None:
    root = Picture(spark([D(1), D(2)])).root
    assert root.attrib["aria-hidden"] == "true"
    assert "role" not in root.attrib


def test_no_fragment_has_an_id_a_style_or_a_script() -> None:
    tracker = read_tracker(str(ROOT / "data/examples/team-kpis.toml"))
    rows = status_view(tracker, parse_period("2024"), ASKED).rows
    charts = [bullet(one, ENGLISH) for one in rows if one.completion is not None]
    for name in tracker.indicators:
        charts.append(history(detail_view(tracker, name, ASKED), ENGLISH))
    for one in trend_view(tracker, ASKED).rows:
        charts.append(behaviour(one, ENGLISH))
    for chart in charts:
        picture = Picture(chart)
        assert picture.outside() == []
        assert picture.root.attrib["aria-label"]
        for element in picture.root.iter():
            assert "id" not in element.attrib
            assert element.tag not in ("style", "script", "title")


def test_a_label_holds_a_hostile_name_as_text(make: Make) -> None:
    tracker = make("[indicators.a]\nname = '''\" onload=\"alert(1) <b>'''\nactual.2024 = 5")
    svg = history(detail_view(tracker, "a", ASKED), ENGLISH)
    root = Picture(svg).root
    assert root.attrib["aria-label"].startswith('" onload="alert(1) <b>. 2024: 5')
    assert "onload" not in root.attrib
