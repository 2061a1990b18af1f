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
    numeric: bool = True
    in_percent: bool = False
    words: tuple[str, ...] = ()


_FLAG = ("true", "false")

TERMS: tuple[Term, ...] = (
    Term("completion", in_percent=True),
    Term("progress", in_percent=True),
    Term("variance"),
    Term("variance_percent", in_percent=True),
    Term("remaining"),
    Term("expected"),
    Term("actual", words=_FLAG),
    Term("target", words=_FLAG),
    Term("change"),
    Term("change_percent", in_percent=True),
    Term("status", numeric=False, words=(*STATUSES, NOT_JUDGED)),
    Term("judgement", numeric=False, words=(*get_args(Judgement), NOT_JUDGED)),
    Term("observation_status", numeric=False, words=OBSERVATION_STATUSES),
)
"""Every measure, in the order in which it is told."""

TERM = {one.name: one for one in TERMS}
