"""Choose the language that sentences are shown in, and translate sentences and rule pages.

English is the source. The other languages are gettext catalogues of the domain `xlmot`, in
`locale/<language>/LC_MESSAGES`: `xlmot.po` is what people edit, `xlmot.mo` what is read here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from xlmot.messages import Message, Translate, english

SOURCE = "en"
LANGUAGES = ("en", "fr")
DOMAIN = "xlmot"
CATALOGUES = Path(__file__).parent / "locale"

# The order of gettext; xlmot's own variable comes before.
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
# The primary language of a Windows language identifier is its low ten bits ([MS-LCID] 2.1).
WINDOWS_LANGUAGES = {0x09: "en", 0x0C: "fr"}


@cache
def translation(language: str) -> Translate:
    """Return what turns a message into its text in one of `LANGUAGES`.

    A sentence that the catalogue does not have is shown in English.
    """
    if language == SOURCE:
        return english
    import gettext

    catalogue = gettext.translation(DOMAIN, CATALOGUES, [language])

    def translate(message: Message) -> str:
        if message.many is None:
            return catalogue.gettext(message.text)
        return catalogue.ngettext(message.text, message.many, message.number)

    return translate


def chosen_language(asked: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Return the language asked for, else that of the environment, else that of the system.

    Of `LANGUAGE`, `LC_ALL`, `LC_MESSAGES` and `LANG`, the first that is set decides, as in
    gettext: whoever works in a language that xlmot does not speak reads English.

    >>> chosen_language(None, {"LANGUAGE": "de:fr", "LANG": "en_GB.UTF-8"})
    'fr'
    >>> chosen_language("en", {"XLMOT_LANG": "fr"})
    'en'
    """
    for name in (asked, environment.get("XLMOT_LANG")):
        if name and (known := _known(name)):
            return known
    for variable in VARIABLES:
        if environment.get(variable):
            names = environment[variable].split(":")
            return next(filter(None, map(_known, names)), SOURCE)
    return _of_the_system()


def _known(name: str) -> str | None:
    """Return the language of a locale name such as `fr_CH.UTF-8`, if xlmot speaks it."""
    language = name[:2].lower()
    return language if language in LANGUAGES and name[2:3] in ("", *"-_.@") else None


def _of_the_system() -> str:
    if sys.platform == "win32":
        import ctypes

        return of_windows(ctypes.windll.kernel32.GetUserDefaultUILanguage())
    return SOURCE


def of_windows(identifier: int) -> str:
    """Return the language of a Windows language identifier.

    >>> of_windows(0x080C), of_windows(0x0407)  # French of Belgium, German
    ('fr', 'en')
    """
    return WINDOWS_LANGUAGES.get(identifier & 0x3FF, SOURCE)
