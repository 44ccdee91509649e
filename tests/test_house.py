"""The house is as its guide draws it: few doors, one name for one thing, short modules."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.oracles import ROOT

HOUSE = ROOT / "xlmot"
MODULES = sorted(HOUSE.rglob("*.py"))
LINES = 300


def stands(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_a_package_has_few_entries():
    shown = {path.name for path in HOUSE.iterdir()} - {"__pycache__", "py.typed"}
    assert len(shown) <= 16


def test_no_class_name_stands_for_two_things():
    places = defaultdict(list)
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(stands(path))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_no_file_repeats_the_name_of_its_folder():
    assert [stands(path) for path in MODULES if path.stem == path.parent.name] == []


def test_no_module_is_long():
    long = {stands(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > LINES} == {}


def test_each_module_says_its_job_first():
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert [stands(path) for path in silent if path.name != "__main__.py"] == []
