"""Join a line to the one above it, where it goes on with it."""

from __future__ import annotations

ENDS = (".", "!", "?", "…")
# A word cut at the end of a line: a soft hyphen, or the sign by which some PDF files show one.
CUTS = ("\u00ad", "¬")


def goes_on(above: str, line: str) -> bool:
    """Return whether a line without a code of its own goes on with a label.

    >>> goes_on("Support to the towns in the planning of", "Lyon and its suburbs")
    True
    >>> goes_on("Pave the square.", "Source: roads office"), goes_on("Pave it.", "and sweep it")
    (False, True)
    """
    text = line.strip()
    if not above.strip() or not text:
        return False
    return not text[0].isupper() or not above.rstrip().endswith(ENDS)


def join(above: str, line: str) -> str:
    """Return two lines as one; a hyphen at the end of a line stays, without a space after it.

    >>> join("Meet them face-to-", "face"), join("Pave the square", "of the market")
    ('Meet them face-to-face', 'Pave the square of the market')
    """
    left, right = above.rstrip(), line.strip()
    if left.endswith(CUTS):
        return left[:-1] + right
    whole = left[-2:-1].isalnum() and left.endswith(("-", "‐")) and right[:1].isalnum()
    return left + right if whole else f"{left} {right}"
