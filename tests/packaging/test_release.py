"""What a release consists of agrees: version, tag and changelog; what the wheel must hold."""

from __future__ import annotations

import runpy
import subprocess
import sys

import pytest

from tests.programme_2024 import ROOT

PACKAGING = ROOT / "packaging"


@pytest.mark.parametrize(
    ("version", "changelog", "tag", "said"),
    [
        ("1.0.0", "## 1.0.0 - 2026-12-01", "v1.0.0", ""),
        ("1.0.0", "## Unreleased", None, ""),
        ("1.0.0", "## 1.0.0", "v1.0.1", "The tag is v1.0.1"),
        ("1.0.0", "## 1.0.0-rc1x\n## Unreleased", "v1.0", "The tag is v1.0,"),
        ("1.0.0", "## Unreleased", "v1.0.0", "no heading for 1.0.0"),
    ],
)
def test_a_tag_is_the_version_and_has_its_heading(version, changelog, tag, said) -> None:
    problem = runpy.run_path(str(PACKAGING / "version.py"))["problem"]
    assert said in problem(version, changelog, tag)
    assert bool(problem(version, changelog, tag)) == bool(said)


def test_no_tag_is_released_without_an_address_for_faults() -> None:
    problem = runpy.run_path(str(PACKAGING / "version.py"))["problem"]
    assert "Issues" in problem("1.0.0", "## 1.0.0", "v1.0.0", urls=())
    assert not problem("1.0.0", "## 1.0.0", None, urls=())


def test_a_wheel_without_its_catalogue_or_with_tests_is_told() -> None:
    problems = runpy.run_path(str(PACKAGING / "wheel.py"))["problems"]
    said = problems(["xlmot/__init__.py", "tests/__init__.py"])
    assert "missing: xlmot/messages/locale/fr/LC_MESSAGES/xlmot.mo" in said
    assert "too much: tests/__init__.py" in said


def test_the_version_of_today_agrees_with_itself() -> None:
    subprocess.run([sys.executable, PACKAGING / "version.py", "--dry-run"], check=True)


@pytest.mark.parametrize("workflow", ["test.yml", "release.yml"])
def test_a_workflow_only_calls_what_runs_here(workflow: str) -> None:
    """A step is an action, or a command that names a script of the repository or a known tool."""
    text = (ROOT / ".github" / "workflows" / workflow).read_text(encoding="utf-8")
    known = ("python -m pip", "python -m pytest", "bash .ci/run", "bash packaging/", "iscc ", "gh ")
    steps = [line.partition("run: ")[2] for line in text.splitlines() if "run: " in line]
    assert steps
    for step in steps:
        assert step.startswith(known), step
        if step.startswith("bash "):
            assert (ROOT / step.split()[1]).exists(), step
