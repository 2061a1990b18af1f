"""The whole tracker at once: where it stands, and every indicator with its history."""

from typing import Literal, NamedTuple

from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker
from kpitrack.views.detail import DetailView, detail_view
from kpitrack.views.question import Question, selected
from kpitrack.views.status import StatusView, status_view


class PageView(NamedTuple):
    """The answer of `page`.

    `status` holds the rows, the groups and the summary of one period; `details` has each
    indicator once, in the order of its first row there.
    """

    status: StatusView
    details: tuple[DetailView, ...]

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
    )
