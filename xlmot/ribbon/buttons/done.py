"""What a button did, in a sentence."""

from __future__ import annotations

from xlmot.messages import Message
from xlmot.messages.named import NamedTuple


class Done(NamedTuple):
    """What a button did; `box` if a message box has to say it, `below` if the status bar does."""

    message: Message
    box: bool = True
    below: bool = False
