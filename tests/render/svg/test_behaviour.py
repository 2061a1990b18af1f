"""The process behaviour chart: its marks, levels, breaks and words."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from kpitrack.model.tracker import Tracker
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.behaviour import behaviour, reading
from kpitrack.render.svg.picture import svg_text
from kpitrack.views.question import Question
from kpitrack.views.trend import (
    TrendBreak,
    TrendPoint,
    TrendRow,
    TrendTally,
    TrendView,
    trend_view,
)
from tests.conftest import LONG_AFTER
from tests.render.svg.reading import Picture, points

Make = Callable[[str], Tracker]
D = Decimal
ENGLISH, VIETNAMESE = Manner("en"), Manner("vi")


def point(period: str, value: str | None, **known: object) -> TrendPoint:
    plain = TrendPoint(
        period=period,
        value=None if value is None else D(value),
        qualifier=None,
        observation_status=None,
        moving_range=None,
        mean=None,
        lower_limit=None,
        upper_limit=None,
        special_cause=None,
        signals=(),
        side=None,
        target=None,
        target_min=None,
        target_max=None,
        segment=0,
    )
    return plain._replace(**known)  # type: ignore[arg-type]


def row(series: Sequence[TrendPoint], **known: object) -> TrendRow:
    plain = TrendRow(
        id="a",
        name="Waiting <time>",
        group=None,
        unit="minutes",
        direction="decrease",
        every="year",
        points=tuple(series),
        points_known=len(series),
        limits="full",
        limits_reason=None,
        variation=None,
        variation_reason=None,
        assurance=None,
        assurance_reason=None,
        target=None,
        target_min=None,
        target_max=None,
        target_period=None,
        target_set=None,
        breaks=(),
        remarks=(),
        decimals=None,
    )
    return plain._replace(**known)  # type: ignore[arg-type]


def chart(one: TrendRow, manner: Manner = ENGLISH) -> Picture:
    return Picture(behaviour(one, manner))


@pytest.mark.parametrize(
    ("cause", "tag", "kind", "word"),
    [
        ("improvement", "path", "good", "improvement"),
        ("concern", "rect", "bad", "concern"),
        ("neutral", "path", "change", "neutral"),
        ("common_cause", "circle", "common", "common cause"),
    ],
)
def test_each_cause_has_a_shape_a_colour_and_a_word(
    cause: str, tag: str, kind: str, word: str
) -> None:
    picture = chart(row([point("2023", "1"), point("2024", "2", special_cause=cause)]))
    assert picture.found(tag, kind)
    assert word in picture.words.split("\n")


def test_points_stand_in_the_order_of_their_values_on_a_line_open_at_gaps() -> None:
    series = [
        point(str(year), value)
        for year, value in zip(
            range(2018, 2024), ("30", "10", None, "20", "50", "40"), strict=True
        )
    ]
    first, second = chart(row(series)).found("path", "thread")
    heights = [y for line in (first, second) for _, y in points(line)]
    order = sorted(range(5), key=lambda place: heights[place], reverse=True)
    assert order == [1, 2, 0, 4, 3]


def test_levels_are_steps_that_run_as_far_as_they_hold() -> None:
    early = {"mean": D(10), "lower_limit": D(5), "upper_limit": D(15), "segment": 0}
    late = {"mean": D(30), "lower_limit": D(25), "upper_limit": D(35), "segment": 1}
    series = [
        *(point(str(year), "10", **early) for year in (2019, 2020)),
        *(point(str(year), "30", **late) for year in (2021, 2022, 2023)),
    ]
    one = row(series, breaks=(TrendBreak("2021", "A new form"),))
    picture = chart(one)
    means = [points(path) for path in picture.found("path", "mean")[:2]]
    widths = [abs(end[0] - start[0]) for start, end in means]
    assert widths[1] / widths[0] == pytest.approx(D("1.5"), abs=D("0.01"))
    assert len(picture.found("path", "limit")) == 5  # two of each segment, and the key
    assert len(picture.found("path", "break")) == 1
    assert "break in 2021: A new form" in picture.words
    assert "2021" in picture.words.split("\n")


def test_a_break_between_periods_is_named_after_itself() -> None:
    series = [point("2022", "1"), point("2023", "2"), point("2024", "3", segment=1)]
    one = row(series, breaks=(TrendBreak("2023-07", "A new form"),))
    assert "2023-07" in chart(one).words.split("\n")


def test_segments_without_a_break_in_the_row_are_parted_without_a_name() -> None:
    one = row([point("2022", "1"), point("2023", "2", segment=1)])
    assert len(chart(one).found("path", "break")) == 1


def test_mean_limits_and_target_are_named_with_their_figures() -> None:
    levels = {
        "mean": D("10.5"),
        "lower_limit": D("5.25"),
        "upper_limit": D("15.75"),
        "target": D("8"),
    }
    words = chart(row([point("2023", "10", **levels), point("2024", "11", **levels)])).words
    for told in ("Mean 10.50", "Lower limit 5.25", "Upper limit 15.75", "Target 8"):
        assert told in words.split("\n")


def test_levels_close_together_are_named_below_each_other() -> None:
    levels = {name: D(10) for name in ("mean", "lower_limit", "upper_limit", "target")}
    assert chart(row([point("2023", "10", **levels)])).overlapping() == []


def test_a_band_has_both_its_edges() -> None:
    edges = {"target_min": D(8), "target_max": D(12)}
    picture = chart(row([point("2023", "10", **edges), point("2024", "11", **edges)]))
    assert len(picture.found("path", "aim")) == 3  # two edges, and the key
    assert {"Target 8", "Target 12"} <= set(picture.words.split("\n"))


def test_the_last_figure_and_those_of_signals_are_written() -> None:
    series = [point("2022", "10"), point("2023", "90", special_cause="concern")]
    series.append(point("2024", "20", observation_status="estimated", qualifier="over"))
    written = {box.text for box in chart(row(series)).texts if "figure" in box.kinds}
    assert written == {"90", "over 20 e"}


def test_many_figures_leave_out_those_that_would_cover_something() -> None:
    series = [
        point(f"{year}-{month:02d}", str(1000000 + month), special_cause="neutral", mean=D(1))
        for year in range(2020, 2024)
        for month in range(1, 13)
    ]
    picture = chart(row(series))
    written = [box for box in picture.texts if "figure" in box.kinds]
    assert 0 < len(written) < len(series)
    assert picture.overlapping() == []
    assert {one.attrib["class"] for one in picture.found("path", "change")} == {"change solid"}


def test_the_reading_is_told_in_sentences_and_in_the_readers_language() -> None:
    one = row(
        [point("2024", "5", special_cause="improvement", side="low")],
        variation="improvement",
        assurance="inconsistent",
        limits="trial",
        points_known=9,
    )
    assert reading(one, ENGLISH) == (
        "improvement, low (icon L): lower than chance explains, and lower is better; "
        "inconsistent (icon ?): chance decides whether a period meets the target; "
        "trial limits, on 9 points"
    )
    assert "giới hạn tạm thời, dựa trên 9 điểm" in reading(one, VIETNAMESE)


def test_without_a_verdict_the_reason_is_told() -> None:
    one = row([point("2024", "5")], limits="none", variation_reason="1 point, 8 are needed")
    assert reading(one, ENGLISH) == "no verdict: 1 point, 8 are needed"
    assert reading(one._replace(variation_reason=None), ENGLISH) == "no verdict"


def test_remarks_stand_below_the_chart() -> None:
    one = row([point("2024", "5")], remarks=("the <chart> does not fit",))
    assert "the <chart> does not fit" in chart(one).words.split("\n")


def test_a_series_without_points_is_told_in_words_alone() -> None:
    picture = chart(row([]))
    assert picture.found("path") == []
    assert "no verdict" in picture.words


def test_the_label_tells_the_name_and_the_reading() -> None:
    label = chart(row([point("2024", "5")])).root.attrib["aria-label"]
    assert label == "Waiting <time>. no verdict"


def test_a_picture_of_several_series_has_a_heading_for_each_group_and_one_key() -> None:
    rows = [
        row([point("2023", "1"), point("2024", "2")], name=name, group=group)
        for name, group in (("First", "x"), ("Second", "x"), ("Third", "y"), ("Fourth", None))
    ]
    view = TrendView(
        title="T",
        names=(),
        target_set=None,
        as_of=dt.date(2025, 1, 1),
        rows=tuple(rows),
        group_names={"x": "Group X"},
        summary=TrendTally(4, 0, 0, 0, 4, 0),
        notes=("1 left out",),
    )
    words = Picture(svg_text(view, ENGLISH)).words.split("\n")
    assert [one for one in words if one in ("Group X", "y")] == ["Group X", "y"]
    assert words.count("common cause") == 1
    assert "1 left out" in words


def test_the_trend_of_a_real_series_is_drawn_from_its_view(make: Make) -> None:
    values = [50, 52, 49, 51, 50, 48, 51, 50, 49, 70]
    keys = "\n".join(f"actual.{2010 + place} = {value}" for place, value in enumerate(values))
    tracker = make(f"[indicators.a]\nname = 'A'\ndirection = 'decrease'\n{keys}")
    view = trend_view(tracker, Question(LONG_AFTER))
    picture = Picture(svg_text(view, ENGLISH))
    assert len(picture.found("rect", "bad")) == 2  # the last point, and its sample in the key
    assert "concern, high" in picture.words
