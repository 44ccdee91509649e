"""Rewrite the expected outputs from today's: `python -m tests.reports.golden`, then read the diff.

They are read by people too: the schema in `docs`, and what `xlmot check` says of the programme of
2024.
"""

import json
from pathlib import Path
from typing import Any

from tests.reports.samples import real
from xlmot.messages.translation import translation
from xlmot.reports.cleaning_json import clean_schema
from xlmot.reports.comparison_json import compare_schema
from xlmot.reports.contract import check_schema
from xlmot.reports.text import render_text

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"


def text(language: str) -> str:
    return render_text(real(), translation(language), colour=False)


def schema(model: dict[str, Any]) -> str:
    return json.dumps(model, indent=2) + "\n"


GOLDEN = {
    DOCS / "check.schema.json": lambda: schema(check_schema()),
    DOCS / "clean.schema.json": lambda: schema(clean_schema()),
    DOCS / "compare.schema.json": lambda: schema(compare_schema()),
    HERE / "programme-2024.fr.txt": lambda: text("fr"),
    HERE / "programme-2024.en.txt": lambda: text("en"),
}


if __name__ == "__main__":
    for path, made in GOLDEN.items():
        path.write_text(made(), encoding="utf-8", newline="\n")
