"""What is said to whoever met a fault of xlmot's: where the details are, and to whom they go."""

from __future__ import annotations

import importlib.metadata
from email.message import Message
from pathlib import Path

import pytest

from xlmot.messages import render
from xlmot.messages.log import address_for_faults, what_to_send


def described(*urls: str) -> Message:
    made = Message()
    for url in urls:
        made["Project-URL"] = url
    return made


def test_without_an_address_it_is_whoever_installed_xlmot(monkeypatch) -> None:
    monkeypatch.setattr(importlib.metadata, "metadata", lambda _: described())
    told = render(what_to_send(ValueError("odd")))
    assert "whoever installed xlmot" in told
    path = next(word for word in told.split() if word.endswith(".log"))
    assert "ValueError: odd" in Path(path).read_text(encoding="utf-8")


def test_the_address_of_the_metadata_is_named(monkeypatch) -> None:
    urls = "Homepage, https://example.org", "Issues, https://example.org/faults"
    monkeypatch.setattr(importlib.metadata, "metadata", lambda _: described(*urls))
    assert "at https://example.org/faults, with the file " in render(what_to_send(OSError()))


def test_an_xlmot_that_is_not_installed_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> Message:
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(importlib.metadata, "metadata", missing)
    assert address_for_faults() == ""
