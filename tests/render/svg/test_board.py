"""The picture of a status view."""

import datetime as dt
from collections.abc import Callable

import pytest

from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.picture import svg_text
from kpitrack.sources.reader import read_tracker
from kpitrack.views.question import Question
from kpitrack.views.status import status_view
from tests.conftest import LONG_AFTER, ROOT
from tests.render.svg.reading import Picture

Make = Callable[[str], Tracker]
Board = Callable[..., Picture]
ASKED = Question(LONG_AFTER)


@pytest.fixture
def board(make: Make) -> Board:
    """The picture of the status in 2024 of a tracker's text."""

    def of(text: str, question: Question = ASKED) -> Picture:
        view = status_view(make(text), parse_period("2024"), question)
        return Picture(svg_text(view, Manner()))

    return of


def one(keys: str, name: str = "a") -> str:
    return f"[indicators.{name}]\nname = 'Indicator {name}'\ndirection = 'increase'\n{keys}\n"


def test_bars_of_unlike_units_share_one_axis(board: Board) -> None:
    text = one("unit = 'kg'\ntarget.2024 = 10\nactual.2024 = 5", "a")
    text += one("unit = 'USD'\ntarget.2024 = 4000000\nactual.2024 = 2000000", "b")
    first, second = (bar.attrib for bar in board(text).found("rect", "bad"))
    assert (first["x"], first["width"]) == (second["x"], second["width"])


@pytest.mark.parametrize(
    ("actual", "kind", "tag", "word"),
    [
        (120, "good", "circle", "exceeded"),
        (96, "near", "rect", "nearly met"),
        (10, "bad", "path", "missed"),
    ],
)
def test_a_verdict_is_a_word_and_a_shape_beside_its_colour(
    board: Board, actual: int, kind: str, tag: str, word: str
) -> None:
    picture = board(one(f"target.2024 = 100\nactual.2024 = {actual}"))
    assert word in picture.words.split("\n")
    assert picture.found(tag, kind)


def test_what_is_open_has_a_ring(board: Board) -> None:
    keys = "target.2024 = 100\nactual.2024 = { value = 101, qualifier = 'about' }"
    picture = board(one(keys))
    assert "undetermined" in picture.words
    assert len(picture.found("circle", "ring")) == 1


def test_what_has_no_figure_says_so_beside_its_target(board: Board) -> None:
    words = board(one("target.2024 = 100")).words.split("\n")
    assert {"100", "no data"} <= set(words)
    assert "–" not in words


def test_what_has_no_target_stands_as_text_below_the_bars(board: Board) -> None:
    text = one("actual.2024 = 3\nunit = 'kg'", "a") + one(
        "target.2024 = 5\nactual.2024 = 5", "b"
    )
    words = board(text).words.split("\n")
    assert (
        words.index("Indicator b") < words.index("No target") < words.index("Indicator a, kg")
    )
    assert words[words.index("Indicator a, kg") + 1] == "3"


def test_groups_have_a_heading_and_what_they_add_up_to(board: Board) -> None:
    text = "[groups.x]\nname = 'Group <X>'\n"
    text += one("group = 'x'\ntarget.2024 = 5\nactual.2024 = 5", "a")
    text += one("target.2024 = 5\nactual.2024 = 4", "b")
    words = board(text).words.split("\n")
    assert "Group <X>" in words
    assert "1 of 1 met, score 100 %" in words
    assert "Without a group" in words


def test_several_target_sets_have_a_bar_each(board: Board) -> None:
    text = one("target.council.2024 = 8\ntarget.province.2024 = 10\nactual.2024 = 9")
    picture = board(text, ASKED._replace(target_set="all"))
    assert {"8 (council)", "10 (province)"} <= set(picture.words.split("\n"))
    assert len(picture.found("path", "goal")) == 3  # two bars, and the key


def test_the_key_names_thresholds_that_all_rows_share_and_no_others(board: Board) -> None:
    same = one("target.2024 = 100\nactual.2024 = 90", "a")
    assert "80 % to 95 %" in board(same).words
    other = one("target.2024 = 100\nactual.2024 = 90\nthresholds = { near = 99 }", "b")
    words = board(same + other).words
    assert "80 % to 95 %" not in words
    assert "shades: the thresholds of each indicator" in words


def test_shades_of_what_was_expected_by_then_have_no_percentages_of_the_target(
    board: Board,
) -> None:
    keys = (
        "rollup = 'sum'\ntarget.2024 = 100\nactual.2024 = { value = 50, through = 2024-06-30 }"
    )
    words = board(one(keys), Question(dt.date(2024, 7, 15))).words
    assert "expected by then" in words
    assert "shades: the thresholds of each indicator" in words
    assert "80 %" not in words


def test_where_nothing_was_to_have_happened_yet_there_are_no_shades(board: Board) -> None:
    years = "".join(
        f"actual.{year}-Q1 = 0\nactual.{year}-Q2 = 1\nactual.{year}-Q3 = 1\nactual.{year}-Q4 = 1\n"
        for year in (2022, 2023)
    )
    keys = "rollup = 'sum'\npace = 'seasonal'\ntarget.2024 = 3\nactual.2024-Q1 = 1\n"
    words = board(one(keys + years).replace("increase", "decrease")).words
    assert "expected by then 0" in words
    assert "shades" not in words


def test_a_long_picture_has_its_axis_below_too(board: Board) -> None:
    rows = "".join(one("target.2024 = 10\nactual.2024 = 9", f"a{at}") for at in range(60))
    picture = board(rows)
    axes = [box for box in picture.texts if box.text == "100 %" and "tick" in box.kinds]
    assert len(axes) == 2
    assert picture.overlapping() == []
    assert picture.outside() == []


def test_the_description_tells_every_verdict() -> None:
    tracker = read_tracker(str(ROOT / "data/indicators.toml"))
    view = status_view(tracker, parse_period("2024"), Question(LONG_AFTER))
    told = Picture(svg_text(view, Manner())).root[1].text or ""
    assert told.startswith("7 of 11 met")
    assert "Public investment disbursed: 96.2 %, nearly met" in told
    assert "New party members admitted" not in told  # it has no target
