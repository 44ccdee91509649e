"""From the press of a button to the open workbook, by the command line that the VBA makes.

Windows would start the command by itself. Here its Python runs with the same flags, and what it
runs is `xlmot.ribbon` too, once the stand-in for Excel holds the workbook.
"""

import json
import os
import shlex
import subprocess
from pathlib import Path

from tests.programme_2024 import ROOT
from tests.ribbon.addin.excel_runtime import Excel

FLAGS = ["-I", "-X", "utf8", "-m", "xlmot.ribbon"]
# After the folders of Python itself, so that the tests lend their modules and no others.
ATTACHED = (
    f"import sys; sys.path.append({str(ROOT)!r}); from tests.excel.__main__ import main; "
    "sys.exit(main(sys.argv[1:]))"
)


class Chain:
    """An Excel with the add-in, and workbooks open in it, the last of them active.

    `folder` is the current folder of Excel, and `environment` what it adds to its own.
    """

    def __init__(self, excel_folder, monkeypatch, *paths, python, folder="/", environment=None):
        self.paths = os.pathsep.join(map(str, paths))
        self.result = excel_folder / "result.json"
        self.folder, self.environment = folder, {**os.environ, **(environment or {})}
        self.commands, self.statuses = [], []
        self.excel = Excel(excel_folder, monkeypatch, python=python, run=self._run)

    def _run(self, command):
        python, *words = shlex.split(command)
        assert words[: len(FLAGS)] == FLAGS
        attached = [python, *FLAGS[:-2], "-c", ATTACHED, self.paths, str(self.result)]
        ran = subprocess.run(
            [*attached, *words[len(FLAGS) :]],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            timeout=120,
            check=False,
        )
        self.commands.append(command)
        self.statuses.append(ran.returncode)
        return ran.returncode

    def press(self, verb):
        """Press a button; return what is then to be seen of the active workbook."""
        self.excel.press(verb)
        return json.loads(Path(self.result).read_text(encoding="utf-8"))
