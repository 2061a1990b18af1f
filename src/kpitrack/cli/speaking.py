"""Remarks for the person at the terminal: to standard error, away from the answer."""

import typer

from kpitrack.render.printable import printable


def say(text: str) -> None:
    """One line that a person should read and a script need not."""
    typer.echo(printable(text), err=True)
