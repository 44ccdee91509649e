"""Hold that what rules make of a programme once is made once, and stays in its process."""

from __future__ import annotations

import pickle
from pathlib import Path

from tests.programmes import variants
from xlmot.files.check import check_file
from xlmot.files.reading import Asked
from xlmot.rules.codes import runs_of_codes

ROWS = [["Code", "Title"], ["1", "ROADS"], ["1.1", "Squares"], ["1.1", "Pave the market"]]


def test_what_was_made_once_is_the_same_and_does_not_cross_to_another_process(
    tmp_path: Path,
) -> None:
    path = variants.write(tmp_path / "plan.xlsx", {"Plan": list(ROWS)})
    report = check_file(path, Asked())
    (programme,) = report.programmes
    assert runs_of_codes(programme) is runs_of_codes(programme)
    sent = pickle.loads(pickle.dumps(report))  # noqa: S301  our own
    assert vars(programme)["made"]
    assert vars(sent.programmes[0])["made"] == {}
    assert sent.programmes[0].rows_of == programme.rows_of
    assert sent.findings == report.findings
