"""The options that several commands share, each with its help beside it."""

from typing import Annotated, Optional

import typer

from kpitrack.cli.completing import (
    complete_dimension,
    complete_group,
    complete_indicator,
    complete_period,
    complete_target_set,
)
from kpitrack.render.form import Format

FileOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--file", "-f", help="A tracker file, a folder of them, or - for stdin."),
]
FormatOption = Annotated[
    Optional[Format],  # noqa: UP045
    typer.Option("--format", "-O", metavar="[table|json|csv|markdown|html]",
                 help="How to write the answer; by default a table."),
]  # fmt: skip
"""For answers without a picture: asked for one all the same, they say which have one."""
PictureFormatOption = Annotated[
    Optional[Format],  # noqa: UP045
    typer.Option("--format", "-O",
                 help="How to write the answer; by default a table; svg is a picture."),
]  # fmt: skip
OutputOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--output", "-o", help="Write to a file, whole or not at all."),
]
LocaleOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--locale", help="How figures and headings are written: en, vi, ..."),
]
TargetOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--target", help="The target set to hold against.", autocompletion=complete_target_set
    ),
]
GroupOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--group", "-g", help="Only this group; repeat, or use * and ?.",
                 autocompletion=complete_group),
]  # fmt: skip
IndicatorOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--indicator", "-i", help="Only this indicator; repeat, or use * and ?.",
                 autocompletion=complete_indicator),
]  # fmt: skip
ByOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--by", metavar="DIMENSION", help="Break down, as by sex or district.",
                 autocompletion=complete_dimension),
]  # fmt: skip
AsOfOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--as-of", metavar="DATE", help="Answer with what was known on a day."),
]
ToDateOption = Annotated[
    bool,
    typer.Option("--to-date", help="The year so far, as far as its figures reach."),
]
PeriodArgument = Annotated[
    Optional[str],  # noqa: UP045
    typer.Argument(help="A period such as 2024, 2024-Q3 or 2024-01..2024-09.",
                   autocompletion=complete_period),
]  # fmt: skip
