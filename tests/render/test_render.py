"""Formats: figures that read true, names that do no harm, tables that are never cut."""

import csv
import datetime as dt
import io
import json
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.form import Format
from kpitrack.render.formats import Screen, rendered
from kpitrack.render.numbers import Numbers, digits_for, percent_digits, rounded
from kpitrack.render.printable import printable, to_ascii, width
from kpitrack.render.raw import exact
from kpitrack.render.sheet import Bullet, Cell, Column, Manner, Section, Sheet
from kpitrack.render.terminal import draw
from kpitrack.render.words import ENGLISH, VIETNAMESE, words_for
from kpitrack.views.comparison import comparison_view
from kpitrack.views.detail import detail_view
from kpitrack.views.deviation import variance_view
from kpitrack.views.question import Question
from kpitrack.views.status import StatusView, status_view
from tests.conftest import LONG_AFTER

Make = Callable[[str], Tracker]
D = Decimal
ENGLISH_NUMBERS, VIETNAMESE_NUMBERS = Numbers("en"), Numbers("vi")
LIMITS = (D(95), D(80))


def test_a_figure_of_many_digits_is_written_whole_in_every_language() -> None:
    long = D("123456789012345678901234567890.5")
    assert ENGLISH_NUMBERS.number(long, 1) == "123,456,789,012,345,678,901,234,567,890.5"
    assert VIETNAMESE_NUMBERS.number(long, 1) == "123.456.789.012.345.678.901.234.567.890,5"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("96.190476", "96.2 %"),
        ("99.96", "99.96 %"),  # design: never 100 when it is not reached
        ("94.96", "94.96 %"),
        ("100.04", "100.04 %"),
        ("99.999", "99.999 %"),
        ("79.95", "79.95 %"),
        ("79.94", "79.9 %"),
        ("100", "100 %"),
        ("75", "75 %"),
        ("270.2", "270.2 %"),
        ("-0.04", "0.0 %"),
        ("0.05", "0.1 %"),  # half-up
        ("99.9999999999999999999999999999999", "99.9999999999999999999999999999999 %"),
    ],
)
def test_a_percentage_reads_as_what_it_is(value: str, shown: str) -> None:
    told = ENGLISH_NUMBERS.percent(D(value), LIMITS)
    assert told == shown or len(value) > 30


percentages = st.decimals(min_value=-500, max_value=500, places=6)


@given(percentages)
def test_a_percentage_never_reads_as_having_reached_what_it_has_not(value: Decimal) -> None:
    read = rounded(value, percent_digits(value, LIMITS))
    for limit in (D(100), *LIMITS):
        assert (read >= limit) <= (value >= limit)
    assert (read == 100) <= (value <= 100 or value == 100)
    assert abs(read - value) <= D("0.05")


@pytest.mark.parametrize(
    ("value", "digits", "english", "vietnamese"),
    [
        ("1154.5", 1, "1,154.5", "1.154,5"),
        ("1154433", 0, "1,154,433", "1.154.433"),
        ("10.63", 2, "10.63", "10,63"),
        ("0.5", 0, "1", "1"),
        ("-0.4", 0, "0", "0"),
        ("2.5", 0, "3", "3"),  # half-up, not to even
        ("1000", 0, "1,000", "1.000"),
    ],
)
def test_figures_are_written_as_each_language_does(
    value: str, digits: int, english: str, vietnamese: str
) -> None:
    assert ENGLISH_NUMBERS.number(D(value), digits) == english
    assert VIETNAMESE_NUMBERS.number(D(value), digits) == vietnamese
    assert VIETNAMESE_NUMBERS.percent(D("96.19")) == "96,2%"


def test_differences_carry_their_sign_and_are_zero_only_when_they_are() -> None:
    assert ENGLISH_NUMBERS.signed(D(5), 0) == "+5"
    assert ENGLISH_NUMBERS.signed(D(-5), 0) == "-5"
    assert ENGLISH_NUMBERS.signed_percent(D("0.0004")) == "+0.0004 %"
    assert ENGLISH_NUMBERS.signed_percent(D(0)) == "0 %"
    assert ENGLISH_NUMBERS.stated_percent(D("270")) == "270 %"


