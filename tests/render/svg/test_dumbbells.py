"""The picture of a comparison."""

from collections.abc import Callable

import pytest

from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.picture import svg_text
from kpitrack.views.comparison import comparison_view
from kpitrack.views.question import Question
from tests.conftest import LONG_AFTER
from tests.render.svg.reading import Picture, points

Make = Callable[[str], Tracker]
Compare = Callable[..., Picture]


@pytest.fixture
def compare(make: Make) -> Compare:
    """The picture of an indicator with the keys given, between two years or more."""

    def of(keys: str, *periods: str) -> Picture:
        tracker = make(f"[indicators.a]\nname = 'A'\n{keys}")
        asked = [parse_period(one) for one in periods or ("2023", "2024")]
        return Picture(
            svg_text(comparison_view(tracker, asked, Question(LONG_AFTER)), Manner())
        )

    return of


def track(picture: Picture) -> tuple[float, float]:
    """Where zero and the largest figure stand."""
    line = next(path for path in picture.found("path", "rule") if points(path)[0][0] > 0)
    start, end = points(line)
    return float(start[0]), float(end[0])


def test_a_row_runs_from_zero_to_its_largest_figure(compare: Compare) -> None:
    picture = compare("direction = 'decrease'\nactual = { 2023 = 80, 2024 = 20 }")
    start, end = track(picture)
    origin = picture.found("circle", "origin")[0]
    head = points(picture.found("path", "solid")[0])
    assert float(origin.attrib["cx"]) == end
    assert float(head[0][0]) == pytest.approx(start + (end - start) / 4, abs=0.2)


@pytest.mark.parametrize(
    ("direction", "kind", "word"),
    [
        ("increase", "good", "better"),
        ("decrease", "bad", "worse"),
        ("neutral", "quiet", "not judged"),
    ],
)
def test_better_and_worse_are_told_by_a_word_beside_the_colour(
    compare: Compare, direction: str, kind: str, word: str
) -> None:
    picture = compare(f"direction = '{direction}'\nactual = {{ 2023 = 10, 2024 = 20 }}")
    assert picture.found("path", kind)
    assert word in picture.words.split("\n")
    assert f"2024, {word}" in picture.words.split("\n")


def test_an_arrow_points_the_way_that_the_figure_went(compare: Compare) -> None:
    for values, rises in (
        ("{ 2023 = 10, 2024 = 20 }", True),
        ("{ 2023 = 20, 2024 = 10 }", False),
    ):
        picture = compare(f"direction = 'increase'\nactual = {values}")
        kind = "good" if rises else "bad"
        head = points(next(p for p in picture.found("path", kind) if "z" in p.attrib["d"]))
        assert (head[0][0] > head[1][0]) == rises


def test_a_change_too_small_for_an_arrow_has_two_marks(compare: Compare) -> None:
    picture = compare("direction = 'increase'\nactual = { 2023 = 69.00, 2024 = 69.38 }")
    assert [one for one in picture.found("path", "way")] == picture.found("path", "way")[-1:]
    assert len(picture.found("circle", "good")) == 2  # where it stands, and beside the word
    assert "+0.38" in picture.words


def test_a_figure_that_rose_from_zero_has_its_place_and_no_percentage(compare: Compare) -> None:
    picture = compare("direction = 'increase'\nactual = { 2023 = 0, 2024 = 5 }")
    start, _ = track(picture)
    assert float(picture.found("circle", "origin")[0].attrib["cx"]) == start
    assert "+5" in picture.words.split("\n")
    assert "%" not in picture.words.replace("Change %", "")


def test_figures_below_zero_have_zero_between_or_beside_them(compare: Compare) -> None:
    picture = compare("direction = 'increase'\nactual = { 2023 = -10, 2024 = 30 }")
    start, end = track(picture)
    zero = float(points(picture.found("path", "axis")[0])[0][0])
    assert zero == pytest.approx(start + (end - start) / 4, abs=0.2)


def test_what_is_not_comparable_has_no_arrow_and_says_why(compare: Compare) -> None:
    keys = "direction = 'increase'\nbreaks.2024 = 'New form'\nactual = { 2023 = 10, 2024 = 30 }"
    picture = compare(keys)
    assert picture.found("path", "way") == []
    assert "not comparable" in picture.words
    assert "A: break in 2024: New form" in picture.words


def test_periods_between_stand_between(compare: Compare) -> None:
    keys = "direction = 'increase'\nactual = { 2022 = 10, 2023 = 20, 2024 = 40 }"
    picture = compare(keys, "2022", "2023", "2024")
    start, end = track(picture)
    between = float(picture.found("circle", "between")[0].attrib["cx"])
    assert between == pytest.approx((start + end) / 2, abs=0.2)
    assert "2023" in picture.words.split("\n")


def test_two_zeroes_and_a_milestone_have_nothing_to_draw(compare: Compare) -> None:
    assert (
        compare("direction = 'increase'\nactual = { 2023 = 0, 2024 = 0 }").found(
            "circle", "origin"
        )[1:]
        == []
    )
    picture = compare("direction = 'milestone'\nactual = { 2023 = false, 2024 = true }")
    assert {"not reached", "reached", "better"} <= set(picture.words.split("\n"))


def test_what_has_no_counterpart_is_listed_with_the_figures_that_there_are(
    compare: Compare,
) -> None:
    words = compare("unit = 'kg'\nactual.2024 = 30").words.split("\n")
    assert "Without counterpart" in words
    assert "A, kg" in words
    assert "2024: 30" in words
    assert "2023" not in words


def test_a_stated_completion_alone_has_no_figure_to_list(compare: Compare) -> None:
    words = compare("actual.2024 = { stated = { completion = 153.6 } }").words.split("\n")
    assert "–" in words
