"""Tell the number of a page, pasted among the rows, from a row of the programme."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from xlmot.programme.grid import Value, is_blank

OF = r"(?:\s*(?:/|-|–|of|sur|von|van|de)\s*\d{1,4})"


def is_page_number(values: Iterable[Value], words: tuple[str, ...], code: int) -> bool:
    """Return whether all that a row holds is the number of a page.

    A number alone is one only outside the column of the codes.

    >>> is_page_number(["", "Page 2/5"], ("page",), 1), is_page_number(["", "– 4 –"], (), 1)
    (True, True)
    >>> is_page_number(["", "Page 2/5", "Town"], ("page",), 1), is_page_number(["3", ""], (), 1)
    (False, False)
    """
    filled = [(column, value) for column, value in enumerate(values, 1) if not is_blank(value)]
    column, text = filled[0] if len(filled) == 1 else (0, "")
    if not isinstance(text, str):
        return False
    bare = " ".join(text.split())
    return _worded(words).fullmatch(bare) is not None or (
        column != code and re.fullmatch(r"\d{1,4}\s*/\s*\d{1,4}", bare) is not None
    )


@lru_cache(maxsize=8)
def _worded(words: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(re.escape(word) for word in words) or "(?!)"
    number = rf"(?:{named})\s*\d{{1,4}}{OF}?|[-–—]\s*\d{{1,4}}\s*[-–—]"
    return re.compile(number, re.IGNORECASE)
