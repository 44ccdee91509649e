"""Whatever fails, the workbook is the old one or the new one, and the truth is told about it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.ooxml.faults import fail, let_pass, lie, struck
from xlmot.books.saving import exchange, lock
from xlmot.books.saving.backups import backups
from xlmot.books.saving.lock import leftovers
from xlmot.books.saving.save import create, recover, save
from xlmot.messages.errors import CannotWrite, UnreadableFile, XlmotError

OLD, NEW, THEIRS = b"old " * 700, b"new content " * 900, b"a colleague's version " * 300
ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES)


def accept(_data):
    """Find nothing wrong."""


@pytest.fixture
def tmp_path(tmp_path):
    """Return a folder in memory where there is one: thousands of saves wait for a disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "Programme d'actions 2024.xlsx"
    path.write_bytes(OLD)
    return path


def others(book):
    return sorted(path.name for path in book.parent.iterdir() if path != book)


def contents(book):
    """Return all that is in the folder: nothing that was saved may be missing from it."""
    return Counter(path.read_bytes() for path in book.parent.iterdir())


def backup_of(saved):
    assert saved.backup is not None
    return saved.backup


def without_exchange(patch):
    """Behave as a volume that cannot exchange two files, such as many network shares."""
    rename = exchange._rename

    def refused(source, target, flag):
        if flag == exchange._Flag.SWAP:
            raise OSError(errno.EINVAL, "Invalid argument")
        rename(source, target, flag)

    patch.setattr(exchange, "_rename", refused)


@pytest.fixture(params=["exchange", "replace"])
def way(request, monkeypatch):
    if request.param == "replace":
        without_exchange(monkeypatch)
    return request.param


# What a save does ---------------------------------------------------------------------------


@pytest.mark.usefixtures("way")
def test_save_replaces_the_content_and_keeps_the_old_one(book):
    saved = save(book, OLD, NEW, accept)
    assert book.read_bytes() == NEW
    assert backup_of(saved).read_bytes() == OLD
    assert others(book) == [backup_of(saved).name]
    assert (saved.path, saved.durable) == (book, True)


@pytest.mark.usefixtures("way")
def test_save_without_backup_leaves_nothing_beside(book):
    assert save(book, OLD, NEW, accept, backup=False).backup is None
    assert book.read_bytes() == NEW
    assert others(book) == []


def test_no_change_is_no_write(book):
    before = book.stat()
    save(book, OLD, OLD, accept)
    assert book.stat() == before
    assert others(book) == []


def test_the_check_sees_what_the_disk_holds_and_can_stop_the_save(book):
    def refuse(data):
        assert data == NEW
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save(book, OLD, NEW, refuse)
    assert book.read_bytes() == OLD
    assert others(book) == []


@pytest.mark.usefixtures("way")
def test_marks_are_carried_and_the_time_is_new(book):
    os.setxattr(book, "user.com.apple.quarantine", b"0081;Safari")
    if os.getuid() == 0:
        os.chown(book, 1234, 2345)
    book.chmod(0o640)
    os.utime(book, (1, 1))
    before = book.stat()
    saved = save(book, OLD, NEW, accept)
    after = book.stat()
    for path in (book, backup_of(saved)):
        assert os.getxattr(path, "user.com.apple.quarantine") == b"0081;Safari"
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert after.st_mtime > time.time() - 60


def test_a_link_stays_a_link(book, tmp_path):
    link = tmp_path / "link.xlsx"
    link.symlink_to(book.name)
    assert save(link, OLD, NEW, accept).path == book
    assert link.is_symlink()
    assert link.read_bytes() == book.read_bytes() == NEW


def test_everything_is_on_the_disk_before_the_exchange_and_after(book):
    with struck(let_pass) as names:
        save(book, OLD, NEW, accept)
    swap = names.index("_rename")
    assert "fsync" in names[:swap]
    assert "write" not in names[len(names) - names[::-1].index("fsync") :]
    assert "fsync" in names[swap:]


# What is refused ----------------------------------------------------------------------------


def read_only(book):
    book.chmod(0o444)


def open_in_excel(book):
    book.with_name("~$" + book.name).touch()


def open_in_word_style(book):
    book.with_name("~$" + book.name[2:]).touch()


def open_in_libreoffice(book):
    book.with_name(f".~lock.{book.name}#").touch()


def two_names(book):
    book.with_name("same.xlsx").hardlink_to(book)


def a_folder(book):
    book.unlink()
    book.mkdir()


def a_loop(book):
    book.unlink()
    book.symlink_to(book.name)


def gone(book):
    book.unlink()


