"""Have LibreOffice calculate a workbook anew, or print it."""

from __future__ import annotations

import shutil
import subprocess
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
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    source, out = folder / "made.xlsx", folder / "out"
    source.write_bytes(data)
    subprocess.run(
        [
            *(str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            *("--convert-to", kind, "--outdir", str(out), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return out / f"made.{kind}"
