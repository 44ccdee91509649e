"""Write a settings file with comments: what was learned, and examples of all the rest."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from xlmot.messages import Message, Translate, render, say
from xlmot.settings.learning import Learned
from xlmot.settings.proposals import Proposal
from xlmot.settings.stated import StatedSheet
from xlmot.settings.toml_sheets import EXAMPLE, entries, explained, hesitation

WIDTH = 96
YEAR = "{year}"


def render_settings(
    learned: Learned,
    profile: str,
    source: str,
    translate: Translate,
    proposals: Sequence[Proposal] = (),
) -> str:
    """Return the text of an xlmot.toml, its comments in the language of `translate`.

    `source` is the name of the workbook that it was learned from, "" if there was none.
    """
    writer = _Writer(translate)
    writer.comment(say("Your vocabulary for xlmot. A line that begins with # is not read."))
    if source:
        writer.comment(say("Learned from {workbook}; fix what is wrong.", workbook=source))
    writer.value("extends", profile)
    writer.lines.append("")
    _sheets(writer, proposals)
    for part in (_header, _levels, _codes, _labels, _columns, _output, _rules):
        writer.lines.append("")
        part(writer, learned)
    return "\n".join(writer.lines) + "\n"


def render_sheets(proposals: Sequence[Proposal], translate: Translate) -> str:
    """Return the lines of an xlmot.toml that say how sheets are laid out, to be added to it."""
    writer = _Writer(translate)
    _sheets(writer, proposals)
    return "\n".join(writer.lines) + "\n"


class _Writer:
    def __init__(self, translate: Translate) -> None:
        self.translate = translate
        self.lines: list[str] = []

    def comment(self, message: Message) -> None:
        text = render(message, self.translate)
        self.lines += [f"# {line}" for line in textwrap.wrap(text, WIDTH)]

    def table(self, name: str) -> None:
        self.lines.append(f"[{name}]")

    def value(self, key: str, value: object, *, example: bool = False) -> None:
        """Add a key with its value; an example is a comment until somebody wants it."""
        mark = "# " if example else ""
        self.lines += [mark + line for line in _assignment(key, value)]

    def choice(self, key: str, words: tuple[str, ...], example: Iterable[str]) -> None:
        self.value(key, words or tuple(example), example=not words)


def _assignment(key: str, value: object) -> Iterator[str]:
    """Yield the lines of a TOML assignment; a list too long for one has a line per value."""
    if not isinstance(value, tuple):
        yield f"{key} = {_literal(value)}"
        return
    items = [_literal(item) for item in value]
    line = f"{key} = [{', '.join(items)}]"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{key} = ["
    yield from (f"  {item}," for item in items)
    yield "]"


def _literal(value: object) -> str:
    """Return a value as TOML writes it: basic strings are JSON's, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _sheets(writer: _Writer, proposals: Sequence[Proposal]) -> None:
    for message in explained(proposals):
        writer.comment(message)
    if not proposals:
        _sheet(writer, EXAMPLE, example=True)
    # Those that are read for certain need nothing here: one of them shows how it is said.
    sure = [proposal for proposal in proposals if proposal.sure][:1]
    for proposal in (*(one for one in proposals if not one.sure), *sure):
        writer.comment(hesitation(proposal))
        example = proposal.sure or not proposal.read
        _sheet(writer, proposal.said, example=example)
        for key, value in entries(proposal.other_said, shape=True) if proposal.other_said else ():
            writer.value(key, value, example=True)
        if not example:
            writer.comment(
                say("Once you have checked it, true: the sheet is then read so, surely.")
            )
            writer.value("checked", value=False)


def _sheet(writer: _Writer, said: StatedSheet, *, example: bool) -> None:
    writer.lines.append("# [[sheets]]" if example else "[[sheets]]")
    for key, value in entries(said):
        writer.value(key, value, example=example)


def _header(writer: _Writer, learned: Learned) -> None:
    writer.comment(
        say("The headers of the two columns that xlmot needs; {year} is any year.", year="{year}")
    )
    writer.table("header")
    writer.choice("code", learned.code_headers, ["Code"])
    writer.choice("label", learned.label_headers, [f"Plan {YEAR}"])
    writer.comment(say("Columns that must be there."))
    writer.value("required", learned.columns[:3] or ("Budget",), example=True)


