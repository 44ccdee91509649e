"""Where sentences go: the report to the standard output, all the rest to the error output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from xlmot.cli.where import Wanted
from xlmot.messages import Message, Translate, render, say
from xlmot.messages.errors import XlmotError
from xlmot.messages.hints import TextIO, TypeVar
from xlmot.messages.named import NamedTuple
from xlmot.messages.translation import chosen_language, translation

T = TypeVar("T")
BAR = 30


class Output(NamedTuple):
    """The language of a run, and whether its outputs are terminals that show colour."""

    language: str
    translate: Translate
    colour: bool
    progress: bool
    quiet: bool = False
    # The language that was asked for in so many words, "" if none was.
    asked: str = ""

    @classmethod
    def chosen(cls, words: Sequence[str]) -> Output:
        """Return the output that the command line and the environment ask for."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # A Windows pipe may be cp1252: a label that it cannot write must not stop us.
                stream.reconfigure(errors="replace")
        asked = _asked_language(words) or os.environ.get("XLMOT_LANG")
        language = chosen_language(asked)
        return cls(
            language,
            translation(language),
            colour=_is_terminal(sys.stdout) and not os.environ.get("NO_COLOR"),
            progress=_is_terminal(sys.stderr),
            asked=language if asked else "",
        )

    def tell(self, message: Message) -> None:
        """Say something beside the report, unless only the report is wanted."""
        if not self.quiet:
            self._say(message)

    def _say(self, message: Message) -> None:
        sys.stderr.write(render(message, self.translate) + "\n")

    def tell_text(self, text: str) -> None:
        """Say several lines beside the report."""
        if not self.quiet:
            sys.stderr.write(text)

    def complain(self, error: XlmotError) -> None:
        self._say(error.message)
        if error.remedy:
            self._say(error.remedy)

    def put(self, text: str) -> None:
        """Write a report to the standard output."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def save(self, text: str, place: Wanted, inputs: Iterable[Path]) -> None:
        """Write a report to a file, and say so; `inputs` are the files that the run reads."""
        from xlmot.files.targets import identities, signed, write_report

        if place.report is None:
            return
        text = signed(text) if place.form in ("text", "github") else text
        write_report(text, place.report, identities(inputs))
        self.tell(say("Report written to {path}.", path=str(place.report)))

    def follow(self, items: Sequence[T]) -> Iterator[T]:
        """Yield the items, showing on a terminal how many of them are done."""
        if not self.progress or self.quiet or len(items) < 2:
            yield from items
            return
        for number, item in enumerate(items):
            filled = BAR * number // len(items)
            bar = "█" * filled + "·" * (BAR - filled)
            sys.stderr.write(f"\r\x1b[K{bar} {number}/{len(items)}")
            sys.stderr.flush()
            yield item
        sys.stderr.write("\r\x1b[K")

    def say_interrupted(self) -> None:
        self._say(say("Stopped: what was finished is finished, the rest is untouched."))

    def report_bug(self, error: Exception) -> None:
        """Keep the traceback in a log, and say where it is to be sent."""
        from xlmot.messages.log import what_to_send

        self._say(
            say("xlmot failed on something it did not expect. {then}", then=what_to_send(error))
        )


def _asked_language(words: Sequence[str]) -> str | None:
    for word, after in zip(words, [*words[1:], ""], strict=False):
        if word == "--lang":
            return after
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return None


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
