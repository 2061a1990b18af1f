"""The tracker: every indicator and group, and what is meant when nothing is said."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from kpitrack.model.figure import NOTHING
from kpitrack.model.indicator import Group, Indicator
from kpitrack.model.observations import ObservationSource
from kpitrack.model.period import Period


class Rule(NamedTuple):
    """A rule that the tracker's own file asks `check` to hold.

    `file` and `place` say where it stands: it is the `place`th, from 0, of that file.
    """

    name: str
    require: str
    group: str | None = None
    indicators: tuple[str, ...] = ()
    severity: Literal["error", "warning"] = "error"
    file: str = ""
    place: int = 0


class Tracker(NamedTuple):
    """All that was read, from one file or from a folder of them.

    `origins` names for each indicator the file it was read from.
    """

    title: str
    titles: Mapping[str, str] = NOTHING
    period: Period | None = None
    target_set: str | None = None
    locale: str = "en"
    groups: Mapping[str, Group] = NOTHING
    indicators: Mapping[str, Indicator] = NOTHING
    rules: tuple[Rule, ...] = ()
    origins: Mapping[str, str] = NOTHING
    observations: tuple[ObservationSource, ...] = ()

    @property
    def target_sets(self) -> tuple[str, ...]:
        """The names of all target sets, in the order in which they first appear."""
        names = dict.fromkeys(
            name for one in self.indicators.values() for name in one.targets if name
        )
        return tuple(names)
