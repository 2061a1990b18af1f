"""The examples of README.md and docs/*.md: found, run, and written again with what they print.

What a fenced block is depends on its first line:

- ```console  lines `$ command`, each with the output that follows it. `kpitrack` runs in this
  process, anything else in bash. A command that fails must be followed by `$ echo $?`.
- ```toml     a whole tracker, which must be sound. A first line `# name.toml` writes it down,
  so that later commands of the page can read it.
- ```toml keys     keys of one indicator, sound when they stand under a name.
- ```toml refused  a tracker with mistakes; it is only written down.
- ```markdown name.md  a document; it is only written down, so that later commands read it.
- ```text name.txt  what a command draws on a terminal, which no pipe shows: the golden file of
  that name.
- ```python   run in one namespace for the page; with `>>>` its output is compared.

All blocks of a page share a folder that holds a copy of data/ and nothing else.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kpitrack.__main__ import main
from kpitrack.errors import InputError
from kpitrack.sources.reader import read_tracker

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "tests" / "golden" / "screens"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

_FENCE = re.compile(r"^```(?P<kind>[a-z]+)(?P<more>[^\n]*)\n(?P<body>.*?)^```$", re.M | re.S)
_FOR_A_SHELL = re.compile(r"[|<>;&$*]")


class Example(NamedTuple):
    """One fenced block: what it is, where its body stands on the page, and the body."""

    kind: str
    more: str
    body: str
    start: int
    end: int

    def line(self, page: str) -> int:
        """The line on which the body begins."""
        return page.count("\n", 0, self.start) + 1


class BrokenExample(Exception):
    """An example that cannot be right whatever it prints."""


def examples(page: str) -> Iterator[Example]:
    """The fenced blocks of a page, in order."""
    for found in _FENCE.finditer(page):
        start, end = found.span("body")
        yield Example(found["kind"], found["more"].strip(), found["body"], start, end)


def renewed(page: str, folder: Path) -> str:
    """The page with every output as it is printed now; runs in `folder`."""
    shutil.copytree(ROOT / "data", folder / "data", dirs_exist_ok=True)
    names: dict[str, Any] = {"__name__": "__example__"}
    parts: list[str] = []
    done = 0
    with contextlib.chdir(folder):
        for one in examples(page):
            try:
                body = _run(one, names)
            except BrokenExample as error:
                raise BrokenExample(f"line {one.line(page)}: {error}") from None
            parts += [page[done : one.start], body]
            done = one.end
    return "".join([*parts, page[done:]])


def _run(one: Example, names: dict[str, Any]) -> str:
    match one.kind:
        case "console":
            return _console(one.body)
        case "toml":
            return _toml(one)
        case "python":
            return _python(one.body, names)
        case "markdown" if one.more:
            Path(one.more).write_text(one.body, encoding="utf-8")
        case "text" if one.more:
            return _tidy((SCREENS / one.more).read_text(encoding="utf-8"))
    return one.body


def _console(body: str) -> str:
    commands = re.findall(r"^\$ (.*)$", body, re.M)
    if not commands or not body.startswith("$ "):
        raise BrokenExample("a console block begins with a line `$ command`")
    out: list[str] = []
    code = 0
    for command in commands:
        if command == "echo $?":
            printed, code = f"{code}\n", 0
        elif code:
            raise BrokenExample(f"exit {code} before `{command}`; show it with `$ echo $?`")
        else:
            code, printed = _command(command)
        out.append(f"$ {command}\n{printed}")
    if code:
        raise BrokenExample(f"`{commands[-1]}` exits {code}; show it with `$ echo $?`")
    return "".join(out)


def _command(command: str) -> tuple[int, str]:
    if not command.startswith("kpitrack ") or _FOR_A_SHELL.search(command):
        return _in_bash(command)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = main(shlex.split(command)[1:])
    return code, _tidy(printed.getvalue())


def _in_bash(command: str) -> tuple[int, str]:
    beside = Path(sys.executable).parent
    found = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={
            **os.environ,
            "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}",
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(ROOT),
        },
    )
    return found.returncode, _tidy(found.stdout)


def _tidy(printed: str) -> str:
    """Without blanks at the end of lines, which editors strip, and with a last newline."""
    lines = [line.rstrip() for line in printed.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def _toml(one: Example) -> str:
    title = re.match(r"# ([\w-]+\.toml)\n", one.body)
    file = Path(title[1] if title else "example.toml")
    text = one.body
    if one.more == "keys":
        text = f'[indicators.example]\nname = "Example"\n{text}'
    file.write_text(text, encoding="utf-8")
    if one.more == "refused":
        return one.body
    try:
        read_tracker(str(file))
    except InputError as error:
        raise BrokenExample(f"the tracker is refused: {error}") from None
    finally:
        if not title:
            file.unlink()
    return one.body


def _python(body: str, names: dict[str, Any]) -> str:
    if not body.startswith(">>>"):
        try:
            exec(compile(body, "<example>", "exec"), names)
        except Exception:
            raise BrokenExample(traceback.format_exc(limit=1)) from None
        return body
    out: list[str] = []
    for part in doctest.DocTestParser().parse(body):
        if isinstance(part, str):
            out.append(part)
            continue
        lines = part.source.splitlines()
        out.append(f">>> {lines[0]}\n" + "".join(f"... {line}\n" for line in lines[1:]))
        out.append(_printed(part.source, names))
    return "".join(out)


def _printed(source: str, names: dict[str, Any]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(source, "<example>", "single"), names)
        except Exception as error:
            printed.write("Traceback (most recent call last):\n    ...\n")
            printed.write("".join(traceback.format_exception_only(error)))
    return _tidy(printed.getvalue())
