"""`kpitrack export`."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from kpitrack.cli.options import FileOption, GroupOption, IndicatorOption, OutputOption
from kpitrack.sources.exchange.exporting import ExportFormat, Layout

if TYPE_CHECKING:
    from kpitrack.sources.exchange.part import Part

EXAMPLE = "Example: kpitrack export -o indicators.csv"


def export(
    file: FileOption = None,
    form: Annotated[
        Optional[ExportFormat],  # noqa: UP045
        typer.Option("--format", "-O", help="By default that of the output's ending, or toml."),
    ] = None,
    output: OutputOption = None,
    group: GroupOption = None,
    indicator: IndicatorOption = None,
    layout: Annotated[
        Optional[Layout],  # noqa: UP045
        typer.Option("--layout", help="CSV: a line a figure, or a column a period."),
    ] = None,
    delimiter: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--delimiter", help='CSV: what stands between cells: , ; | or "tab".'),
    ] = None,
    decimal: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--decimal", help="CSV: the sign before decimals: . or , (then with ;)."),
    ] = None,
    bom: Annotated[
        bool,
        typer.Option("--bom", help="CSV: begin with the mark by which Excel knows UTF-8."),
    ] = False,
) -> None:
    """Write the whole tracker in one file that other programs and kpitrack itself read."""
    from kpitrack.sources.exchange.exporting import Style, check_style, exported, format_of
    from kpitrack.sources.reader import read_documents

    chosen = format_of(form, output)
    documents, contents = read_documents(file)
    part = _asked(documents, group, indicator)
    style = Style(layout, delimiter, decimal, bom)
    check_style(chosen, style)
    left_out: tuple[str, ...] = ()
    if chosen is ExportFormat.xlsx:
        content = _workbook(part.document, output)
    else:
        export = exported(part.document, chosen, style)
        content = ("\ufeff" * bom + "".join(export.pieces)).encode()
        left_out = export.left_out
    _put(content, output, contents)
    for remark in part.remarks:
        typer.echo(f"kpitrack: {remark}", err=True)
    if left_out:
        told = ", ".join(left_out)
        typer.echo(
            f"kpitrack: left out, as --layout wide has no place for it: {told}", err=True
        )


def _workbook(document: Mapping[str, Any], output: str | None) -> bytes:
    """The status of today, as `kpitrack status` prints it, and the tracker behind it."""
    import datetime as dt
    import sys

    from kpitrack.cli.workbook import workbook_bytes
    from kpitrack.errors import InputError, Mistake
    from kpitrack.model.period import parse_period
    from kpitrack.render.sheet import Manner
    from kpitrack.sources.decode import decode_tracker
    from kpitrack.sources.exchange.records import rows_of
    from kpitrack.views.question import Question, default_period
    from kpitrack.views.status import status_view

    if output in (None, "-") and sys.stdout.isatty():
        raise InputError([Mistake("a file for a workbook", "a terminal", "name one with -o")])
    tracker = decode_tracker({"": document})
    question = Question(dt.date.today())
    try:
        period = default_period(tracker, question.as_of)
    except InputError:  # there are no figures yet: the year that runs shows the targets
        period = parse_period(str(question.as_of.year))
    manner = Manner(tracker.locale)
    language = tracker.locale.replace("_", "-").split("-")[0]
    view = status_view(tracker, period, question, language=language)
    return workbook_bytes(view, tracker, manner, rows_of(document))


def _asked(
    documents: Mapping[str, Mapping[str, Any]],
    groups: Sequence[str] | None,
    indicators: Sequence[str] | None,
) -> "Part":
    """The whole document, or the part that the options name."""
    from kpitrack.sources.exchange.part import Part, part_of
    from kpitrack.sources.exchange.whole import whole_document

    document = whole_document(documents)
    if not groups and not indicators:
        return Part(document, ())
    import datetime as dt

    from kpitrack.sources.decode import decode_tracker
    from kpitrack.views.question import Question, Selection, selected

    selection = Selection(tuple(groups or ()), tuple(indicators or ()))
    question = Question(dt.date.today(), selection)
    chosen = selected(decode_tracker(documents), question)
    return part_of(document, {one.id for one in chosen})


def _put(content: bytes, output: str | None, read: Mapping[str, bytes]) -> None:
    """Bytes to standard output, or to a file that is none of those read."""
    from pathlib import Path

    from kpitrack.cli.answer import spare, write_bytes
    from kpitrack.sources.writing import write_atomically

    if output is None or output == "-":
        write_bytes(content)
        return
    spare(output, read, "the tracker itself")
    write_atomically(Path(output), content)
