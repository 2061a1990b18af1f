"""One Chromium for all tests of the page, and pages made from a tracker's text."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpitrack.model.period import parse_period
from kpitrack.render.page.document import page_html
from kpitrack.render.sheet import Manner
from kpitrack.views.page import page_view
from kpitrack.views.question import Question
from tests.conftest import Make
from tests.page.browser import CHROMIUM, Browser, Page, running

Build = Callable[..., Path]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install the package chromium to test the page in it")
    with running() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.page() as opened:
        yield opened


@pytest.fixture
def build(make: Make, tmp_path: Path) -> Build:
    """Writes the page of a tracker's text to a file."""

    def from_text(
        text: str, *, locale: str = "en", target: str | None = None, period: str = "2024"
    ) -> Path:
        question = Question(dt.date(2025, 3, 1), target_set=target)
        view = page_view(make(text), parse_period(period), question, language=locale)
        file = tmp_path / "site.html"
        file.write_text(page_html(view, Manner(locale)), encoding="utf-8")
        return file

    return from_text
