"""Make the pictures of the guide: `make pictures`, with LibreOffice, poppler, Chromium and Xvfb.

The sheets are those of the programme of 2024 in French, of its comparison with a programme of 2025
that is made up here, and of the example of a library. LibreOffice prints them; each picture is the
first page of a sheet, but for that of the screen of a laptop. The report is seen in Chromium, on a
phone, on a screen and on paper.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from PIL import Image, ImageChops, ImageGrab

from tests.oracles import OFFICE_PYTHON
from xlmot.books.file import FileBook
from xlmot.books.saving.save import create
from xlmot.checking.plan import plan_cleaning, target
from xlmot.checking.results import Checked, Passing
from xlmot.files.compare import Side, compare_files, put_comparison
from xlmot.files.reading import Asked, read
from xlmot.files.summarize import Wish, summarize_file
from xlmot.files.write import Destination
from xlmot.messages.translation import translation
from xlmot.programme.workbook import read_workbook
from xlmot.reports.html import html_pieces
from xlmot.settings.load import load_settings
from xlmot.sheets.apercu import apercu_sheet
from xlmot.sheets.layout import Edition
from xlmot.sheets.names import sheet_names
from xlmot.sheets.write import write_sheets

IMAGES = Path(__file__).parent / "images"
WORKBOOKS = Path(__file__).parent.parent / "workbooks"
PROGRAMME, LIBRARY = WORKBOOKS / "programme-2024.xlsx", WORKBOOKS / "mediatheque.xlsx"
DAY, LIBRARY_DAY = date(2024, 5, 3), date(2026, 6, 1)
# How wide the windows are in which the report is seen, and how much of it is shown, in pixels.
WINDOWS = {"rapport-390": (390, 1100), "rapport-1280": (1280, 1000)}
# The screen of a laptop, and what LibreOffice's own menus take of its height.
LAPTOP, MENUS = (1366, 768), 108
FRENCH = translation("fr")
# The picture, the workbook it is in, and how the page begins that it shows.
PAGES = {
    "sommaire": ("programme", "Sommaire —"),
    "sommaire-mediatheque": ("mediatheque", "Sommaire —"),
    "controle": ("programme", "Contrôle —"),
    "axe": ("programme", "Axe 1 —"),
    "apercu": ("apercu", "Aperçu"),
    "evolution": ("evolution", "De PROGRAMME 2024"),
}
DOTS_PER_INCH, COLOURS, MARGIN = 96, 48, 12
# LibreOffice writes numbers as they are written where it believes itself to be.
LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
</oor:items>"""


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        books = [
            summarized(folder, PROGRAMME, "programme", DAY),
            summarized(folder, LIBRARY, "mediatheque", LIBRARY_DAY),
            compared(folder),
            previewed(folder),
        ]
        pages = printed(books, folder)
        for picture, (book, start) in PAGES.items():
            number = page_of(pages[book], start)
            image = IMAGES / f"{picture}.png"
            draw(pages[book], number, image)
            print(f"{image}: {image.stat().st_size // 1000} kB")
        on_screen(books[0], "Contrôle", IMAGES / "controle-ecran.png", folder / "screen")
        report(folder)


def on_screen(book: Path, sheet: str, target: Path, profile: Path) -> None:
    """Draw what is seen of a sheet on the screen of a laptop, without the menus above it."""
    width, height = LAPTOP
    # Xvfb writes the number of its display once somebody can draw there.
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24"]
    asked = [str(profile), str(book), sheet, str(width), str(height)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, **pipes) as screen:
        display = f":{screen.stdout.readline().strip()}"
        environment = {**os.environ, "DISPLAY": display}
        shown = subprocess.Popen(
            [OFFICE_PYTHON, "-m", "docs.screen", *asked], env=environment, **pipes
        )
        if shown.stdout.readline():
            image = ImageGrab.grab(xdisplay=display).convert("RGB")
            below = image.crop((0, MENUS, width, height))
            below.quantize(COLOURS).save(target, optimize=True)
        shown.communicate("\n", timeout=60)
        screen.terminate()


