"""A check view as annotations of GitHub Actions: what does not hold, at its line."""

from collections.abc import Iterator

from kpitrack.checks.finding import Finding
from kpitrack.checks.view import CheckView
from kpitrack.render.check import summary_text
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Manner


def github_text(view: CheckView) -> str:
    """An annotation for each finding that does not hold, and a notice of what was read.

    Under `strict` a warning is an error, as it is for the exit code.
    """
    return "".join(f"{line}\n" for line in _lines(view))


def _lines(view: CheckView) -> Iterator[str]:
    for one in view.findings:
        if not one.held:
            yield _annotation(one, "error" if view.strict else one.severity)
    yield _command("notice", {"title": "kpitrack check"}, summary_text(view, Manner()))


def _annotation(one: Finding, kind: str) -> str:
    properties = {}
    if one.file and not one.file.startswith("<"):
        properties["file"] = one.file
        if one.line is not None:
            properties["line"] = str(one.line)
    properties["title"] = one.name or one.rule
    about = " ".join(part for part in (one.indicator, one.period) if part)
    message = f"{about}: {one.message}" if about else str(one.message)
    return _command(kind, properties, message)


def _command(kind: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{kind} {told}::{_data(message)}"


def _data(text: str) -> str:
    """As GitHub's own toolkit escapes a message; other control characters are made visible."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
