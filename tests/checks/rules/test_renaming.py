"""A rule under an indicator's new id."""

import pytest

from kpitrack.checks.rules.renaming import renamed_rule


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("a: completion >= 100", "new: completion >= 100"),
        ("b, a, a-b: completion >= 100", "b, new, a-b: completion >= 100"),
        ("a.completion >= 100", "new.completion >= 100"),
        ("group a: status != missed", "group a: status != missed"),
        ("group a, a: status != missed", "group a, new: status != missed"),
        ("a*: value > 1", "a*: value > 1"),
        ("b: a > 1", "b: a > 1"),
        ("completion >= 100", "completion >= 100"),
        ("no sign", "no sign"),
    ],
)
def test_only_the_ids_before_the_measure_are_renamed(rule: str, wanted: str) -> None:
    assert renamed_rule(rule, "a", "new") == wanted
