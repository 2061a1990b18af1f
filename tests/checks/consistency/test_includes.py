"""What an indicator `includes` does not exceed it."""

import pytest

from tests.checks.conftest import Look

TRACKER = """
[indicators.projects]
name = "Projects"
includes = ["key", "new"]
actual.2024 = {whole}
actual.2023 = {{ text = "many" }}
[indicators.key]
name = "Key projects"
actual.2024 = {part}
[indicators.new]
name = "New projects"
"""


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("75", "10"),  # the city's key projects among its 75
        ("75", "75"),
        ("75", "75.4"),  # 75 may be 75.4, rounded
        ("1154", "{ value = 568, qualifier = 'over' }"),  # the city's budget revenue
        ("{ value = 75, qualifier = 'over' }", "80"),
    ],
)
def test_a_subset_within_its_whole_is_fine(look: Look, whole: str, part: str) -> None:
    assert look(TRACKER.format(whole=whole, part=part), "includes") == (1, [])


@pytest.mark.parametrize(
    ("whole", "part", "told"),
    [
        ("75", "80", "80, but projects, which includes it, is 75"),
        ("{ value = 5, qualifier = 'under' }", "6", "6, but projects, which includes it, is 5"),
    ],
)
def test_a_subset_that_exceeds_its_whole_is_found(
    look: Look, whole: str, part: str, told: str
) -> None:
    found = look(TRACKER.format(whole=whole, part=part), "includes")
    assert found == (1, [f"key:9 error: {told}"])
