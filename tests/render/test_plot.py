"""Charts in the terminal: every point seen, none misplaced, and nothing left out unsaid."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.render.plot import HEIGHT, plotted
from kpitrack.render.printable import width
from kpitrack.render.sheet import Chart, ChartLine, ChartPoint, LineKind, Manner, PointKind
from kpitrack.render.trend_chart import chart_names
from kpitrack.render.words import ENGLISH

D = Decimal
NAMES = chart_names(Manner())
LETTERS = "●▲■◆○"
PLAIN = "o+x*?"


def point(value: object, kind: PointKind = "common_cause", period: str = "") -> ChartPoint:
    known = None if value is None else D(str(value))
    return ChartPoint(period or "2024", known, "" if known is None else f"{known}", kind)


def line(kind: LineKind, *values: object) -> ChartLine:
    known = tuple(None if one is None else D(str(one)) for one in values)
    return ChartLine(kind, known, "" if known[-1] is None else str(known[-1]))


def chart(*points: ChartPoint, lines: tuple[ChartLine, ...] = ()) -> Chart:
    return Chart(points, lines, NAMES, ENGLISH["chart_partly"])


def drawn(described: Chart, room: int = 80, *, ascii_only: bool = False) -> list[str]:
    lines = plotted(described, room, ascii_only=ascii_only)
    return ["".join(text for text, _ in one).rstrip() for one in lines]


MONTHS = (44, 42, 45, None, 43, 55, 44, 33, 46)
KINDS: tuple[PointKind, ...] = (
    *["common_cause"] * 5,
    "improvement",
    "common_cause",
    "concern",
    "neutral",
)  # type: ignore[assignment]
SERIES = chart(
    *(
        point(value, kind, f"2024-{month:02}")
        for month, (value, kind) in enumerate(zip(MONTHS, KINDS, strict=True), 1)
    ),
    lines=(
        line("target", *[50] * 9),
        line("mean", *[44] * 9),
        line("upper_limit", *[54] * 9),
        line("lower_limit", *[34] * 9),
    ),
)


def test_a_chart_has_its_figures_at_their_height_and_a_key() -> None:
    assert (
        "\n".join(drawn(SERIES, 60))
        == """\
55 ┤                              ▲
54 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
   │                            ·   ·
50 ┤═════════════════════════════════════════════════
   │                          ·       ·
   │            ●            ·         ·            ◆
44 ┤●───────────────────────────────────●────────────
   │   ···●··               ●            ·        ·
   │                                      ·      ·
   │                                       ·
   │                                        ·   ·
34 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
33 ┤                                          ■
   └┬───────────┬───────────┬───────────────────────┬
    2024-01     2024-03     2024-05           2024-09
● common cause  ▲ improvement  ■ concern  ◆ neutral
═ target 50  ─ mean 44  ╌ upper limit 54  ╌ lower limit 34"""
    )


def test_a_chart_in_ascii_has_a_sign_of_its_own_for_everything() -> None:
    assert (
        "\n".join(drawn(SERIES, 60, ascii_only=True))
        == """\
55 |                              +
54 |~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
   |                            .   .
50 |=================================================
   |                          .       .
   |            o            .         .            *
44 |o-----------------------------------o------------
   |   ...o..               o            .        .
   |                                      .      .
   |                                       .
   |                                        .   .
34 |~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
33 |                                          x
   ++-----------+-----------+-----------------------+
    2024-01     2024-03     2024-05           2024-09
o common cause  + improvement  x concern  * neutral
= target 50  - mean 44  ~ upper limit 54  ~ lower limit 34"""
    )


def test_points_stand_further_apart_where_there_is_room() -> None:
    narrow, wide = (
        next(row.index("■") for row in drawn(SERIES, room) if "■" in row) for room in (40, 160)
    )
    assert (narrow, wide) == (4 + 4 * 7, 4 + 8 * 7)


def broken() -> Chart:
    """Four years under one count, one gap, two years under another, too few for limits."""
    points = [
        point(value, period=str(2015 + place)) for place, value in enumerate((1, 2, 1, 2))
    ]
    points += [point(None, period="2019")]
    points += [point(8, "not_judged", "2020")._replace(after_break=True)]
    points += [point(9, "not_judged", "2021")]
    lines = (
        line("mean", 1.5, 1.5, 1.5, 1.5, 1.5, None, None),
        line("target", None, None, None, 3, 3, 3, 5),
    )
    return chart(*points, lines=lines)


def test_a_break_is_a_line_and_a_gap_stays_open() -> None:
    assert (
        "\n".join(drawn(broken(), 40, ascii_only=True))
        == """\
