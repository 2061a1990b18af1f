"""`kpitrack import`: a keyword of Python may not name the module."""

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from kpitrack.cli.recording import DryRunOption, TrackerOption

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpitrack.sources.exchange.importing import Plan, Tick, Understood
    from kpitrack.sources.exchange.mapping import Mapping as ColumnMapping
    from kpitrack.sources.reader import Reading

EXAMPLE = 'Example: kpitrack import figures.csv --map "Chỉ tiêu=indicator,Năm 2024=actual.2024"'

_LIMIT = 256 * 2**20
_EXTENT = 5
"""So many figures are shown as they would be recorded."""


def importing(
    source: Annotated[
        str, typer.Argument(metavar="FILE", help="A CSV, Excel, JSON or SDMX-CSV file, or -.")
    ],
    file: TrackerOption = None,
    map: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--map", help='"Heading=role,...", a .toml file, or a kept mapping.'),
    ] = None,
    keep: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--keep", metavar="NAME", help="Keep the mapping in the tracker."),
    ] = None,
    sheet: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook."),
    ] = None,
    kind: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--as", help="What plain figures are: actual, target or baseline."),
    ] = None,
    target: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--target", metavar="SET", help="The target set of targets."),
    ] = None,
    period: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--period", help="The period of figures that name none."),
    ] = None,
    status: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--status", help="final, provisional, estimated or forecast."),
    ] = None,
    encoding: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--encoding", help="utf-8, utf-16, windows-1258, windows-1252, ..."),
    ] = None,
    delimiter: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--delimiter", help="What parts columns: a sign, or tab."),
    ] = None,
    decimal: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--decimal", help="The decimal sign of figures as text: . or ,"),
    ] = None,
    parentheses: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--parentheses", help="negative: a figure in parentheses is below 0."),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Add indicators that are missing.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Other figures there go; they were slips.")
    ] = False,
    skip_rejected: Annotated[
        bool, typer.Option("--skip-rejected", help="Record the rest where rows are rejected.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take columns as guessed.")] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Take the figures of another program's file into the tracker: all of them or none."""
    from kpitrack.sources.discovery import read_bytes
    from kpitrack.sources.exchange.own import read_own

    content = read_bytes(source, _LIMIT)
    own = None if map else read_own(source, content)
    if own is not None:
        from kpitrack.cli.importing_own import import_own

        import_own(own, file, replacing=replace, dry_run=dry_run)
        return
    said = {
        "sheet": sheet, "kind": kind, "target": target, "period": period, "status": status,
        "encoding": encoding, "delimiter": delimiter, "decimal": decimal,
        "parentheses": parentheses,
    }  # fmt: skip
    reading, mapping = _mapping(file, map, said)
    understood = _understood(source, content, reading, mapping)
    plan = _plan(understood, reading, new)
    if understood.was_guessed:
        _preview(understood, plan)
        if not dry_run and not (yes or _agreed()):
            _refuse(understood, source)
    _record(_Work(file, understood, new, replace, skip_rejected, keep, dry_run), plan)


class _Work:
    """What is to be recorded, where and how."""

    def __init__(
        self,
        file: str | None,
        understood: "Understood",
        new: bool,
        replacing: bool,
        skipping: bool,
        keep: str | None,
        dry_run: bool,
    ) -> None:
        self.file = file
        self.understood = understood
        self.new = new
        self.replacing = replacing
        self.skipping = skipping
        self.keep = keep
        self.dry_run = dry_run

    def edit(self, reading: "Reading", texts: "Mapping[str, str]") -> "Mapping[str, str]":
        """The new texts of the tracker's files; the figures are planned for it anew."""
        import datetime as dt

        from kpitrack.sources.exchange.importing import plan_import
        from kpitrack.sources.exchange.storing import (
            Counts,
            renamed,
            store,
            with_indicators,
            with_mapping,
        )

        tracker = reading.tracker
        plan = plan_import(self.understood, tracker, adding=self.new)
        changed = dict(texts)
        last = next(reversed(changed))
        changed[last], ids = with_indicators(changed[last], plan.new)
        figures = renamed(plan.figures, ids)
        counts = Counts()
        for name in changed:
            mine = [
                one
                for one in figures
                if tracker.origins.get(one.figure.indicator, last) == name
            ]
            stored = store(changed[name], mine, dt.date.today(), replacing=self.replacing)
            changed[name] = stored.text
            counts = counts.plus(stored.counts)
        if self.keep:
            changed[last] = with_mapping(changed[last], self.keep, self.understood.mapping)
        self.counts: Counts = counts
        return changed


