"""Notice that Esc is pressed in Excel, so that what is being read or checked can be stopped."""

from __future__ import annotations

import sys

ESCAPE = 0x1B
# The key is down, or was pressed since it was asked about last (Microsoft Learn, GetAsyncKeyState).
DOWN, PRESSED = 0x8000, 0x0001


def is_escape_pressed(window: int) -> bool:
    """Return whether Esc was pressed since the last call, with that window of Excel in front.

    Only Windows tells.
    """
    if sys.platform == "win32":
        import ctypes

        user = ctypes.windll.user32
        pressed = user.GetAsyncKeyState(ESCAPE) & (DOWN | PRESSED)
        return bool(pressed) and bool(user.GetForegroundWindow() == window)
    return False
