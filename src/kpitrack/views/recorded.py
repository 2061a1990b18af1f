"""What was recorded: figures before and after, and what the indicator now comes to."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

from kpitrack.model.figure import Figure, Target
from kpitrack.model.indicator import UNNAMED
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import Question, Selection
from kpitrack.views.status import StatusRow, status_view

Manner = Literal["new", "revision", "replacement", "same"]
Kind = Literal["actual", "target", "baseline"]


class Place(NamedTuple):
    """Which figure was recorded, and how."""

    indicator: str
    kind: Kind
    target_set: str
    period: str
    manner: Manner


class RecordedRow(NamedTuple):
    """One figure. `before` is None where there was none.

    `stands` is where the indicator stands in the figure's period as known today, against
    the target set of the figure, else the tracker's.
    """

    id: str
    name: str
    kind: Kind
    target_set: str
    period: str
    manner: Manner
    before: Figure | Target | None
    after: Figure | Target
    stands: StatusRow


class RecordedView(NamedTuple):
    """The first of the figures, and how many there are of each manner."""

    rows: tuple[RecordedRow, ...]
    new: int
    revised: int
    replaced: int
    same: int

    @property
    def total(self) -> int:
        """How many figures were asked to be recorded."""
        return self.new + self.revised + self.replaced + self.same


def recorded_view(
    before: Tracker, after: Tracker, places: Sequence[Place], today: dt.date, most: int
) -> RecordedView:
    """What the places held and hold now, for the first `most` of them."""
    manners = [one.manner for one in places]
    return RecordedView(
        tuple(_row(before, after, one, today) for one in places[:most]),
        manners.count("new"),
        manners.count("revision"),
        manners.count("replacement"),
        manners.count("same"),
    )


def _row(before: Tracker, after: Tracker, place: Place, today: dt.date) -> RecordedRow:
    figure = _figure(after, place)
    assert figure is not None, "what was recorded is there"
    stands = _standing(after, place, figure, today)
    return RecordedRow(
        place.indicator,
        stands.name,
        place.kind,
        place.target_set,
        place.period,
        place.manner,
        _figure(before, place),
        figure,
        stands,
    )


def _figure(tracker: Tracker, place: Place) -> Figure | Target | None:
    """The newest figure of the place."""
    indicator = tracker.indicators[place.indicator]
    period = parse_period(place.period)
    if place.kind == "target":
        wanted = indicator.targets.get(place.target_set, {}).get(period, ())
        return wanted[-1] if wanted else None
    history = indicator.baseline if place.kind == "baseline" else indicator.actual
    figures = history.get(period, ())
    return figures[-1] if figures else None


def _standing(
    tracker: Tracker, place: Place, figure: Figure | Target, today: dt.date
) -> StatusRow:
    known = figure.figure.date if isinstance(figure, Target) else figure.date
    against = place.target_set if place.target_set != UNNAMED else None
    question = Question(
        max(today, known or today), Selection(indicators=(place.indicator,)), against
    )
    period, language = parse_period(place.period), tracker.locale.partition("-")[0]
    return status_view(tracker, period, question, language=language).rows[0]