def test_digits_are_the_indicators_or_those_written() -> None:
    assert digits_for(D("1.50"), None) == 2
    assert digits_for(D("1.5"), 0) == 0
    assert digits_for(D(1) / D(3), None) == 2
    assert digits_for(D("99.99999999999999"), None) == 14  # two would read as all of it


def test_exact_figures_for_machines() -> None:
    assert str(exact(D("1.50"))) == "1.50"
    assert str(exact(D(2) / D(3))) == "0.666666666667"
    assert str(exact(D("1.0000000000000000000000001"))) == "1"
    assert f"{exact(D('1E+3')):f}" == "1000"


HOSTILE = [
    "[bold]x[/b]",
    "\x1b[31mred\x1b[0m",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "a|b `c` *d* _e_ [f](g)",
    "two\nlines",
    "\u202egnp.exe",
    "@SUM(A1)",
    "+1",
    "-1",
    "\tx",
]


def hostile(make: Make) -> StatusView:
    text = "".join(
        f"[indicators.n-{n}]\nname = {json.dumps(name)}\nunit = {json.dumps(name)}\n"
        f"group = {json.dumps(name)}\nsource = {json.dumps(name)}\nactual.2024 = 1\n"
        for n, name in enumerate(HOSTILE)
    )
    return status_view(make(text), parse_period("2024"), Question(LONG_AFTER))


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("screen", [None, Screen(80, False, False), Screen(80, True, True)])
def test_names_never_act(make: Make, form: Format, screen: Screen | None) -> None:
    text = rendered(hostile(make), form, Manner(), screen)
    assert "\u202e" not in text or form in (Format.json, Format.csv)
    if form not in (Format.json, Format.csv):
        assert "\x1b[31m" not in text
    if form is Format.html:
        assert "<script" not in text
    if form is Format.markdown:
        assert "\\[bold\\]x\\[/b\\]" in text
        assert "a\\|b \\`c\\` \\*d\\* \\_e\\_ \\[f\\](g)" in text
        lines = [one for one in text.splitlines() if one.startswith("|")]
        assert {len(re.findall(r"(?<!\\)\|", one)) for one in lines} == {7}
    if form is Format.table and screen is None:
        assert "[bold]x[/b]" in text
    if form is Format.json:
        assert [row["name"] for row in json.loads(text)["rows"]] == HOSTILE


def test_a_spreadsheet_runs_nothing_from_a_csv(make: Make) -> None:
    rows = list(csv.DictReader(io.StringIO(rendered(hostile(make), Format.csv, Manner()))))
    for row, name in zip(rows, HOSTILE, strict=True):
        risky = name[0] in "=+-@\t"
        assert row["name"] == (f"'{name}" if risky else name)
        assert row["actual"] == "1"  # figures stay figures


def test_an_empty_answer_is_still_an_answer(make: Make) -> None:
    tracker = make('[indicators.a]\nname = "A"\nactual.2024 = 1\n')
    period = parse_period("2024")
    empty = status_view(tracker, period, Question(LONG_AFTER), statuses=["met"])
    assert "no indicator is shown" in rendered(empty, Format.table, Manner())
    assert rendered(empty, Format.csv, Manner()) == ""
    assert json.loads(rendered(empty, Format.json, Manner()))["rows"] == []
    nothing = variance_view(tracker, period, Question(LONG_AFTER))
    assert "no indicator is shown" in rendered(nothing, Format.table, Manner())
    none = comparison_view(
        tracker, [parse_period("2019"), parse_period("2020")], Question(LONG_AFTER)
    )
    assert "no indicator is shown" in rendered(none, Format.table, Manner())


