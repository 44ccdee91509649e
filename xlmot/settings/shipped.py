"""Read the profiles that ship with xlmot, and the vocabulary that the tables of a profile say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from xlmot.messages import say
from xlmot.messages.errors import BadSetting
from xlmot.messages.hints import Any
from xlmot.programme.grammar import Grammar
from xlmot.programme.vocabulary import ColumnWords, Level, Prefixes, Vocabulary
from xlmot.settings.profiles.tables import TABLES
from xlmot.settings.toml_file import merge

GENERIC = "generic"


def profile_names() -> list[str]:
    """Return the names of the profiles that ship with xlmot."""
    return sorted(TABLES)


@cache
def shipped(name: str) -> Mapping[str, Any]:
    """Return the settings of a profile that ships with xlmot, with those it extends merged in."""
    if name not in profile_names():
        raise BadSetting(
            say("There is no profile “{name}”.", name=name),
            say("Use one of {names}, or the path of a TOML file.", names=tuple(profile_names())),
        )
    data = own_words(name)
    return merge(shipped(data["extends"]), data) if "extends" in data else data


def own_words(name: str) -> Mapping[str, Any]:
    """Return what a shipped profile says itself, without what it extends."""
    return TABLES[name]


def vocabulary_of(data: Mapping[str, Any]) -> Vocabulary:
    """Return the words that merged TOML tables give to a house."""
    header, titles = data["header"], data["titles"]
    words, labels = data["words"], data["labels"]
    return Vocabulary(
        levels=tuple(Level(level["one"], level["many"]) for level in data["levels"]),
        grammars=tuple(map(_grammar, data["codes"])),
        layout=data["layout"],
        titles=titles["policy"],
        single_row=titles["single_row"],
        title_column=titles.get("column", ""),
        title_values=tuple(titles.get("values", ())),
        code_headers=tuple(header["code"]),
        label_headers=tuple(header["label"]),
        level_headers=tuple(header["level"]),
        depth_headers=tuple(header["depth"]),
        required_columns=tuple(header["required"]),
        draft_markers=tuple(header["drafts"]),
        code_words=tuple(words["code"]),
        total_words=tuple(words["total"]),
        footnote_words=tuple(words["footnote"]),
        page_words=tuple(words["page"]),
        column_fillers=tuple(words["beside_column"]),
        total_fillers=tuple(words["after_total"]),
        columns=tuple(
            ColumnWords(**{k: _frozen(v) for k, v in column.items()}) for column in data["columns"]
        ),
        units={unit: tuple(texts) for unit, texts in data["units"].items()},
        tags=tuple(labels["tags"]),
        tag_level=labels["tag_level"],
        prefixes=Prefixes(**{k: _frozen(v) for k, v in labels["prefixes"].items()}),
        suffixes=tuple(labels["suffixes"]),
        recurrent_labels=tuple(labels["recurrent"]),
    )


def _grammar(table: Mapping[str, Any]) -> Grammar:
    starts = tuple(map(int, table.get("starts", ())))
    return Grammar(**{key: _frozen(value) for key, value in table.items()} | {"starts": starts})


def _frozen(value: Any) -> Any:  # noqa: ANN401  a TOML value
    return tuple(value) if isinstance(value, list) else value
