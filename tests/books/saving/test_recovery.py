"""What an interrupted run leaves is put in order by what the files hold."""

from __future__ import annotations

from hashlib import sha256

import pytest

from xlmot.books.saving.exchange import twin
from xlmot.books.saving.lock import Record, lock_path, temporary_path
from xlmot.books.saving.save import recover

# workbook | temporary file | record | workbook after | backups after
CASES = """
| old     | new   | yes | old   |       |
| old     | part  | yes | old   |       |
| old     | old   | yes | old   |       |
| new     | old   | yes | new   | old   |
| new     | new   | yes | new   |       |
| new     | other | yes | other |       |
| other   | new   | yes | other |       |
| other   | old   | yes | other | old   |
| other   | part  | yes | other | part  |
| missing | old   | yes | old   |       |
| missing | new   | yes |       |       |
| old     | new   | no  | old   | new   |
| old     | old   | no  | old   |       |
| missing | old   | no  | old   |       |
"""


def cases():
    for line in CASES.strip().splitlines():
        yield [field.strip() for field in line.strip("|").split("|")]


def digest(text):
    return sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("second_name", [False, True], ids=["tmp", "old"])
@pytest.mark.parametrize(("here", "left", "known", "after", "kept"), list(cases()))
def test_recovery(tmp_path, here, left, known, after, kept, second_name):
    book = tmp_path / "book.xlsx"
    if here != "missing":
        book.write_text(here)
    temporary = temporary_path(book)
    (twin(temporary) if second_name else temporary).write_text(left)
    if known == "yes":
        record = Record.of_this_run(digest("old"), digest("new"))
        lock_path(book).write_bytes(record.to_bytes())
    said = recover(book)
    assert (book.read_text() if book.exists() else "") == after
    assert [path.read_text() for path in tmp_path.glob("*.bak.xlsx")] == ([kept] if kept else [])
    assert not temporary.exists()
    assert not twin(temporary).exists()
    assert not lock_path(book).exists()
    assert bool(said) == (bool(kept) or after not in ("", here))
    assert recover(book) == []
