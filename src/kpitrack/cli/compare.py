"""`kpitrack compare`."""

from typing import Annotated, Optional

import typer

from kpitrack.cli.completing import complete_period
from kpitrack.cli.options import (
    AsOfOption,
    ByOption,
    FileOption,
    GroupOption,
    IndicatorOption,
    LocaleOption,
    OutputOption,
    PictureFormatOption,
    TargetOption,
    ToDateOption,
)

EXAMPLE = "Example: kpitrack compare 2023 2024 --indicator poor-households"


def compare(
    periods: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="A B [C ...]", help="Two periods or more.", autocompletion=complete_period
        ),
    ] = None,
    file: FileOption = None,
    form: PictureFormatOption = None,
    output: OutputOption = None,
    locale: LocaleOption = None,
    target: TargetOption = None,
    group: GroupOption = None,
    indicator: IndicatorOption = None,
    by: ByOption = None,
    to_date: ToDateOption = False,
    as_of: AsOfOption = None,
) -> None:
    """Show what changed between periods, and whether it is for the better."""
    from kpitrack.cli.answer import ask, tell
    from kpitrack.views.comparison import comparison_view
    from kpitrack.views.question import asked_period

    asked = ask(
        file,
        as_of=as_of,
        target=target,
        groups=group,
        indicators=indicator,
        locale=locale,
        within=None if to_date else tuple(periods or ()),
        by=by,
    )
    when = [asked_period(one) for one in periods or ()]
    if to_date:
        from kpitrack.views.so_far import years_so_far

        when = years_so_far(asked.tracker, asked.question, when)
    view = comparison_view(asked.tracker, when, asked.question, by=by, language=asked.language)
    tell(view, asked, form, output)
