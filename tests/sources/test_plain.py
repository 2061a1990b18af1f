"""Tables of plain figures are looked at as a whole; it must not cost a single mistake."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kpitrack.sources.coherence import coherence_mistakes
from kpitrack.sources.plain import is_sound, without_plain_figures
from kpitrack.sources.shape import TrackerFile

PERIODS = st.sampled_from(
    ["2024", "2024-Q1", "2024-S1", "2024-01..2024-12", "2024-13", "council", "", "24", "2024 "]
)
NUMBERS = st.one_of(
    st.integers(-(10**32), 10**32),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.sampled_from([Decimal("1E+3"), Decimal("0E-31"), 10**29, 10**30, Decimal("-0.0")]),
)
VALUES = st.one_of(
    NUMBERS,
    st.booleans(),
    st.text(max_size=2),
    st.dictionaries(PERIODS, NUMBERS, max_size=2),
    st.fixed_dictionaries({"value": NUMBERS}),
    st.lists(st.fixed_dictionaries({"value": NUMBERS}), max_size=2),
)
TABLES = st.one_of(
    st.dictionaries(PERIODS, NUMBERS, max_size=3),
    st.dictionaries(PERIODS, VALUES, max_size=3),
    st.just("no table"),
)
INDICATORS = st.fixed_dictionaries(
    {"name": st.just("One")},
    optional={"actual": TABLES, "target": TABLES, "baseline": TABLES},
)


def mistakes(document: Any) -> list[tuple[Any, ...]]:
    try:
        TrackerFile.model_validate(document)
    except ValidationError as error:
        return [(one["loc"], one["type"], one["msg"]) for one in error.errors()]
    return []


@given(INDICATORS)
def test_the_same_mistakes_are_found_with_and_without_the_plain_tables(
    indicator: dict[str, Any],
) -> None:
    document = {"indicators": {"one": indicator}}
    assert mistakes(without_plain_figures(document)) == mistakes(document)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"2024": 1, "2024-Q1": Decimal("1.5")}, True),
        ({}, True),
        ({"2024": True}, False),
        ({"2024": 1, "2023": {"value": 1}}, False),
        ({"2024": Decimal("NaN")}, False),
        ({"2024": Decimal("1E+3")}, False),
        ({"2024": 10**5000}, False),
        ({"2024-13": 1}, False),
        ([], False),
        (None, False),
    ],
)
def test_only_a_table_of_periods_with_usual_numbers_is_sound(
    table: object, expected: bool
) -> None:
    assert is_sound(table) is expected


@pytest.mark.parametrize("document", [{}, {"indicators": 1}, {"indicators": {"one": 1}}])
def test_what_is_no_tracker_is_left_to_the_shape_as_it_is(document: dict[str, Any]) -> None:
    assert without_plain_figures(document) == document


def test_a_period_written_twice_is_told_among_plain_figures() -> None:
    raw = {"name": "One", "actual": {"2024": 1, "2024-01..2024-12": 2}}
    document = {"file.toml": {"indicators": {"one": raw}}}
    found = [told for _, (_, told, _, _) in coherence_mistakes(document, frozenset())]
    assert found == ["2024-01..2024-12, which is 2024 again"]
