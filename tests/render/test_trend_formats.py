"""The sheets of `trend`: one line a series, one line a point."""

import csv
import io
from decimal import Decimal

import pytest

from kpitrack.model.tracker import Tracker
from kpitrack.render.form import Format
from kpitrack.render.formats import Screen, rendered, sheets_of
from kpitrack.render.sheet import Manner
from kpitrack.render.trend import limit_digits
from kpitrack.views.question import Question
from kpitrack.views.trend import TrendView, trend_view
from tests.conftest import LONG_AFTER, Make

SWINGING = (10, 12) * 6


def months(values: tuple[object, ...], year: int = 2023) -> str:
    return "\n".join(
        f'actual."{year + at // 12}-{at % 12 + 1:02}" = {one}' for at, one in enumerate(values)
    )


def answer(tracker: Tracker, *names: str) -> TrendView:
    return trend_view(tracker, Question(LONG_AFTER), names=names)


def told(view: TrendView, locale: str = "en", form: Format = Format.table) -> str:
    return rendered(view, form, Manner(locale))


ONE = '[indicators.a]\nname = "A"\nunit = "t"\ndirection = "increase"\n'


def test_a_named_series_is_told_point_by_point(make: Make) -> None:
    text = told(answer(make(f"{ONE}target.2023-12 = 9\n{months((*SWINGING[:11], 40))}"), "a"))
    assert text.splitlines()[0:4] == [
        "A",
        "a, t, increase",
        "",
        "Period   Actual  Target   Mean  Lower limit  Upper limit  Reading",
    ]
    # moving ranges: ten of 2, one of 30 screened out; mean 160 / 12
    assert (
        "2023-01      10       9  13.33         8.01        18.65  concern, low: 7 on one side\n"
        in text
    )
    assert "18.65  improvement, high: outside a limit\n" in text
    assert "Variation: improvement, high; Assurance: inconsistent" in text
    assert (
        "improvement, high (icon H): higher than chance explains, and higher is better" in text
    )


def test_a_named_series_names_its_group_as_show_does(make: Make) -> None:
    keys = f"[groups.g]\nname = 'Goods'\n{ONE}group = 'g'\n{months(SWINGING)}"
    assert told(answer(make(keys), "a")).splitlines()[1] == "a, Goods, t, increase"


def test_many_series_are_summed_up_and_those_named_told_too(make: Make) -> None:
    tracker = make(
        f"{ONE}{months(SWINGING)}\n[indicators.b]\nname = 'B'\ngroup = 'g'\n{months(SWINGING[:9])}"
    )
    (summary,) = sheets_of(answer(tracker), Manner())
    assert [cell.text for cell in summary.sections[1].rows[0]] == [
        *("A", "t", "12", "12", "11.00", "5.68", "16.32", "▁█" * 6, "common cause", "–")
    ]
    assert summary.sections[0].heading == "g"
    assert summary.sections[0].rows[0][2].text == "9 (trial)"
    assert summary.footer == "2 common cause, 2 shown"
    assert (
        "B: trial limits, on 9 points from 2023-01 on: with 12 they are firm" in summary.notes
    )
    titles = [one.title for one in sheets_of(answer(tracker, "*"), Manner())]
    assert titles == [summary.title, "B", "A"]


def test_a_remark_on_many_series_is_told_once(make: Make) -> None:
    text = "\n".join(
        f"[indicators.{one}]\nname = '{one.upper()}'\n{months(SWINGING[:9])}"
        for one in "abcdef"
    )
    (summary,) = sheets_of(answer(make(text)), Manner())
    remark = "trial limits, on 9 points from 2023-01 on: with 12 they are firm"
    assert summary.notes[0] == f"A; B; C; D and 2 more: {remark}"


def test_a_series_without_points_is_a_line_of_dashes(make: Make) -> None:
    tracker = make("[indicators.a]\nname = 'A'\n[indicators.b]\nname = 'B'\nactual.2024 = 1")
    summary, first, second = sheets_of(answer(tracker, "*"), Manner())
    assert [cell.text for cell in summary.sections[0].rows[0]] == [
        *("A", "", "0", "–", "–", "–", "–", "", "no verdict", "–")
    ]
    assert summary.footer == "2 no verdict, 2 shown"
    assert first.sections == ()
    reason = "no figure of a period was known on 2030-01-01"
    assert (first.footer, first.notes) == (f"Variation: no verdict: {reason}", ())
    assert [one.key for one in second.columns] == ["period", "actual"]
    assert [cell.text for cell in second.sections[0].rows[0]] == ["2024", "1"]


