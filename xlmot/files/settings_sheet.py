"""Put the sheet of settings into a workbook file, or bring it up to date."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from xlmot.books.file import FileBook
from xlmot.books.journal import put_in_order
from xlmot.books.mark import SETTINGS
from xlmot.checking.results import Summarized
from xlmot.files.reading import Asked, Reading, read
from xlmot.files.summarize import put
from xlmot.files.write import Destination
from xlmot.messages import Translate, english, render
from xlmot.messages.translation import translation
from xlmot.settings.learning import learn
from xlmot.settings.proposals import propose_sheets
from xlmot.settings.shipped import profile_names
from xlmot.settings.toml_text import render_settings
from xlmot.sheets.earlier.replacing import replacement
from xlmot.sheets.model import Content, Sheet
from xlmot.sheets.settings.parametres import PARAMETRES, parametres_sheet, values_from, values_of


def equip_file(
    path: Path,
    profile: str | None,
    language: str = "",
    day: date | None = None,
    *,
    user: str = "en",
) -> Summarized:
    """Put the sheet of settings into a workbook, in place with a backup; return what was done.

    A new sheet holds what the programme shows of the words of its house. In one that is there, what
    was typed stays. Where no language is wanted it is that of the programme, else the user's.

    Raises:
        XlmotError: the workbook cannot be read or written, or a setting of it cannot be used.
    """
    recovered = put_in_order(path)
    book = FileBook(path)
    reading = read(book, Asked(profile))
    language = language or reading.language or user
    translate = translation(language)
    sheet = settings_sheet(reading, profile, day, translate)
    made = replacement([sheet], reading.earlier, {SETTINGS}, translate)
    done = put(book, made, path, Destination(in_place=True), language)
    return done._replace(recovered=(*recovered, *done.recovered))


def settings_sheet(
    reading: Reading, profile: str | None, day: date | None, translate: Translate
) -> Sheet:
    """Return the sheet of settings of a workbook; `profile` is the one asked for, if any."""
    typed = reading.typed
    values = values_of(typed) if typed else _learned(reading, profile)
    name = reading.earlier.name(render(PARAMETRES, translate), SETTINGS, "")
    edition = reading.edition(day)
    return parametres_sheet(values, reading.chosen, edition, name, reading.book.name)


def _learned(reading: Reading, profile: str | None) -> dict[str, Content]:
    """Return the words of the house that its profile does not know, as they have to be typed."""
    chosen = reading.chosen
    learned = learn(reading.programmes, reading.settings.vocabulary)
    proposals = propose_sheets(reading.workbook)
    own = tomllib.loads(render_settings(learned, chosen.profile, "", english, proposals))
    # Unless it was asked for, the profile is the one that the sheets show, today and later.
    if profile not in profile_names():
        del own["extends"]
    return values_from(own, chosen.data)
