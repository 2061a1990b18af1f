"""How well the audit finds mistakes: its answers beside the labels of clauses.

    python -m tests.checks.audit.measuring

Each file in labelled/ holds clauses with the claims that stand in them and what is true of
each, worked out by the labels' authors with exact decimals, without a look at the audit.
A claim counts as found when the audit has one over at least two of its figures; an error
counts as found when that one does not hold. A flag that meets no labelled error is a false
alarm.
"""

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kpitrack.checks.audit.audit import audit_text

LABELLED = Path(__file__).parent / "labelled"
_HEADINGS = ("", "claims", "found", "errors", "found", "flags", "right", "false alarms")


class Tally(NamedTuple):
    """Counts over labelled claims: claims, errors among them, flags raised, and the right ones."""

    claims: int = 0
    claims_found: int = 0
    errors: int = 0
    errors_found: int = 0
    flags: int = 0
    right: int = 0

    def __add__(self, other: tuple[int, ...]) -> "Tally":  # type: ignore[override]
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))


class Missed(NamedTuple):
    """What the audit and a label disagree on."""

    clause: str
    what: str
    figures: tuple[str, ...]


class Measured(NamedTuple):
    """Tallies by kind, the false alarms among them, and every disagreement."""

    kinds: dict[str, Tally]
    missed: list[Missed]

    @property
    def total(self) -> Tally:
        """The tallies of all kinds together."""
        return sum(self.kinds.values(), Tally())


def clauses(*names: str) -> list[dict[str, Any]]:
    """The labelled clauses of these files, by default of all."""
    files = [LABELLED / f"{name}.toml" for name in names] or sorted(LABELLED.glob("*.toml"))
    return [one for file in files for one in tomllib.loads(file.read_text())["clause"]]


def measure(labelled: Iterable[dict[str, Any]]) -> Measured:
    """The audit's answers on these clauses beside their labels."""
    measured = Measured({}, [])
    for clause in labelled:
        _measure_clause(clause, measured)
    return measured


def _measure_clause(clause: dict[str, Any], measured: Measured) -> None:
    text = unicodedata.normalize("NFC", clause["text"])
    found = [
        (one.kind, one.verdict == "does_not_hold", [text[a:b] for a, b in one.figures])
        for one in audit_text(text).claims
        if one.sure
    ]
    for label in clause["claims"]:
        figures = [unicodedata.normalize("NFC", one) for one in label["figures"]]
        wrong = label["verdict"] == "does_not_hold"
        hits = [one for one in found if _meets(figures, one[2])]
        caught = wrong and any(flagged for _, flagged, _ in hits)
        _add(measured, label["kind"], Tally(1, bool(hits), wrong, caught))
        if not hits or caught != wrong:
            what = "error not found" if wrong else "claim not found"
            measured.missed.append(Missed(clause["id"], what, tuple(figures)))
    errors = [one for one in clause["claims"] if one["verdict"] == "does_not_hold"]
    for kind, flagged, figures in found:
        if not flagged:
            continue
        right = any(_meets(_composed(one["figures"]), figures) for one in errors)
        _add(measured, kind, Tally(flags=1, right=right))
        if not right:
            measured.missed.append(Missed(clause["id"], "false alarm", tuple(figures)))


def _composed(figures: Sequence[str]) -> list[str]:
    return [unicodedata.normalize("NFC", one) for one in figures]


def _meets(labelled: Sequence[str], figures: Sequence[str]) -> bool:
    known = {_digits(one) for one in figures}
    return sum(_digits(one) in known for one in labelled) >= min(2, len(labelled))


def _digits(figure: str) -> str:
    return re.sub(r"[^\d.,]", "", figure).strip(".,") or figure.lower()


def _add(measured: Measured, kind: str, tally: Tally) -> None:
    measured.kinds[kind] = measured.kinds.get(kind, Tally()) + tally


def table(measured: Measured) -> str:
    """The tallies as aligned text, a kind a line, and their sum."""
    rows = [(kind, *_cells(measured.kinds[kind])) for kind in sorted(measured.kinds)]
    rows.append(("all", *_cells(measured.total)))
    lines = [_HEADINGS, *rows]
    widths = [max(len(str(line[place])) for line in lines) for place in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(
            str(cell).ljust(wide) if place == 0 else str(cell).rjust(wide)
            for place, (cell, wide) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(tally: Tally) -> tuple[int, ...]:
    return (
        tally.claims,
        tally.claims_found,
        tally.errors,
        tally.errors_found,
        tally.flags,
        tally.right,
        tally.flags - tally.right,
    )


def main(one_set: str = "*") -> None:
    """Print a table for each language, of every set or of the one that is named."""
    for title, language in (("Vietnamese", "vi"), ("English", "en")):
        names = sorted(one.stem for one in LABELLED.glob(f"{language}-{one_set}.toml"))
        labelled = clauses(*names)
        empty = sum(1 for one in labelled if not one["claims"])
        print(f"{title}: {len(labelled)} clauses, {empty} of them without a claim")
        print(table(measure(labelled)), end="\n\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
