"""Build the ribbon add-in, `xlmot.xlam`, from the texts in `macros/` and the sentences of xlmot.

The same xlmot and the same interpreter give the same bytes on any system: nothing is packed, no
date is written, and the words stand on the add-in's own sheet, in no code page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, unescape
from zipfile import ZipFile, ZipInfo

from xlmot.files.targets import refuse_foreign, replace_or_create
from xlmot.messages import Message, render, say
from xlmot.messages.errors import BadSetting, CannotWrite, XlmotError
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.ooxml.parts.container import Container
from xlmot.programme.address import cell_name
from xlmot.ribbon.addin.starting import BY_PYTHON
from xlmot.ribbon.texts import BUTTONS, GROUPS, MENU, MENUS, SAVING, TAB, VERBS, sentences

# Beside the modules once it is installed, at the top of the repository where it is worked on.
PLACES = (Path(__file__).parent / "macros", Path(__file__).parents[3] / "macros")
MACROS = next((place for place in PLACES if place.is_dir()), PLACES[0])
FILE_NAME = "xlmot.xlam"
SCRIPT_NAME = "xlmot.applescript"
# The oldest date that a zip file can hold.
DATE = (1980, 1, 1, 0, 0, 0)
# The languages of the columns B and C, and the name of the row that holds the interpreter.
COLUMNS = ("fr", "en")
PYTHON = "python"
# And of the row with the words that start xlmot in it.
START = "start"

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EXCEL = "application/vnd.ms-excel"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def build(interpreter: str, target: Path, start: str = BY_PYTHON) -> None:
    """Write an add-in that starts `interpreter`; an empty one asks to be installed.

    `start` are the words between it and the verb of a button. The file takes the place of an
    earlier add-in of xlmot's, and of nothing else.

    Raises:
        BadSetting: the path of the interpreter could not stand in a command line.
        CannotWrite: the file may not be written, or cannot.
    """
    content = addin_bytes(interpreter, start)
    ending = Path(FILE_NAME).suffix
    if target.suffix.lower() != ending:
        raise CannotWrite(
            say("{path} does not end in {ending}.", path=str(target), ending=ending),
            say("Excel loads an add-in only with that ending."),
        )
    refuse_foreign(target, is_addin)
    replace_or_create(target, content)


def addin_bytes(interpreter: str, start: str = BY_PYTHON) -> bytes:
    """Return the bytes of the add-in.

    Raises:
        BadSetting: as `build`.
    """
    _refuse_odd_path(interpreter)
    file = BytesIO()
    with ZipFile(file, "w") as package:
        for name, content in _parts(interpreter, start).items():
            member = ZipInfo(name, DATE)
            member.create_system = 0
            package.writestr(member, content)
    return file.getvalue()


def _refuse_odd_path(interpreter: str) -> None:
    """Refuse a path that would end its quotes, or that Windows would fill with a variable."""
    odd = next((c for c in interpreter if c in '"%' or not c.isprintable()), None)
    if odd is not None:
        raise BadSetting(
            say(
                "The path of Python, {path}, holds the character {odd}.", path=interpreter, odd=odd
            ),
            say("Install xlmot in a folder whose name has letters, digits and spaces only."),
        )


def _parts(interpreter: str, start: str) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            f"{OFFICE}/officeDocument xl/workbook.xml",
            f"{PACKAGE}/relationships/metadata/core-properties docProps/core.xml",
            "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility "
            "customUI/customUI14.xml",
        ),
        "docProps/core.xml": _properties(),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}">'
        '<workbookPr codeName="ThisWorkbook"/>'
        '<sheets><sheet name="xlmot" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            f"{OFFICE}/worksheet worksheets/sheet1.xml",
            f"{OFFICE}/styles styles.xml",
            "http://schemas.microsoft.com/office/2006/relationships/vbaProject vbaProject.bin",
        ),
        "xl/worksheets/sheet1.xml": _sheet(interpreter, start),
        "xl/styles.xml": _styles(),
        "xl/vbaProject.bin": (MACROS / "vbaProject.bin").read_bytes(),
        "customUI/customUI14.xml": (MACROS / "ribbon.xml").read_text(encoding="utf-8"),
    }


def _content_types() -> str:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "bin": "application/vnd.ms-office.vbaProject",
    }
    parts = {
        "/xl/workbook.xml": f"{EXCEL}.addin.macroEnabled.main+xml",
        "/xl/worksheets/sheet1.xml": f"{SPREADSHEET}.worksheet+xml",
        "/xl/styles.xml": f"{SPREADSHEET}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    shown = "".join(
        f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items()
    ) + "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts.items()
    )
    return f'{HEAD}<Types xmlns="{TYPES}">{shown}</Types>'


def _relations(*relations: str) -> str:
    """Return the relations of a part, each written as its type, a space and its target."""
    pairs = (relation.split(" ") for relation in relations)
    shown = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{shown}</Relationships>'


def _properties() -> str:
    """Return what Excel's list of add-ins shows."""
    description = say("Check, clean and sum up a programme of work.")
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>xlmot</dc:title>'
        f"<dc:description>{escape(render(description))}</dc:description></cp:coreProperties>"
    )


