"""The command line speaks one language: the help and what argparse says are translated too."""

from __future__ import annotations

import gettext
import os
import re

import pytest

from tests.catalogue import ARGPARSE
from xlmot.cli.commands import COMMANDS
from xlmot.cli.main import main

FAULTS = """
check                        | Il manque ces arguments : CHEMIN.
                             | Il manque ces arguments : COMMANDE.
check a --zut                | Arguments inconnus : --zut.
check a --sheet              | Argument --sheet : une valeur est attendue.
check a --tree=1             | Argument --tree : cette option ne prend pas de valeur : '1'.
check a --jobs 0             | Argument --jobs : un nombre à partir de 1 est attendu.
undo a --lang=de             | Argument --lang : « de » n'est pas possible ; au choix :
clean a --in-place --output b | Argument --output : incompatible avec l'argument --in-place.
clean a --i                  | Option ambiguë : --i peut vouloir dire --ignore, --in-place.
chek                         | La commande « chek » n'existe pas.
"""
CASES = [tuple(map(str.strip, line.split("|"))) for line in FAULTS.strip("\n").splitlines()]


@pytest.mark.parametrize(("words", "sentence"), CASES)
def test_a_mistake_is_told_in_french(words, sentence, capsys, monkeypatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "fr")
    assert main(words.split() or ["--lang", "fr"]) == 2
    assert capsys.readouterr().err.startswith(sentence)


PARTS = ("addin build", "live clean", "live compare")
ENGLISH = r"\b(OLD|NEW|TEXT|WORKBOOK|FILE|PATH|NAME|FOLDER)\b|(?m:^\w+:$)"


@pytest.mark.parametrize("command", ["", *COMMANDS, *PARTS])
def test_the_help_is_wholly_in_one_language(command, capsys, monkeypatch) -> None:
    # The environment says the contrary, and is left as it was.
    for language, other in (("fr", "en"), ("en", "fr")):
        monkeypatch.setenv("LANGUAGE", other)
        with pytest.raises(SystemExit):
            main([*command.split(), "--help", "--lang", language])
        shown = capsys.readouterr().out
        assert shown.startswith("usage : " if language == "fr" else "usage: ")
        said = {text for text in ARGPARSE if text in shown}
        assert (language == "en") == bool(re.search(ENGLISH, shown))
        assert said <= {"options"} if language == "fr" else said > {"options"}
        assert (os.environ["LANGUAGE"], gettext.textdomain()) == (other, "messages")