class Tags(HTMLParser):
    """Every tag that a page opens, and every address that it names."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href")]


def test_a_page_asks_the_network_for_nothing(make: Make) -> None:
    page = rendered(hostile(make), Format.html, Manner("vi"))
    seen = Tags()
    seen.feed(page)
    assert seen.addresses == []
    assert not seen.tags & {"script", "link", "iframe", "img", "object"}
    assert "default-src 'none'" in page
    assert '<html lang="vi">' in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_every_word_is_told_in_both_languages() -> None:
    assert set(ENGLISH) == set(VIETNAMESE)
    assert words_for("vi_VN") is VIETNAMESE
    assert words_for("fr") is ENGLISH


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("plain", 5),
        ("Hộ nghèo", 8),
        (unicodedata.normalize("NFD", "Hộ nghèo"), 8),
        ("人口", 4),
        ("≈ 5", 3),
    ],
)
def test_width_is_counted_in_cells(text: str, cells: int) -> None:
    assert width(text) == cells


def test_unsafe_characters_are_shown_as_such() -> None:
    assert printable("a\x1b[31m\nb\u202ec") == "a\ufffd[31m b\ufffdc"
    assert printable(unicodedata.normalize("NFD", "Hộ")) == "Hộ"
    assert to_ascii("≈ 5 – Hộ █") == "~ 5 - Ho #"
    assert to_ascii(unicodedata.normalize("NFD", "Độ ẩm")) == "Do am"
    assert to_ascii("人口 €") == "\\u4eba\\u53e3 \\u20ac"


def test_wide_and_combining_names_line_up(make: Make) -> None:
    names = ["Hộ nghèo", unicodedata.normalize("NFD", "Hộ cận nghèo"), "人口總數", "Plain"]
    text = "".join(
        f"[indicators.n-{n}]\nname = {json.dumps(name, ensure_ascii=False)}\nactual.2024 = 7\n"
        for n, name in enumerate(names)
    )
    view = status_view(make(text), parse_period("2024"), Question(LONG_AFTER))
    lines = rendered(view, Format.table, Manner()).splitlines()
    ends = {width(line[: line.rindex("7")]) for line in lines if "7" in line and "–" in line}
    assert len(ends) == 1


def sheet(**more: object) -> Sheet:
    columns = (
        Column("indicator", "Indicator", "name"),
        Column("unit", "Unit", "unit"),
        Column("actual", "Actual figure", "figure"),
        Column("bar", "", "bar"),
        Column("status", "", "word"),
    )
    rows = (
        (
            Cell("A name of several words"),
            Cell("billion VND"),
            Cell("1,234,567,890.12"),
            Cell(mood="near", bullet=Bullet(D("0.55"), reached=False, part=D("0.8"))),
            Cell("nearly met", "near"),
        ),
        (Cell("B"), Cell(""), Cell("5"), Cell(), Cell("")),
    )
    return Sheet("Title", columns, (Section(rows, "Group", "1 of 2 met"),), "footer", ("note",))


@pytest.mark.parametrize(
    ("columns", "bar", "unit"),
    [
        (160, "890.12  ██████████████████████▒▒▒▒▒▒▒▒▒▒        ┃          nearly met\n", True),
        (90, "890.12  ████████▎▒▒▒   ┃     nearly met\n", True),
        (75, "890.12  █████▌▒▒  ┃    nearly met\n", False),
        (40, "890.12  nearly met\nseveral        █████▌▒▒  ┃\nwords\n", False),
        (30, "890.12\n  ███████████▒▒▒▒▒    ┃\n  nearly met\n", True),
    ],
)
def test_where_room_lacks_the_unit_joins_the_name_then_the_bar_moves_below(
    columns: int, bar: str, unit: bool
) -> None:
    drawn = draw([sheet()], columns=columns, color=False, ascii_only=False)
    assert bar in drawn
    assert ("Unit" in drawn) is unit
    assert "1,234,567,890.12" in drawn
    assert max(width(line) for line in drawn.splitlines()) <= columns


def test_the_narrowest_terminal_gives_each_figure_a_line() -> None:
    drawn = draw([sheet(), sheet()], columns=25, color=True, ascii_only=False)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", drawn)
    assert (
        "A name of several words\n  Unit: billion VND\n  Actual figure:\n  1,234,567,890.12\n"
        "  ████████▎▒▒▒   ┃   \n  nearly met\nB\n  Actual figure: 5\n" in plain
    )


def test_a_drawing_in_ascii_has_an_ascii_bar() -> None:
    drawn = draw([sheet()], columns=100, color=False, ascii_only=True)
    assert "  #############-------     |       nearly met" in drawn
    assert drawn.isascii()


def test_a_sheet_may_be_bare() -> None:
    bare = Sheet("Only a title", (Column("a", "A", "text"),), (Section(((Cell("x y"),),)),))
    drawn = draw([bare], columns=30, color=False, ascii_only=False)
    assert drawn == "Only a title\n\nA\n───\nx y\n"
    long = Sheet("T", (Column("a", "A", "text"),), (Section(((Cell("word " * 20),),)),))
    assert (
        max(map(len, draw([long], columns=30, color=False, ascii_only=False).splitlines()))
        <= 30
    )


EVERYTHING = """
[tracker]
names.vi = "Bảng"
[indicators.a]
name = "A"
unit = "%"
direction = "milestone"
actual.2023 = false
actual.2024 = { value = true, achieved = 2024-02-14, date = 2024-03-01 }
[indicators.b]
name = "B"
unit = "%"
direction = "increase"
target.x.2024 = { value = 80, qualifier = "over" }
rollup = "max"
target.y.2024 = 60
actual.2023 = { value = 70, status = "provisional" }
actual.2024 = [
  { value = 74.5, date = 2024-10-01, status = "forecast" },
  { count = 51, of = 68, date = 2025-02-01, note = "final", through = 2024-11-30, stated = { percent = 75 } },
]
[indicators.c]
name = "C"
direction = "maintain"
baseline.2020 = 3
target.2024 = { min = 1, max = 2 }
actual.2023 = 1
actual.2024 = { value = 1.5, qualifier = "about", by = { sex = { women = 1, men = 0.5 } } }
breaks.2024 = "new count"
[indicators.d]
name = "D"
direction = "decrease"
target.2024 = 0
actual.2023 = 1
actual.2024 = { value = 0, status = "estimated" }
[indicators.e]
name = "E"
direction = "increase"
baseline.2020 = 10
target.2025 = 20
actual.2024 = { value = 15, stated = { change_percent = 6.3 } }
[indicators.g]
name = "G"
target.2024 = 3
actual.2024 = 2
[indicators.f]
name = "F"
direction = "milestone"
target.2023 = false
actual.2023 = false
"""


@pytest.mark.parametrize("locale", ["en", "vi", "fr"])
@pytest.mark.parametrize("form", [Format.table, Format.markdown, Format.html])
def test_every_kind_of_figure_is_drawn_in_every_view(
    make: Make, locale: str, form: Format
) -> None:
    tracker = make(EVERYTHING)
    asked, period = Question(LONG_AFTER), parse_period("2024")
    views = [
        status_view(tracker, period, asked),
        status_view(tracker, period, Question(LONG_AFTER, target_set="all")),
        variance_view(tracker, period, asked, by_group=True),
        comparison_view(tracker, [parse_period("2023"), period], asked),
        *(detail_view(tracker, name, asked) for name in "abcdefg"),
    ]
    for view in views:
        text = rendered(view, form, Manner(locale, dated=True))
        assert "None" not in text
        assert "Decimal" not in text


def test_what_a_reader_must_know_stands_below_the_table(make: Make) -> None:
    tracker = make(EVERYTHING)
    asked, period = Question(LONG_AFTER, target_set="x"), parse_period("2024")
    status = rendered(status_view(tracker, period, asked), Format.table, Manner())
    assert "75 (51 of 68) s" in status
    assert "B: so far, through 2024-11-30; incomplete: its period is over; * the" in status
    assert "* the verdicts of the target sets differ" in status
    assert "C: 'about' leaves open whether the target is met" in status
    assert "e: estimated; s: so far, not the whole period" in status
    compare = comparison_view(tracker, [parse_period("2023"), period], Question(LONG_AFTER))
    told = rendered(compare, Format.table, Manner())
    assert "C: break in 2024: new count" in told
    assert "E: stated 6.3 % (2024)" in told
    assert "p: provisional" in told
    shown = rendered(detail_view(tracker, "d", asked), Format.table, Manner())
    assert "2024: the target is not above 0, so there is no ratio to it" in shown


SETS = """
[indicators.a]
name = "A"
direction = "increase"
target.province.2024 = 90
target.council.2024 = 110
actual.2024 = 100
[indicators.b]
name = "B"
direction = "increase"
target.2024 = 10
actual.2024 = 10
[indicators.c]
name = "C"
direction = "increase"
target.province.2024 = 50
actual.2024 = 5
[indicators.d]
name = "D"
actual.2024 = 5
"""


def test_a_target_never_stands_under_the_name_of_another_set(make: Make) -> None:
    period = parse_period("2024")
    asked = Question(LONG_AFTER, target_set="all")
    lines = rendered(status_view(make(SETS), period, asked), Format.csv, Manner()).splitlines()
    assert len(lines) == 6
    drawn = rendered(status_view(make(SETS), period, asked), Format.markdown, Manner())
    cells = [[one.strip() for one in line.split("|")[1:-1]] for line in drawn.splitlines()]
    table = {row[0]: row[3:] for row in cells if len(row) == 12}
    assert table["Indicator"][::3] == ["Target", "Target (province)", "Target (council)"]
    assert table["A"] == [
        "–",
        "–",
        "–",
        "90",
        "111.1 %",
        "exceeded \\*",
        "110",
        "90.9 %",
        "partly met \\*",
    ]
    assert table["B"] == ["10", "100 %", "met", *["–"] * 6]
    assert table["C"] == ["–", "–", "–", "50", "10 %", "missed", "–", "–", "–"]


def test_a_target_of_another_set_than_the_one_asked_is_named(make: Make) -> None:
    asked = Question(LONG_AFTER, target_set="council")
    view = status_view(make(SETS), parse_period("2024"), asked)
    told = rendered(view, Format.table, Manner())
    assert "50 (province)" in told
    assert "110 " in told
    assert "110 (" not in told
    years = [parse_period("2023"), parse_period("2024")]
    compared = rendered(comparison_view(make(SETS), years, asked), Format.table, Manner())
    assert "10 % (province)" in compared
    assert "90.9 %  " in compared
    variance = variance_view(make(SETS), parse_period("2024"), asked)
    assert "50 (province)" in rendered(variance, Format.table, Manner())


def test_a_forecast_is_marked(make: Make) -> None:
    tracker = make(
        "[indicators.a]\nname='A'\nactual.2024 = { value = 1, status = 'forecast' }\n"
    )
    view = status_view(tracker, parse_period("2024"), Question(LONG_AFTER))
    assert "1 f" in rendered(view, Format.table, Manner())
    assert "f: forecast" in rendered(view, Format.table, Manner())


def test_which_verdicts_a_count_leaves_out_is_told_below_the_table(make: Make) -> None:
    tracker = make(
        '[indicators.a]\nname = "A"\ndirection = "increase"\ntarget.2024 = 9\n'
        'actual.2024 = { value = 5, qualifier = "over" }\n'
        '[indicators.m]\nname = "M"\ndirection = "increase"\nmet_of = ["a"]\n'
    )
    view = status_view(tracker, parse_period("2024"), Question(LONG_AFTER))
    told = rendered(view, Format.table, Manner())
    assert "M: undetermined, so not counted as met: a" in told


def test_what_holds_for_each_target_set_of_an_indicator_is_told_once(make: Make) -> None:
    tracker = make(
        '[indicators.a]\nname = "A"\ndirection = "increase"\nrollup = "sum"\n'
        "target.x.2024 = 9\ntarget.y.2024 = 8\nactual.2024-Q1 = 1\n"
    )
    asked = Question(dt.date(2024, 4, 10), target_set="all")
    view = status_view(tracker, parse_period("2024"), asked)
    told = rendered(view, Format.table, Manner(), layout="pace")
    assert told.count("A: not projected") == 1
