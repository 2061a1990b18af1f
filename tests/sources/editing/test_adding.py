"""An indicator more, where its owner would write it."""

import pytest

from kpitrack.sources.editing.adding import added

A = "[indicators.a]\nname = 'A'\ngroup = 'g'\n"
N = '\n[indicators.n]\nname = "N"\n'


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (A, A + N),
        (A + "\n# about b\n[indicators.b]\nname = 'B'\n", A + "\n# about b\n[indicators.b]\nname = 'B'\n" + N),
        ("[indicators]\na = { name = 'A' }", "[indicators]\na = { name = 'A' }\n" + N.rstrip()),
        ("indicators = { a = { name = 'A' } }", "indicators = { a = { name = 'A' }, n = { name = \"N\" } }"),
        ("indicators = {}", "indicators = {n = { name = \"N\" }}"),
        ("indicators.a.name = 'A'\n[tracker]\n# x\n", "indicators.a.name = 'A'\n[tracker]\n\n[indicators.n]\nname = \"N\"\n# x\n"),
        ("# empty\n", '# empty\n[indicators.n]\nname = "N"\n'),
    ],
)  # fmt: skip
def test_an_indicator_is_added_in_every_layout(text: str, wanted: str) -> None:
    assert added(text, "n", {"name": "N"}) == wanted


def test_an_indicator_is_added_below_the_tables_of_its_group() -> None:
    other = "\n[indicators.b]\nname = 'B'\n"
    table = "[indicators.a.actual]\n2024 = 1\n"

    text = added(A + table + other, "n", {"name": "N", "group": "g"})

    assert text == A + table + N + 'group = "g"\n' + other
