"""A stated completion agrees with its figure and the published target."""

import pytest

from tests.checks.conftest import Look


def tracker(keys: str) -> str:
    return f'[indicators.a]\nname = "A"\n{keys}\n'


@pytest.mark.parametrize(
    "keys",
    [
        # the city's report: 404 of 420 billion is 96.19, printed 96.2
        'direction = "increase"\ntarget.2024 = 420\nactual.2024 = { value = 404, stated = { completion = 96.2 } }',
        # its revenue, were the plan of the province published: 1154 / 968 is 119.2149
        'direction = "increase"\ntarget.province.2024 = 968\nactual.2024 = { value = 1154, stated = { completion = { province = 119.2 } } }',
        'direction = "increase"\ntarget.province.2024 = 968\nactual.2024 = { value = 1154, stated = { completion = 119.2 } }',
        # coffee planted: 135.1 of 50 is 270.2, printed 270
        'direction = "increase"\ntarget.2024 = 50\nactual.2024 = { value = 135.1, stated = { completion = 270 } }',
        'direction = "decrease"\ntarget.2024 = 60\nactual.2024 = { value = 63, stated = { completion = 95.2 } }',
        'direction = "maintain"\ntarget.2024 = { min = 20, max = 30 }\nactual.2024 = { value = 29, stated = { completion = 100 } }',
        'direction = "maintain"\ntarget.2024 = { min = 20, max = 30 }\nactual.2024 = { value = 33, stated = { completion = 90.9 } }',
        'direction = "increase"\nunit = "%"\ntarget.2024 = 80\nactual.2024 = { count = 51, of = 68, stated = { completion = 93.8 } }',
        # the way from 1240 to 1500: (1472 - 1240) / 260 is 89.23
        'direction = "increase"\nmethod = "distance"\nbaseline.2021 = 1240\ntarget.2024 = 1500\nactual.2024 = { value = 1472, stated = { completion = 89.2 } }',
    ],
)  # fmt: skip
def test_a_completion_within_rounding_is_fine(look: Look, keys: str) -> None:
    assert look(tracker(keys), "stated-completion") == (1, [])


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (
            'direction = "increase"\ntarget.2024 = 420\nactual.2024 = { value = 404, stated = { completion = 99.2 } }',
            "a:5 error: stated is 99.2 %, but 404 to 420 is 95.9572 to 96.4243 %",
        ),
        (
            'direction = "increase"\nactual.2024 = { value = 1154, stated = { completion = { province = 119.2, council = 117.9 } } }\ntarget.province.2024 = 968\ntarget.council.2024 = 996',
            "a:4 error: stated is 117.9 %, but 1154 to 996 is 115.755 to 115.972 %",
        ),
        (
            'direction = "decrease"\ntarget.2024 = 60\nactual.2024 = { value = 63, stated = { completion = 105 } }',
            "a:5 error: stated is 105 %, but 63 to 60 is 93.7008 to 96.8 %",
        ),
        (
            'direction = "maintain"\ntarget.2024 = { min = 20, max = 30 }\nactual.2024 = { value = 29, stated = { completion = 96 } }',
            "a:5 error: stated is 96 %, but 29 to the band from 20 to 30 is 100 %",
        ),
        (
            'direction = "increase"\nmethod = "distance"\nbaseline.2021 = 1240\ntarget.2024 = 1500\nactual.2024 = { value = 1472, stated = { completion = 98.1 } }',
            "a:7 error: stated is 98.1 %, but 1472 to 1500 is 88.8462 to 89.6154 %",
        ),
    ],
)  # fmt: skip
def test_a_completion_that_differs_is_found_at_its_line(
    look: Look, keys: str, told: str
) -> None:
    assert look(tracker(keys), "stated-completion").found == [told]