def _levels(writer: _Writer, learned: Learned) -> None:
    writer.comment(say("What you call the titles of each level, one of them and several."))
    named = all(learned.levels) and bool(learned.levels)
    for depth, name in enumerate(learned.levels or ("", ""), 1):
        example = name or render(say("level {depth}", depth=depth), writer.translate)
        for line in (
            "[[levels]]",
            f"one = {_literal(example)}",
            f"many = {_literal(_many(example))}",
        ):
            writer.lines.append(line if named else f"# {line}")


def _many(name: str) -> str:
    """Return the plural of the name of a level, which somebody may correct."""
    plural = " ".join(w if w.endswith(("s", "x", "z")) else f"{w}s" for w in name.split())
    return name if any(char.isdigit() for char in name) else plural


WAYS = {
    "heads": say("What stands before the codes of each level, such as “OS” in “OS1”."),
    "ends": say("What stands after the codes of each level, such as the last full stop of “1.1.”."),
    "forms": say("The levels that are written otherwise than parts and joints say."),
    "starts": say("The level that a code of each level begins with."),
    "words": say("The words that a part may be."),
    "zeros": say("A number may be 0."),
    "hundreds": say("A number may be above 99."),
}


def _codes(writer: _Writer, learned: Learned) -> None:
    writer.comment(
        say(
            "How codes are written: the kinds of their parts (number, letter, small, roman, "
            "digits:2) and what stands between them."
        )
    )
    if not learned.grammars:
        writer.lines += ["# [[codes]]", '# parts = ["number", "number"]', '# joints = ["."]']
    for grammar in learned.grammars:
        writer.lines.append("[[codes]]")
        writer.value("parts", grammar.parts)
        writer.value("joints", grammar.joints)
        for key, meaning in WAYS.items():
            value = getattr(grammar, key)
            if value:
                writer.comment(meaning)
                writer.value(key, tuple(map(str, value)) if key == "starts" else value)


def _labels(writer: _Writer, learned: Learned) -> None:
    writer.table("labels")
    writer.comment(
        say("Words in square brackets at the start of a label, and the level with them.")
    )
    writer.choice("tags", learned.tags, ["CORE"])
    writer.value("tag_level", learned.tag_level or 1, example=not learned.tag_level)
    writer.comment(say("Words after a last dash, such as “ - closing”."))
    writer.choice("suffixes", learned.suffixes, ["closing"])
    writer.comment(say("Labels that may stand under several titles."))
    writer.choice("recurrent", learned.recurrent, ["Steering committee"])
    writer.lines.append("")
    writer.comment(
        say("Words before “ / ” at the start of a label; countries are joined by hyphens.")
    )
    prefixes = learned.prefixes
    writer.table("labels.prefixes")
    writer.choice("countries", prefixes.countries, ["FR", "DE"])
    writer.value("first", prefixes.first or "FR", example=not prefixes.first)
    writer.choice("institutions", prefixes.institutions, ["EP"])


def _columns(writer: _Writer, _: Learned) -> None:
    writer.comment(
        say(
            "A column you add: what its header may say, what it holds (amount, number, percent, "
            "person, due_date, status, list, text), and whether the summaries add it up."
        )
    )
    writer.lines += ["# [[columns]]", '# names = ["Budget"]', '# kind = "amount"', "# sum = true"]


def _output(writer: _Writer, _: Learned) -> None:
    writer.table("output")
    writer.comment(say("Your organisation, at the foot of every page of the sheets xlmot makes."))
    writer.value("organisation", "Town council", example=True)
    writer.comment(say("Values and no formulas, for a workbook that is sent out."))
    writer.lines.append("# formulas = false")
    writer.comment(say("FR-DE counts once for FR and once for DE."))
    writer.lines.append("# each_country = true")


def _rules(writer: _Writer, _: Learned) -> None:
    writer.comment(
        say("Any rule can be switched off, or lowered or raised in severity; see “xlmot rule”.")
    )
    writer.lines += [
        "# [rules.blank-row]",
        "# enabled = false",
        "# [rules.long-label]",
        '# severity = "warning"',
    ]