def _mapping(
    file: str | None, map: str | None, said: "Mapping[str, str | None]"
) -> "tuple[Reading, ColumnMapping]":
    from kpitrack.sources.editing.guarding import parsed
    from kpitrack.sources.exchange.mapping import mapping_of
    from kpitrack.sources.reader import read_with_contents

    reading = read_with_contents(file)
    kept = {
        name: one
        for content in (reading.contents.values() if map else ())
        for name, one in parsed(content.decode("utf-8-sig")).get("imports", {}).items()
    }
    place = ", ".join(reading.contents)
    return reading, mapping_of(map, kept, place).with_settings(said)


def _understood(
    source: str, content: bytes, reading: "Reading", mapping: "ColumnMapping"
) -> "Understood":
    from kpitrack.cli.speaking import say
    from kpitrack.sources.documents import shown_name
    from kpitrack.sources.exchange.importing import understand
    from kpitrack.sources.exchange.opening import open_grids

    name = shown_name(source)
    opened = open_grids(content, name, mapping.settings, reading.tracker.locale)
    for doubt in opened.doubts:
        say(f"warning: {name}: {doubt}")
    understood = understand(opened, name, reading.tracker, mapping)
    table = understood.table
    say(f"{name}: {opened.how}; headings in row {table.heading_number}")
    return understood


def _plan(understood: "Understood", reading: "Reading", new: bool) -> "Plan":
    from kpitrack.errors import InputError
    from kpitrack.sources.exchange.importing import plan_import

    try:
        return plan_import(understood, reading.tracker, adding=new, tick=_tick())
    except InputError:
        if understood.was_guessed:
            _columns(understood)
        raise


def _tick() -> "Tick | None":
    """Long reading is told on a terminal, on one line that is written over."""
    import sys

    if not sys.stderr.isatty():
        return None

    def told(done: int, every: int) -> None:
        if done:
            sys.stderr.write(f"\r\x1b[Kreading row {done:,} of {every:,}\r")
            sys.stderr.flush()

    return told


def _columns(understood: "Understood") -> None:
    from kpitrack.cli.speaking import say
    from kpitrack.sources.exchange.tables import letter_of

    for place, (heading, role) in enumerate(understood.roles.items()):
        taken = "not taken" if role.what == "ignore" else str(role)
        say(f"  {letter_of(place):2} {heading}: {taken}")


def _preview(understood: "Understood", plan: "Plan") -> None:
    from kpitrack.cli.speaking import say
    from kpitrack.sources.editing.literal import literal, plain

    _columns(understood)
    say("as it would be recorded, first:")
    for one in plan.figures[:_EXTENT]:
        value = literal(plain(one.figure.value))
        rows = ", ".join(str(cell.number) for cell in one.cells)
        say(f"  row {rows}: {one.figure.name} = {value}")


def _agreed() -> bool:
    import sys

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return typer.confirm("Are the columns right?", err=True)


def _refuse(understood: "Understood", source: str) -> None:
    from kpitrack.errors import InputError
    from kpitrack.sources.exchange.mapping import as_option

    columns = as_option(understood.mapping.columns or {})
    raise InputError(
        message="nothing was recorded, the columns were guessed; --yes takes them, or say"
        f" them:\n  kpitrack import {source} --map {columns}"
    )


def _record(work: _Work, plan: "Plan") -> None:
    from kpitrack.cli.recording import change
    from kpitrack.cli.speaking import say
    from kpitrack.errors import InputError

    for warning in plan.warnings:
        say(f"warning: {warning}")
    for reject in plan.rejects:
        say(f"rejected: {reject}")
    _counted(plan)
    if plan.rejects and not work.skipping:
        message = "nothing was recorded; --skip-rejected records the rest"
        raise InputError(message=message)
    change(work.file, work.edit, work.dry_run)
    parts = work.counts.told
    parts += [f"{plan.repeated} repeated"] if plan.repeated else []
    rejected = sum(one.cells for one in plan.rejects)
    parts.append(f"{rejected} rejected")
    say(f"{plan.cells} figures: {', '.join(parts)}")


def _counted(plan: "Plan") -> None:
    from kpitrack.cli.speaking import say

    told = f"{plan.rows} rows: {plan.rows - plan.without_figures} with figures"
    told += f", {plan.without_figures} without" if plan.without_figures else ""
    say(told + (f"; {plan.no_data} cells say no data" if plan.no_data else ""))
