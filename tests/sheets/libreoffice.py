"""Have LibreOffice calculate workbooks anew, or print them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

SOFFICE = shutil.which("soffice")
# Never (1) is LibreOffice's own choice for workbooks that Excel saved.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def converted(data: bytes, folder: Path, kind: str) -> Path:
    """Return the file that LibreOffice makes of a workbook, all its formulas calculated."""
    return all_converted({"made": data}, folder, kind)["made"]


def all_converted(books: Mapping[str, bytes], folder: Path, kind: str) -> dict[str, Path]:
    """Return the files that LibreOffice, started once, makes of workbooks; some may be missing.

    Their names are names of files without the ending.
    """
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    out = folder / "out"
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        [
            *(str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            *("--convert-to", kind, "--outdir", str(out)),
            *(str(folder / f"{name}.xlsx") for name in books),
        ],
        check=True,
        capture_output=True,
        timeout=180 + 10 * len(books),
    )
    return {name: out / f"{name}.{kind}" for name in books}
