"""Find which words of a text were exchanged for others."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from xlmot.messages.named import NamedTuple


class Piece(NamedTuple):
    """Some words: those of both texts, or those that went and those that came in their place."""

    same: str = ""
    gone: str = ""
    come: str = ""


def word_pieces(old: str, new: str) -> Iterator[Piece]:
    """Yield the pieces of two texts, in their order."""
    before, after = old.split(), new.split()
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = " ".join(before[i:j]), " ".join(after[k:m])
        yield Piece(same=gone) if what == "equal" else Piece(gone=gone, come=come)


def word_difference(old: str, new: str) -> str:
    """Return a text in which the words that were exchanged stand in brackets.

    >>> word_difference("pave the market square", "pave the old square soon")
    'pave the [market → old] square [+ soon]'
    """
    return " ".join(map(_bracketed, word_pieces(old, new)))


def _bracketed(piece: Piece) -> str:
    if piece.same:
        return piece.same
    if piece.gone and piece.come:
        return f"[{piece.gone} → {piece.come}]"
    return f"[− {piece.gone}]" if piece.gone else f"[+ {piece.come}]"
