"""Breakdowns and the tracking table as they are printed."""

import csv
import json
import re
from collections.abc import Callable
from io import StringIO

import pytest

from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.bands import bands
from kpitrack.render.form import Format
from kpitrack.render.formats import Screen, rendered
from kpitrack.render.sheet import Cell, Column, Manner, Section, Sheet
from kpitrack.views.comparison import comparison_view
from kpitrack.views.detail import detail_view
from kpitrack.views.question import Question
from kpitrack.views.status import status_view
from kpitrack.views.tracking import TrackingView, tracking_view
from tests.conftest import LONG_AFTER
from tests.render.test_render import HOSTILE

Make = Callable[[str], Tracker]
ASKED = Question(LONG_AFTER)
YEAR = parse_period("2024")

TRACKER = """
[tracker]
title = "Reach"
[groups.g]
name = "Group"
[indicators.short]
name = "Falls short"
group = "g"
unit = "people"
direction = "increase"
rollup = "sum"
target.2024 = { value = 1400, by = { sex = { women = 720, men = 600 } } }
actual.2024 = { value = 1412, by = { sex = { women = 719, men = 681 } } }
[indicators.over]
name = "Exceeds"
group = "g"
unit = "USD"
decimals = 1
direction = "increase"
rollup = "sum"
target.2024 = { value = 40, by = { sex = { women = 22, men = 20 } } }
actual.2024 = { value = 41, by = { sex = { women = 22, men = 20.5 } } }
[indicators.share]
name = "Share"
direction = "increase"
target.2024 = 60
actual.2024 = { count = 60, of = 80, by = { sex = { women = { count = 30, of = 40 }, men = { count = 20, of = 30 } } } }
[indicators.wholes]
name = "Wholes exceed"
direction = "increase"
decimals = 1
actual.2024 = { count = 60, of = 80, by = { sex = { women = { count = 31, of = 40 }, men = { count = 30, of = 50 } } } }
[indicators.plain]
name = "Plain"
actual.2024 = 5
"""


def test_categories_are_indented_and_what_they_leave_over_has_a_line(make: Make) -> None:
    text = rendered(status_view(make(TRACKER), YEAR, ASKED, by="sex"), Format.table, Manner())
    assert (
        text
        == """\
Reach, status 2024

Indicator          Unit    Target             Actual  Completion  Status
-----------------  ------  ------  -----------------  ----------  ----------
Group: 2 of 2 met, score 100 %
Falls short        people   1,400              1,412     100.9 %  exceeded
  women                       720                719      99.9 %  nearly met
  men                         600                681     113.5 %  exceeded
  not broken down              80                 12           –  –
Exceeds            USD     40.0 !             41.0 !     102.5 %  exceeded
  women                      22.0               22.0       100 %  met
  men                        20.0               20.5     102.5 %  exceeded
Without a group: 1 of 1 met, score 100 %
Share              %           60      75 (60 of 80)       125 %  exceeded
  women                         –      75 (30 of 40)           –  no target
  men                           –    66.7 (20 of 30)           –  no target
  not broken down               –           10 of 10           –  –
Wholes exceed      %            –  75.0 (60 of 80) !           –  no target
  women                         –    77.5 (31 of 40)           –  no target
  men                           –    60.0 (30 of 50)           –  no target
Plain                           –                  5           –  no target

3 of 3 met, 2 no target, 5 shown
1 of 5 have no figures by sex
Exceeds: ! parts by sex exceed the actual by 1.5; ! targets by sex exceed the target by 2.0
Wholes exceed: ! counts by sex exceed the actual's count by 1; ! wholes by sex exceed the actual's whole by 10
"""
    )


def test_markup_keeps_the_indent(make: Make) -> None:
    view = status_view(make(TRACKER), YEAR, ASKED, by="sex")
    assert "| &nbsp;&nbsp;women |  | 720 | 719 |" in rendered(view, Format.markdown, Manner())
    html = rendered(view, Format.html, Manner("vi"))
    assert '<th scope="row" class="name">&#160;&#160;women</th>' in html
    assert '<th scope="row" class="name quiet">&#160;&#160;chưa phân tổ</th>' in html


def test_json_and_csv_have_a_row_for_each_category(make: Make) -> None:
    view = status_view(make(TRACKER), YEAR, ASKED, by="sex")
    rows = json.loads(rendered(view, Format.json, Manner()))["rows"]
    assert [(one["id"], one["category"], one["rest"]) for one in rows[:3]] == [
        ("short", None, 12), ("short", "women", None), ("short", "men", None),
    ]  # fmt: skip
    lines = list(csv.DictReader(StringIO(rendered(view, Format.csv, Manner()))))
    assert [(one["dimension"], one["category"], one["rest"]) for one in lines[:2]] == [
        ("sex", "", "12"), ("sex", "women", ""),
    ]  # fmt: skip


