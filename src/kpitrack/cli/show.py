"""`kpitrack show`."""

from typing import Annotated, Optional

import typer

from kpitrack.cli.completing import complete_indicator, complete_period
from kpitrack.cli.options import (
    AsOfOption,
    FileOption,
    LocaleOption,
    OutputOption,
    PictureFormatOption,
)

EXAMPLE = "Example: kpitrack show budget-revenue"


def show(
    indicator: Annotated[
        str, typer.Argument(help="The id of an indicator.", autocompletion=complete_indicator)
    ],
    period: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--period",
            "-p",
            help="The period whose formulas are filled in.",
            autocompletion=complete_period,
        ),
    ] = None,
    file: FileOption = None,
    form: PictureFormatOption = None,
    output: OutputOption = None,
    locale: LocaleOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Show one indicator: history, sources, and every formula with its figures."""
    from kpitrack.cli.answer import ask, tell
    from kpitrack.views.detail import detail_view
    from kpitrack.views.question import asked_period

    asked = ask(file, as_of=as_of, locale=locale)
    view = detail_view(
        asked.tracker,
        indicator,
        asked.question,
        period=asked_period(period) if period else None,
        language=asked.language,
    )
    tell(view, asked, form, output)