def test_nothing_to_show_is_said(make: Make) -> None:
    two = "[indicators.a]\nname = 'A'\nactual.2024 = 1\n[indicators.b]\nname = 'B'"
    text = told(answer(make(two)))
    assert "no indicator is shown" in text
    assert "1 with fewer than 8 points, which give no verdict: name them" in text


def test_gaps_marks_breaks_and_reasons_are_shown(make: Make) -> None:
    keys = months(SWINGING) + (
        '\nactual."2024-02" = { value = 5, status = "estimated", qualifier = "about" }'
        '\nbreaks.2024-02 = "new form"'
    )
    text = told(answer(make(ONE + keys), "a"))
    assert "2024-01          –  11.00         5.68        16.32  –\n" in text
    assert "2024-02: new form:\n2024-02  about 5 e      –" in text
    assert "Variation: no verdict: 1 point from 2024-02 on, and a verdict needs 8" in text
    assert text.endswith("e: estimated\n")


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("{ min = 5, max = 17 }", "5–17"),
        ("12", "12"),
    ],
)
def test_a_band_is_shown_by_its_edges(make: Make, target: str, shown: str) -> None:
    tracker = make(
        "[indicators.a]\nname = 'A'\ndirection = 'maintain'\nunit = '%'\n"
        f"target.2023 = {target}\n{months(SWINGING)}"
    )
    (sheet,) = sheets_of(answer(tracker, "a"), Manner())
    assert sheet.sections[0].rows[0][2].text == shown


def test_why_there_is_no_assurance_is_said_where_there_is_a_target(make: Make) -> None:
    keys = f"unit = '%'\ntarget.2023 = 9\n{months(SWINGING)}"
    text = told(answer(make(f"[indicators.a]\nname = 'A'\n{keys}"), "a"))
    assert "Assurance: direction neutral judges nothing" in text
    bare = told(answer(make(f"[indicators.a]\nname = 'A'\n{months(SWINGING)}"), "a"))
    assert "Assurance" not in bare


@pytest.mark.parametrize(
    ("keys", "values", "digits"),
    [
        ("", SWINGING, 2),
        ("", ("10.125", *SWINGING[1:]), 4),
        ("decimals = 0", SWINGING, 1),
        ("decimals = 2", SWINGING, 3),
        ("", ("{ count = 1, of = 3 }",) * 12, 2),
        ("", (), 2),
    ],
)
def test_limits_are_printed_one_digit_finer_than_the_figures(
    make: Make, keys: str, values: tuple[object, ...], digits: int
) -> None:
    view = answer(make(f"[indicators.a]\nname = 'A'\n{keys}\n{months(values)}"), "a")
    assert limit_digits(view.rows[0]) == digits


def test_vietnamese_words_and_figures(make: Make) -> None:
    text = told(answer(make(f"{ONE}{months((*SWINGING[:11], 40))}"), "a"), "vi")
    assert "13,33" in text
    assert "Biến động: cải thiện, cao" in text
    assert "cải thiện, cao (biểu tượng H): cao hơn mức ngẫu nhiên, và càng cao càng tốt" in text


def test_csv_has_a_line_for_each_point(make: Make) -> None:
    tracker = make(f"{ONE}{months((*SWINGING[:11], 40))}")
    lines = list(csv.DictReader(io.StringIO(told(answer(tracker, "a"), form=Format.csv))))
    assert len(lines) == 12
    last = lines[-1]
    assert (last["id"], last["period"], last["special_cause"], last["signals"]) == (
        "a",
        "2023-12",
        "improvement",
        "outside",
    )
    assert Decimal(last["mean"]) == Decimal("13.333333333333")
    assert (last["limits"], last["variation"], last["assurance"]) == ("full", "improvement", "")
    nothing = answer(make("[indicators.a]\nname = 'A'"), "a")
    assert told(nothing, form=Format.csv) == ""


@pytest.mark.parametrize("columns", [60, 80, 160])
def test_no_line_is_wider_than_the_terminal(make: Make, columns: int) -> None:
    tracker = make(f"{ONE}{months((*SWINGING[:11], 40))}")
    view = answer(tracker, "a")
    drawn = rendered(view, Format.table, Manner(), Screen(columns, False, True))
    table = drawn.split("Variation:")[0]
    assert max(map(len, table.splitlines())) <= columns
    assert drawn.isascii()


def test_names_from_the_file_stay_text(make: Make) -> None:
    keys = months(SWINGING) + "\nbreaks.2023-07 = '''<b>\\u001b[31m'''"
    tracker = make(f"[indicators.a]\nname = '<script>[bold]'\n{keys}")
    page = told(answer(tracker, "a"), form=Format.html)
    assert "<script>[" not in page
    assert "&lt;script&gt;[bold]" in page
    assert "\x1b" not in told(answer(tracker, "a"))
