"""A baseline lies before a target."""

from tests.checks.conftest import Look


def tracker(lines: str) -> str:
    return f'[indicators.a]\nname = "A"\ndirection = "increase"\n{lines}\n'


def test_a_baseline_before_some_target_is_fine(look: Look) -> None:
    text = tracker("baseline.2020 = 1\nbaseline.2023 = 2\ntarget.2022 = 5\ntarget.2024 = 6")
    assert look(text, "baseline") == (2, [])
    assert look(tracker("baseline.2020 = 1"), "baseline") == (0, [])


def test_a_baseline_after_every_target_is_found(look: Look) -> None:
    text = tracker("target.x.2024 = 5\ntarget.y.2023 = 6\nbaseline.2024 = 1")
    assert look(text, "baseline") == (
        1,
        ["a:6 error: the baseline of 2024 lies before no target, the last is for 2024-12-31"],
    )
