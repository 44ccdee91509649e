"""Speak with whoever works in Excel: a message box or a dialogue of Excel's, or of the system's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xlmot.messages import Message, Translate, render, say
from xlmot.messages.errors import XlmotError
from xlmot.messages.log import what_to_send
from xlmot.ribbon.texts import Exit

if TYPE_CHECKING:
    from xlmot.books.excel.connect import LiveBook

TITLE = "xlmot"
WORKBOOKS = say("Workbooks")
PATTERN = "*.xlsx;*.xlsm"
OSASCRIPT = "/usr/bin/osascript"


class Screen:
    """Where sentences are shown: a message box of Excel's, or of the system's without an Excel."""

    def __init__(self, hwnd: int, translate: Translate) -> None:
        self.hwnd = hwnd
        self.translate = translate
        self.book: LiveBook | None = None

    def show(self, message: Message, remedy: Message | None = None) -> bool:
        """Show a sentence and what to do; return whether it could be shown."""
        said = [message] if remedy is None else [message, remedy]
        text = "\n\n".join(render(each, self.translate) for each in said)
        try:
            if self.book is not None:
                self.book.alert(text, TITLE)
            else:
                _system_box(self.hwnd, text)
        except Exception:  # noqa: BLE001  no box: whoever started us is told by the exit code
            sys.stderr.write(text + "\n")
            return False
        return True

    def ask(self, question: Message) -> bool:
        """Ask a question; return whether the answer is yes."""
        text = render(question, self.translate)
        return self.book is not None and self.book.confirm(text, TITLE)

    def choose(self, title: Message) -> Path | None:
        """Have the user choose a workbook; return None if they cancel."""
        prompt = render(title, self.translate)
        if sys.platform == "darwin":
            return _chosen_on_a_mac(prompt)
        if self.book is None:
            return None
        from xlmot.books.excel.access import choose_file

        kinds = f"{render(WORKBOOKS, self.translate)} ({PATTERN}),{PATTERN}"
        return choose_file(self.book.book, prompt, kinds)

    def complain(self, error: XlmotError) -> Exit:
        return Exit.TOLD if self.show(error.message, error.remedy) else Exit.LOGGED

    def report_bug(self, error: Exception) -> Exit:
        """Keep the traceback in a log, and say where it is to be sent."""
        told = self.show(say("xlmot failed on something it did not expect."), what_to_send(error))
        return Exit.TOLD if told else Exit.LOGGED


def _system_box(hwnd: int, text: str) -> None:
    if sys.platform == "win32":
        import ctypes

        # MB_ICONWARNING
        ctypes.windll.user32.MessageBoxW(hwnd, text, TITLE, 0x30)
        return
    if sys.platform == "darwin":
        import subprocess

        script = 'on run argv\ndisplay alert "xlmot" message (item 1 of argv)\nend run'
        subprocess.run([OSASCRIPT, "-e", script, text], check=True)  # noqa: S603  our own script
        return
    raise OSError(text)


def _chosen_on_a_mac(prompt: str) -> Path | None:
    import subprocess

    script = "on run argv\nPOSIX path of (choose file with prompt (item 1 of argv))\nend run"
    ran = subprocess.run(  # noqa: S603  our own script
        [OSASCRIPT, "-e", script, prompt], capture_output=True, text=True, check=False
    )
    # “Cancel” ends the script with the error -128.
    return Path(ran.stdout.rstrip("\n")) if ran.returncode == 0 else None
