"""Check a book as every door into xlmot does."""

from xlmot.books.book import Book
from xlmot.checking.results import FileReport
from xlmot.files.reading import read
from xlmot.settings.load import Settings


def checked(book: Book, settings: Settings | None = None) -> FileReport:
    """Return the report of a book, by its own settings unless others are given."""
    return read(book, settings=settings).report()
