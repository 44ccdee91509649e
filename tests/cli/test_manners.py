"""The manners of the command line: what it shows, what it keeps to itself, what it offers."""

from __future__ import annotations

import io
import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.programme_2024 import ROOT
from tests.programmes import variants
from xlmot.books.saving.opened import owner
from xlmot.cli.arguments import full_parser, parse
from xlmot.cli.commands import COMMANDS
from xlmot.cli.completion import SHELLS, script
from xlmot.cli.examples import EXAMPLES
from xlmot.cli.main import main
from xlmot.cli.output import Output

PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"
NOTES = {"Notes": [["Buy bread"], ["Call Paul"]]}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "en")


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    try:
        code = main([*map(str, words)])
    except SystemExit as end:
        code = int(end.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_alone_it_shows_its_help_beside_the_report(capsys) -> None:
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert err.startswith("usage: xlmot")


def test_the_version_is_a_report(capsys) -> None:
    code, out, err = run(capsys, "--version")
    assert (code, err) == (0, "")
    assert out.startswith("xlmot ")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("plan.xlsx", "To check it: xlmot check plan.xlsx"),
        ("le plan.xlsm", 'To check it: xlmot check "le plan.xlsm"'),
        ("chek", "Did you mean “xlmot check”?"),
        ("zzz", "The commands are: "),
    ],
)
def test_what_was_meant_is_offered(word, said, capsys) -> None:
    code, _, err = run(capsys, word)
    assert code == 2
    assert said in err


def test_suggestions_are_near(capsys) -> None:
    assert "“blank-row”" in run(capsys, "rule", "blank-rwo")[2]
    for words in (["rule", "truc"], ["check", PROGRAMME, "--select", "truc"]):
        assert "nearest" not in run(capsys, *words)[2]


def test_a_rule_is_found_by_its_title(capsys) -> None:
    pages = {run(capsys, "rule", n)[1] for n in ("blank-row", "BLANK ROWS", "lignes vides")}
    assert len(pages) == 1


def test_every_help_page_has_two_examples_that_can_be_typed(capsys) -> None:
    output = Output.chosen([])
    for words, examples in EXAMPLES.items():
        shown = run(capsys, *words.split(), "--help")[1]
        assert len(examples) >= 2
        for example in examples:
            assert f"\n  {example}\n" in f"{shown}\n"
            typed = shlex.split(example.partition(" >> ")[0])[1:]
            assert parse(typed, output).command
    below = {
        f"{name} {one}".strip() for name in COMMANDS for one in ("", *_actions(full_parser(), name))
    }
    assert {"", *below} == set(EXAMPLES)


def _actions(parser: Any, name: str) -> list[str]:
    (commands,) = (one for one in parser._actions if one.dest == "==SUPPRESS==" and one.choices)
    return [
        action
        for below in commands.choices[name]._actions
        if getattr(below, "choices", None) and hasattr(below, "add_parser")
        for action in below.choices
    ]


def test_quiet_says_nothing_beside_the_report(tmp_path, capsys) -> None:
    report = tmp_path / "r.json"
    code, out, err = run(capsys, "check", PROGRAMME, "--output", report, "--quiet")
    assert (code, out, err) == (1, "", "")
    assert report.exists()
    code, _, err = run(capsys, "check", tmp_path / "absent.xlsx", "-q", "--output", "no/such/r.txt")
    assert code == 2
    assert err


def test_statistics(capsys) -> None:
    code, out, _ = run(capsys, "check", PROGRAMME, "--statistics")
    assert code == 1
    counts = [int(line.split()[0]) for line in out.splitlines()[:-1]]
    assert sum(counts) == 27
    assert "blank-row" in out
    assert run(capsys, "check", PROGRAMME, "--statistics", "--format", "json")[0] == 2


@pytest.mark.parametrize(
    ("least", "found", "code"),
    [
        ("error", "error", 1),
        ("error", "warning", 0),
        ("warning", "warning", 1),
        ("warning", "note", 0),
        ("note", "note", 1),
        ("never", "error", 0),
    ],
)
def test_fail_on(least, found, code, capsys, tmp_path) -> None:
    rows = [["Code", "Title"], ["1", "ROADS"], ["1", "Pave , now"]]
    path = variants.write(tmp_path / "plan.xlsx", {"Plan": rows})
    rule = "space-before-punctuation"
    (tmp_path / "xlmot.toml").write_text(f"[rules.{rule}]\nseverity = '{found}'\n")
    words = ("check", path, "--select", rule, "--fail-on", least)
    assert run(capsys, *words)[0] == code


def test_what_is_piped_is_checked(capsys, monkeypatch) -> None:
    class Piped:
        buffer = io.BytesIO(PROGRAMME.read_bytes())

    monkeypatch.setattr(sys, "stdin", Piped)
    code, out, _ = run(capsys, "check", "-", "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert report["files"][0]["path"] == "-"
    assert report["summary"]["warning"] == 10
    Piped.buffer = io.BytesIO(b"")
    assert run(capsys, "check", "-")[0] == 2


def test_a_workbook_of_a_folder_without_a_programme_is_counted(capsys, tmp_path) -> None:
    variants.write(tmp_path / "notes.xlsx", NOTES)
    code, out, _ = run(capsys, "check", tmp_path)
    assert code == 0
    assert "notes.xlsx" not in out
    assert "1 workbook without a programme" in out
    shutil.copy(PROGRAMME, tmp_path / "p.xlsx")
    for form in ("text", "html", "json", "sarif", "junit", "csv", "github"):
        code, out, _ = run(capsys, "check", tmp_path, "--format", form, "--fail-on", "note")
        assert code == 1
        assert "header-not-found" not in out or form == "sarif"
    code, out, err = run(capsys, "summarize", tmp_path, "--output", tmp_path / "out")
    assert (code, "1 workbook without a programme" in err) == (0, True)
    assert run(capsys, "check", tmp_path / "notes.xlsx")[0] == 1


@pytest.mark.parametrize("shell", SHELLS)
def test_a_completion_knows_each_command_and_option(shell, capsys) -> None:
    code, out, _ = run(capsys, "completion", shell)
    assert (code, out) == (0, script(shell))
    assert all(word in out for word in (*COMMANDS, "--fail-on", "uninstall", "powershell"))


def test_bash_completes(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    (tmp_path / "c").write_text(script("bash"))
    ask = (
        f"source {tmp_path}/c; COMP_WORDS=(xlmot live su); COMP_CWORD=2; _xlmot; "
        'echo "${COMPREPLY[@]}"; COMP_WORDS=(xlmot ch); COMP_CWORD=1; _xlmot; '
        'echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run([bash, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["summarize", "check"]


@pytest.mark.parametrize(
    ("program", "content", "who"),
    [
        ("LibreOffice", b"Marie C,marie,PC-12,30.11.2026 08:10,file:///x;", "Marie C (PC-12)"),
        ("LibreOffice", b"", ""),
        ("Excel", b"\x05Marie".ljust(55) + b"\x05\0" + "Marie".encode("utf-16-le"), "Marie"),
        ("Excel", b"\x04Zo\xeb ".ljust(55) + b"\x03\0" + "Zo\xeb ".encode("utf-16-le"), "Zo\xeb"),
        ("Excel", b"\x05Marie", "Marie"),
        ("Excel", bytes(165), ""),
        ("Excel", b"\xff\x1b[2J", ""),
    ],
)  # fmt: skip
def test_who_has_the_file_open(program, content, who) -> None:
    assert owner(content, program) == who
