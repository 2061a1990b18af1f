"""What the commands draw on a terminal, kept to be compared; docs/terminal.md shows some.

`python -m tests.golden.renew` writes them. Piped commands cannot, since they draw nothing.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kpitrack.model.period import parse_period
from kpitrack.render.form import Format
from kpitrack.render.formats import Screen, rendered
from kpitrack.render.sheet import Manner
from kpitrack.sources.reader import read_tracker
from kpitrack.views.detail import detail_view
from kpitrack.views.question import Question
from kpitrack.views.status import status_view
from kpitrack.views.trend import trend_view

if TYPE_CHECKING:
    from kpitrack.render.json import View

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
LATER = dt.date(2026, 1, 1)

COLOUR, BLOCKS, ASCII = (True, False), (False, False), (False, True)
Ask = Callable[[str, str], "View"]
"""The answer to a question that is put to a file, in a language."""

Letters = tuple[bool, bool]
"""Whether there is colour, and whether only ASCII."""


class Drawing(NamedTuple):
    """What is asked of a file, and the terminal on which it is answered."""

    ask: Ask
    file: str
    columns: int
    letters: Letters = BLOCKS
    locale: str = "en"

    def text(self) -> str:
        """What stands on the terminal."""
        view = self.ask(str(ROOT / self.file), self.locale)
        return rendered(
            view, Format.table, Manner(self.locale), Screen(self.columns, *self.letters)
        )


def status(period: str, as_of: dt.date = LATER) -> Ask:
    """`kpitrack status PERIOD`."""
    return lambda file, language: status_view(
        read_tracker(file), parse_period(period), Question(as_of), language=language
    )


def trend(*names: str) -> Ask:
    """`kpitrack trend ID...`."""
    return lambda file, language: trend_view(
        read_tracker(file), Question(LATER), names=names, language=language
    )


def show(name: str) -> Ask:
    """`kpitrack show ID`."""
    return lambda file, language: detail_view(
        read_tracker(file), name, Question(LATER), language=language
    )


CITY = "data/indicators.toml"
NGO = "data/examples/ngo-tracking.toml"
TEAM = "data/examples/team-kpis.toml"
PACE = "tests/golden/screens/pace.toml"
WAITING = "tests/golden/screens/waiting.toml"
OCTOBER, JULY = dt.date(2024, 10, 1), dt.date(2024, 7, 1)

DRAWINGS: dict[str, Drawing] = {
    "city-status-60.txt": Drawing(status("2024"), CITY, 60),
    "city-status-80.txt": Drawing(status("2024"), CITY, 80),
    "city-status-160.txt": Drawing(status("2024"), CITY, 160),
    "city-status-80-vi.txt": Drawing(status("2024"), CITY, 80, locale="vi"),
    "city-status-80-vi-ascii.txt": Drawing(status("2024"), CITY, 80, ASCII, "vi"),
    "ngo-status-60-ascii.txt": Drawing(status("2024", OCTOBER), NGO, 60, ASCII),
    "ngo-status-80.txt": Drawing(status("2024", OCTOBER), NGO, 80),
    "ngo-status-160-colour.txt": Drawing(status("2024", OCTOBER), NGO, 160, COLOUR),
    "pace-status-60.txt": Drawing(status("2024", JULY), PACE, 60),
    "pace-status-80.txt": Drawing(status("2024", JULY), PACE, 80),
    "pace-status-80-ascii.txt": Drawing(status("2024", JULY), PACE, 80, ASCII),
    "pace-status-160-colour.txt": Drawing(status("2024", JULY), PACE, 160, COLOUR),
    "team-show-80.txt": Drawing(show("open-tickets"), TEAM, 80),
    "team-show-80-ascii.txt": Drawing(show("open-tickets"), TEAM, 80, ASCII),
    "team-trend-80.txt": Drawing(trend(), TEAM, 80),
    "team-trend-160.txt": Drawing(trend(), TEAM, 160),
    "waiting-trend-60.txt": Drawing(trend("waiting"), WAITING, 60),
    "waiting-trend-80.txt": Drawing(trend("waiting"), WAITING, 80),
    "waiting-trend-80-ascii.txt": Drawing(trend("waiting"), WAITING, 80, ASCII),
    "waiting-trend-80-vi.txt": Drawing(trend("waiting"), WAITING, 80, locale="vi"),
    "waiting-trend-160-colour.txt": Drawing(trend("waiting"), WAITING, 160, COLOUR),
    "waiting-trend-160.txt": Drawing(trend("waiting"), WAITING, 160),
}
