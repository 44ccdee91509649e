"""Graft the sheets of a small workbook onto a user's, part by part; every other part stays.

The small workbook is one that XlsxWriter wrote. Its sheets bring their drawings and charts, their
formats and their defined names; their texts stand in their own cells, so that the user's table of
shared strings is not touched, and nothing of them is left when they are replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xlmot.findings.receipt import Changes
from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.ooxml.cells.formulas import refers
from xlmot.ooxml.cells.refusals import refuse_signed
from xlmot.ooxml.graft.sheet_copy import Copier, parts_of
from xlmot.ooxml.graft.tab_list import Tab, refuse_locked, renamed, with_tabs
from xlmot.ooxml.graft.titles import with_titles
from xlmot.ooxml.parts.marks import MARK, local_names, mark_formula
from xlmot.ooxml.parts.markup import Markup, Splice, splice
from xlmot.ooxml.parts.package import Package, SheetPart

SHEET_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"


NO_CHANGES = Changes()


def names_sheet(package: Package, sheet: str) -> bool:
    """Return whether a formula, chart or name of another sheet refers to one of ours."""
    own = set(parts_of(package, package.sheet(sheet).part))
    place = [one.name for one in package.sheets].index(sheet)
    return any(
        _refers(xml, sheet, place)
        for part in package.names
        if part not in own and part.endswith(".xml") and not part.startswith("docProps/")
        for xml in _naming(package, part, sheet)
    )


def graft(package: Package, small: bytes, changes: Changes = NO_CHANGES) -> tuple[str, ...]:
    """Put the sheets of the workbook `small` into `package`, and return their names.

    A second time nothing changes. A graft may also bring no sheet, only make the `changes`.

    Raises RefusedEdit where the workbook is signed or shared, its list of sheets locked, or it is
    kept in the strict form of the format; KeyError where `changes` names a sheet that is not there.
    """
    from xlmot.ooxml.parts.container import Container

    refuse_signed(package)
    if package.related(package.workbook, "revisionHeaders"):
        raise RefusedEdit(
            say("The workbook is shared, and keeps a history of its changes."),
            say("Stop sharing it in Excel under Review > Share Workbook, and try again."),
        )
    refuse_locked(package.part(package.workbook))
    source = Package(Container.read(small)) if small else None
    return _Graft(package, source, changes).run()


class _Graft:
    def __init__(self, package: Package, small: Package | None, changes: Changes) -> None:
        self.package = package
        self.small = small
        self.changes = changes
        self.old = package.sheets
        self.gone = [package.sheet(name) for name in changes.dropped]
        self.over = {new: package.sheet(old) for new, old in changes.replaced.items()}

    def run(self) -> tuple[str, ...]:
        package, workbook = self.package, self.package.workbook
        titles = _worksheets(self.old)
        earlier = [*self.gone, *self.over.values()]
        stale = self._parts(earlier)
        parts, written = self._copied(set(stale) - {sheet.part for sheet in earlier})
        tabs = self._tabs(parts)
        data = with_tabs(package.part(workbook), tabs)
        package.put(workbook, data)
        self._rename_in_charts()
        for part in stale:
            if part not in written and part in package:
                package.remove(part)
        for part in package.related(workbook, "calcChain"):
            package.remove(part)
        self._put_titles(titles)
        return tuple(parts)

    def _copied(self, free: Iterable[str]) -> tuple[dict[str, str], list[str]]:
        """Copy the sheets; return their parts by their names, and all parts that were written."""
        if self.small is None:
            return {}, []
        copier = Copier(self.package, self.small, free)
        parts = {
            sheet.name: copier.copy(sheet.part, self._part_over(sheet.name))
            for sheet in self.small.sheets
        }
        copier.finish()
        return parts, copier.written

    def _part_over(self, name: str) -> str | None:
        earlier = self.over.get(name)
        return earlier.part if earlier else None

    def _parts(self, sheets: Iterable[SheetPart]) -> list[str]:
        return [part for sheet in sheets for part in parts_of(self.package, sheet.part)]

    def _tabs(self, parts: Mapping[str, str]) -> list[Tab]:
        """Return the sheets in their new order."""
        given = self._given_names()
        next_id = max(sheet.sheet_id for sheet in self.old) + 1
        heirs = {sheet.name: name for name, sheet in self.over.items()}
        tabs = [self._old_tab(place, heirs, given) for place in range(len(self.old))]
        tabs = [tab for tab in tabs if self.old[tab.old or 0].name not in self.changes.dropped]
        for name, part in parts.items():
            if name not in self.over:
                relation = self.package.relate(self.package.workbook, SHEET_RELATION, part)
                new = Tab(name, None, next_id, relation, given[name])
                tabs.insert(self._place(tabs, name), new)
                next_id += 1
        return tabs

    def _old_tab(
        self, place: int, heirs: Mapping[str, str], given: Mapping[str, dict[str, tuple[str, bool]]]
    ) -> Tab:
        name = self.old[place].name
        if name in heirs:
            return Tab(heirs[name], place, names=given[heirs[name]])
        if name in self.changes.kept:
            return Tab(self.changes.kept[name].name, place, names=self._kept_names(place))
        return Tab(name, place)

    def _place(self, tabs: list[Tab], name: str) -> int:
        wanted = self.changes.before.get(name)
        places = (
            place for place, tab in enumerate(tabs)
            if tab.old is not None and self.old[tab.old].name == wanted
        )  # fmt: skip
        return next(places, len(tabs))

    def _given_names(self) -> dict[str, dict[str, tuple[str, bool]]]:
        """Return the defined names of each sheet of the small workbook."""
        if self.small is None:
            return {}
        sheets = self.small.sheets
        found: dict[str, dict[str, tuple[str, bool]]] = {sheet.name: {} for sheet in sheets}
        for one in local_names(Markup(self.small.part(self.small.workbook))):
            found[sheets[one.place].name][one.name] = (one.text, one.hidden)
        return found

    def _kept_names(self, place: int) -> dict[str, tuple[str, bool]]:
        """Return the defined names of an earlier sheet that goes on under another name."""
        old = self.old[place].name
        new, mark = self.changes.kept[old]
        names = {
            one.name: (renamed(one.text, old, new), one.hidden)
            for one in local_names(Markup(self.package.part(self.package.workbook)))
            if one.place == place
        }
        return {**names, MARK: (mark_formula(mark), True)}

    def _rename_in_charts(self) -> None:
        """Have the charts of sheets that go on under another name show their own cells."""
        for old, (new, _) in self.changes.kept.items():
            for part in parts_of(self.package, self._part_of(old)):
                if part.endswith(".xml") and part != self._part_of(old):
                    xml = Markup(self.package.part(part))
                    self.package.put(part, splice(xml.data, _renamed_in(xml, old, new)))

    def _part_of(self, name: str) -> str:
        return {sheet.name: sheet.part for sheet in self.old}[name]

    def _put_titles(self, before: list[str]) -> None:
        for part in self.package.related("", "extended-properties"):
            after = _worksheets(self.package.sheets)
            self.package.put(part, with_titles(self.package.part(part), before, after))


def _worksheets(sheets: Iterable[SheetPart]) -> list[str]:
    return [sheet.name for sheet in sheets if sheet.kind == "worksheet"]


def _renamed_in(xml: Markup, old: str, new: str) -> Iterator[Splice]:
    from xlmot.ooxml.parts.characters import escape

    for element in xml.elements("*:f"):
        text = xml.text(element)
        if renamed(text, old, new) != text:
            yield element.head, element.tail, escape(renamed(text, old, new))


def _naming(package: Package, part: str, sheet: str) -> Iterator[Markup]:
    """Yield a part if the name of a sheet stands in it, escaped or not."""
    from xlmot.ooxml.parts.characters import escape

    data = package.part(part)
    written = {escape(sheet), escape(sheet.replace("'", "''"))}
    if any(name in data for name in written):
        yield Markup(data)


_FORMULAS = ("*:f", "*:formula", "*:formula1", "*:formula2", "*:calculatedColumnFormula")


def _refers(xml: Markup, sheet: str, place: int) -> bool:
    texts = [xml.text(one) for one in xml.elements(*_FORMULAS)]
    texts += [
        xml.text(one) for one in xml.elements("*:definedName")
        if xml.attribute(one, "localSheetId") != str(place)
    ]  # fmt: skip
    sources = (xml.attribute(one, "sheet") for one in xml.heads("*:worksheetSource", "*:rangeSet"))
    return sheet in sources or any(refers(text, sheet) for text in texts)