def test_side_by_side_sets_have_their_own_rests(make: Make) -> None:
    tracker = make("""[indicators.a]
name = "A"
direction = "increase"
rollup = "sum"
target.donor.2024 = { value = 4, by = { sex = { women = 2 } } }
target.state.2024 = { value = 5, by = { sex = { women = 3, men = 3 } } }
actual.2024 = { value = 6, by = { sex = { women = 2, men = 3 } } }
[indicators.b]
name = "B"
direction = "increase"
rollup = "sum"
target.donor.2024 = { value = 4, by = { sex = { women = 2 } } }
actual.2024 = { value = 6, by = { sex = { women = 2, men = 3 } } }
""")
    view = status_view(tracker, YEAR, Question(LONG_AFTER, target_set="all"), by="sex")
    text = rendered(view, Format.table, Manner())
    assert [re.split(r" {2,}", line.strip()) for line in text.splitlines()[4:12]] == [
        ["A", "6", "4", "150 %", "exceeded", "5 !", "120 %", "exceeded"],
        ["women", "2", "2", "100 %", "met", "3", "66.7 %", "missed"],
        ["men", "3", "–", "–", "no target", "3", "100 %", "met"],
        ["not broken down", "1", "2", "–", "–", "–", "–", "–"],
        ["B", "6", "4", "150 %", "exceeded", "–", "–", "–"],
        ["women", "2", "2", "100 %", "met", "–", "–", "–"],
        ["men", "3", "–", "–", "no target", "–", "–", "–"],
        ["not broken down", "1", "2", "–", "–", "–", "–", "–"],
    ]


def test_show_prints_a_table_for_each_dimension(make: Make) -> None:
    text = rendered(detail_view(make(TRACKER), "over", ASKED), Format.table, Manner())
    assert (
        """By sex

Period  Kind    women   men  Total  Not broken down
------  ------  -----  ----  -----  ---------------
2024    Actual   22.0  20.5   41.0           -1.5 !
2024    Target   22.0  20.0   40.0           -2.0 !
"""
        in text
    )
    text = rendered(detail_view(make(TRACKER), "share", ASKED), Format.table, Manner())
    assert (
        """
2024    Actual  75 (30 of 40)  66.7 (20 of 30)  75 (60 of 80)         10 of 10
"""
        in text
    )
    text = rendered(detail_view(make(TRACKER), "wholes", ASKED), Format.table, Manner())
    assert " -1 of -10 !\n" in text


def test_show_marks_what_is_not_whole_and_what_is_missing(make: Make) -> None:
    tracker = make("""[indicators.a]
name = "A"
rollup = "sum"
target.2024 = 9
actual.2024-H1 = { value = 4, qualifier = "over", by = { sex = { women = 2 }, place = { x = 4 } } }
actual.2024-H2 = { value = 4, by = { sex = { women = 2, men = 2 } } }
""")
    text = rendered(detail_view(tracker, "a", ASKED), Format.table, Manner())
    assert (
        """By sex

Period   Kind     women  men   Total
-------  ------  ------  ---  ------
2024-H1  Actual  over 2    –  over 4
2024-H2  Actual       2    2       4
2024     Actual  over 4  2 s  over 8
s: so far, not the whole period
"""
        in text
    )


LIFE = """
[tracker]
title = "Life"
[groups.g]
name = "Group"
[indicators.people]
name = "People"
unit = "people"
direction = "increase"
rollup = "sum"
baseline.2021 = { value = 10, qualifier = "about" }
target."2022..2024" = { value = 40, by = { sex = { women = 22, men = 20 } } }
target.2022 = { value = 10, by = { sex = { women = 5, men = 4 } } }
actual.2022 = { value = 9, note = "late start", by = { sex = { women = 5, men = 3 } } }
actual.2023 = { value = 20, status = "estimated", by = { sex = { women = 12, men = 9 } } }
[indicators.half]
name = "Half known"
group = "g"
direction = "decrease"
rollup = "sum"
target.2023 = 3
actual.2023-H1 = 4
[indicators.mixed]
name = "Mixed lengths"
rollup = "mean"
target.2022 = -5
target.2023 = 0
actual.2022 = 3
actual.2023-H1 = 4
actual.2023-H2 = 4
"""


def tracked(make: Make, by: str | None = "sex", every: str | None = None) -> TrackingView:
    period = parse_period("2023")
    return tracking_view(
        make(LIFE), ASKED, period=period if every is None else None, by=by, every=every
    )  # type: ignore[arg-type]


