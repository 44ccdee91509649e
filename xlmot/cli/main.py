"""Run a command of the command line, whatever it meets, and return the exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from xlmot.messages.errors import XlmotError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 for nothing to correct, 1 for something found, 2 for an error."""
    from xlmot.cli.arguments import parse
    from xlmot.cli.output import Output

    words = sys.argv[1:] if arguments is None else list(arguments)
    output = Output.chosen(words)
    try:
        asked = parse(words, output)
        return int(asked.command(asked, output._replace(quiet=asked.quiet)))
    except XlmotError as error:
        output.complain(error)
        return 2
    except BrokenPipeError:
        # The reader of a pipe, such as `head`, has seen enough.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        output.say_interrupted()
        return 130
    except Exception as error:  # noqa: BLE001  what is left is a fault of ours: no traceback to a user
        output.report_bug(error)
        return 2
