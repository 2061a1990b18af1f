"""`kpitrack set`."""

import re
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer
from typer.core import TyperCommand

from kpitrack.cli.completing import complete_indicator
from kpitrack.cli.options import PeriodArgument
from kpitrack.cli.recording import DryRunOption, TrackerOption

if TYPE_CHECKING:
    from kpitrack.model.tracker import Tracker
    from kpitrack.sources.editing.figures import Change, NewFigure
    from kpitrack.sources.editing.file import Edited
    from kpitrack.sources.reader import Reading
    from kpitrack.sources.typed_figure import TypedFigure

EXAMPLE = "Example: kpitrack set disbursement 2024 410 --status estimated"

_MOST_TOLD = 20
_FLAGS = ("--baseline", "--replace", "--exact", "--dry-run")


class Command(TyperCommand):
    """Lets a value be negative, and `--target` stand without the name of a set."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments with a plain minus that is no option, and `--target` with its set."""
        return super().parse_args(ctx, target_told(minus_told(args)))


def minus_told(args: list[str]) -> list[str]:
    """A minus before a digit, where no option waits for its value, as a true minus sign."""
    told: list[str] = []
    for place, one in enumerate(args):
        before = args[place - 1] if place else ""
        waits = (
            before.startswith("-") and before not in _FLAGS and before[1:2] not in "0123456789"
        )
        told.append(f"−{one[1:]}" if not waits and re.match(r"-[0-9]", one) else one)
    return told


def target_told(args: list[str]) -> list[str]:
    """`--target` without a name behind it, as the targets that have none."""
    told = list(args)
    for place, one in enumerate(args):
        following = args[place + 1 : place + 2]
        named = following and re.match(r"[A-Za-z]", following[0])
        if one == "--target" and (not named or following[0].lower() in ("true", "false")):
            told[place] = "--target=-"
    return told


def set(
    indicator: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="The id of an indicator.", autocompletion=complete_indicator),
    ] = None,
    period: PeriodArgument = None,
    value: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="A number as you write it, true or false, or a share: 51/68."),
    ] = None,
    rows: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--from", metavar="FILE", help="Figures in a CSV file, all or none."),
    ] = None,
    of: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--of", metavar="NUMBER", help="The whole of which VALUE is the count."),
    ] = None,
    status: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--status", help="final, provisional, estimated or forecast."),
    ] = None,
    qualifier: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--qualifier", help="over, at least, under, at most, about, nearly; > <."),
    ] = None,
    note: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--note", help="A remark kept beside the figure."),
    ] = None,
    source: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--source", help="Where the figure comes from."),
    ] = None,
    date: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--date", help="The day on which it became known; of a revision, today."),
    ] = None,
    through: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--through", metavar="DATE", help="The day up to which it counts."),
    ] = None,
    target: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--target", metavar="[SET]", help="It is a target, perhaps of a set."),
    ] = None,
    baseline: Annotated[bool, typer.Option("--baseline", help="It is a baseline.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="The figure there goes; it was a slip.")
    ] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="Numbers are written 1154.5 in any locale.")
    ] = False,
    dry_run: DryRunOption = False,
    file: TrackerOption = None,
) -> None:
    """Record a figure in the tracker's file; comments and layout stay as they are."""
    from kpitrack.cli.recording import change
    from kpitrack.sources.typed_figure import TypedFigure

    options = (of, status, qualifier, note, source, date, through, target)
    if rows is not None:
        _refuse_beside_rows(indicator, period, value, *options, baseline or None)
        typed = _rows(rows, file)
    else:
        typed = [_one(indicator, period, value, TypedFigure("", "", "", *options, baseline))]
    done = _Recorder(typed, rows, exact=exact, replacing=replace)
    done.tell(change(file, done.edit, dry_run))


def _one(
    indicator: str | None, period: str | None, value: str | None, options: "TypedFigure"
) -> "TypedFigure":
    from kpitrack.errors import InputError

    if indicator is None or period is None or value is None:
        raise InputError(
            message="set needs an indicator, a period and a value, or --from FILE: "
            "kpitrack set disbursement 2024 410"
        )
    return options._replace(indicator=indicator, period=period, value=value)


