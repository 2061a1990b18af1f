"""Pictures: whole SVG files whose figures are the table's, whatever the tracker holds."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kpitrack.errors import InputError
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.form import Format
from kpitrack.render.formats import rendered
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.style import style, style_of_file
from kpitrack.sources.reader import read_tracker
from kpitrack.views.comparison import comparison_view
from kpitrack.views.detail import detail_view
from kpitrack.views.deviation import variance_view
from kpitrack.views.question import Question
from kpitrack.views.status import status_view
from kpitrack.views.trend import trend_view
from tests.conftest import LONG_AFTER, ROOT
from tests.render.svg.reading import Picture

Make = Callable[[str], Tracker]
TRACKERS = {
    "city": ROOT / "data/indicators.toml",
    "ngo": ROOT / "data/examples/ngo-tracking.toml",
    "team": ROOT / "data/examples/team-kpis.toml",
    "province": ROOT / "data/examples/son-la-province.toml",
    "nhs": ROOT / "data/examples/nhs-emergency.toml",
}
AS_OF = dt.date(2025, 2, 1)
NAMED = "A name that no wide column holds, " * 8

HOSTILE = """
[tracker]
title = '''<script>alert(1)</script> ]]> & "quoted" \u202eturned'''
period = 2024
[groups.x]
name = "<b>x</b> \\u0007bell \\uFFFE"
[indicators.a]
name = '''<img src=x onerror="alert(1)"> ]]>'''
group = "x"
unit = "'><u>"
direction = "increase"
target.2024 = 10
actual.2024 = -5
actual.2023 = 0
breaks.2024 = "<style>*{display:none}</style> &amp;"
[indicators.b]
name = "Huge"
group = "x"
direction = "increase"
target.2024 = 123456789012345678901234567890
actual.2024 = 9999999999999999999999999999.12
actual.2023 = 1
[indicators.c]
name = "WordWordWordWordWordWordWordWordWordWordWordWordWordWordWordWordWordWordWordWord"
unit = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
direction = "decrease"
target.2024 = 0.000001
actual.2024 = 0.0000000000001
actual.2023 = { text = "hundreds of hundreds, as a source says that counts nothing itself" }
[indicators.d]
name = "Milestone"
direction = "milestone"
actual.2023 = false
actual.2024 = true
[indicators.e]
name = "Zero"
direction = "decrease"
target.2024 = 0
actual.2023 = 0
actual.2024 = 0
[indicators.f]
name = "No figure"
target.2024 = 5
[indicators.g]
name = "Band"
unit = "%"
direction = "maintain"
target.2024 = { min = -5, max = 5 }
actual.2023 = -90
actual.2024 = 7
[indicators.h]
name = "أرقام 日本語の指標名はとても長い"
unit = "個"
direction = "increase"
target.averylongnameofasetthatgoesonandonandon.2024 = 5
target.short.2024 = 6
target.third.2024 = 7
actual.2024 = { value = 4, qualifier = "about" }
"""


def views_of(tracker: Tracker) -> Iterator[Any]:
    question = Question(AS_OF)
    yield status_view(tracker, parse_period("2024"), question)
    yield status_view(tracker, parse_period("2024"), question._replace(target_set="all"))
    yield comparison_view(tracker, [parse_period(one) for one in ("2023", "2024")], question)
    years = ("2022", "2023", "2024")
    yield comparison_view(tracker, [parse_period(one) for one in years], question)
    yield trend_view(tracker, question)
    yield trend_view(tracker, question, names=["*"])
    for name in tracker.indicators:
        yield detail_view(tracker, name, question)


def drawn(view: Any, locale: str = "en") -> str:
    return rendered(view, Format.svg, Manner(locale, dated=True))


def table(view: Any, locale: str = "en") -> str:
    if view.view == "trend":
        view = view._replace(names=("*",))  # each point, not the summary alone
    return rendered(view, Format.table, Manner(locale, dated=True))


@pytest.fixture(params=[*TRACKERS, "hostile"])
def tracker(request: pytest.FixtureRequest, tmp_path: Path) -> Tracker:
    if request.param != "hostile":
        return read_tracker(str(TRACKERS[request.param]))
    file = tmp_path / "hostile.toml"
    file.write_text(HOSTILE, encoding="utf-8")
    return read_tracker(str(file))


@pytest.mark.parametrize("locale", ["en", "vi"])
def test_nothing_leaves_the_paper_and_no_text_is_written_over_another(
    tracker: Tracker, locale: str
) -> None:
    for view in views_of(tracker):
        picture = Picture(drawn(view, locale))
        assert picture.outside() == []
        assert picture.overlapping() == []


def test_every_picture_has_a_title_and_a_description_that_it_is_labelled_by(
    tracker: Tracker,
) -> None:
    for view in views_of(tracker):
        root = Picture(drawn(view)).root
        title, description = root[0], root[1]
        assert (title.tag, description.tag) == ("title", "desc")
        assert title.text
        assert description.text
        assert root.attrib["role"] == "img"
        ids = [title.attrib["id"], description.attrib["id"]]
        assert root.attrib["aria-labelledby"].split() == ids


def test_a_picture_holds_no_script_no_handler_and_no_address(tracker: Tracker) -> None:
    harmless = {"svg", "title", "desc", "style", "rect", "circle", "path", "text", "tspan"}
    for view in views_of(tracker):
        picture = Picture(drawn(view))
        assert {one.tag for one in picture.root.iter()} <= harmless
        for element in picture.root.iter():
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert "href" not in name
                assert "url(" not in value
        assert "url(" not in style_of_file()
        assert "@import" not in style_of_file()


_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


def figures(text: str) -> set[str]:
    return set(_FIGURE.findall(text))


@pytest.mark.parametrize("locale", ["en", "vi"])
def test_every_figure_of_a_picture_is_one_of_its_table(tracker: Tracker, locale: str) -> None:
    """But for round figures on axes and the thresholds that the key explains."""
    for view in views_of(tracker):
        picture = Picture(drawn(view, locale))
        shown = {
            figure
            for box in picture.texts
            if "tick" not in box.kinds
            for figure in figures(box.text)
        }
        explained = {"100", "150", "80", "95", "0", "85"}
        assert shown - explained <= figures(table(view, locale)) | figures(NAMES_IN[view.view])


NAMES_IN = {"status": "", "compare": "", "show": "", "trend": "8"}
"""Figures in reasons that the table of many rows leaves to those of single ones."""


def test_no_name_is_lost(tracker: Tracker) -> None:
    view = status_view(tracker, parse_period("2024"), Question(AS_OF))
    letters = re.sub(r"\s", "", Picture(drawn(view)).words)
    told = re.sub(r"\s", "", table(view))
    for row in view.rows:
        name = re.sub(r"\s", "", row.name)
        assert (name in letters) == (name in told)
    assert "WordWordWord" not in told or "WordWordWord" in letters


def test_what_has_no_picture_says_which_commands_have_one(tracker: Tracker) -> None:
    view = variance_view(tracker, parse_period("2024"), Question(AS_OF))
    with pytest.raises(InputError, match="status, compare, show or trend"):
        drawn(view)


def test_an_empty_view_says_that_nothing_is_shown(make: Make) -> None:
    one = "[indicators.{id}]\nname = 'A'\nactual.2020 = 1\n"
    tracker = make(one.format(id="a") + one.format(id="b"))
    question = Question(AS_OF)
    for view in (
        status_view(tracker, parse_period("2020"), question, statuses=["missed"]),
        comparison_view(tracker, [parse_period("2023"), parse_period("2024")], question),
        trend_view(tracker, question),
    ):
        picture = Picture(drawn(view))
        assert "no indicator is shown" in picture.words
        assert picture.outside() == []


def test_a_file_has_plain_light_colours_and_a_page_has_both_schemes() -> None:
    assert "var(" not in style_of_file()
    assert "@media" not in style_of_file()
    assert "prefers-color-scheme: dark" in style()
    assert "@media print" in style()


def test_a_file_keeps_to_the_selectors_that_office_programs_understand() -> None:
    # LibreOffice 7 passes over `path.data`, `font:` and `paint-order`: it then filled the
    # lines, wrote in its own letters and painted the outline of figures over them.
    rules = style_of_file()
    assert re.findall(r"\b(?:path|rect|circle|text)\.[a-z]|\.[a-z]+\.[a-z]", rules) == []
    assert "font:" not in rules
    assert "paint-order" not in rules


def test_the_style_sheet_knows_every_class_that_is_drawn() -> None:
    rules = style_of_file()
    unstyled = {"tick", "figure", "way"}  # they only say what a thing is
    for path in TRACKERS.values():
        for view in views_of(read_tracker(str(path))):
            for element in Picture(drawn(view)).root.iter():
                for kind in element.attrib.get("class", "").split():
                    assert f".{kind}" in rules or kind in unstyled


def test_words_and_figures_are_the_readers() -> None:
    tracker = read_tracker(str(TRACKERS["city"]))
    view = status_view(tracker, parse_period("2024"), Question(LONG_AFTER), language="vi")
    assert Picture(drawn(view, "vi")).root.attrib["lang"] == "vi"
    words = Picture(drawn(view, "vi")).words
    assert "Tổng thu ngân sách" in words
    assert "1.154 e" in words
    assert "119,2%" in words
    assert "vượt" in words
