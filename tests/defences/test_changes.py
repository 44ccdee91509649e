"""The changes that `make mutants` makes are changes of today's code, noticed by tests of today."""

import pytest

from tests.defences.changes import ROOT, changes


@pytest.mark.parametrize("change", changes(), ids=lambda change: change.what)
def test_what_is_changed_is_there_and_so_is_its_test(change) -> None:
    code = (ROOT / change.file).read_text(encoding="utf-8")
    changed = change.made_in(code)
    assert changed != code
    compile(changed, change.file, "exec")
    file, _, test = change.test.partition("::")
    assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8")


def test_there_are_thirty_and_each_is_another() -> None:
    assert len({(change.file, change.old) for change in changes()}) == len(changes()) >= 30
