"""What was recorded, a line for each figure, so that a slip is seen."""

from decimal import Decimal

from kpitrack.model.figure import Figure, Target
from kpitrack.render.cells import (
    DASH,
    completion_cell,
    letters,
    qualified,
    status_cell,
    target_cell,
)
from kpitrack.render.numbers import written_digits
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Manner
from kpitrack.views.recorded import RecordedRow, RecordedView

_DONE = {"new": "recorded", "revision": "revised", "replacement": "replaced"}


def told(view: RecordedView, manner: Manner) -> list[str]:
    """A line for each row, then the counts where there is more than one figure."""
    lines = [line(one, manner) for one in view.rows]
    if view.total > 1:
        counts = {
            "recorded": view.new,
            "revised": view.revised,
            "replaced": view.replaced,
            "there already": view.same,
        }
        more = view.total - len(view.rows)
        lines += [f"... and {more} more"] * bool(more)
        lines.append(", ".join(f"{count} {what}" for what, count in counts.items() if count))
    return lines


def line(row: RecordedRow, manner: Manner) -> str:
    """Which figure of which indicator, before and after, and what that comes to."""
    kind = f"{row.kind} {row.target_set}".rstrip()
    place = f"{printable(row.name)} ({row.id}), {kind} {row.period}"
    after = figure_text(row.after, manner) + _unit(row)
    if row.manner == "same":
        return f"nothing to record: {place} is {after} already"
    before = f"{figure_text(row.before, manner)} → " if row.before is not None else ""
    return f"{_DONE[row.manner]}: {place}: {before}{after}{_standing(row, manner)}"


def _unit(row: RecordedRow) -> str:
    """The unit behind a figure; a share says itself what it is of."""
    figure = row.after.figure if isinstance(row.after, Target) else row.after
    unit = row.stands.unit
    return f" {printable(unit)}" if unit and figure.of is None else ""


def figure_text(figure: Figure | Target, manner: Manner) -> str:
    """A figure with all of its digits, as it was written."""
    if isinstance(figure, Target):
        if figure.low is not None and figure.high is not None:
            return f"{_number(figure.low, manner)}–{_number(figure.high, manner)}"
        return figure_text(figure.figure, manner)
    if isinstance(figure.value, bool):
        text = "true" if figure.value else "false"
    elif figure.count is not None and figure.of is not None:
        text = f"{_number(figure.count, manner)} of {_number(figure.of, manner)}"
    elif figure.value is not None:
        text = _number(figure.value, manner)
    else:
        text = printable(figure.text or "only what the source stated")
    return qualified(text, figure.qualifier, manner) + letters(
        figure.status, figure.through is not None
    )


def _number(value: Decimal, manner: Manner) -> str:
    return manner.numbers.number(value, written_digits(value))


def _standing(row: RecordedRow, manner: Manner) -> str:
    """The completion that this gives, and of what."""
    stands = row.stands
    if row.kind == "baseline":
        return ""
    if stands.completion is None:
        reason = stands.completion_reason or stands.target_reason or stands.actual_reason
        return f"; no completion: {printable(reason)}" if reason else ""
    target = target_cell(stands, manner)
    of = f" of {target.text}" if target != DASH else ""
    against = f" ({stands.target_set})" if stands.target_set else ""
    completion = completion_cell(stands, manner).text
    return f"; completion {completion}{of}{against}, {status_cell(stands, manner).text}"
