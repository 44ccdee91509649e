"""Find the backups that a newer one makes needless, and remove them."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from xlmot.books.journal import read_journal
from xlmot.books.saving.backups import Backup, backups
from xlmot.books.saving.disk import is_there, read_whole, remove
from xlmot.books.saving.lock import locked
from xlmot.books.saving.refusals import telling
from xlmot.books.saving.save import recover
from xlmot.files.write import CLEANED, SUMMARIZED
from xlmot.messages.named import NamedTuple


class Tidied(NamedTuple):
    """The backups of a workbook that may go, or went; `kept` are the others."""

    path: Path
    needless: tuple[Backup, ...] = ()
    kept: tuple[Backup, ...] = ()

    @property
    def size(self) -> int:
        """Return how many bytes the needless ones take."""
        return sum(one.size for one in self.needless)


def with_copies(workbook: Path) -> Iterator[Path]:
    """Yield a workbook and the copies that xlmot made beside it."""
    yield workbook
    for suffix in (CLEANED, SUMMARIZED):
        copy = workbook.with_name(f"{workbook.stem}{suffix}{workbook.suffix}")
        if copy.is_file():
            yield copy


def find_needless(workbook: Path) -> Tidied:
    """Return which backups may go: all older ones than the newest that is whole.

    That by which the last change can be undone stays too. While the workbook itself is missing,
    nothing may go.

    Raises:
        CannotWrite: the folder cannot be read.
        UnreadableFile: the journal cannot be read.
    """
    with telling(workbook):
        if not is_there(workbook):
            return Tidied(workbook)
        target = workbook.resolve()
        found = backups(target)
        whole = next((n for n, one in enumerate(found) if _is_whole(one)), len(found))
    noted = [batch.backup for batch in read_journal(target)][-1:]
    older = found[whole + 1 :]
    needless = tuple(one for one in older if one.path.name not in noted)
    return Tidied(workbook, needless, tuple(one for one in found if one not in needless))


def remove_needless(workbook: Path) -> Tidied:
    """Remove the backups that may go, while no other run writes the workbook.

    Raises:
        CannotWrite: another run writes it, or a backup cannot be removed.
        UnreadableFile: the journal cannot be read.
    """
    recover(workbook)
    if not find_needless(workbook).needless:
        return find_needless(workbook)
    with telling(workbook), locked(workbook.resolve()):
        found = find_needless(workbook)
        for one in found.needless:
            remove(one.path)
    return found


def _is_whole(backup: Backup) -> bool:
    """Return whether a backup holds what its name says: the name has the hash of its content."""
    digest = backup.path.name.rpartition(".xlmot-")[2].partition(".")[0]
    try:
        return sha256(read_whole(backup.path)).hexdigest().startswith(digest)
    except OSError:
        return False
