"""Build `vbaProject.bin`, the VBA project of the add-in, from the text of its modules.

    python -m macros.build

What it holds depends on nothing but the texts beside it: the interpreter that the add-in starts
stands on the add-in's sheet. So it is built once, and shipped as bytes.
"""

from __future__ import annotations

from pathlib import Path

from macros.vba.project import SHEET, WORKBOOK, Module, document_module, write_project

FOLDER = Path(__file__).parent
# The modules with code, the first of them that of the add-in's workbook.
SOURCES = ("ThisWorkbook", "Xlmot", "State")
# Ours alone; Excel tells projects apart by it.
IDENTITY = "{6B0F5D5C-7A1E-4E52-9C0B-2F6D3A8E41C7}"


def modules() -> tuple[Module, ...]:
    """Return the modules of the project, those of its documents first."""
    return (
        document_module(SOURCES[0], WORKBOOK, _source(SOURCES[0])),
        document_module("Sheet1", SHEET),
        *(Module(name, _source(name)) for name in SOURCES[1:]),
    )


def _source(name: str) -> str:
    return (FOLDER / f"{name}.bas").read_text(encoding="ascii")


def project_bytes() -> bytes:
    """Return the bytes of the project: the same on any system."""
    return write_project("xlmot", IDENTITY, modules())


if __name__ == "__main__":
    (FOLDER / "vbaProject.bin").write_bytes(project_bytes())
