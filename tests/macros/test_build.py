"""The bytes of the VBA project that are shipped are those of its sources."""

from __future__ import annotations

from macros.build import FOLDER, project_bytes


def test_the_project_that_is_shipped_is_built_from_its_text() -> None:
    assert (FOLDER / "vbaProject.bin").read_bytes() == project_bytes()
