"""The sheet of a report view."""

from kpitrack.render.numbers import written_digits
from kpitrack.render.printable import printable
from kpitrack.render.raw import exact
from kpitrack.render.sheet import Cell, Manner, Section, Sheet
from kpitrack.views.marked import MarkRow, MarkTally, ReportView


def report_sheets(view: ReportView, manner: Manner) -> tuple[Sheet, ...]:
    """Every mark with what stands there and what should, in the order of the documents."""
    words = manner.words
    mend = [words["mend"].format(command=view.mend)] * bool(view.mend)
    sheet = Sheet(
        title=words["title_report"],
        columns=manner.columns(
            ("mark_place", "name"),
            ("found", "figure"),
            ("expected_now", "figure"),
            ("value", "figure"),
            ("mark_holds", "word"),
            ("mark", "text"),
        ),
        sections=(Section(tuple(_row(one, manner) for one in view.rows)),),
        footer=marks_told(view.summary, manner),
        notes=tuple(printable(one) for one in (*view.notes, *mend)),
    )
    return (sheet,)


def _row(row: MarkRow, manner: Manner) -> tuple[Cell, ...]:
    words = manner.words
    found, expected = row.found or words["table"], row.expected or words["table"]
    return (
        Cell(printable(place_of(row))),
        Cell(found),
        Cell(expected, "none" if row.holds else "bad"),
        Cell(_value(row, manner)),
        Cell(words["yes"] if row.holds else words["no"], "good" if row.holds else "bad"),
        Cell(printable(row.mark)),
    )


def place_of(row: MarkRow) -> str:
    """Where a mark stands: file and line, or in Word the part and the paragraph."""
    if row.part is None:
        return f"{row.file}:{row.line}"
    part = row.part.rpartition("/")[2].removesuffix(".xml")
    where = f"paragraph {row.line}"
    return f"{row.file}: {where if part == 'document' else f'{part} {where}'}"


def _value(row: MarkRow, manner: Manner) -> str:
    if row.value is None:
        return ""
    shown = exact(row.value)
    return manner.numbers.number(shown, written_digits(shown))


def marks_told(tally: MarkTally, manner: Manner) -> str:
    """How much was read and how much of it holds: never silent about having read nothing."""
    words = manner.words
    read = words["marks_read"].format(
        marks=_counted(tally.marks, "mark", manner), files=_counted(tally.files, "file", manner)
    )
    if not tally.marks:
        return read
    if not tally.stale:
        return f"{read}, {words['all_hold']}"
    return f"{read}, {words['not_holding'].format(stale=tally.stale)}"


def _counted(count: int, what: str, manner: Manner) -> str:
    if count == 1:
        return manner.words[f"one_{what}"]
    return manner.words[f"many_{what}s"].format(count=count)
