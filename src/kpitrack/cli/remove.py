"""`kpitrack remove`."""

from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer
from typer.core import TyperCommand

from kpitrack.cli.completing import complete_period
from kpitrack.cli.recording import DryRunOption, IndicatorArgument, TrackerOption

if TYPE_CHECKING:
    from kpitrack.sources.reader import Reading

EXAMPLE = "Example: kpitrack remove disbursement 2024"


class Command(TyperCommand):
    """Lets `--target` stand without the name of a set."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, `--target` with its set."""
        from kpitrack.cli.set import target_told

        return super().parse_args(ctx, target_told(args))


def remove(
    indicator: IndicatorArgument,
    period: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(
            help="The period whose figure goes; without one, all of the indicator.",
            autocompletion=complete_period,
        ),
    ] = None,
    target: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--target", metavar="[SET]", help="The target goes, perhaps of a set."),
    ] = None,
    baseline: Annotated[bool, typer.Option("--baseline", help="The baseline goes.")] = False,
    dry_run: DryRunOption = False,
    file: TrackerOption = None,
) -> None:
    """Take a figure with its revisions, or a whole indicator, out of the tracker's file."""
    from kpitrack.cli.recording import change
    from kpitrack.cli.speaking import say
    from kpitrack.errors import InputError, Mistake
    from kpitrack.views.question import asked_period

    if period is None and (target is not None or baseline):
        raise InputError([Mistake("a period, whose figure goes", "none", key="period")])
    if target is not None and baseline:
        raise InputError([Mistake("either a target or a baseline", "both", key="baseline")])
    if period is not None:
        asked_period(period)
        _remove_figure(indicator, period, target, baseline, dry_run, file)
        return

    def edit(reading: "Reading", texts: Any) -> dict[str, str]:
        from kpitrack.sources.editing.removing import without_indicator

        place = _place_of(reading, indicator)
        _refuse_if_needed(indicator, texts)
        return {place: without_indicator(texts[place], indicator)}

    edited = change(file, edit, dry_run)
    one = edited.before.tracker.indicators[indicator]
    count = sum(map(len, (one.actual, one.baseline, *one.targets.values())))
    figures = "1 figure" if count == 1 else f"{count} figures"
    say(f"removed: {one.name} ({indicator}) with {figures}")
    say(f"not looked at: marks in documents (kpi:{indicator}...) and scripts")


def _remove_figure(
    indicator: str,
    period: str,
    target: str | None,
    baseline: bool,
    dry_run: bool,
    file: str | None,
) -> None:
    from kpitrack.cli.recording import change
    from kpitrack.cli.speaking import say
    from kpitrack.model.period import parse_period
    from kpitrack.render.recorded import figure_text
    from kpitrack.render.sheet import Manner

    kind: Any = "baseline" if baseline else "actual" if target is None else "target"
    against = target if target not in (None, "-") else ""

    def edit(reading: "Reading", texts: Any) -> dict[str, str]:
        from kpitrack.sources.editing.removing import without_figure

        place = _place_of(reading, indicator)
        new = without_figure(texts[place], indicator, period, kind, against or "")
        return {place: new}

    tracker = change(file, edit, dry_run).before.tracker
    one = tracker.indicators[indicator]
    history: Any = one.baseline if baseline else one.actual
    if kind == "target":
        history = one.targets[against or ""]
    every = history[parse_period(period)]
    shown = ", ".join(figure_text(figure, Manner(tracker.locale)) for figure in every)
    say(f"removed: {one.name} ({indicator}), {kind} {against}".rstrip() + f" {period}: {shown}")


def _place_of(reading: "Reading", indicator: str) -> str:
    from kpitrack.views.question import one_indicator

    one_indicator(reading.tracker, indicator)
    return reading.tracker.origins[indicator]


def _refuse_if_needed(indicator: str, texts: Any) -> None:
    """Raises InputError with every key that names the indicator."""
    from kpitrack.checks.rules.renaming import renamed_rule
    from kpitrack.errors import InputError, Mistake
    from kpitrack.sources.editing.guarding import parsed
    from kpitrack.sources.editing.renaming import naming
    from kpitrack.sources.places import Places, key_text

    places = Places({name: text.encode() for name, text in texts.items()})
    needed = [
        Mistake(
            "nobody who needs it",
            f"{indicator} needed",
            "take it out there first",
            name,
            places.line(name, path),
            key_text(path),
        )
        for name, text in texts.items()
        for path, _ in naming(
            parsed(text), indicator, lambda rule: renamed_rule(rule, indicator, "-")
        )
        if path[:2] != ("indicators", indicator)
    ]
    if needed:
        raise InputError(sorted(needed, key=lambda one: (one.file, one.line or 0)))