def report(folder: Path) -> None:
    """Draw the report of the programme in windows of several widths, and on paper."""
    source = folder / "rapport.html"
    checked = Checked((read(FileBook(PROGRAMME), Asked("mot")).report(PROGRAMME.name),))
    page = "".join(html_pieces(Passing(checked.files), FRENCH, "fr", DAY))
    source.write_text(page, encoding="utf-8")
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    browser.append(f"--user-data-dir={folder / 'browser'}")
    for name, (width, height) in WINDOWS.items():
        target = IMAGES / f"{name}.png"
        seen = [f"--screenshot={target}", f"--window-size={width},{height}", source.as_uri()]
        subprocess.run([*browser, *seen], check=True, capture_output=True, timeout=120)
        with Image.open(target) as drawn:
            image = drawn.convert("RGB")
        image.quantize(COLOURS).save(target, optimize=True)
    pdf = folder / "rapport.pdf"
    printed = ["--no-pdf-header-footer", f"--print-to-pdf={pdf}", source.as_uri()]
    subprocess.run([*browser, *printed], check=True, capture_output=True, timeout=120)
    draw(pdf, 1, IMAGES / "rapport-a4.png")


def summarized(folder: Path, source: Path, name: str, day: date) -> Path:
    """Return a programme with the sheets that sum it up."""
    path = Path(shutil.copy(source, folder / f"{name}.xlsx"))
    wish = Wish(language="fr", day=day)
    done = summarize_file((path, path), Asked(), Destination(in_place=True), wish)
    if done.error:
        raise done.error
    return path


def compared(folder: Path) -> Path:
    """Return a workbook with the comparison of the programme and of one of the year after."""
    target = folder / "evolution.xlsx"
    sides = Side(PROGRAMME), Side(later(folder / "2025.xlsx"))
    put_comparison(compare_files(*sides, "mot"), target, "fr", DAY)
    return target


def later(path: Path) -> Path:
    """Write a programme of 2025: some actions reworded, one moved, one added, one removed."""
    (grid,) = FileBook(PROGRAMME).grids()
    rows = [
        [str(value or "").replace("2024", "2025") for value in [*row, "", ""][:2]]
        for row in grid.rows
    ]
    rows[9][1] = "Veille juridique et révision du code Schengen"
    rows[24][1] = "Elections européennes 2025 - bilan des débats citoyens transfrontaliers"
    rows[60] = ["2.1.3", "Rencontre des élus frontaliers à Hendaye"]
    rows.insert(120, ["3.3.2", rows.pop(99)[1]])
    for row in rows:
        row[0] = row[0].replace("1.2.2", "1.2.4")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Programme 2025")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def previewed(folder: Path) -> Path:
    """Return a workbook with the preview of a cleaning."""
    settings = load_settings("mot")
    grids = FileBook(PROGRAMME).grids()
    safe, plan = (
        plan_cleaning(PROGRAMME.name, grids, settings, unsafe=unsafe) for unsafe in (False, True)
    )
    # What asks to be confirmed is not ticked at first.
    unticked = {target(edit) for edit in plan.edits} - {target(edit) for edit in safe.edits}
    (programme,) = read_workbook(PROGRAMME.name, grids, settings.vocabulary).programmes
    edition = Edition("mot", DAY, sheet_names(programme, FRENCH), settings.output)
    path = folder / "apercu.xlsx"
    sheet = apercu_sheet(plan, PROGRAMME.name, edition, "Aperçu", unticked)
    create(path, write_sheets([sheet], FRENCH), lambda data: FileBook(path, data).all_grids())
    return path


def printed(books: list[Path], folder: Path) -> dict[str, Path]:
    """Return the PDF file of each workbook, by its name."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(LOCALE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, books)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {book.stem: book.with_suffix(".pdf") for book in books}


def page_of(pdf: Path, start: str) -> int:
    """Return the number of the first page that begins with a text."""
    ran = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    texts = ran.stdout.decode().split("\f")
    return next(n for n, text in enumerate(texts, 1) if re.match(rf"\s*{start}", text))


def draw(pdf: Path, number: int, target: Path) -> None:
    """Draw a page of a PDF file without its margins, in few colours."""
    page = ["-f", str(number), "-l", str(number), "-singlefile"]
    stem = target.with_suffix("")
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", *page, str(pdf), str(stem)]
    subprocess.run(command, check=True, timeout=60)
    with Image.open(target) as drawn:
        image = drawn.convert("RGB")
    blank = Image.new("RGB", image.size, "white")
    left, top, right, bottom = ImageChops.difference(image, blank).getbbox() or (0, 0, 1, 1)
    around = (left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)
    image.crop(around).quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    main()
