"""`xlmot check` as a user meets it: reports, exit codes, one bad file among good ones."""

from __future__ import annotations

import ast
import gc
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.ooxml import hostile
from tests.programme_2024 import ROOT, TRUTH, expected_tree
from tests.programmes import variants
from xlmot.checking.results import FileReport
from xlmot.cli.batch import MANY, run_all
from xlmot.cli.main import main
from xlmot.cli.output import Output
from xlmot.files import check, compare
from xlmot.files.check import check_file
from xlmot.files.reading import Asked
from xlmot.files.reading import read as read_truly
from xlmot.programme.outline import Programme

PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"
PLAN = {"Plan": [["Code", "Title"], ["1", "ROADS"], ["1", "Pave the square"], ["1", "Paint"]]}


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "en")


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([*map(str, words)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_programme_of_2024_as_json(capsys) -> None:
    code, out, err = run(capsys, "check", PROGRAMME, "--format", "json", "--tree")
    assert (code, err) == (1, "")
    report = json.loads(out)
    (file,) = report["files"]
    (table,) = file["tables"]
    assert table["counts"] == {"levels": [3, 11, 26], "actions": 81, "rows": 121}
    assert list(flat(table["tree"])) == [row[:4] for row in expected_tree()]
    assert len(file["findings"]) == len(TRUTH["expected_findings"])
    assert report["summary"] == {"files": 1, "unreadable": 0, "error": 1, "warning": 10, "note": 16}


def flat(nodes):
    for node in nodes:
        yield node["code"], node["title"], node["row"], [one["row"] for one in node["actions"]]
        yield from flat(node["children"])


def test_nothing_to_correct_exits_with_0(capsys, tmp_path) -> None:
    path = variants.write(tmp_path / "plan.xlsx", PLAN)
    code, out, _ = run(capsys, "check", path)
    assert code == 0
    assert "nothing to correct" in out


def test_exit_zero(capsys) -> None:
    assert run(capsys, "check", PROGRAMME, "--exit-zero")[0] == 0


def test_a_workbook_without_a_programme_is_readable(capsys, tmp_path) -> None:
    path = variants.write(tmp_path / "notes.xlsx", {"Notes": [["Buy bread"], ["Call Paul"]]})
    code, out, _ = run(capsys, "check", path, "--format", "json")
    (file,) = json.loads(out)["files"]
    assert (code, file["error"]) == (1, None)
    assert [finding["rule"] for finding in file["findings"]] == ["header-not-found"]


@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(name: str, capsys, tmp_path) -> None:
    case = hostile.HOSTILE[name]
    path = tmp_path / case.name
    path.write_bytes(case.make())
    code, out, err = run(capsys, "check", path, "--format", "json")
    (file,) = json.loads(out)["files"]
    assert (code, err) == (2, "")
    assert file["error"]
    assert "Traceback" not in file["error"]
    assert file["tables"] == file["findings"] == []


def test_one_bad_file_does_not_stop_the_others(capsys, tmp_path) -> None:
    shutil.copy(PROGRAMME, tmp_path / "b.xlsx")
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    code, out, _ = run(capsys, "check", tmp_path, "--format", "json", "--jobs", 2)
    report = json.loads(out)
    assert code == 2
    assert [bool(file["error"]) for file in report["files"]] == [True, False]
    assert report["summary"]["unreadable"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "nowhere.xlsx"], "There is no file nowhere.xlsx."),
        (["check", PROGRAMME, "--sheet", "Budget"], "has no sheet “Budget”"),
        (["check", PROGRAMME, "--select", "blank-rows"], "The nearest is “blank-row”"),
        (["check", PROGRAMME, "--profile", "mott"], "There is no profile “mott”"),
        (["check"], "See “xlmot check --help”"),
        (["chek", "a.xlsx"], "Did you mean “xlmot check”?"),
        (["check", PROGRAMME, "--output", "no/such/folder/report.txt"], "cannot be written"),
        (["rule", "blnk-row"], "The nearest is “blank-row”"),
    ],
    ids=lambda words: " ".join(map(str, words)) if isinstance(words, list) else "",
)
def test_a_mistake_is_a_sentence_and_what_to_do(words, said, capsys) -> None:
    code, out, err = run(capsys, *words)
    assert code == 2
    assert said in out + err