def changed(book):
    book.write_bytes(THEIRS)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (read_only, "is read-only. Allow changes"),
        (open_in_excel, "is open in Excel. Close it there; if nobody has it open, delete"),
        (open_in_word_style, "is open in Excel."),
        (open_in_libreoffice, "is open in LibreOffice."),
        (two_names, "is one file under 2 names (hard links). Copy it"),
        (a_folder, "is not a file. Name a workbook"),
        (a_loop, "was not changed: Too many levels of symbolic links."),
        (gone, "does not exist. Check the name"),
        (changed, "was changed by another program since it was read. Nothing was written"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_refusals_say_why_and_what_to_do(book, state, sentence):
    state(book)
    before = others(book)
    with pytest.raises((CannotWrite, UnreadableFile)) as refusal:
        save(book, OLD, NEW, accept)
    assert sentence in str(refusal.value)
    assert others(book) == before
    if book.is_file():
        assert book.read_bytes() in (OLD, THEIRS)


def test_the_sign_of_a_file_with_a_shorter_name_is_not_ours(book):
    book.with_name(book.name[2:]).touch()
    open_in_word_style(book)
    assert save(book, OLD, NEW, accept).durable


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "was not changed: the disk is full. Free some space"),
        (errno.EDQUOT, "was not changed: the disk is full."),
        (errno.EFBIG, "was not changed: the disk is full."),
        (errno.EROFS, "was not changed: its disk is read-only."),
        (errno.ENAMETOOLONG, "was not changed: its name is too long."),
        (errno.EACCES, "Nothing can be written in the folder"),
        (errno.EIO, "was not changed: Input/output error. Start again;"),
    ],
)
def test_a_fault_of_the_system_is_told_in_words(book, number, sentence):
    with struck(fail(1, number, for_good=True)), pytest.raises(CannotWrite) as refusal:
        save(book, OLD, NEW, accept)
    assert sentence in str(refusal.value)


def as_nobody(book, code):
    """Run code in a process that may write only what the rights of the file allow."""
    script = f"""
import os, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from xlmot.messages.errors import CannotWrite
from xlmot.books.saving.save import save
book = Path({str(book)!r})
if os.getuid() == 0: os.setgid(65534); os.setuid(65534)
{code}
"""
    return run_script(script)


def run_script(script, *arguments):
    """Run code in a process of its own, which may fork and die; return what it prints."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def test_a_folder_that_takes_no_file_is_refused():
    with TemporaryDirectory() as folder:  # all folders above it let everybody through
        book = Path(folder, "book.xlsx")
        book.write_bytes(OLD)
        book.chmod(0o666)
        book.parent.chmod(0o555)
        said = as_nobody(
            book,
            f"try: save(book, {OLD!r}, {NEW!r}, len)\nexcept CannotWrite as error: print(error)",
        )
        book.parent.chmod(0o755)
        assert book.read_bytes() == OLD
    assert "Nothing can be written in the folder" in said


# Faults -------------------------------------------------------------------------------------


def a_book(folder):
    """Return a book alone in a new folder, with all that a save has to carry."""
    book = folder / "book.xlsx"
    folder.mkdir()
    book.write_bytes(OLD)
    os.setxattr(book, "user.mark", b"1")
    return book


def calls_of_a_save(folder, **options):
    book = a_book(folder / "trial")
    with struck(let_pass) as names:
        save(book, OLD, NEW, accept, **options)
    return names


def tell(book, **options):
    """Save and return what is said of it: "saved", "unsure" or "failed"."""
    try:
        saved = save(book, OLD, NEW, accept, **options)
    except XlmotError:
        return "failed"
    if saved.backup:
        assert saved.backup.read_bytes() == OLD
    return "saved" if saved.durable else "unsure"


def assert_the_truth_was_told(book, said, *, backup):
    content = book.read_bytes()
    assert content == (OLD if said == "failed" else NEW)
    if backup:
        assert OLD in contents(book)


def assert_the_next_run_works(book, *, backup):
    """Whatever was left, a run on a sound disk saves, keeps what was there and tidies up."""
    recover(book)
    before = book.read_bytes()
    later = b"later" * 500
    saved = save(book, before, later, accept)
    assert book.read_bytes() == later
    assert saved.durable
    assert leftovers(book) == []
    assert not lock.lock_path(book).exists()
    kept = {backup.path.read_bytes() for backup in backups(book)}
    assert before in kept
    if backup:
        assert OLD in kept
    assert kept <= {OLD, NEW}


@pytest.mark.parametrize(
    ("way", "backup"),
    [("exchange", True), ("exchange", False), ("replace", True)],
    ids=["exchange", "no-backup", "replace"],
    indirect=["way"],
)
@pytest.mark.parametrize("manner", ["once", "for_good", "late"])
@pytest.mark.usefixtures("way")
def test_each_call_failing_leaves_old_or_new_and_says_which(tmp_path, manner, backup):
    names = calls_of_a_save(tmp_path, backup=backup)
    assert len(names) > 40
    heard: Counter[str] = Counter()
    for at in range(1, len(names) + 1):
        book = a_book(tmp_path / f"{at}")
        number = ERRORS[at % len(ERRORS)]
        with struck(fail(at, number, **({} if manner == "once" else {manner: True}))):
            said = tell(book, backup=backup)
        heard[said] += 1
        assert_the_truth_was_told(book, said, backup=backup)
        if manner == "once" and names[at - 1] not in ("unlink", "flock", "lstat", "fstat"):
            assert leftovers(book) == [] or said == "unsure"
        assert_the_next_run_works(book, backup=backup)
    assert heard["failed"] > 20
    assert heard["saved"] + heard["unsure"] > 5


def test_a_lying_disk_is_found_out(tmp_path):
    names = calls_of_a_save(tmp_path)
    assert names.count("write") >= 2
    for at, name in enumerate(names, start=1):
        if name != "write":
            continue
        book = a_book(tmp_path / f"{at}")
        with struck(lie(at)):
            said = tell(book)
        assert_the_truth_was_told(book, said, backup=True)


def test_short_writes_are_completed(book, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:7]))
    save(book, OLD, NEW, accept)
    assert book.read_bytes() == NEW


# Kills --------------------------------------------------------------------------------------

KILLS = """
import json, os, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from tests.ooxml.faults import die, let_pass, struck
from tests.books.saving.test_save import NEW, OLD, a_book, accept, without_exchange
from unittest.mock import patch
from xlmot.books.saving import exchange
from xlmot.books.saving.save import save

