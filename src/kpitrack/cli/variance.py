"""`kpitrack variance`."""

from enum import StrEnum
from typing import Annotated, Optional

import typer

from kpitrack.cli.options import (
    AsOfOption,
    FileOption,
    FormatOption,
    GroupOption,
    IndicatorOption,
    LocaleOption,
    OutputOption,
    PeriodArgument,
    TargetOption,
)

EXAMPLE = "Example: kpitrack variance 2024 --by group"


class By(StrEnum):
    """What variances may be counted by."""

    group = "group"


def variance(
    period: PeriodArgument = None,
    file: FileOption = None,
    form: FormatOption = None,
    output: OutputOption = None,
    locale: LocaleOption = None,
    target: TargetOption = None,
    group: GroupOption = None,
    indicator: IndicatorOption = None,
    by: Annotated[
        Optional[By],  # noqa: UP045
        typer.Option("--by", help="Largest first within each group, with its counts."),
    ] = None,
    as_of: AsOfOption = None,
) -> None:
    """Show where we are off and by how much, the largest variance first."""
    from kpitrack.cli.answer import ask, tell
    from kpitrack.views.deviation import variance_view
    from kpitrack.views.question import asked_period, default_period

    asked = ask(
        file,
        as_of=as_of,
        target=target,
        groups=group,
        indicators=indicator,
        locale=locale,
        within=tuple(filter(None, [period])),
    )
    question = asked.question
    when = asked_period(period) if period else default_period(asked.tracker, question.as_of)
    view = variance_view(
        asked.tracker, when, question, by_group=by is By.group, language=asked.language
    )
    tell(view, asked, form, output)
