"""Sentences as data, the languages they are shown in, the errors, and the log."""

from xlmot.messages.message import (
    Field,
    Message,
    Translate,
    english,
    render,
    say,
    say_many,
)

__all__ = [
    "Field",
    "Message",
    "Translate",
    "english",
    "render",
    "say",
    "say_many",
]
