"""The Typer application; a command's module is imported when that command is asked for."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from kpitrack.cli.version import VersionOption

COMMANDS = {
    "status": "Where we stand: target, actual, completion and status.",
    "compare": "What changed between periods, and whether it is for the better.",
    "variance": "Where we are off and by how much, the largest variance first.",
    "trend": "Signal or noise: each series as a process behaviour (XmR) chart.",
    "show": "One indicator: history, sources, and every formula with its figures.",
    "page": "The whole tracker on one page for a browser, with filter, sort and histories.",
    "check": "Hold rules and the consistency of the data, for scripts and CI.",
    "report": "Refresh or check the figures that are marked in documents.",
    "audit": "Recompute the arithmetic of plain prose.",
    "set": "Record a figure in the tracker's file, or many from a CSV file.",
    "add": "Add an indicator to the tracker's file.",
    "rename": "Give an indicator another id, wherever the tracker names it.",
    "remove": "Take a figure or an indicator out of the tracker's file.",
    "import": "Take the figures of a CSV, Excel, JSON or SDMX-CSV file into the tracker.",
    "export": "The whole tracker as CSV, SDMX-CSV, JSON or TOML, for other programs.",
    "init": "Write a commented starter file.",
    "schema": "Print the JSON Schema of a tracker file.",
}
"""Every command in the order of `--help`, with its line there; each is a module beside this."""

_MODULES = {"import": "importing"}
"""Commands whose name is a keyword of Python: the module, and the function in it."""

_NEED_ARGUMENTS = ("compare", "show", "report", "audit", "set", "add", "rename", "remove",
                   "import")  # fmt: skip

_HELP = """Targets versus actuals, kept in a text file.

Example: kpitrack status 2024
"""


class _Commands(TyperGroup):
    """Builds a command only when it is run or asked for help: `--help` needs none of them."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return build(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def build(name: str) -> Any:
    """One command, ready to run."""
    place = _MODULES.get(name, name)
    module = import_module(f"kpitrack.cli.{place}")
    only = _typer(add_completion=False)
    only.command(
        name,
        cls=getattr(module, "Command", None),
        epilog=module.EXAMPLE,
        no_args_is_help=name in _NEED_ARGUMENTS,
    )(getattr(module, place))
    return typer.main.get_command(only)


def application() -> Any:
    """The whole application."""
    app = _typer(cls=_Commands, help=_HELP, no_args_is_help=True, add_completion=True)
    app.callback()(_top)
    return typer.main.get_command(app)


def run(arguments: list[str]) -> int:
    """Run the command that the arguments name and return its exit code."""
    leaving = SystemExit(0)
    try:
        application().main(args=arguments, prog_name="kpitrack")
    except SystemExit as left:
        leaving = left
    return int(leaving.code or 0)


def _typer(**settings: Any) -> typer.Typer:
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
        **settings,
    )


def _top(version: VersionOption = False) -> None:
    """Hold the options that stand before any command."""