def test_a_file_that_may_not_be_read(capsys, monkeypatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    code, out, _ = run(capsys, "check", PROGRAMME)
    assert code == 2
    assert "You may not read" in out


def test_a_fault_of_ours_leaves_a_log_and_no_traceback(capsys, monkeypatch) -> None:
    monkeypatch.setattr("xlmot.cli.check.find_workbooks", lambda *_: 1 / 0)
    code, out, err = run(capsys, "check", PROGRAMME)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    log = Path(next(word for word in err.split() if word.endswith(".log")))
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    log.unlink()


@pytest.mark.parametrize(("form", "needed"), [("text", []), ("json", ["json"])])
def test_only_what_is_used_is_imported(form: str, needed: list[str]) -> None:
    code = (
        "import sys; from xlmot.cli.main import main; main(sys.argv[1:]);"
        "heavy = {'pydantic', 'openpyxl', 'lxml', 'xlwings', 'xlsxwriter', 'rapidfuzz', 'numpy',"
        " 'dataclasses', 'inspect', 'typing', 'json', 'zipfile', 'shutil', 'difflib', 'tempfile'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--format", form, str(PROGRAMME)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr.strip() == str(needed)


# What the check of the programme of 2024 may import, of xlmot and of all else, and may compile.
# Where one of them has to grow, see first that nothing is imported for another programme's sake.
BUDGET = {"own": 203, "others": 79, "patterns": 85}


def test_the_check_of_a_small_file_starts_within_its_budget() -> None:
    code = (
        "import re._compiler, sys; made = []; compile = re._compiler.compile\n"
        "re._compiler.compile = lambda *given: made.append(given) or compile(*given)\n"
        "from xlmot.cli.main import main; main(sys.argv[1:])\n"
        "own = [name for name in sys.modules if name.partition('.')[0] == 'xlmot']\n"
        "spent = dict(own=len(own), others=len(sys.modules) - len(own), patterns=len(made))\n"
        "print(spent, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, "check", str(PROGRAMME)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    spent = ast.literal_eval(done.stderr)
    assert {name: count for name, count in spent.items() if count > BUDGET[name]} == {}


def test_a_rule_is_imported_where_it_has_something_to_look_at(tmp_path: Path) -> None:
    code = (
        "import sys; from xlmot.cli.main import main; main(sys.argv[1:])\n"
        "columns = [name for name in sys.modules if name.startswith('xlmot.rules.column.')]\n"
        "print(len(columns), file=sys.stderr)"
    )
    amounts: list[list[Any]] = [
        ["Code", "Title", "Budget"],
        ["1", "ROADS", None],
        ["1", "Pave the square", 3],
    ]
    counts = []
    plans: tuple[list[list[Any]], ...] = (PLAN["Plan"], amounts)
    for rows in plans:
        path = variants.write(tmp_path / "plan.xlsx", {"Plan": rows})
        done = subprocess.run(
            [sys.executable, "-c", code, "check", "--exit-zero", str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
        counts.append(int(done.stderr))
    assert counts[0] == 0 < counts[1]


def test_no_module_compiles_a_pattern_while_it_is_imported() -> None:
    code = (
        "import re, sys; made = set(); compile = re.compile\n"
        "def noted(*given, **named):\n"
        "    made.add(sys._getframe(1).f_globals['__name__'])\n"
        "    return compile(*given, **named)\n"
        "re.compile = noted\n"
        "import xlmot.cli.check; from xlmot.rules import all_rules; all_rules()\n"
        "print(sorted(name for name in made if name.startswith('xlmot.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_closed_pipe_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "xlmot", "rule"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as listing:
        assert listing.stdout
        assert listing.stderr
        listing.stdout.close()
        assert listing.stderr.read() == b""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_ours_in_one_file_stops_nothing(jobs, capsys, tmp_path, monkeypatch) -> None:
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        variants.write(tmp_path / name, PLAN)
    monkeypatch.setattr("xlmot.cli.check.check_file", _fails_on_b)
    code, out, err = run(capsys, "check", tmp_path, "--format", "json", "--jobs", jobs)
    files = json.loads(out)["files"]
    assert (code, err) == (2, "")
    assert [bool(file["error"]) for file in files] == [False, True, False]
    assert "did not expect" in files[1]["error"]


def _fails_on_b(path: Path, asked: Asked, piped: bytes) -> FileReport:
    if path.name == "b.xlsx":
        raise ZeroDivisionError
    return check_file(path, asked, piped)


def _ends_on_b(path: Path, asked: Asked, piped: bytes) -> FileReport:
    if path.name == "b.xlsx":
        os._exit(9)
    return check_file(path, asked, piped)


def test_a_process_that_the_system_ends_stops_nothing(capsys, tmp_path, monkeypatch) -> None:
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        variants.write(tmp_path / name, PLAN)
    monkeypatch.setattr("xlmot.cli.check.check_file", _ends_on_b)
    code, out, _ = run(capsys, "check", tmp_path, "--format", "json", "--jobs", 2)
    files = json.loads(out)["files"]
    assert code == 2
    assert [bool(file["error"]) for file in files] == [False, True, False]
    assert "The system ended xlmot" in files[1]["error"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_takes_too_long_does_not_stop_the_others(
    jobs, capsys, tmp_path, monkeypatch
) -> None:
    if jobs > 1 and multiprocessing.get_start_method() != "fork":
        pytest.skip("another process does not know the slow reading")

    def read(book: Any, asked: Any) -> Any:
        end = time.monotonic() + (30 if book.name == "a.xlsx" else 0)
        while time.monotonic() < end:
            sum(range(1000))
        return read_truly(book, asked)

    monkeypatch.setattr(check, "read", read)
    for name in ("a.xlsx", "b.xlsx"):
        shutil.copy(PROGRAMME, tmp_path / name)
    words = ("--timeout", 5, "--jobs", jobs, "--format", "json")
    code, out, _ = run(capsys, "check", tmp_path, *words)
    slow, quick = json.loads(out)["files"]
    assert code == 2
    assert "more than 5 s" in slow["error"]
    assert quick["error"] is None


def test_a_comparison_gives_up_a_workbook_that_takes_too_long(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(book: Any, asked: Any) -> Any:
        end = time.monotonic() + (30 if book.name == "b.xlsx" else 0)
        while time.monotonic() < end:
            sum(range(1000))
        return read_truly(book, asked)

    monkeypatch.setattr(compare, "read", read)
    for name in ("a.xlsx", "b.xlsx"):
        shutil.copy(PROGRAMME, tmp_path / name)
    books = (tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    code, out, err = run(capsys, "compare", *books, "--timeout", 2)
    assert (code, out) == (2, "")
    assert "Reading b.xlsx took more than 2 s" in err
    assert "--timeout" in err


@pytest.mark.parametrize("form", ["text", "json", "html", "sarif", "junit", "csv", "github"])
def test_a_report_of_many_files_keeps_none_of_them(form: str, tmp_path: Path, capsys) -> None:
    """Of each file that was shown only what is counted is left, whatever the form."""
    for number in range(9):
        variants.write(tmp_path / f"{number}.xlsx", PLAN)
    kept: list[weakref.ref[Programme]] = []
    left: list[int] = []

    def work(path: Path, asked: Asked, piped: bytes) -> FileReport:
        gc.collect()
        left.append(sum(one() is not None for one in kept))
        report = check_file(path, asked, piped)
        kept.extend(map(weakref.ref, report.programmes))
        return report

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xlmot.cli.check.check_file", work)
        run(capsys, "check", tmp_path, "--format", form, "--jobs", 1)
    assert len(left) == 9
    assert max(left) <= 2


def test_a_large_folder_takes_all_processors_unless_somebody_says_how_many(monkeypatch) -> None:
    asked: list[int] = []

    class Pool(ThreadPoolExecutor):
        def __init__(self, workers: int) -> None:
            asked.append(workers)
            super().__init__(1)

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    output = Output.chosen([])
    for count, jobs in ((MANY, None), (MANY - 1, None), (MANY, 1), (4, 2)):
        paths = [Path(str(number)) for number in range(count)]
        assert list(run_all(str, paths, jobs, output, lambda *_: "")) == list(map(str, paths))
    assert asked == [3, 2]