class Patch:
    setattr = staticmethod(setattr)

folder, way, backup = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "backup"
if way == "replace":
    without_exchange(Patch)

def attempt(at):
    book = a_book(folder / str(at))
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    with struck(die(at)):
        save(book, OLD, NEW, accept, backup=backup)
    os._exit(0)

at = 1
while attempt(at):
    at += 1
print(at)
"""


@pytest.mark.parametrize(
    ("way", "backup"),
    [
        ("exchange", "backup"),
        pytest.param("exchange", "no-backup", marks=pytest.mark.slow),
        pytest.param("replace", "backup", marks=pytest.mark.slow),
    ],
)
def test_killed_before_each_call(tmp_path, way, backup):
    points = int(run_script(KILLS, tmp_path, way, backup))
    assert points > 40
    ends: Counter[bytes] = Counter()
    for at in range(1, points):
        book = tmp_path / str(at) / "book.xlsx"
        ends[book.read_bytes()] += 1
        if backup == "backup":
            assert OLD in contents(book)
        assert_the_next_run_works(book, backup=backup == "backup")
    assert set(ends) == {OLD, NEW}


FOREVER = """
import os, random, signal, sys, time
from pathlib import Path
from tempfile import TemporaryDirectory
from xlmot.books.saving.save import save

book, moments, last = Path(sys.argv[1]), random.Random(2024), 0
for _ in range(25):
    child = os.fork()
    while not child:
        old = book.read_bytes()
        new = str(int(old.split()[0]) + 1).encode() + b" " * 300_000
        save(book, old, new, len, backup=False)
    time.sleep(moments.uniform(0, 0.06))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    content = book.read_bytes()
    assert content == b"0 " or len(content) > 300_000, content[:99]
    assert int(content.split()[0]) >= last, (last, content[:99])
    last = int(content.split()[0])
print(last)
"""


def test_killed_at_any_moment(book):
    book.write_bytes(b"0 ")
    assert int(run_script(FOREVER, book)) > 0


# Others at the same time --------------------------------------------------------------------

WRITERS = """
import os, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from xlmot.messages.errors import CannotWrite
from xlmot.books.saving.save import save

book, tries = Path(sys.argv[1]), int(sys.argv[2])

def write(name):
    for _ in range(tries):
        old = book.read_bytes()
        try:
            save(book, old, old + name + b" ", len, backup=False)
        except CannotWrite as error:
            assert "another" in str(error), error
        else:
            return 0
    return 1

gate, key = os.pipe()
children = {}
for number in range(20):
    child = os.fork()
    if not child:
        os.close(key)
        os.read(gate, 1)  # returns in all at once, when the key is closed
        os._exit(write(f"w{number}".encode()))
    children[child] = f"w{number}"