def _refuse_beside_rows(*options: object) -> None:
    from kpitrack.errors import InputError, Mistake

    if any(one is not None for one in options):
        raise InputError([Mistake("a file alone", "a figure beside it", key="from")])


def _rows(rows: str, file: str | None) -> "list[TypedFigure]":
    from kpitrack.errors import InputError, Mistake
    from kpitrack.sources.figure_rows import typed_figures

    found = typed_figures(rows)
    if not found:
        raise InputError([Mistake("rows with figures", "none", file=rows)])
    return found


class _Recorder:
    """Makes the edit, and keeps what it came to."""

    def __init__(
        self, typed: "list[TypedFigure]", rows: str | None, *, exact: bool, replacing: bool
    ) -> None:
        import datetime as dt

        self.typed = typed
        self.rows = rows
        self.exact = exact
        self.replacing = replacing
        self.today = dt.date.today()
        self.changes: list[Change] = []

    def edit(self, reading: "Reading", texts: "Any") -> dict[str, str]:
        """The new text of each file that holds one of the indicators."""
        from kpitrack.sources.editing.guarding import parsed
        from kpitrack.sources.editing.recording import written

        figures = self._figures(reading.tracker, texts)
        by_file: dict[str, list[NewFigure]] = {}
        for one in figures:
            by_file.setdefault(reading.tracker.origins[one.indicator], []).append(one)
        made: dict[int, Change] = {}
        new: dict[str, str] = {}
        for name, some in by_file.items():
            document = parsed(texts[name])
            done = self._changes(document, some)
            new[name] = written(texts[name], document, done)
            made |= {id(one.figure): one for one in done}
        self.changes = [made[id(one)] for one in figures]
        return new

    def _changes(self, document: "Any", figures: "list[NewFigure]") -> "list[Change]":
        from kpitrack.sources.editing.figures import changes

        return changes(document, figures, self.today, replacing=self.replacing)

    def _figures(self, tracker: "Tracker", texts: "Any") -> "list[NewFigure]":
        """Every figure that was typed; the mistakes of all rows are told together."""
        from kpitrack.errors import InputError, Mistake
        from kpitrack.model.period import parse_period
        from kpitrack.sources.documents import shown_name
        from kpitrack.sources.editing.guarding import parsed
        from kpitrack.sources.typed_figure import figure_of

        documents = {name: parsed(text) for name, text in texts.items()}
        found: list[NewFigure] = []
        mistakes: list[Mistake] = []
        seen: dict[Any, int | None] = {}
        for typed in self.typed:
            where = (shown_name(self.rows), typed.line) if self.rows else ("", None)
            try:
                figure = figure_of(typed, tracker, exact=self.exact)
                self._changes(documents[tracker.origins[figure.indicator]], [figure])
            except InputError as error:
                mistakes += [
                    one._replace(file=where[0], line=where[1]) for one in error.mistakes
                ]
                continue
            same = (
                figure.indicator,
                figure.kind,
                figure.target_set,
                parse_period(figure.period),
            )
            if same in seen:
                found_twice = f"{figure.name} again, as on line {seen[same]}"
                mistakes.append(Mistake("each figure once", found_twice, "", *where))
            seen[same] = typed.line
            found.append(figure)
        if mistakes:
            message = "nothing was recorded" if self.rows else ""
            raise InputError(mistakes, message)
        return found

    def tell(self, edited: "Edited") -> None:
        """What was recorded, to standard error."""
        from kpitrack.cli.speaking import say
        from kpitrack.render.recorded import told
        from kpitrack.render.sheet import Manner
        from kpitrack.views.recorded import Place, recorded_view

        places = [
            Place(one.indicator, one.kind, one.target_set, one.period, change.manner)
            for change in self.changes
            for one in (change.figure,)
        ]
        before, after = edited.before.tracker, edited.after.tracker
        view = recorded_view(before, after, places, self.today, _MOST_TOLD)
        for line in told(view, Manner(after.locale)):
            say(line)
        for name in sorted({one.target_set for one in places} - {"", *before.target_sets}):
            say(f"{name} is a new target set")
