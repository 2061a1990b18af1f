"""Every example of README.md and docs/ prints what it says, and the docs leave nothing out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doc_examples import PAGES, ROOT, BrokenExample, examples, renewed
from pydantic import BaseModel

from kpitrack.cli.app import COMMANDS
from kpitrack.measures.statuses import STATUSES
from kpitrack.model.figure import OBSERVATION_STATUSES
from kpitrack.sources import shape


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_the_examples_of_a_page_print_what_it_says(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")

    fresh = renewed(text, tmp_path)

    for told, now in zip(examples(text), examples(fresh), strict=True):
        place = f"{page.name}:{told.line(text)}: run python tests/docs/renew.py"
        assert told.body == now.body, place
    assert text == fresh


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("```console\n$ kpitrack show nothing\n```\n", "line 2: .* exits 2; show it"),
        ("```console\n$ kpitrack show no\n$ kpitrack --version\n```\n", "exit 2 before"),
        ("```console\nkpitrack status\n```\n", "begins with a line"),
        ("```toml\n[tracker]\ntitel = 1\n```\n", "the tracker is refused: .*titel"),
        ("```python\n1 / 0\n```\n", "ZeroDivisionError"),
    ],
)
def test_an_example_that_cannot_be_right_is_told(page: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenExample, match=told):
        renewed(page, tmp_path)


def test_a_wrong_output_is_put_right(tmp_path: Path) -> None:
    page = "x\n```console\n$ kpitrack show no\nwrong\n$ echo $?\n0\n```\n```python\n>>> 1 + 1\n3\n```\n"

    fresh = renewed(page, tmp_path)

    assert fresh.endswith("$ echo $?\n2\n```\n```python\n>>> 1 + 1\n2\n```\n")
    assert "wrong" not in fresh


def test_each_command_stands_in_the_docs() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"## kpitrack {name}" not in text] == []


def test_each_option_of_each_command_stands_in_the_docs() -> None:
    from kpitrack.cli.app import build

    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    options = {
        option
        for name in COMMANDS
        for parameter in build(name).params
        for option in parameter.opts
        if option.startswith("-")
    }

    assert sorted(option for option in options if f"`{option}`" not in text) == []


def test_each_key_of_the_file_stands_in_the_docs() -> None:
    text = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    written = set(re.findall(r"`([a-z_]+)`", text))

    assert sorted(set(_keys()) - written) == []


def test_each_word_of_the_file_stands_in_the_docs() -> None:
    text = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    words = re.findall(r"'enum': \[(.*?)\]", str(shape.json_schema()))
    choices = {word for found in words for word in re.findall(r"'([^']+)'", found)}

    assert set(OBSERVATION_STATUSES) <= choices
    assert sorted(word for word in choices if f"`{word}`" not in text) == []


def test_each_status_stands_in_the_docs() -> None:
    text = (ROOT / "docs" / "formulas.md").read_text(encoding="utf-8")

    assert [one for one in STATUSES if f"| {one.replace('_', ' ')} |" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_each_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [one for one in links if "://" not in one and not one.startswith("kpi:")]

    assert [one for one in local if not (page.parent / one).exists()] == []


def _keys() -> Iterator[str]:
    models: list[Any] = [one for one in vars(shape).values() if isinstance(one, type)]
    for model in models:
        if issubclass(model, BaseModel) and model is not BaseModel:
            yield from shape.keys_of(model)
