"""Check that the version, the tag and the changelog agree: `version.py TAG`, or `--dry-run`."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def problem(
    version: str, changelog: str, tag: str | None, urls: Collection[str] = ("Issues",)
) -> str:
    """Return what does not agree, "" where all does; `urls` are the labels of the project's URLs.

    >>> problem("1.0.0", "## 1.0.0 - 2026-12-01", "v1.0.0")
    ''
    >>> problem("1.0.0", "## Unreleased", "v1.0.1")
    'The tag is v1.0.1, the version of pyproject.toml 1.0.0.'
    """
    if tag is not None and tag != f"v{version}":
        return f"The tag is {tag}, the version of pyproject.toml {version}."
    if tag is not None and not re.search(rf"^## {re.escape(version)}\b", changelog, re.MULTILINE):
        return f"CHANGELOG.md has no heading for {version}."
    if tag is not None and "Issues" not in urls:
        return "pyproject.toml has no [project.urls] Issues: users need an address for faults."
    return ""


def main(tag: str) -> int:
    """Say what does not agree; return 1 where something does not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    urls = project.get("urls", {})
    said = problem(project["version"], changelog, None if tag == "--dry-run" else tag, urls)
    print(said or f"xlmot {project['version']}")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
