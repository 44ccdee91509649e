"""Find and read the settings file `xlmot.toml`, and put settings over those of a profile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from xlmot.messages import Message, say
from xlmot.messages.errors import BadSetting
from xlmot.messages.hints import Any

FILE_NAME = "xlmot.toml"
# Lists to which a settings file adds; it replaces the others.
ADDED = ("code", "label", "drafts", "columns")


def find_file(folder: Path) -> Path | None:
    """Return the nearest settings file in a folder or one above it."""
    start = folder.resolve()
    return next((p for f in (start, *start.parents) if (p := f / FILE_NAME).is_file()), None)


def read_file(path: Path) -> Mapping[str, Any]:
    """Return the validated content of a settings file that a user wrote."""
    import tomllib

    from xlmot.settings.validation import Source, validate

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadSetting(
            say("The settings file {path} cannot be read.", path=str(path)),
            say("Check its name and that you may open it."),
        ) from error
    except UnicodeDecodeError as error:
        raise BadSetting(
            say("The settings file {path} is not written in UTF-8.", path=path.name),
            say("Open it in an editor and save it with the encoding UTF-8."),
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(
            _not_toml(path, str(error)),
            say("Mend it, or write a new file with “xlmot init”."),
        ) from error
    return validate(data, Source(path.name))


def file_below(folder: Path, name: str) -> Path:
    """Return the file that a settings file in a folder names: one of that folder or of those below.

    Whoever sends a workbook may send its settings file too. A path elsewhere could be that of a
    server, to which Windows logs in by itself with the user's name as soon as it is looked at: so
    what leads out of the folder is refused by its text, and a link before it is followed.

    Raises:
        BadSetting: it leads elsewhere.
    """
    path = folder
    for part in name.split("/"):
        path = path / part
        if not part or part in (".", "..") or re.search(r"[\\:]", part) or path.is_symlink():
            raise BadSetting(
                say("{file} extends “{name}”, which may be elsewhere.", file=FILE_NAME, name=name),
                say(
                    "Name a profile of xlmot, or a file in the same folder, such as “house.toml”; "
                    "for any other, use “--profile”."
                ),
            )
    return path


def _not_toml(path: Path, fault: str) -> Message:
    found, name = re.search(r"\(at line (\d+)", fault), path.name
    if found is None:
        return say("The settings file {path} is not valid TOML.", path=name)
    return say("The settings file {path} is not valid TOML: line {line}.", path=name, line=found[1])


def merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings where `own` goes over `base`: tables are merged, headers and columns added.

    >>> base = {"header": {"code": ["N"]}, "words": {"total": ["sum"]}}
    >>> merge(base, {"header": {"code": ["Id"]}})
    {'header': {'code': ['Id', 'N']}, 'words': {'total': ['sum']}}
    """
    merged = dict(base)
    for key, value in own.items():
        if isinstance(value, Mapping):
            merged[key] = merge(merged.get(key, {}), value)
        elif key in ADDED and isinstance(merged.get(key), list):
            merged[key] = [*value, *(word for word in merged[key] if word not in value)]
        else:
            merged[key] = value
    return merged
