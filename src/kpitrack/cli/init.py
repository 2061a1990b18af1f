"""`kpitrack init`."""

from typing import Annotated

import typer

EXAMPLE = 'Example: kpitrack init --title "Our city in 2024"'


def init(
    file: Annotated[
        str, typer.Argument(help="The file to start; it may not be there yet.")
    ] = "data/indicators.toml",
    title: Annotated[
        str, typer.Option("--title", help="The tracker's title.")
    ] = "Our indicators",
) -> None:
    """Write a commented starter file that `kpitrack status` then shows."""
    import datetime as dt
    from pathlib import Path

    from kpitrack.errors import InputError, Mistake
    from kpitrack.sources.starter import starter_file
    from kpitrack.sources.writing import write_atomically

    path = Path(file)
    if path.exists():
        raise InputError([Mistake("a file that is not there yet", "a file", file=file)])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        found = error.strerror or "it cannot be made"
        raise InputError([Mistake("a folder", found, file=str(path.parent))]) from None
    write_atomically(path, starter_file(title, dt.date.today().year).encode())
    if path.name == "indicators.toml" and path.parent.name in ("data", ""):
        typer.echo(f"{file} is written; see it with: kpitrack status", err=True)
    else:
        typer.echo(f"{file} is written; see it with: kpitrack status -f {file}", err=True)
