"""docs/auditing.md: each kind and verdict stands there, and the hook does run."""

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
from doc_examples import ROOT, examples
from test_checking import hooks, in_bash

from kpitrack.checks.audit.claim import KINDS
from kpitrack.views.audited import ClaimKind, ClaimVerdict

PAGE = (ROOT / "docs" / "auditing.md").read_text(encoding="utf-8")


def test_each_kind_of_the_engine_is_told_and_those_of_the_data() -> None:
    described = re.findall(r"^\| `([a-z]+)` \|", PAGE, re.M)
    assert sorted(described) == sorted(get_args(ClaimKind))
    assert sorted(described) == sorted([*KINDS, "data"])


@pytest.mark.parametrize("verdict", get_args(ClaimVerdict))
def test_each_verdict_is_told(verdict: str) -> None:
    assert f"\n| {verdict.replace('_', ' ')} | " in PAGE


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_examples_hold_and_do_not_hold(language: str) -> None:
    command = {"en": "kpitrack audit kinds.md", "vi": "kpitrack audit cac-loai.md"}[language]
    printed = next(one.body for one in examples(PAGE) if command in one.body)
    wrong = {"en": "does not hold", "vi": "không đúng"}[language]
    assert printed.count(wrong) > 3
    assert len(printed.splitlines()) > 10


def test_the_hook_blocks_a_commit_whose_arithmetic_is_wrong(tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    entry = hooks()["kpitrack-audit"]["entry"]
    git = "git -c user.name=T -c user.email=t@example.org"
    assert in_bash("git init -q .", tmp_path).returncode == 0
    hook = tmp_path / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {entry} report.md\n", encoding="utf-8")
    hook.chmod(0o755)
    report = tmp_path / "report.md"
    report.write_text("We settled 51 of the 68 petitions (76%).\n", encoding="utf-8")
    refused = in_bash(f"git add . && {git} commit -qm wrong", tmp_path)
    assert refused.returncode == 1
    assert "51 / 68 = 75 %" in refused.stdout + refused.stderr
    report.write_text("We settled 51 of the 68 petitions (75%).\n", encoding="utf-8")
    assert in_bash(f"git add . && {git} commit -qm right", tmp_path).returncode == 0
