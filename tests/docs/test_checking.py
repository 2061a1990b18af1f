"""docs/checking.md: each check stands there and has its test; Makefile, CI and hook do run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from doc_examples import ROOT, examples

from kpitrack.checks.consistency.catalogue import CHECKS
from kpitrack.checks.rules.terms import TERMS
from kpitrack.cli.app import COMMANDS

PAGE = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")


def in_bash(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """A command as a person would run it, with kpitrack on the path."""
    beside = Path(sys.executable).parent
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}"},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository of somebody's own, with the shipped data."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def block(kind: str, holding: str) -> str:
    return next(one.body for one in examples(PAGE) if one.kind == kind and holding in one.body)


def test_each_check_is_described_in_the_order_of_the_catalogue() -> None:
    described = re.findall(r"^### (\S+)$", PAGE, re.M)
    assert described == [one.name for one in CHECKS]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.name))
def test_each_check_is_one_module_with_its_mirrored_test(check: object) -> None:
    name = check.name.replace("-", "_")  # type: ignore[attr-defined]
    module = ROOT / "src" / "kpitrack" / "checks" / "consistency" / f"{name}.py"
    test = ROOT / "tests" / "checks" / "consistency" / f"test_{name}.py"
    assert f'"{check.name}"' in module.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert f'"{check.name}"' in test.read_text(encoding="utf-8")  # type: ignore[attr-defined]


def test_each_measure_and_each_of_its_words_is_described() -> None:
    words = {word for term in TERMS for word in (term.name, *term.words)}
    assert sorted(word for word in words if f"`{word}`" not in PAGE) == []


def test_the_makefile_runs(folder: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed here")
    (folder / "Makefile").write_text(block("make", "check:"), encoding="utf-8")
    done = in_bash("make report.html", folder)
    assert done.returncode == 0, done.stderr
    assert "checks: 18 over 87 indicators" in done.stdout
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    tracker = folder / "data" / "indicators.toml"
    tracker.write_text(tracker.read_text(encoding="utf-8").replace("actual.2024 = 52\n", "actual.2024 = 55\n"), encoding="utf-8")  # fmt: skip
    broken = in_bash("make check", folder)
    assert broken.returncode == 2  # make's own code for a command that failed
    assert "projects-carried-over + projects-new make 78" in broken.stdout


def test_the_lines_that_the_ci_job_runs_do_run(folder: Path) -> None:
    lines = re.findall(r"^ +- run: (.*)$", block("yaml", "runs-on"), re.M)
    assert lines[0] == "pip install kpitrack"
    ours = lines[1:]
    assert len(ours) == 2
    for line in ours:
        done = in_bash(line, folder)
        assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "check.xml").read_text(encoding="utf-8").startswith("<?xml")


def hooks() -> dict[str, dict[str, str]]:
    """The hooks by id; the file is plain enough to be read without a YAML package."""
    found: dict[str, dict[str, str]] = {}
    for part in HOOKS.split("\n- ")[1:]:
        pairs = dict(line.strip().split(": ", 1) for line in part.strip().splitlines())
        found[pairs["id"]] = pairs
    return found


def test_each_hook_has_the_fields_that_pre_commit_needs() -> None:
    assert list(hooks()) == ["kpitrack-check", "kpitrack-report", "kpitrack-audit"]
    for hook in hooks().values():
        assert {"id", "name", "description", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"
        assert {"files", "types", "types_or"} & set(hook)
        assert hook["entry"].startswith("kpitrack ")
    check = hooks()["kpitrack-check"]
    assert check["pass_filenames"] == "false"
    pattern = check["files"].strip("'")
    assert re.search(pattern, "data/indicators.toml")
    assert not re.search(pattern, "data/indicators.toml.md")
    assert "- id: kpitrack-check\n" in block("yaml", "repos:")


def test_the_hook_runs_and_blocks_a_commit_that_breaks_the_data(folder: Path) -> None:
    """The entry, as a git hook runs it in the repository that is committed to."""
    entry = hooks()["kpitrack-check"]["entry"]
    assert entry.split()[1] in COMMANDS
    git = "git -c user.name=T -c user.email=t@example.org"
    hook = folder / ".git" / "hooks" / "pre-commit"
    assert in_bash("git init -q . && git add .", folder).returncode == 0
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {entry}\n", encoding="utf-8")
    hook.chmod(0o755)
    assert in_bash(f"{git} commit -q -m sound", folder).returncode == 0
    tracker = folder / "data" / "indicators.toml"
    tracker.write_text(tracker.read_text(encoding="utf-8").replace("change = -19", "change = -29"), encoding="utf-8")  # fmt: skip
    refused = in_bash(f"{git} commit -qam broken", folder)
    assert refused.returncode == 1
    assert "stated is -29, the figures give -20 to -18 from 2023" in (refused.stdout + refused.stderr)  # fmt: skip
