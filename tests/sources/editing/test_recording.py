"""Figures recorded in text of every style: just that changes, and all else stays."""

import datetime as dt
import difflib
import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.errors import InputError
from kpitrack.model.period import parse_period
from kpitrack.sources.editing.figures import NewFigure, as_table, identical
from kpitrack.sources.editing.guarding import parsed, says_just
from kpitrack.sources.editing.outline import Outline
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


F = NewFigure


@pytest.mark.parametrize(
    ("text", "figures", "wanted"),
    [
        # Pairs are found in inline tables: before, behind, and into empty ones.
        ("[indicators]\nb = { name = 'B', actual = {2024=1} }", [F("b", "2023", 0), F("b", "2025", 9)], "[indicators]\nb = { name = 'B', actual = {2023=0, 2024=1, 2025=9} }"),
        ("[indicators]\nd={name='D',actual={}}", [F("d", "2024", 1), F("d", "2025", 2)], "[indicators]\nd={name='D',actual={ 2024 = 1 , 2025 = 2 }}"),
        ("indicators = {a={name='A'}}", [F("a", "2024", 1)], "indicators = {a={name='A', actual.2024 = 1}}"),
        # At the head of the file, each line ended as the one above it.
        ("indicators.a.name='A'\r\nindicators.b.name='B'\r\n", [F("a", "2024", 1)], "indicators.a.name='A'\r\nindicators.a.actual.2024 = 1\r\nindicators.b.name='B'\r\n"),
        # In the order of periods where they stand in one; else last.
        (A + "  actual.2022 = 1\n  actual.2024 = 2\n", [F("a", "2023", 5), F("a", "2021", 3)], A + "  actual.2021 = 3\n  actual.2022 = 1\n  actual.2023 = 5\n  actual.2024 = 2\n"),
        (A + "actual.2024 = 2\nactual.2023 = 1\n", [F("a", "2025", 5)], A + "actual.2024 = 2\nactual.2023 = 1\nactual.2025 = 5\n"),
        # Quotes as in the key beside it; a half by its other name.
        (A + "actual.'2024-S1' = 2", [F("a", "2024-H2", 5)], A + "actual.'2024-S1' = 2\nactual.'2024-H2' = 5"),
        (A + "actual.2024-S1 = 2", [F("a", "2024-H1", 5)], A + "actual.2024-S1 = [{ value = 2 }, { value = 5, date = 2026-11-24 }]"),
        # A history: on one line, on lines of its own with comments, as tables.
        (A + "actual.2023=[{value=1,date=2024-01-01},]", [F("a", "2023", 5)], A + "actual.2023=[{value=1,date=2024-01-01}, { value = 5, date = 2026-11-24 },]"),
        (A + "actual.2024 = [\n  {value=1,date=2025-01-01} # c\n]\n", [F("a", "2024", 5)], A + "actual.2024 = [\n  {value=1,date=2025-01-01}, # c\n  { value = 5, date = 2026-11-24 }\n]\n"),
        (A + "actual.2024 = [\n  {value=1,date=2025-01-01}, # c\n]\n", [F("a", "2024", 5)], A + "actual.2024 = [\n  {value=1,date=2025-01-01}, # c\n  { value = 5, date = 2026-11-24 },\n]\n"),
        (A + "\n[indicators.a.actual.2024]\nvalue = 4 # c\n\n[indicators.a.actual.2024.stated]\npercent=3\n\n# next\n", [F("a", "2024", 5)], A + "\n[[indicators.a.actual.2024]]\nvalue = 4 # c\n\n[indicators.a.actual.2024.stated]\npercent=3\n\n[[indicators.a.actual.2024]]\nvalue = 5\ndate = 2026-11-24\n\n# next\n"),
        (A + "[indicators.a.actual.2024.stated]\npercent=3\n", [F("a", "2024", 5)], A + "[[indicators.a.actual.2024]]\n[indicators.a.actual.2024.stated]\npercent=3\n[[indicators.a.actual.2024]]\nvalue = 5\ndate = 2026-11-24\n"),
        # Dotted parts become one figure; comments stay.
        (A + "actual.2024.value = 4 # c\nactual.2024.status='estimated' # d\n", [F("a", "2024", 5)], A + "actual.2024 = [{ value = 4, status='estimated' }, { value = 5, date = 2026-11-24 }] # c\n# d\n"),
        # A new set, below one that has tables.
        (A + "[indicators.a.target.x]\n2024 = 5\n", [F("a", "2025", 8, "target", "y")], A + "[indicators.a.target.x]\n2024 = 5\n[indicators.a.target.y.2025]\nvalue = 8\n"),
        (A + "[indicators.a.actual]\n", [F("a", "2025", 8)], A + "[indicators.a.actual]\n2025 = 8\n"),
        # Values: lists, tables, days, characters that TOML escapes.
        (A, [F("a", "2024", {"value": 1, "by": {"sex": {"f": [1]}}, "note": "\x7f\n"})], A + 'actual.2024 = { value = 1, by = { sex = { f = [1] } }, note = "\\u007f\\n" }\n'),
        (A, [F("a", "2024", {"value": 1, "by": {}})], A + "actual.2024 = { value = 1, by = {} }\n"),
        (A, [F("a", "2024", Decimal("1E+3"))], A + "actual.2024 = 1000\n"),
        # Arrays of tables outside of the indicators, and inside of them.
        ("[[checks]]\nname='c'\n[checks.where]\ngroup='g'\n[[checks]]\nname='d'\n" + A, [F("a", "2024", 1)], "[[checks]]\nname='c'\n[checks.where]\ngroup='g'\n[[checks]]\nname='d'\n" + A + "actual.2024 = 1\n"),
        (A + "[[indicators.a.actual.2024]]\nvalue=1\n[indicators.a.actual.2024.stated]\npercent=1\n", [F("a", "2024", 5)], A + "[[indicators.a.actual.2024]]\nvalue=1\n[indicators.a.actual.2024.stated]\npercent=1\n[[indicators.a.actual.2024]]\nvalue = 5\ndate = 2026-11-24\n"),
    ],
)  # fmt: skip
def test_a_figure_stands_where_its_owner_would_write_it(
    text: str, figures: list[NewFigure], wanted: str
) -> None:
    assert set_(text, *figures) == wanted


