"""Keep on disk what a report shows, while its head, which counts it, is still to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlmot.messages.hints import TextIO


def spool(pieces: Iterable[str]) -> Iterator[str]:
    r"""Take all pieces at once, and return their lines, each with its end, from a file.

    The file has no name, and goes with the last line.

    >>> list(spool(["a", "b\n", "c"]))
    ['ab\n', 'c']
    """
    from tempfile import TemporaryFile

    # A name of a file that is not UTF-8 is passed on as it is.
    file = TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="\n")  # noqa: SIM115
    file.writelines(pieces)
    file.seek(0)
    return _lines(file)


def _lines(file: TextIO) -> Iterator[str]:
    with file:
        yield from file
