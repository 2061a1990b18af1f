"""`kpitrack trend`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Optional

import typer

from kpitrack.cli.completing import complete_indicator, complete_period
from kpitrack.cli.options import (
    AsOfOption,
    FileOption,
    GroupOption,
    LocaleOption,
    OutputOption,
    PictureFormatOption,
    TargetOption,
)
from kpitrack.errors import InputError, Mistake

EXAMPLE = "Example: kpitrack trend cloud-cost --every month"


class Every(StrEnum):
    """The lengths of period that a series may have."""

    year = "year"
    half = "half"
    quarter = "quarter"
    month = "month"
    week = "week"
    day = "day"


class Measure(StrEnum):
    """What a series is read by."""

    xmr = "xmr"
    sdg = "sdg"


def trend(
    indicators: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            help="Ids of indicators, * and ? too; without any, all with 8 points or more.",
            autocompletion=complete_indicator,
        ),
    ] = None,
    every: Annotated[
        Optional[Every],  # noqa: UP045
        typer.Option("--every", help="The length of the periods; by default the commonest."),
    ] = None,
    since: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--from",
            metavar="PERIOD",
            help="Leave out what is earlier.",
            autocompletion=complete_period,
        ),
    ] = None,
    until: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--to",
            metavar="PERIOD",
            help="Leave out what is later.",
            autocompletion=complete_period,
        ),
    ] = None,
    measure: Annotated[
        Measure,
        typer.Option(
            "--measure",
            help="xmr: signal or noise; sdg: growth seen against growth needed, as Open SDG.",
        ),
    ] = Measure.xmr,
    base: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--base",
            metavar="YEAR",
            help="With --measure sdg: the year it starts from, or the next with a figure.",
            autocompletion=complete_period,
        ),
    ] = None,
    file: FileOption = None,
    form: PictureFormatOption = None,
    output: OutputOption = None,
    locale: LocaleOption = None,
    target: TargetOption = None,
    group: GroupOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Tell signal from noise: each series as a process behaviour (XmR) chart."""
    from kpitrack.cli.answer import ask, tell

    asked = ask(
        file,
        as_of=as_of,
        target=target,
        groups=group,
        indicators=indicators if measure is Measure.sdg else None,
        locale=locale,
    )
    if measure is Measure.sdg:
        from kpitrack.views.growth import asked_base, growth_view

        _refuse(measure, {"every": every, "from": since, "to": until})
        start = asked_base(base)
        growth = growth_view(asked.tracker, asked.question, base=start, language=asked.language)
        tell(growth, asked, form, output)
        return
    from kpitrack.views.series import asked_span
    from kpitrack.views.trend import trend_view

    _refuse(measure, {"base": base})
    view = trend_view(
        asked.tracker,
        asked.question,
        names=indicators or (),
        kind=every.value if every else None,
        span=asked_span(since, until),
        language=asked.language,
    )
    tell(view, asked, form, output)


def _refuse(measure: Measure, options: Mapping[str, str | None]) -> None:
    """Raises InputError for options that the other measure has: ignored, they would mislead."""
    found = [
        Mistake(f"no --{name} with --measure {measure.value}", f'"{value}"', key=name)
        for name, value in options.items()
        if value is not None
    ]
    if found:
        raise InputError(found)
