"""The parts of a breakdown make their total."""

import pytest

from tests.checks.conftest import Look


def tracker(figure: str, keys: str = "", key: str = "actual.2024") -> str:
    return f'[indicators.a]\nname = "A"\n{keys}{key} = {figure}\n'


@pytest.mark.parametrize(
    ("figure", "keys", "compared"),
    [
        # people trained in the NGO's tracker, by sex and by district
        ("{ value = 412, by = { sex = { women = 219, men = 193 }, district = { north = 150, lake = 142, hills = 120 } } }", "", 2),
        ("{ value = 10.2, by = { sex = { women = 5.1, men = 5.2 } } }", "", 1),
        ("{ count = 81, of = 100, by = { sex = { women = { count = 40, of = 45 }, men = { count = 41, of = 55 } } } }", "", 2),
        ("{ count = 81, of = 100, by = { sex = { women = 85, men = 77 } } }", "", 1),
        ("{ value = 62, by = { sex = { women = 70, men = 55 } } }", 'unit = "%"\n', 1),
        ("{ value = 1472, by = { sex = { women = 1300, men = 1600 } } }", 'rollup = "last"\n', 1),
        ("{ value = 300, by = { region = { north = 100, south = 200 } } }", 'rollup = "last"\n', 1),
        ("{ text = 'many', by = { sex = { women = 1 } } }", "", 0),
        ("{ value = 100, by = { sex = { women = 100, men = 0 } } }", "", 1),
        ("412", "", 0),
        # parts alone have no other total to be held against, but a second dimension has
        ("{ by = { sex = { women = 219, men = 193 } } }", 'rollup = "sum"\n', 0),
        ("{ by = { sex = { women = 219, men = 193 }, district = { north = 412 } } }", 'rollup = "sum"\n', 1),
        # one category of a percentage says nothing of the whole
        ("{ value = 62, by = { sex = { women = 70 } } }", 'unit = "%"\n', 1),
    ],
)  # fmt: skip
def test_parts_that_make_their_total_are_fine(
    look: Look, figure: str, keys: str, compared: int
) -> None:
    assert look(tracker(figure, keys), "breakdown") == (compared, [])


@pytest.mark.parametrize(
    ("figure", "keys", "told"),
    [
        ("{ value = 412, by = { sex = { women = 219, men = 139 } } }", "", "a:3 error: 412, but its parts by sex make 358 (357 to 359 within rounding)"),
        ("{ value = 412, by = { sex = { women = 219, men = 194 } } }", "", "a:3 warning: 412, but its parts by sex make 413: right only if all of them are rounded"),
        ("{ count = 81, of = 100, by = { sex = { women = { count = 40, of = 45 }, men = { count = 41, of = 65 } } } }", "", "a:3 error: 100, but its parts by sex make 110 (109 to 111 within rounding) for of"),
        # plain numbers under a share are percentages: 81 cannot lie outside of 40 to 41
        ("{ count = 81, of = 100, by = { sex = { women = 40, men = 41 } } }", "", "a:3 error: 81 lies outside of its parts by sex"),
        ("{ value = 82, by = { sex = { women = 70, men = 55 } } }", 'unit = "%"\n', "a:4 error: 82 lies outside of its parts by sex"),
        # an average that no rollup calls one is no error
        ("{ value = 1472, by = { sex = { women = 1400, men = 1520 } } }", "", 'a:3 warning: 1472, but its parts by sex make 2920 (2919 to 2921 within rounding); rollup = "mean" or "last" says that it is an average'),
        ("{ value = 350, by = { region = { north = 100, south = 200 } } }", 'rollup = "last"\n', "a:4 error: 350, but its parts by region make 300 (299 to 301 within rounding)"),
    ],
)  # fmt: skip
def test_parts_that_do_not_are_found(look: Look, figure: str, keys: str, told: str) -> None:
    assert look(tracker(figure, keys), "breakdown").found == [told]


@pytest.mark.parametrize("key", ["target.2024", "target.donor.2024"])
def test_targets_are_broken_down_too(look: Look, key: str) -> None:
    figure = "{ value = 400, by = { sex = { women = 220, men = 200 } } }"
    assert look(tracker(figure, 'direction = "increase"\n', key), "breakdown").found == [
        "a:4 error: 400, but its parts by sex make 420 (419 to 421 within rounding)"
    ]


MISSING = """[indicators.a]
name = "A"
rollup = "sum"
actual.2023 = { value = 90, by = { sex = { women = 50, men = 40 } } }
"""


@pytest.mark.parametrize(
    ("figure", "found"),
    [
        # men are missing, so that parts which fall short prove nothing
        ("{ value = 100, by = { sex = { women = 55 } } }", []),
        # but a part may not exceed the whole
        ("{ value = 100, by = { sex = { women = 155 } } }", ["a:5 error: 100, but its parts by sex make 155 (154.5 to 155.5 within rounding)"]),
        # and without a total there is none to add up
        ("{ by = { sex = { women = 55 } } }", ["a:5 warning: no total: its parts by sex lack men"]),
    ],
)  # fmt: skip
def test_a_category_that_is_missing_explains_a_short_sum_alone(
    look: Look, figure: str, found: list[str]
) -> None:
    assert look(f"{MISSING}actual.2024 = {figure}\n", "breakdown").found == found


def test_the_parts_of_a_ratio_lie_around_it_and_never_add_up(look: Look) -> None:
    """A cost of 8 a head is that of two wards at 9 and 7, not of both together."""
    derived = 'direction = "decrease"\nratio = ["cost", "people"]\n'
    more = "".join(f'[indicators.{one}]\nname = "{one}"\n' for one in ("cost", "people"))
    fine = "{ value = 8, by = { ward = { north = 9, lake = 7 } } }"
    assert look(tracker(fine, derived, "target.2024") + more, "breakdown") == (1, [])
    off = "{ value = 16, by = { ward = { north = 9, lake = 7 } } }"
    assert look(tracker(off, derived, "target.2024") + more, "breakdown").found == [
        "a:5 error: 16 lies outside of its parts by ward"
    ]
