"""`xlmot completion`: write the script by which a shell completes the words of xlmot."""

from __future__ import annotations

import argparse
from typing import Any

from xlmot.cli.options import Speak, add_language
from xlmot.cli.output import Output
from xlmot.messages import say

# For each shell: the script around the cases, and a case: the words before, those that may follow.
SHELLS = {
    "bash": (
        """_xlmot() {{
    local words="" before="${{COMP_WORDS[*]:1:COMP_CWORD-1}} "
    case "$before" in
{cases}
    esac
    COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o bashdefault -o default -F _xlmot xlmot
""",
        '        "{before}"*) words="{words}" ;;',
    ),
    "zsh": (
        """autoload -Uz compinit && compinit
_xlmot() {{
    local -a found
    local before="${{(j: :)words[2,CURRENT-1]}} "
    case "$before" in
{cases}
    esac
    compadd -a found
    _files
}}
compdef _xlmot xlmot
""",
        '        "{before}"*) found=({words}) ;;',
    ),
    "fish": (
        """function __xlmot_after
    set -l before (string join ' ' (commandline -opc)[2..])' '
    if test -z "$argv[1]"
        test "$before" = ' '
    else
        string match -q -- "$argv[1]*" "$before"
    end
end
{cases}
""",
        """complete -c xlmot -n '__xlmot_after "{before}"' -a '{words}'""",
    ),
    "powershell": (
        """Register-ArgumentCompleter -Native -CommandName xlmot -ScriptBlock {{
    param($word, $ast, $cursor)
    $all = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object {{ "$_" }})
    $before = (@($all | Where-Object {{ $_ -ne $word }}) -join ' ') + ' '
    $words = switch -Wildcard ($before) {{
{cases}
    }}
    $words -split ' ' | Where-Object {{ $_ -like "$word*" }} |
        ForEach-Object {{ [System.Management.Automation.CompletionResult]::new($_) }}
}}
""",
        "        '{before}*' {{ '{words}'; break }}",
    ),
}


def add_parsers(commands: argparse._SubParsersAction[Any], speak: Speak) -> None:
    """Add the command `completion`."""
    text = speak(say("write the script that completes the words of xlmot in a shell"))
    parser = commands.add_parser("completion", help=text, description=text)
    parser.set_defaults(command=run)
    parser.add_argument("shell", choices=tuple(SHELLS), help=speak(say("the shell")))
    add_language(parser, speak)


def run(asked: argparse.Namespace, output: Output) -> int:
    output.put(script(asked.shell))
    return 0


def script(shell: str) -> str:
    """Return the script for a shell: after each command, its options and what stands below it."""
    from xlmot.cli.arguments import full_parser

    around, case = SHELLS[shell]
    found = sorted(_words(full_parser(), ""), key=lambda pair: -len(pair[0]))
    cases = [case.format(before=before, words=" ".join(words)) for before, words in found]
    return around.format(cases="\n".join(cases))


def _words(parser: argparse.ArgumentParser, before: str) -> list[tuple[str, list[str]]]:
    """Return what may follow a command and each below it; a space ends the words before."""
    own, found = [], []
    for action in parser._actions:  # noqa: SLF001  argparse gives them no public name
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            own += list(action.choices)
            for name, below in action.choices.items():
                found += _words(below, f"{before}{name} ")
        elif action.option_strings:
            own.append(action.option_strings[-1])
        elif action.choices:
            own += list(action.choices)
    return [(before, own), *found]
