"""No two indicators have one name."""

import unicodedata

import pytest

from tests.checks.conftest import Look


def tracker(a: str, b: str, groups: tuple[str, str] = ("g", "g")) -> str:
    return (
        f'[indicators.a]\nname = "{a}"\ngroup = "{groups[0]}"\n'
        f'[indicators.b]\nname = "{b}"\ngroup = "{groups[1]}"\n'
    )


@pytest.mark.parametrize("other", ["Hộ nghèo", "HỘ NGHÈO", " Hộ  nghèo ", unicodedata.normalize("NFD", "Hộ nghèo")])  # fmt: skip
def test_names_that_read_alike_are_found(look: Look, other: str) -> None:
    assert look(tracker("Hộ nghèo", other), "duplicate-name") == (
        2,
        [f'b:5 error: "{other}" is the name of a too'],
    )


def test_in_another_group_it_is_a_warning(look: Look) -> None:
    text = tracker("Total", "Total", ("g", "h"))
    assert look(text, "duplicate-name").found == [
        'b:5 warning: "Total" is the name of a too, in another group'
    ]


def test_other_names_are_fine(look: Look) -> None:
    assert look(tracker("Hộ nghèo", "Hộ cận nghèo"), "duplicate-name") == (2, [])
    assert look(tracker("Straße", "STRASSE"), "duplicate-name").found  # as casefold says
