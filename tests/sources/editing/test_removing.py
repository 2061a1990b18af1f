"""What is taken out of a text is gone, and nothing else is."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.errors import InputError
from kpitrack.sources.editing.figures import NewFigure, figures_in
from kpitrack.sources.editing.guarding import parsed
from kpitrack.sources.editing.recording import recorded
from kpitrack.sources.editing.removing import without_figure, without_indicator
from tests.sources.editing.styles import Styled, trackers

TODAY = dt.date(2026, 11, 24)


@settings(max_examples=300)
@given(tracker=trackers(), choose=st.data())
def test_a_figure_that_is_removed_is_gone_with_its_history(
    tracker: Styled, choose: st.DataObject
) -> None:
    indicators = tracker.document["indicators"]
    every = [(name, path) for name, raw in indicators.items() for path in figures_in(raw)]
    if not every:
        return
    name, path = choose.draw(st.sampled_from(every))
    kind, period, against = path[0], path[-1], path[1] if len(path) == 3 else ""

    text = without_figure(tracker.text, name, period, kind, against)

    left = {
        (other, key)
        for other, raw in parsed(text)["indicators"].items()
        for key in figures_in(raw)
    }
    assert left == {*every} - {(name, path)}


@settings(max_examples=200)
@given(tracker=trackers(), choose=st.data())
def test_an_indicator_that_is_removed_is_gone_with_its_figures(
    tracker: Styled, choose: st.DataObject
) -> None:
    name = choose.draw(st.sampled_from([*tracker.document["indicators"]]))

    text = without_indicator(tracker.text, name)

    assert [*parsed(text).get("indicators", {})] == [
        one for one in tracker.document["indicators"] if one != name
    ] or {*parsed(text).get("indicators", {})} == {*tracker.document["indicators"]} - {name}


@settings(max_examples=300)
@given(tracker=trackers(), choose=st.data())
def test_a_new_figure_that_is_removed_again_leaves_the_text_as_it_was(
    tracker: Styled, choose: st.DataObject
) -> None:
    indicators = tracker.document["indicators"]
    name = choose.draw(st.sampled_from([*indicators]))
    figure = NewFigure(name, "2031", 5)
    before = tracker.text

    after = without_figure(recorded(before, [figure], today=TODAY), name, "2031")

    assert [one for one in after.splitlines() if one] == [
        one for one in before.splitlines() if one
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("indicators = { a.name = 'A', a.unit = 'm', b.name = 'B' }", "indicators = { b.name = 'B' }"),
        ("indicators = { b.name = 'B', a.name = 'A', a.unit = 'm' }", "indicators = { b.name = 'B' }"),
        ("indicators = { a.name = 'A', b.name = 'B', a.unit = 'm' }", "indicators = { b.name = 'B' }"),
        ("indicators = { a = { name = 'A' } }", "indicators = {  }"),
        ("[indicators.a]\nname = 'A'\n\n\n# b\n[indicators.b]\nname = 'B'\n", "# b\n[indicators.b]\nname = 'B'\n"),
        ("[indicators.b]\r\nname = 'B'\r\n\r\n[indicators.a]\r\nname = 'A'", "[indicators.b]\r\nname = 'B'\r\n"),
    ],
)  # fmt: skip
def test_an_indicator_is_removed_from_every_layout(text: str, wanted: str) -> None:
    assert without_indicator(text, "a").rstrip("\r\n") == wanted.rstrip("\r\n")


def test_a_figure_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError, match="expected one of 2024, 2025"):
        without_figure(
            "[indicators.a]\nname = 'A'\nactual = { 2024 = 1, 2025 = 2 }", "a", "2023"
        )
