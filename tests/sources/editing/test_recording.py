"""Figures recorded in text of every style: just that changes, and all else stays."""

import datetime as dt
import difflib

from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.model.period import parse_period
from kpitrack.sources.editing.figures import NewFigure, as_table, identical
from kpitrack.sources.editing.guarding import parsed, says_just
from kpitrack.sources.editing.recording import recorded
from tests.sources.editing.styles import (
    IDS,
    KINDS,
    PERIODS,
    Styled,
    figure_tables,
    numbers,
    trackers,
)

TODAY = dt.date(2026, 11, 24)
A = "[indicators.a]\nname = 'A'\n"


def set_(text: str, *figures: NewFigure, replacing: bool = False) -> str:
    return recorded(text, figures, today=TODAY, replacing=replacing)


@given(tracker=trackers())
def test_the_random_trackers_say_what_they_are_meant_to(tracker: Styled) -> None:
    says_just(tracker.text, tracker.document)


new_figures = st.builds(
    NewFigure,
    st.sampled_from(IDS),
    st.sampled_from((*PERIODS, "2024-S1", "2026", "2022")),
    st.one_of(numbers, figure_tables),
    st.sampled_from(KINDS),
    st.just(""),
)


@settings(max_examples=600)
@given(
    tracker=trackers(),
    figures=st.lists(
        new_figures, min_size=1, max_size=4, unique_by=lambda one: (one[0], one[3], one[1])
    ),
    replacing=st.booleans(),
)
def test_a_figure_that_is_set_is_read_and_every_other_line_stays(
    tracker: Styled, figures: list[NewFigure], replacing: bool
) -> None:
    known = [
        _fitting(one, tracker)
        for one in figures
        if one.indicator in tracker.document["indicators"]
    ]

    text = set_(tracker.text, *known, replacing=replacing)

    document = parsed(text)
    for one in known:
        table = document["indicators"][one.indicator][one.kind]
        table = table[one.target_set] if one.target_set else table
        entry = {parse_period(text): value for text, value in table.items()}[
            parse_period(one.period)
        ]
        newest = as_table(entry[-1] if isinstance(entry, list) else entry)
        assert all(
            identical(newest[k], v) or newest[k] == v for k, v in as_table(one.value).items()
        )
    gone = [
        line[2:]
        for line in difflib.ndiff(tracker.text.split("\n"), text.split("\n"))
        if line.startswith("- ")
    ]
    assert len(gone) <= 4 * len(known) + 1
    if text != tracker.text:
        assert text.count("#") >= tracker.text.count("#") - 9 * replacing * len(known)
    again = set_(text, *known, replacing=replacing)
    assert again == text


def _fitting(figure: NewFigure, tracker: Styled) -> NewFigure:
    """With a target set where the indicator's targets have them."""
    raw = tracker.document["indicators"][figure.indicator]
    if figure.kind == "target" and any(not one[0].isdigit() for one in raw.get("target", {})):
        return figure._replace(target_set="x")
    return figure
