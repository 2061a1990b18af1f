"""Lines of keys, worked out for a file when the first of them is asked for."""

from collections.abc import Mapping

from kpitrack.model.period import Period, PeriodError, parse_period

Path = tuple[str | int | Period, ...]
"""The way to a key from the top; a period stands for any spelling of it in the file."""


class Places:
    """Where each key of the files stands. Nothing is parsed until a line is asked for."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents
        self._lines: dict[str, dict[tuple[str | int, ...], int]] = {}

    def line(self, file: str | None, path: Path) -> int | None:
        """The line of the key, else of the nearest thing that holds it, if it is known."""
        from kpitrack.sources.positions import key_lines, line_of

        if file is None or file not in self._contents:
            return None
        if file not in self._lines:
            self._lines[file] = key_lines(self._contents[file])
        lines = self._lines[file]
        return line_of(lines, _as_written(lines, path))


def _as_written(
    lines: Mapping[tuple[str | int, ...], int], path: Path
) -> tuple[str | int, ...]:
    found: tuple[str | int, ...] = ()
    for part in path:
        if isinstance(part, str) and (*found, part) not in lines and (*found, 0) in lines:
            found = (*found, 0)  # a history of one figure
        found = (*found, _key(lines, found, part) if isinstance(part, Period) else part)
    return found


def _key(
    lines: Mapping[tuple[str | int, ...], int], holder: tuple[str | int, ...], period: Period
) -> str:
    usual = (*holder, period.text) in lines
    return period.text if usual else _other_spelling(lines, holder, period)


def _other_spelling(
    lines: Mapping[tuple[str | int, ...], int], holder: tuple[str | int, ...], period: Period
) -> str:
    """How the file spells a period: 2024-S1 for 2024-H1, 2024-01..2024-12 for 2024."""
    inside = (one[-1] for one in lines if one[:-1] == holder)
    return next((str(key) for key in inside if _names(str(key), period)), period.text)


def _names(key: str, period: Period) -> bool:
    try:
        return parse_period(key) == period
    except PeriodError:
        return False


def key_text(path: Path) -> str:
    """A key as a message names it, places in a list counted from 1."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).lstrip(".")
