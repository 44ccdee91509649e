"""Put the sheet of settings into a workbook file, or bring it up to date."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xlmot.books.file import FileBook
from xlmot.books.mark import SETTINGS
from xlmot.books.saving.save import recover
from xlmot.checking.results import Summarized
from xlmot.files.earlier import earlier_in
from xlmot.files.summarize import put
from xlmot.files.write import Destination
from xlmot.messages import english, render
from xlmot.messages.translation import translation
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook
from xlmot.settings.learning import learn
from xlmot.settings.load import Chosen, build, choose, profile_names, settled
from xlmot.settings.toml_text import render_settings
from xlmot.sheets.earlier.replacing import replacement
from xlmot.sheets.layout import Edition
from xlmot.sheets.model import Content
from xlmot.sheets.settings.parametres import PARAMETRES, parametres_sheet, values_from, values_of
from xlmot.sheets.settings.typed import typed_in


def equip_file(
    path: Path, profile: str | None, language: str, day: date | None = None
) -> Summarized:
    """Put the sheet of settings into a workbook, in place with a backup; return what was done.

    A new sheet holds what the programme shows of the words of its house. In one that is there, what
    was typed stays.

    Raises:
        XlmotError: the workbook cannot be read or written, or a setting of it cannot be used.
    """
    recovered = recover(path)
    book = FileBook(path)
    typed, translate = typed_in(book), translation(language)
    grids = book.grids()
    chosen = choose(profile, path.parent, grids, typed)
    values = values_of(typed) if typed else _learned(book, grids, chosen, profile)
    earlier = earlier_in(book)
    name = earlier.name(render(PARAMETRES, translate), SETTINGS, "")
    today = day or date.today()  # noqa: DTZ011  the day where the user is
    edition = Edition(chosen.profile, today, output=settled(chosen, typed).output)
    sheet = parametres_sheet(values, chosen, edition, name, book.name)
    made = replacement([sheet], earlier, {SETTINGS}, translate)
    done = put(book, made, path, Destination(in_place=True), language)
    return done._replace(recovered=(*recovered, *done.recovered))


def _learned(
    book: FileBook, grids: Sequence[Grid], chosen: Chosen, profile: str | None
) -> dict[str, Content]:
    """Return the words of the house that its profile does not know, as they have to be typed."""
    known = build(chosen.profile, chosen.data).vocabulary
    learned = learn(read_workbook(book.name, grids, known).programmes, known)
    own = tomllib.loads(render_settings(learned, chosen.profile, "", english))
    # Unless it was asked for, the profile is the one that the sheets show, today and later.
    if profile not in profile_names():
        del own["extends"]
    return values_from(own, chosen.data)