@pytest.mark.parametrize(
    ("text", "value", "wanted"),
    [
        (A + "[indicators.a.actual.2024]\nvalue = 4 # c\nstatus='estimated'\n\n[indicators.a.actual.2024.stated]\npercent=3\n\n# next\n", {"value": 5, "note": "n"}, A + "[indicators.a.actual.2024]\nvalue = 5 # c\nnote = \"n\"\n\n# next\n"),
        (A + "[indicators.a.actual.2024.stated]\npercent=3\n", 5, A + "[indicators.a.actual.2024]\nvalue = 5\n"),
        (A + "actual.2024 = [{ value = 4, date = 2025-01-01 }]\n", 5, A + "actual.2024 = [{ value = 5, date = 2025-01-01 }]\n"),
        (A + "[[indicators.a.actual.2024]]\nvalue = 4\ndate = 2025-01-01\n", 5, A + "[[indicators.a.actual.2024]]\nvalue = 5\ndate = 2025-01-01\n"),
        (A + "actual.2024.value = 4 # c\nactual.2024.note = 'x' # d\nactual.2024.source = 's'\n", 5, A + "actual.2024 = 5 # c\n# d\n"),
    ],
)  # fmt: skip
def test_a_replaced_figure_leaves_nothing_of_the_old_one_but_its_date(
    text: str, value: Any, wanted: str
) -> None:
    assert set_(text, F("a", "2024", value), replacing=True) == wanted


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ([F("b", "2024", 1)], 'found "b", expected the id of an indicator'),
        ([F("ab", "2024", 1)], "did you mean a?"),
        ([F("a", "2024-13", 1)], 'period: found "2024-13"'),
        ([F("a", "2024", 1), F("a", "2024-01..2024-12", 1)], "found a, actual 2024-01..2024-12 twice"),
    ],
)  # fmt: skip
def test_figures_that_have_no_place_are_told(figures: list[NewFigure], told: str) -> None:
    with pytest.raises(InputError) as refused:
        set_(A, *figures)

    assert told in str(refused.value)


@pytest.mark.parametrize("text", [A + "b = 1\n", A + "b = ", A + "actual.2024 = 404.0\n"])
def test_a_text_that_says_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="a layout that can be edited safely"):
        says_just(text, {"indicators": {"a": {"name": "A", "actual": {"2024": 404}}}})


def test_parts_in_two_places_cannot_become_a_history_and_nothing_is_changed() -> None:
    text = A + "actual.2024.value = 4\n[indicators.a.actual.2024.stated]\npercent = 3\n"

    with pytest.raises(InputError, match="write this one by hand; nothing was changed"):
        set_(text, F("a", "2024", 5))


def test_ten_thousand_figures_take_their_places_in_a_few_seconds() -> None:
    years, every = range(2010, 2018), range(100)
    text = "".join(
        f"\n[indicators.i{one}]\nname='I'\n"
        + "".join(f"actual.{year}-{month:02} = 1\n" for year in years for month in range(1, 13))
        for one in every
    )
    figures = [
        F(f"i{one}", f"{year + 5}-{month:02}", Decimal("1.5"))
        for one in every
        for year in years
        for month in range(1, 13)
    ]
    start = time.monotonic()
    new = set_(text, *figures)

    assert new.count("1.5") == len(figures) == 9600
    assert time.monotonic() - start < 10  # 0.3 s on a quiet machine


def test_a_key_in_quotes_that_needs_them_is_read() -> None:
    text = '[indicators."a"]\n"na\\u006De" = "A"\nactual."2024" = """\nx"""\n'

    pairs = Outline(text).pairs

    assert ("indicators", "a", "name") in pairs
    span = pairs["indicators", "a", "actual", "2024"].value
    assert text[span.start : span.end] == '"""\nx"""'


def test_a_table_below_an_array_belongs_to_its_last_element() -> None:
    outline = Outline("[[a]]\n[[a.b]]\nc = 1\n[[a]]\n[a.d]\ne = 2\n[[a.b]]\n[[a.b]]\nc = 3\n")

    assert {*outline.pairs} == {
        ("a", 0, "b", 0, "c"),
        ("a", 1, "d", "e"),
        ("a", 1, "b", 1, "c"),
    }
