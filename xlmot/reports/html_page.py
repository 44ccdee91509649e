"""The frame of a page of HTML that needs nothing else, and the text that may stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from xlmot.messages import Message, Translate, render
from xlmot.reports.visible import visible

# Nothing is loaded or run, whatever a cell says.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def shown(content: Message | str, translate: Translate) -> str:
    """Return a sentence or a text as HTML, with the characters that do not show spelled out."""
    return escape(visible(content if isinstance(content, str) else render(content, translate)))


def page(title: str, style: str, language: str, body: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a page; the title and the body are HTML already."""
    from importlib.metadata import version

    yield "<!doctype html>"
    yield f'<html lang="{escape(language)}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    # By this mark xlmot knows a page that it may replace.
    yield f'<meta name="generator" content="xlmot {version("xlmot")}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{style}</style></head><body>"
    yield from body
    yield "</body></html>"
