"""The whole tracker at once: where it stands, and every indicator with its history."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from kpitrack.measures.xmr import FEWEST_POINTS
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker
from kpitrack.views.detail import DetailView, detail_view
from kpitrack.views.question import ALL_SETS, Question, selected
from kpitrack.views.status import StatusView, status_view
from kpitrack.views.trend import TrendRow, trend_view


class PageView(NamedTuple):
    """The answer of `page`.

    `status` holds the rows, the groups and the summary of one period; `details` has each
    indicator once, in the order of its first row there. `trends` has those with as many
    points as a reading of their course needs.
    """

    status: StatusView
    details: tuple[DetailView, ...]
    trends: tuple[TrendRow, ...]

    @property
    def view(self) -> Literal["page"]:
        """The command that this answers."""
        return "page"


def page_view(
    tracker: Tracker, period: Period, question: Question, *, language: str = "en"
) -> PageView:
    """Where the selected indicators stand in a period, and each of them whole."""
    return PageView(
        status=status_view(tracker, period, question, language=language),
        details=tuple(
            detail_view(tracker, one.id, question, period=period, language=language)
            for one in selected(tracker, question)
        ),
        trends=tuple(_courses(tracker, question, language)),
    )


def _courses(tracker: Tracker, question: Question, language: str) -> Iterator[TrendRow]:
    for row in trend_view(tracker, _of_one_set(question), language=language).rows:
        if sum(point.value is not None for point in row.points) >= FEWEST_POINTS:
            yield row


def _of_one_set(question: Question) -> Question:
    """Of several target sets, a course is held against the tracker's own."""
    return question._replace(target_set=None) if question.target_set == ALL_SETS else question
