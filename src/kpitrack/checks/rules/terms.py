"""The measures that a rule may name, and what each may be compared with."""

from typing import NamedTuple, get_args

from kpitrack.measures.change import Judgement
from kpitrack.measures.statuses import STATUSES
from kpitrack.model.figure import OBSERVATION_STATUSES

NOT_JUDGED = "not_judged"
"""The word for what direction neutral gives: a figure that is told, not judged."""


class Term(NamedTuple):
    """A measure: compared with numbers, with one of its words, or with either.

    `in_percent` says that its numbers are percentages, so that a % may stand behind them.
    """

    name: str
    says: str
    numeric: bool = True
    in_percent: bool = False
    words: tuple[str, ...] = ()


_FLAG = ("true", "false")

TERMS: tuple[Term, ...] = (
    Term("completion", "how much of the target is reached", in_percent=True),
    Term("progress", "how much of the way from the baseline to the target", in_percent=True),
    Term("variance", "actual - target, in the indicator's unit"),
    Term("variance_percent", "the same in percent of the target", in_percent=True),
    Term("remaining", "what is still missing to the target, in the unit"),
    Term("expected", "what was expected by the day of a figure so far, in the unit"),
    Term("actual", "the figure, in the unit; true or false for a milestone", words=_FLAG),
    Term("target", "what is wanted, in the unit; true for a milestone", words=_FLAG),
    Term("change", "the change from the period before, in the unit"),
    Term("change_percent", "the same in percent of the period before", in_percent=True),
    Term("status", "where it stands", numeric=False, words=(*STATUSES, NOT_JUDGED)),
    Term(
        "judgement",
        "whether the change is for the better",
        numeric=False,
        words=(*get_args(Judgement), NOT_JUDGED),
    ),
    Term(
        "observation_status",
        "how firm the figure is",
        numeric=False,
        words=OBSERVATION_STATUSES,
    ),
)
"""Every measure, in the order in which it is told."""

TERM = {one.name: one for one in TERMS}
