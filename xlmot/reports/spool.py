"""Keep what a report shows while its head, which counts it, is still to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from xlmot.messages import say
from xlmot.messages.errors import CannotWrite
from xlmot.messages.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from tempfile import SpooledTemporaryFile

# So many characters wait in memory; what is more goes to a file in the temporary folder.
IN_MEMORY = 1 << 20


def spool(pieces: Iterable[str]) -> Iterator[str]:
    r"""Take all pieces at once, and return their lines, each with its end, from a file.

    The file has no name, and goes with the last line; a small report needs none.

    Raises:
        CannotWrite: the temporary folder cannot be written.

    >>> list(spool(["a", "b\n", "c"]))
    ['ab\n', 'c']
    """
    from tempfile import SpooledTemporaryFile

    # A name of a file that is not UTF-8 is passed on as it is.
    file = SpooledTemporaryFile(  # noqa: SIM115
        IN_MEMORY, "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
    )
    try:
        for piece in pieces:
            with _telling():
                file.write(piece)
        with _telling():
            file.seek(0)
    except BaseException:
        file.close()
        raise
    return _lines(file)


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(
            say(
                "Nothing can be written in the temporary folder: {fault}.",
                fault=str(error.strerror or error),
            ),
            say("Free some space, then start again."),
        ) from error


def _lines(file: SpooledTemporaryFile[str]) -> Iterator[str]:
    with file:
        yield from file
