"""The examples at the end of each help page, by the words of the command; a test runs over them."""

from __future__ import annotations

from collections.abc import Mapping

from xlmot.messages import say

TITLE = say("examples")
EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "": ("xlmot check programme.xlsx", "xlmot clean programme.xlsx"),
    "check": (
        "xlmot check programme.xlsx",
        "xlmot check 2026 --output rapport.html --fail-on error",
    ),
    "clean": (
        "xlmot clean programme.xlsx --diff",
        "xlmot clean 2026 --in-place --receipt preuve.json",
    ),
    "summarize": (
        "xlmot summarize programme.xlsx",
        "xlmot summarize programme.xlsx --in-place --kind sommaire,axes",
    ),
    "compare": (
        "xlmot compare 2025.xlsx 2026.xlsx",
        "xlmot compare 2025.xlsx 2026.xlsx --columns all --output evolution.html",
    ),
    "undo": ("xlmot undo programme.xlsx", "xlmot undo programme.xlsx --list"),
    "tidy": ("xlmot tidy 2026", "xlmot tidy 2026 --delete"),
    "rule": ("xlmot rule", "xlmot rule blank-row"),
    "import": ("xlmot import programme.tsv", "xlmot import programme.txt -o programme.xlsx"),
    "init": ("xlmot init programme.xlsx", "xlmot init --sheet programme.xlsx"),
    "addin": ("xlmot addin install", "xlmot addin build --output xlmot.xlam"),
    "addin build": (
        "xlmot addin build",
        'xlmot addin build --python "C:\\xlmot\\Scripts\\python.exe"',
    ),
    "addin install": ("xlmot addin install", "xlmot addin install --lang fr"),
    "addin uninstall": ("xlmot addin uninstall", "xlmot addin uninstall --lang fr"),
    "live": ("xlmot live check", "xlmot live clean --book programme.xlsx"),
    "live check": ("xlmot live check", "xlmot live check --book programme.xlsx"),
    "live clean": ("xlmot live clean", "xlmot live clean --book programme.xlsx"),
    "live summarize": ("xlmot live summarize", "xlmot live summarize --book programme.xlsx"),
    "live compare": ("xlmot live compare", "xlmot live compare 2025.xlsx --columns all"),
    "live undo": ("xlmot live undo", "xlmot live undo --book programme.xlsx"),
    "doctor": ("xlmot doctor", "xlmot doctor --lang fr"),
    "completion": (
        "xlmot completion bash >> ~/.bashrc",
        "xlmot completion powershell >> $PROFILE",
    ),
}