9 |                         |    .?
  |                         | ...
  |                         |?
  |                         |
  |                         |
  |                         |
5 |                         |     =
  |                         |
  |                         |
  |               ======    |=====
  |                         |
  |-----o---------o-----    |
1 |o.       .o.             |
  ++---------+---------+----------+
   2015      2017      2019    2021
o common cause  ? no verdict  - mean
= target 5  | break"""
    )


@pytest.mark.parametrize(
    ("described", "room"),
    [
        (chart(), 80),
        (chart(point(None), point(None)), 80),
        (chart(point(5)), 80),
        (chart(point(5), point(None)), 80),
        (chart(point("1" * 40), point(2)), 50),  # its figures leave no room
    ],
)
def test_what_cannot_be_a_picture_is_none(described: Chart, room: int) -> None:
    assert drawn(described, room) == []


def test_a_constant_series_stands_in_the_middle() -> None:
    flat = drawn(chart(*[point(7, period=str(2020 + n)) for n in range(3)]), 60)
    assert flat[HEIGHT // 2] == "7 ┤●·······●·······●"
    assert [row for row in flat[:HEIGHT] if row != "  │"] == [flat[HEIGHT // 2]]


def test_where_not_all_points_have_room_the_last_are_shown_and_the_rest_is_told() -> None:
    months = [point(n % 7, period=f"{2000 + n // 12}-{n % 12 + 1:02}") for n in range(120)]
    earlier = line("mean", *[3] * 60, *[None] * 60)
    rows = drawn(chart(*months, lines=(earlier,)), 60)
    assert rows[0] == "the last 57 of 120 periods"
    assert rows[-2] == "   2005-04  2006-01  2006-10  2007-07  2008-04       2009-12"
    assert sum(row.count("●") for row in rows[1 : HEIGHT + 1]) == 57
    assert rows[-1] == "● common cause"  # nothing of a line that was left behind


def test_names_of_a_chart_are_told_in_vietnamese_too() -> None:
    told = drawn(broken()._replace(names=chart_names(Manner("vi"))), 100)[-1]
    assert told == (
        "● biến động thường  ○ chưa kết luận  ─ trung bình  ═ kế hoạch 5  ╎ thay đổi cách tính"
    )


values = st.none() | st.decimals(-10_000, 10_000, places=1)
kinds = st.sampled_from(KINDS)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Series with gaps, breaks, limits and a target that may lie anywhere."""
    drawn_values = draw(st.lists(values, max_size=70))
    points = tuple(
        point(value, draw(kinds), f"2024-{place:03}")._replace(
            after_break=draw(st.integers(0, 9)) == 0
        )
        for place, value in enumerate(drawn_values)
    )
    long = len(points)
    lines = tuple(
        line(kind, *draw(st.lists(values, min_size=long, max_size=long)))
        for kind in draw(st.lists(st.sampled_from(("mean", "target", "upper_limit"))))
        if long
    )
    return chart(*points, lines=lines)


def plot_of(rows: list[str], letters: str) -> list[tuple[int, int]]:
    """Column and height of every point of a plot, from left to right."""
    axis = rows[-1].index(next(char for char in rows[-1] if char in "│┤|"))
    return sorted(
        (column, HEIGHT - height)
        for height, row in enumerate(rows)
        for column, char in enumerate(row)
        if column > axis and char in letters
    )


@given(charts(), st.integers(40, 200), st.booleans())
def test_every_line_fits_and_a_higher_value_is_never_drawn_lower(
    described: Chart, room: int, ascii_only: bool
) -> None:
    rows = drawn(described, room, ascii_only=ascii_only)
    known = [one.value for one in described.points if one.value is not None]
    if not rows:
        assert len(known) < 2 or room < 80
        return
    assert max(map(width, rows)) <= room
    assert not ascii_only or all(row.isascii() for row in rows)
    cut = rows[0].startswith("the last")
    shown = described.points
    if cut:
        shown = shown[-int(rows[0].split()[2]) :]
        assert rows[0].endswith(f" of {len(described.points)} periods")
    seen = plot_of(rows[cut : HEIGHT + cut], PLAIN if ascii_only else LETTERS)
    heights = [height for _, height in seen]
    shown_values = [one.value for one in shown if one.value is not None]
    assert len(seen) == len(shown_values)
    order = sorted(zip(shown_values, heights, strict=True))
    assert [height for _, height in order] == sorted(heights)
