"""Drawings for terminals: right at every width, with and without colour, also in ASCII."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.form import Format
from kpitrack.render.formats import Screen, rendered
from kpitrack.render.printable import width
from kpitrack.render.sheet import Manner
from kpitrack.sources.reader import read_tracker
from kpitrack.views.detail import detail_view
from kpitrack.views.question import Question
from kpitrack.views.status import StatusView, status_view
from kpitrack.views.trend import trend_view
from tests.golden.screens import CITY, DRAWINGS, HERE, NGO, PACE, ROOT, TEAM, WAITING

Make = Callable[[str], Tracker]
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
NOW = dt.date(2024, 10, 1)


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_a_terminal_shows_its_golden_file(name: str) -> None:
    kept = (HERE / name).read_bytes().decode("utf-8")
    assert DRAWINGS[name].text() == kept, "renew with python -m tests.golden.renew"


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_a_drawing_keeps_to_its_terminal(name: str) -> None:
    drawing = DRAWINGS[name]
    color, ascii_only = drawing.letters
    text = drawing.text()
    assert ("\x1b[" in text) is color
    assert text.isascii() or not ascii_only
    plain = _COLOUR.sub("", text)
    assert max(map(width, plain.splitlines())) <= drawing.columns


@pytest.mark.parametrize("name", [name for name in DRAWINGS if DRAWINGS[name].letters[0]])
def test_colour_says_nothing_that_the_signs_do_not(name: str) -> None:
    drawing = DRAWINGS[name]._replace(letters=(False, False))
    assert _without_colour(DRAWINGS[name].text()) == _without_colour(drawing.text())


def _without_colour(text: str) -> list[str]:
    return [line.rstrip() for line in _COLOUR.sub("", text).splitlines()]


STATUSES = {
    file: status_view(read_tracker(str(ROOT / file)), parse_period("2024"), Question(NOW))
    for file in (CITY, NGO, TEAM, PACE)
}


def figures(view: StatusView) -> list[str]:
    """Every plain number of the table, as a document prints it."""
    plain = rendered(view, Format.markdown, Manner())
    return re.findall(r"(?<=\| )[\d.,]+(?: %)?(?= )", plain)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(STATUSES)), st.integers(40, 220), st.booleans(), st.booleans())
def test_a_status_fits_every_terminal_and_no_figure_is_cut(
    file: str, columns: int, color: bool, ascii_only: bool
) -> None:
    view = STATUSES[file]
    screen = Screen(columns, color, ascii_only)
    drawn = _COLOUR.sub("", rendered(view, Format.table, Manner(), screen))
    assert max(map(width, drawn.splitlines())) <= columns
    words = set(drawn.split())
    assert {part for one in figures(view) for part in one.split()} <= words
    marks = drawn.count("|" if ascii_only else "┃")
    bars = sum(1 for row in view.rows if row.completion is not None and row.status is not None)
    assert marks == bars + bool(bars)


@settings(deadline=None, max_examples=30)
@given(st.integers(40, 220), st.booleans(), st.sampled_from(["en", "vi"]))
def test_a_trend_and_a_history_fit_every_terminal(
    columns: int, ascii_only: bool, locale: str
) -> None:
    tracker = read_tracker(str(ROOT / WAITING))
    asked, screen = Question(NOW), Screen(columns, False, ascii_only)
    for view in (
        trend_view(tracker, asked, language=locale),
        detail_view(tracker, "waiting", asked, language=locale),
    ):
        drawn = rendered(view, Format.table, Manner(locale), screen)
        assert max(map(width, drawn.splitlines())) <= columns


def test_a_pipe_gets_the_table_alone() -> None:
    tracker = read_tracker(str(ROOT / WAITING))
    told = rendered(trend_view(tracker, Question(NOW)), Format.table, Manner())
    assert not set("●▲■┤╌═┃") & set(told)
    status = rendered(STATUSES[PACE], Format.table, Manner())
    assert not set("█▒░┃┆►") & set(status)


BAND = """
[indicators.ph]
name = "Acidity"
unit = "pH"
direction = "maintain"
target.2024 = { min = 6.5, max = 8.5, each = "month" }
""" + "".join(f"actual.2024-{month:02} = {6 + month / 5:.1f}\n" for month in range(1, 10))


def test_a_band_is_drawn_by_both_its_edges(make: Make) -> None:
    view = trend_view(make(BAND), Question(NOW))
    drawn = rendered(view, Format.table, Manner(), Screen(80, False, True))
    edges = [line.split()[0] for line in drawn.splitlines() if "=======" in line]
    assert edges == ["8.5", "6.5"]
    assert "= target up to 8.5  = target from 6.5" in drawn


def test_an_indicator_without_a_series_has_no_chart(make: Make) -> None:
    view = trend_view(make('[indicators.a]\nname = "A"\n'), Question(NOW), names=("a",))
    drawn = rendered(view, Format.table, Manner(), Screen(80, False, False))
    assert drawn.startswith("A\na, neutral\n\nPeriod")
