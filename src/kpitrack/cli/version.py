"""`kpitrack --version`."""

from typing import Annotated

import typer


def _print_version(asked: bool) -> None:
    if asked:
        from kpitrack.version import __version__

        typer.echo(f"kpitrack {__version__}")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option(
        "--version", callback=_print_version, is_eager=True, help="Print the version and stop."
    ),
]
