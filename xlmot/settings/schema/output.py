"""What a house wants of the sheets that xlmot makes for it."""

from __future__ import annotations

from xlmot.messages.named import NamedTuple


class SheetOptions(NamedTuple):
    """The table `[output]` of the settings.

    The organisation is named at the foot of every page. Without `formulas` the sheets hold values
    and plain links alone, for a workbook that leaves the house. With `each_country` a prefix such
    as `FR-IT-MC` counts once for each of its countries.
    """

    organisation: str = ""
    formulas: bool = True
    each_country: bool = False