def test_the_tracking_table_as_text(make: Make) -> None:
    text = rendered(tracked(make), Format.table, Manner())
    rows = [re.split(r" {2,}", line.strip()) for line in text.splitlines()]
    assert [row for row in rows if row[0] in ("People", "women", "men", "not broken down")] == [
        ["People", "people", "about 10 (2021)", "40 !", "10", "9", "90 %", "-1 u", "–", "20 e !", *"––––––", "29 e", "72.5 %", "-11", "on track", "2022: late start"],
        ["women", "–", "22", "5", "5", "100 %", "0", "–", "12 e", *"––––––", "17 e", "77.3 %", "-5", "on track"],
        ["men", "–", "20", "4", "3", "75 %", "-1 u", "–", "9 e", *"––––––", "12 e", "60 %", "-8", "at risk"],
        # in 2022 one of 9 is neither, and a target of 1 is nobody's
        ["not broken down", "–", "–", "1", "1", *"––––––––––––––"],
    ]  # fmt: skip
    assert text.startswith("Life, indicator performance tracking table 2022..2024\n")
    assert text.endswith("""
0 of 1 met, 1 on track, 1 no target, 1 no data, 3 shown
Mixed lengths, 2022..2023: a mean needs periods of one length
Half known, 2023: rolled up so far (sum of 1 of 2 halves); incomplete: 1 of 2 halves
Half known, 2022..2023: rolled up so far (sum of 1 of 4 halves); incomplete: 1 of 4 halves
People, 2023: ! parts by sex exceed the actual by 1
People, 2022..2023: ! targets by sex exceed the target by 2
e: estimated; s: so far, not the whole period; u: unfavourable
""")


def test_the_tracking_table_in_vietnamese_markdown(make: Make) -> None:
    text = rendered(tracked(make, by=None), Format.markdown, Manner("vi"))
    assert "Kế hoạch cả dự án 2022..2024" in text
    assert "b: bất lợi" in text
    assert "&nbsp;" not in text


def test_the_tracking_table_as_csv_has_a_line_for_each_category(make: Make) -> None:
    lines = list(csv.DictReader(StringIO(rendered(tracked(make), Format.csv, Manner()))))
    people, women = lines[1:3]
    assert (people["baseline"], people["baseline_period"]) == ("10", "2021")
    assert (people["target_life"], people["life_period"]) == ("40", "2022..2024")
    assert (people["target_2022"], people["actual_2022"]) == ("10", "9")
    assert (people["percent_met_2022"], people["over_under_2022"]) == ("90.0", "-1")
    assert (people["favourable_2022"], people["actual_to_date"]) == ("false", "29")
    assert people["notes"] == "2022: late start"
    assert (women["category"], women["actual_to_date"], women["target_life"]) == (
        "women",
        "17",
        "22",
    )


def test_the_tracking_table_as_json_nests_the_periods(make: Make) -> None:
    found = json.loads(rendered(tracked(make, by=None), Format.json, Manner()))
    assert (found["view"], found["life"], found["periods"]) == (
        "tracking", "2022..2024", ["2022", "2023", "2024"],
    )  # fmt: skip
    row = next(one for one in found["rows"] if one["id"] == "people")
    assert [one["period"] for one in row["periods"]] == ["2022", "2023", "2024"]
    assert row["to_date"]["actual"] == 29


def test_a_wide_table_is_printed_across(make: Make) -> None:
    assert '<table class="wide">' in rendered(tracked(make), Format.html, Manner())
    assert "<table>" in rendered(status_view(make(LIFE), YEAR, ASKED), Format.html, Manner())


def test_many_periods_are_spread_over_several_tables(make: Make) -> None:
    text = rendered(tracked(make, every="quarter"), Format.table, Manner())
    assert [line for line in text.splitlines() if " – " in line and "Q" in line] == [
        "2023-Q1 – 2023-Q4", "2024-Q1 – 2024-Q4",
    ]  # fmt: skip
    assert text.count("3 shown") == 1


def test_a_rest_has_its_line_in_each_of_several_tables(make: Make) -> None:
    tracker = make("""[indicators.a]
name = "A"
rollup = "sum"
target."2022..2023" = 90
actual.2022-Q1 = { value = 5, by = { sex = { women = 3 } } }
actual.2023-Q1 = { value = 6, by = { sex = { women = 2 } } }
""")
    view = tracking_view(tracker, ASKED, by="sex", every="quarter")
    text = rendered(view, Format.table, Manner())
    lines = [line.split() for line in text.splitlines() if "broken" in line]
    # the first has baseline and project's target before the quarters, the last what is to date
    assert [line[3:7] for line in lines] == [["–", "–", "–", "2"], ["–", "4", "–", "–"]]
    assert lines[1][-4:] == ["6", "–", "–", "–"]