@pytest.mark.parametrize(
    "keys",
    [
        "actual.2024 = { value = 404, stated = { change = 5 } }",
        'direction = "increase"\nactual.2024 = { value = 1154, stated = { completion = 119.2 } }',
        'direction = "increase"\ntarget.2025 = 420\nactual.2024 = { value = 404, stated = { completion = 50 } }',
        'direction = "increase"\ntarget.2024 = 420\nactual.2024 = { value = 404, qualifier = "over", stated = { completion = 50 } }',
        'direction = "increase"\ntarget.2024 = { value = 420, qualifier = "about" }\nactual.2024 = { value = 404, stated = { completion = 50 } }',
        'direction = "increase"\ntarget.2024 = 420\nactual.2024 = { stated = { completion = 50 } }',
        'direction = "increase"\ntarget.2024 = 0\nactual.2024 = { value = 4, stated = { completion = 50 } }',
        'direction = "decrease"\ntarget.2024 = 4\nactual.2024 = { value = 0, stated = { completion = 50 } }',
        'direction = "increase"\nmethod = "distance"\ntarget.2024 = 9\nactual.2024 = { value = 4, stated = { completion = 50 } }',
        'direction = "increase"\nmethod = "distance"\nbaseline.2020 = { value = 3, qualifier = "about" }\ntarget.2024 = 9\nactual.2024 = { value = 4, stated = { completion = 50 } }',
        'direction = "increase"\nmethod = "distance"\nbaseline.2020 = 9\ntarget.2024 = 9\nactual.2024 = { value = 4, stated = { completion = 50 } }',
        'direction = "maintain"\ntarget.2024 = { min = 0, max = 9 }\nactual.2024 = { value = 4, stated = { completion = 50 } }',
        'direction = "milestone"\ntarget.2024 = true\nactual.2024 = { value = true, stated = { completion = 50 } }',
        'direction = "increase"\ntarget.x.2024 = 5\ntarget.y.2024 = 6\nactual.2024 = { value = 4, stated = { completion = 50 } }',
    ],
)  # fmt: skip
def test_what_is_open_or_has_no_published_target_is_not_compared(look: Look, keys: str) -> None:
    assert look(tracker(keys), "stated-completion") == (0, [])


REVISED = """
direction = "increase"
actual.2024 = [
    {{ value = 1154, status = "estimated", date = 2024-12-10, stated = {{ completion = 119.2 }} }},
    {{ value = {value}, date = 2025-02-20, stated = {{ completion = {completion} }} }},
]
"""


def test_two_revisions_must_imply_one_target(look: Look) -> None:
    """1154 at 119.2 % is 967.3 to 968.9, and so is 1161.3 at 119.9 or 120 %."""
    fine = tracker(REVISED.format(value=1161.3, completion="119.9"))
    assert look(fine, "stated-completion") == (1, [])
    wrong = tracker(REVISED.format(value=1161.3, completion="118"))
    assert look(wrong, "stated-completion").found == [
        "a:7 warning: stated is 118 %, which implies a target of 979.958 to 988.383; "
        "before it was 967.296 to 968.947"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value = 1154,", 'value = 1154, qualifier = "over",'),
        ("completion = 118", "completion = { council = 118 }"),
        ('direction = "increase"', 'direction = "maintain"'),
    ],
)
def test_revisions_that_imply_no_one_target_are_not_compared(
    look: Look, old: str, new: str
) -> None:
    text = tracker(REVISED.format(value=1161.3, completion="118")).replace(old, new)
    assert look(text, "stated-completion") == (0, [])


def test_a_completion_is_held_against_the_target_as_it_was_then(look: Look) -> None:
    text = tracker("""
direction = "increase"
target.2024 = [{ value = 210, date = 2023-12-11 }, { value = 220, date = 2024-12-31 }]
actual.2024 = [
    { value = 210, status = "estimated", date = 2024-12-10, stated = { completion = 100 } },
    { value = 220, date = 2025-02-20, stated = { completion = 100 } },
]
""")
    assert look(text, "stated-completion") == (2, [])