os.close(key)
ends = [os.wait() for _ in children]
assert {end for _, end in ends} <= {0, 256}
print(*sorted(children[child] for child, end in ends if end == 0))
"""


@pytest.mark.parametrize("tries", [1, 5000], ids=["once", "until-done"])
def test_twenty_writers_at_once_lose_no_edit(book, tries):
    book.write_bytes(b"")
    saved = run_script(WRITERS, book, tries).split()
    assert sorted(book.read_bytes().decode().split()) == saved
    assert len(saved) == 20 if tries > 1 else saved
    assert others(book) == []


def save_theirs(book):
    """Save as most programs do: a new file, renamed."""
    coming = book.with_name("theirs.tmp")
    coming.write_bytes(THEIRS)
    coming.replace(book)


def save_theirs_in_place(book):
    book.write_bytes(THEIRS)


@pytest.mark.parametrize("saving", [save_theirs, save_theirs_in_place])
def test_a_foreign_save_at_any_moment_is_never_lost(tmp_path, saving):
    names = calls_of_a_save(tmp_path)
    outcomes: Counter[str] = Counter()
    for at in range(1, len(names) + 1):
        book = a_book(tmp_path / f"{at}")

        def strike(now, _name, call, at=at, book=book):
            if now == at:
                saving(book)  # its own calls are counted too, after this one
            return call()

        with struck(strike):
            said = tell(book)
        outcomes[said] += 1
        assert THEIRS in contents(book), (at, names[at - 1])
        assert book.read_bytes() == THEIRS or said == "saved"
        assert leftovers(book) == []
    assert outcomes["failed"] > 20
    assert outcomes["saved"] > 5


def test_two_foreign_saves_around_the_exchange_leave_the_newer_in_place(book, monkeypatch):
    swap, newer = exchange._swap, b"newer still"

    def raced(coming, target):
        monkeypatch.setattr(exchange, "_swap", raced_again)
        target.write_bytes(THEIRS)
        swap(coming, target)

    def raced_again(coming, target):
        monkeypatch.setattr(exchange, "_swap", swap)
        save_theirs(target)
        target.write_bytes(newer)
        swap(coming, target)

    monkeypatch.setattr(exchange, "_swap", raced)
    with pytest.raises(CannotWrite):
        save(book, OLD, NEW, accept)
    assert book.read_bytes() == newer
    assert THEIRS in contents(book)
    assert leftovers(book) == []


# The lock -----------------------------------------------------------------------------------


def test_a_lock_of_another_computer_stays(book):
    record = lock.Record("", "", 1, "elsewhere", 0.0)
    lock.lock_path(book).write_bytes(record.to_bytes())
    with pytest.raises(CannotWrite, match="if none runs on elsewhere, delete the file"):
        save(book, OLD, NEW, accept)
    assert book.read_bytes() == OLD


@pytest.mark.parametrize(
    ("pid", "free"), [(os.getpid(), False), (2**22 + 1, True)], ids=["alive", "dead"]
)
def test_where_the_system_has_no_locks_a_dead_holder_stops_nobody(book, monkeypatch, pid, free):
    monkeypatch.setattr(lock, "_system_lock", lambda _descriptor: None)
    record = lock.Record.of_this_run("", "")._replace(pid=pid)
    lock.lock_path(book).write_bytes(record.to_bytes())
    if free:
        assert save(book, OLD, NEW, accept).durable
    else:
        with pytest.raises(CannotWrite, match="on this computer"):
            save(book, OLD, NEW, accept)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"pid": 1}', b'{"old": 1}', b"\xff"])
def test_half_a_record_stops_nobody(book, content):
    lock.lock_path(book).write_bytes(content)
    assert save(book, OLD, NEW, accept).durable


# New files, backups -------------------------------------------------------------------------


def test_create_writes_what_is_not_there_with_the_marks_of_its_source(book):
    os.setxattr(book, "user.com.apple.quarantine", b"0081;Safari")
    book.chmod(0o600)
    made = book.with_name("propre.xlsx")
    create(made, NEW, accept, like=book)
    assert made.read_bytes() == NEW
    assert made.stat().st_mode == book.stat().st_mode
    assert os.getxattr(made, "user.com.apple.quarantine") == b"0081;Safari"
    assert others(book) == [made.name]


def test_create_never_replaces(book):
    with pytest.raises(CannotWrite, match=r"exists already\. Choose another name"):
        create(book, NEW, accept)
    assert book.read_bytes() == OLD
    assert others(book) == []


@pytest.mark.parametrize("manner", ["once", "for_good", "late"])
def test_each_call_of_create_failing_leaves_nothing_or_all(tmp_path, manner):
    with struck(let_pass) as names:
        create(tmp_path / "trial.xlsx", NEW, accept)
    for at in range(1, len(names) + 1):
        book = tmp_path / f"{at}" / "book.xlsx"
        book.parent.mkdir()
        with struck(fail(at, errno.EIO, **({} if manner == "once" else {manner: True}))):
            said = "created"
            try:
                create(book, NEW, accept)
            except CannotWrite:
                said = "failed"
        assert book.exists() == (said == "created")
        if said == "failed":
            create(book, NEW, accept)
        assert book.read_bytes() == NEW


def test_json_of_a_record_is_plain():
    record = lock.Record.of_this_run("a", "b")
    assert lock.Record.from_bytes(json.dumps(record._asdict()).encode()) == record
