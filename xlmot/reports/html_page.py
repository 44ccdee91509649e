"""The frame of a page of HTML that needs nothing else, and what may stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from xlmot.messages import Message, Translate, render
from xlmot.reports.html_style import STYLE
from xlmot.reports.version import version
from xlmot.reports.visible import visible
from xlmot.reports.word_difference import Piece, word_pieces

# Nothing is loaded, run or sent, whatever a cell says.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def shown(content: Message | str, translate: Translate) -> str:
    """Return a sentence or a text as HTML, with the characters that do not show spelled out."""
    return escape(visible(content if isinstance(content, str) else render(content, translate)))


def words_exchanged(old: str, new: str) -> str:
    """Return a text as HTML whose words that went and came are marked.

    >>> words_exchanged("pave the market square", "pave the old square")
    'pave the <del>market</del> <ins>old</ins> square'
    """
    return " ".join(map(_piece, word_pieces(old, new)))


def _piece(piece: Piece) -> str:
    gone = f"<del>{escape(visible(piece.gone))}</del>" if piece.gone else ""
    come = f"<ins>{escape(visible(piece.come))}</ins>" if piece.come else ""
    return " ".join(filter(None, (escape(visible(piece.same)), gone, come)))


def page(title: str, language: str, body: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a page; the title and the body are HTML already."""
    yield "<!doctype html>"
    yield f'<html lang="{escape(language)}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    # The mark by which `targets` knows a report of xlmot's, which another may take the place of.
    yield f'<meta name="generator" content="xlmot {version()}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{title}</title><style>{STYLE}</style></head><body>"
    yield from body
    yield "</body></html>"