def _styles() -> str:
    """Return the least that Excel asks of a workbook's styles (ECMA-376 18.8)."""
    return (
        f'{HEAD}<styleSheet xmlns="{SHEETS}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="1"><xf xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def words(interpreter: str) -> dict[str, Message]:
    """Return all that the add-in shows, by the names under which the VBA asks for it."""
    buttons = (*BUTTONS, SAVING)
    labels = {"xlmot": TAB, **GROUPS, **{button.verb: button.label for button in buttons}}
    tips = {f"{button.verb} tip": button.tip for button in buttons}
    for ending in MENUS.values():
        labels |= {"xlmotMenu" + ending: TAB, **{b.verb + ending: b.label for b in MENU}}
        tips |= {f"{button.verb}{ending} tip": button.tip for button in MENU}
    return {
        **{f"{name} label": label for name, label in labels.items()},
        **tips,
        **sentences(interpreter),
    }


def _sheet(interpreter: str, start: str) -> str:
    """Return the sheet that the VBA reads: names, French, English; first what it starts."""
    translations = [translation(language) for language in COLUMNS]
    rows: list[tuple[str, ...]] = [(PYTHON, interpreter, interpreter), (START, start, start)]
    for name, message in words(interpreter).items():
        rows.append((name, *(render(message, translate) for translate in translations)))
    shown = "".join(_row(number, row) for number, row in enumerate(rows, 1))
    return (
        f'{HEAD}<worksheet xmlns="{SHEETS}"><sheetPr codeName="Sheet1"/>'
        f"<sheetData>{shown}</sheetData></worksheet>"
    )


def _row(number: int, texts: tuple[str, ...]) -> str:
    cells = "".join(
        f'<c r="{cell_name(number, column)}" t="inlineStr">'
        f'<is><t xml:space="preserve">{escape(text)}</t></is></c>'
        for column, text in enumerate(texts, 1)
    )
    return f'<row r="{number}">{cells}</row>'


def is_addin(content: bytes) -> bool:
    """Return whether a file is an add-in of xlmot's, of any version.

    >>> is_addin(addin_bytes("")), is_addin(b"PK")
    (True, False)
    """
    try:
        parts = Container.read(content)
        titled = b"<dc:title>xlmot</dc:title>" in parts.part("docProps/core.xml")
        return titled and b"addin.macroEnabled" in parts.part("[Content_Types].xml")
    except (XlmotError, KeyError):
        return False


def recorded(content: bytes) -> str:
    """Return the interpreter that an add-in of ours starts, empty if it has none.

    >>> recorded(addin_bytes("/opt/xlmot/bin/python"))
    '/opt/xlmot/bin/python'

    Raises:
        XlmotError: these are not the bytes of a workbook.
    """
    sheet = Container.read(content).part("xl/worksheets/sheet1.xml").decode()
    found = re.search(r'r="B1"[^>]*><is><t[^>]*>([^<]*)<', sheet)
    return unescape(found[1]) if found else ""


def applescript_text(text: str) -> str:
    r"""Return a text as AppleScript, in ASCII.

    >>> print(applescript_text('C\\a "é"'))
    "C\\a \"" & (character id 233) & "\""
    """
    shown = [
        f"(character id {ord(run)})"
        if re.fullmatch("[^ -~]", run)
        else '"' + run.replace("\\", "\\\\").replace('"', '\\"') + '"'
        for run in re.findall(r"[ -~]+|[^ -~]", text)
    ]
    return " & ".join(shown) or '""'


def script(interpreter: str, start: str = BY_PYTHON) -> str:
    """Return the AppleScript that starts the interpreter on a Mac.

    Raises:
        BadSetting: as `build`.
    """
    _refuse_odd_path(interpreter)
    stopped = sentences(interpreter)["stopped"]
    values: Mapping[str, str] = {
        "{python}": applescript_text(interpreter),
        "{start}": start,
        "{verbs}": "{" + ", ".join(f'"{verb}"' for verb in VERBS) + "}",
        **{f"{{{name}}}": _alert(stopped, name) for name in LANGUAGES},
    }
    text = (MACROS / SCRIPT_NAME).read_text(encoding="ascii")
    return re.sub(r"\{(python|start|verbs|en|fr)\}", lambda found: values[found[0]], text)


def _alert(message: Message, language: str) -> str:
    return applescript_text(render(message, translation(language)))
