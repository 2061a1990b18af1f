"""What the tests of checks share: one built-in check, or some rules, over a tracker's text."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kpitrack.checks.view import CheckView, check_view
from kpitrack.model.period import parse_period
from kpitrack.sources.places import Places
from kpitrack.sources.reader import read_with_contents
from kpitrack.views.question import Question, Selection
from tests.conftest import LONG_AFTER


class Looked(NamedTuple):
    """What a check compared, and `id:line severity: message` for all that it found."""

    compared: int
    found: list[str]


Hold = Callable[..., CheckView]
Look = Callable[..., Looked]


@pytest.fixture
def hold(tmp_path: Path) -> Hold:
    """Holds rules and checks over a tracker's text, in 2024 unless another period is said."""

    def over(
        text: str,
        *rules: str,
        only: tuple[str, ...] = (),
        skip: tuple[str, ...] = (),
        period: str = "2024",
        as_of: dt.date = LONG_AFTER,
        target: str | None = None,
        groups: tuple[str, ...] = (),
        indicators: tuple[str, ...] = (),
        strict: bool = False,
    ) -> CheckView:
        file = tmp_path / "t.toml"
        file.write_text(text, encoding="utf-8")
        reading = read_with_contents(str(file))
        return check_view(
            reading.tracker,
            parse_period(period),
            Question(as_of, Selection(groups, indicators), target),
            rules=rules,
            only=only,
            skip=skip,
            strict=strict,
            places=Places(reading.contents),
        )

    return over


@pytest.fixture
def look(hold: Hold) -> Look:
    """Runs one built-in check over a tracker's text."""

    def over(
        text: str, check: str, *, period: str = "2024", as_of: dt.date = LONG_AFTER
    ) -> Looked:
        view = hold(text, only=(check,), period=period, as_of=as_of)
        found = [
            f"{one.indicator}:{one.line} {one.severity}: {one.message}"
            for one in view.findings
            if not one.held
        ]
        return Looked(view.summary.compared, found)

    return over
