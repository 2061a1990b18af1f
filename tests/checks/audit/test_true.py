"""Statements that are true as a reader means them accuse nobody.

They were written without a look at the audit, by somebody asked to make it accuse what is
true; each was true by the arithmetic of whoever wrote it. One stands on each line.
"""

from pathlib import Path

import pytest

from kpitrack.checks.audit.audit import audit_text

_FILE = Path(__file__).parent / "labelled" / "true.txt"
_STATEMENTS = _FILE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("statement", _STATEMENTS)
def test_a_true_statement_is_accused_of_nothing(statement: str) -> None:
    claims = audit_text(statement.replace("\\n", "\n")).claims
    accused = [one for one in claims if one.sure and one.verdict == "does_not_hold"]
    assert accused == []
