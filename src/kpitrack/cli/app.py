"""The Typer application, with only the command that is asked for built."""

from importlib import import_module

import typer

from kpitrack.cli.options import VersionOption

COMMANDS = ("status", "compare", "variance", "show", "init", "schema")
"""Every command, in the order of `--help`; each is a module beside this one."""

_HELP = """Targets versus actuals, kept in a text file.

Where do we stand?  kpitrack status

What changed?  kpitrack compare 2023 2024

Where are we off, and by how much?  kpitrack variance

One indicator whole:  kpitrack show budget-revenue
"""


def run(arguments: list[str]) -> int:
    """Run the command that the arguments name and return its exit code."""
    command = typer.main.get_command(build(_asked(arguments)))
    result = command.main(args=arguments, prog_name="kpitrack", standalone_mode=True)
    return int(result or 0)


def build(names: tuple[str, ...] = COMMANDS) -> typer.Typer:
    """The application with these commands."""
    app = typer.Typer(
        help=_HELP,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_top)
    for name in names:
        module = import_module(f"kpitrack.cli.{name}")
        app.command(name, epilog=module.EXAMPLE, no_args_is_help=name in ("compare", "show"))(
            getattr(module, name)
        )
    return app


def _asked(arguments: list[str]) -> tuple[str, ...]:
    """The one command that the arguments name first, where that is beyond doubt."""
    if arguments and arguments[0] in COMMANDS:
        return (arguments[0],)
    return COMMANDS


def _top(version: VersionOption = False) -> None:
    """Hold the options that stand before any command."""
