"""Rewrite the expected outputs from today's: `python -m tests.reports.golden`, then read the diff.

They are read by people too: the schema in `docs`, and what `xlmot check` says of the programme of
2024.
"""

import json
from pathlib import Path

from tests.reports.samples import real
from xlmot.language import translation
from xlmot.reports.json import check_schema
from xlmot.reports.text import render_text

HERE = Path(__file__).parent
SCHEMA = HERE.parent.parent / "docs" / "check.schema.json"


def text(language: str) -> str:
    return render_text(real(), translation(language), colour=False)


def schema() -> str:
    return json.dumps(check_schema(), indent=2) + "\n"


GOLDEN = {
    SCHEMA: schema,
    HERE / "programme-2024.fr.txt": lambda: text("fr"),
    HERE / "programme-2024.en.txt": lambda: text("en"),
}


if __name__ == "__main__":
    for path, made in GOLDEN.items():
        path.write_text(made(), encoding="utf-8", newline="\n")
