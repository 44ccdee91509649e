"""Put in order what a run has left beside a workbook, by what the files hold.

A run leaves one temporary file, under one of two names. With the record of the run, the contents
tell how far it went:

    workbook   temporary file   what happened                       what is done
    any        new              ours, exchanged back or not yet     remove it
    any        as workbook      the same twice                      remove it
    old        any              nothing was exchanged yet           remove it
    missing    any              stopped in the middle (Windows)     put it there
    new        old              exchanged                           keep it as a backup
    new        other            another program saved in between    exchange back
    other      old or other     another program saved since         keep it as a backup

So the only copy of anything is never removed. Without a record, old and new are unknown.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from xlmot.books.saving.backups import keep
from xlmot.books.saving.disk import flush_folder, is_there, read_whole, remove
from xlmot.books.saving.exchange import NotOffered, exchange, put_in_free_place
from xlmot.books.saving.lock import Record, leftovers
from xlmot.messages import Message, say

MISSING = ""  # in place of the SHA-256 of a file that is not there


def settle(target: Path, record: Record | None) -> list[Message]:
    """Put in order what the run of `record` left; return a sentence for each thing it kept.

    Raises OSError where the disk refuses; then every file is still under one of its names.
    """
    said = [_settle(path, target, record) for path in leftovers(target)]
    if said:
        flush_folder(target.parent)
    return [message for message in said if message]


def _settle(path: Path, target: Path, record: Record | None) -> Message | None:
    here, left = digest(target), digest(path)
    old, new = (record.old, record.new) if record else (None, None)
    if left in (new, here) or here == old:
        remove(path)
        return None
    if here == MISSING:
        put_in_free_place(path, target)
        return say("“{name}” is back; an interrupted run had moved it away.", name=target.name)
    if here == new and left != old:
        return _exchange_back(path, target, here)
    return _keep(path, target)


def _exchange_back(path: Path, target: Path, ours: str) -> Message:
    """Put a version that was saved while we wrote in its place again, unless a newer one is there.

    What comes out must be ours. If not, somebody has saved again: the newest goes back in.
    """
    try:
        displaced = exchange(path, target)
        if digest(displaced) != ours:
            return _keep(exchange(displaced, target), target)
    except NotOffered:
        return _keep(path, target)
    remove(displaced)
    return say("“{name}” is as another program saved it while xlmot wrote.", name=target.name)


def _keep(path: Path, target: Path) -> Message:
    return say(
        "An interrupted run left a version of “{name}”: it is kept as “{backup}”.",
        name=target.name,
        backup=keep(path, target).name,
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, or MISSING."""
    return sha256(read_whole(path)).hexdigest() if is_there(path) else MISSING
