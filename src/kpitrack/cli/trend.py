"""`kpitrack trend`."""

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

EXAMPLE = "Example: kpitrack trend cloud-cost --every month"


class Every(StrEnum):
    """The lengths of period that a series may have."""

    year = "year"
    half = "half"
    quarter = "quarter"
    month = "month"
    week = "week"
    day = "day"


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
    from kpitrack.views.series import asked_span
    from kpitrack.views.trend import trend_view

    asked = ask(file, as_of=as_of, target=target, groups=group, locale=locale)
    view = trend_view(
        asked.tracker,
        asked.question,
        names=indicators or (),
        kind=every.value if every else None,
        span=asked_span(since, until),
        language=asked.language,
    )
    tell(view, asked, form, output)
