"""The command in a block mark, and the view that it asks for."""

import shlex
from collections.abc import Mapping
from typing import NamedTuple, cast

from kpitrack.checks.marks.address import nearest
from kpitrack.errors import InputError, Mistake
from kpitrack.measures.statuses import STATUSES, Status
from kpitrack.model.tracker import Tracker
from kpitrack.views.comparison import ComparisonView, comparison_view
from kpitrack.views.deviation import VarianceView, variance_view
from kpitrack.views.question import Question, Selection, asked_period, default_period
from kpitrack.views.status import Sort, StatusView, status_view
from kpitrack.views.tracking import Every, TrackingView, tracking_view

BlockView = StatusView | ComparisonView | VarianceView | TrackingView

_SHORT = {"-g": "--group", "-i": "--indicator"}
_SELECTING = {"--group": (), "--indicator": (), "--target": ()}
COMMANDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "status": {
        **_SELECTING,
        "--status": STATUSES,
        "--sort": ("file", "name", "completion", "status", "variance"),
        "--by": (),
        "--layout": ("table", "iptt"),
        "--every": ("year", "half", "quarter", "month"),
    },
    "compare": {**_SELECTING, "--by": ()},
    "variance": {**_SELECTING, "--by": ("group",)},
}
"""The commands that may fill a block, each with its options and what may stand behind them.

An empty tuple allows any word. The tracker, the day, the locale and the format are those of
the report itself.
"""


class Command(NamedTuple):
    """A command in a block mark: its name, its periods, and its options with their words."""

    name: str
    periods: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]


def read_command(text: str) -> Command:
    """The command that a block mark names; raises InputError with what would be right."""
    try:
        name, *words = shlex.split(text)
    except ValueError:
        raise _wrong("a command with its quotes closed", text) from None
    if name not in COMMANDS:
        expected = f"a block of {', '.join(COMMANDS)}"
        raise _wrong(expected, name, nearest(name, COMMANDS))
    periods: list[str] = []
    options: dict[str, tuple[str, ...]] = {}
    rest = iter(words)
    for word in rest:
        if word.startswith("-"):
            option, value = _option(name, word, next(rest, None))
            options[option] = (*options.get(option, ()), value)
        else:
            periods.append(word)
    if name != "compare" and len(periods) > 1:
        raise _wrong(f"one period for {name}", " ".join(periods))
    return Command(name, tuple(periods), options)


def _option(command: str, word: str, value: str | None) -> tuple[str, str]:
    known = COMMANDS[command]
    option = _SHORT.get(word, word)
    if option not in known:
        raise _wrong(f"an option of a block of {command}", word, nearest(word, known))
    if value is None:
        raise _wrong(f"a word behind {word}", "none")
    choices = known[option]
    if choices and value not in choices:
        raise _wrong(f"one of {', '.join(choices)}", value, nearest(value, choices))
    return option, value


def _wrong(expected: str, found: str, fix: str = "") -> InputError:
    return InputError([Mistake(expected, f'"{found}"', fix)])


def block_view(
    command: Command, tracker: Tracker, question: Question, language: str
) -> BlockView:
    """What the command answers; raises InputError for what does not exist."""
    options = command.options
    question = question._replace(
        selection=Selection(options.get("--group", ()), options.get("--indicator", ())),
        target_set=options.get("--target", (question.target_set,))[-1],
    )
    periods = [asked_period(one) for one in command.periods]
    if command.name == "compare":
        by = options.get("--by", (None,))[-1]
        return comparison_view(tracker, periods, question, by=by, language=language)
    when = periods[0] if periods else default_period(tracker, question.as_of)
    if command.name == "variance":
        return variance_view(
            tracker, when, question, by_group="--by" in options, language=language
        )
    view = status_view(
        tracker,
        when,
        question,
        statuses=cast("tuple[Status, ...]", options.get("--status", ())),
        sort=cast("Sort", options.get("--sort", ("file",))[-1]),
        by=options.get("--by", (None,))[-1],
        language=language,
    )
    if options.get("--layout", ("table",))[-1] == "table":
        return view
    return tracking_view(
        tracker,
        question,
        period=periods[0] if periods else None,
        every=cast("Every | None", options.get("--every", (None,))[-1]),
        by=options.get("--by", (None,))[-1],
        only=view.ids,
        language=language,
    )