def test_a_terminal_goes_on_below_where_it_is_too_narrow(make: Make) -> None:
    screen = Screen(columns=100, color=False, ascii_only=False)
    text = rendered(tracked(make), Format.table, Manner(), screen)
    assert max(map(len, text.splitlines())) <= 100
    assert "\n2023 – 2024\n" in text
    assert text.count("3 shown") == 1
    narrow = Screen(columns=24, color=False, ascii_only=True)
    assert "  Actual 2022: 9\n" in rendered(tracked(make), Format.table, Manner(), narrow)


def sheet(*groups: str) -> Sheet:
    columns = (
        Column("n", "N", "name"),
        *(Column(one, one, "figure", one[0]) for one in groups),
    )
    row = tuple(Cell(one.key) for one in columns)
    return Sheet("Title", columns, (Section((row,), "S", "total"),), "footer", ("note",), "sub")


def keys(found: tuple[Sheet, ...]) -> list[list[str]]:
    return [[column.key for column in one.columns] for one in found]


def test_bands_keep_groups_together_and_tell_totals_once() -> None:
    found = bands(sheet("a1", "a2", "b1", "b2", "c1"), lambda one: len(one.columns) <= 4)
    assert keys(found) == [["n", "a1", "a2"], ["n", "b1", "b2", "c1"]]
    assert [(one.title, one.subtitle) for one in found] == [("Title", "sub"), ("b – c", "")]
    assert [one.sections[0].total for one in found] == [None, "total"]
    assert [(one.footer, one.notes) for one in found] == [("", ()), ("footer", ("note",))]
    assert [[cell.text for cell in one.sections[0].rows[0]] for one in found] == keys(found)


@pytest.mark.parametrize("columns", [2, 1])
def test_a_sheet_whose_groups_do_not_fit_stays_whole(columns: int) -> None:
    whole = sheet("c1", "a1", "a2")
    assert bands(whole, lambda one: len(one.columns) <= columns) == (whole,)


def test_a_sheet_without_groups_or_that_fits_stays_whole() -> None:
    plain = Sheet("T", (Column("n", "N", "name"),), ())
    assert bands(plain, lambda one: False) == (plain,)
    assert bands(sheet("a1"), lambda one: True) == (sheet("a1"),)


def test_comparison_has_categories_too(make: Make) -> None:
    tracker = make("""[indicators.a]
name = "A"
unit = "people"
direction = "increase"
breaks.2024 = "counted anew"
actual.2022 = { value = 8, by = { sex = { women = 5, men = 3 } } }
actual.2023 = { value = 9, by = { sex = { women = 5, men = 4 } } }
actual.2024 = { value = 9, by = { sex = { women = 5, men = 4 } } }
[indicators.b]
name = "B"
actual.2023 = { value = 9, by = { sex = { women = 5 } } }
[indicators.c]
name = "C"
actual.2022 = 8
actual.2023 = 8
""")
    years = [parse_period("2022"), parse_period("2023")]
    view = comparison_view(tracker, years, ASKED, by="sex")
    assert [(row.id, row.category, row.change) for row in view.rows] == [
        ("a", None, 1), ("a", "women", 0), ("a", "men", 1),
        ("b", None, None), ("b", "women", None), ("c", None, 0),
    ]  # fmt: skip
    assert view.summary.rows == 3
    text = rendered(view, Format.table, Manner())
    below = text[text.index("Without counterpart") :]
    assert below.splitlines()[1].startswith("B ")
    assert below.splitlines()[2].startswith("  women")
    broken = comparison_view(tracker, [*years, parse_period("2024")], ASKED, by="sex")
    assert "A, women: break in 2024: counted anew" in rendered(broken, Format.table, Manner())


@pytest.mark.parametrize("form", [one for one in Format if one is not Format.svg])
def test_names_of_dimensions_and_categories_never_act(make: Make, form: Format) -> None:
    for name in HOSTILE:
        quoted = json.dumps(name)
        tracker = make(
            f'[indicators.a]\nname = "A"\nrollup = "sum"\ndirection = "increase"\n'
            f"target.2024 = {{ value = 2, by = {{ {quoted} = {{ {quoted} = 3 }} }} }}\n"
            f"actual.2024 = {{ value = 2, by = {{ {quoted} = {{ {quoted} = 3 }} }} }}\n"
        )
        for view in (
            status_view(tracker, YEAR, ASKED, by=name),
            tracking_view(tracker, ASKED, by=name),
            comparison_view(tracker, [YEAR, YEAR], ASKED, by=name),
            detail_view(tracker, "a", ASKED),
        ):
            text = rendered(view, form, Manner())
            if form is Format.html:
                assert "<script>" not in text
            if form not in (Format.json, Format.csv):
                assert "\x1b" not in text
                assert "\u202e" not in text
            if form is Format.csv:
                cells = [cell for line in csv.reader(StringIO(text)) for cell in line]
                assert not any(cell.startswith(("=", "@", "\t")) for cell in cells)
