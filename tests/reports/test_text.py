import re
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from tests.reports.samples import CLEAN, HOSTILE, MANY, TWO_SHEETS, UNREADABLE, ignoring, real
from xlmot.checking.results import Checked
from xlmot.messages import english
from xlmot.messages.translation import translation
from xlmot.reports.text import WIDTH, render_text
from xlmot.rules.page import filled

FRENCH = translation("fr")


def shown(*files, translate=english):
    return render_text(Checked(files), translate, colour=False)


def test_lines_fit_the_terminal() -> None:
    for translate in (english, FRENCH):
        for width in (80, WIDTH):
            lines = render_text(real(), translate, colour=False, width=width).splitlines()
            assert max(map(len, lines)) <= width


@given(
    st.lists(st.from_regex(r"[a-é.-]{1,12} {1,3}", fullmatch=True)).map("".join),
    st.integers(12, 30),
)
def test_a_text_is_broken_where_the_standard_library_breaks_it(text: str, width: int) -> None:
    assert filled(text, width) == textwrap.wrap(text, width, break_on_hyphens=False)


def test_a_word_that_is_too_long_is_broken() -> None:
    assert filled("Le Niederschlagswasser", 12) == ["Le Niedersch", "lagswasser"]


def test_colour_changes_no_character() -> None:
    coloured = render_text(real(), FRENCH, colour=True)
    assert re.sub(r"\x1b\[[\d;]+m", "", coloured) == render_text(real(), FRENCH, colour=False)
    assert coloured != re.sub(r"\x1b", "", coloured)


def test_the_first_line_counts_by_severity() -> None:
    first = shown(TWO_SHEETS).splitlines()[0]
    assert first == "two sheets.xlsx — 3 findings: 2 to check and 1 remark"
    first = shown(TWO_SHEETS, translate=FRENCH).splitlines()[0]
    assert first == "two sheets.xlsx — 3 anomalies : 2 à vérifier et 1 remarque"


def test_rows_bear_the_name_of_their_sheet_where_there_are_several() -> None:
    assert "  Part 2: 6  Space before" in shown(TWO_SHEETS)
    assert "sheets “Part 1” and “Part 2”, header row 1" in shown(TWO_SHEETS)


def test_cell_text_cannot_act_on_the_terminal() -> None:
    text = shown(HOSTILE)
    assert re.findall(r"[\x00-\x09\x0b-\x1f\u202e]", text) == []
    assert r"a\u202eb.xlsx" in text
    assert r"X\x1b[2J\x00\u202e" in text


def test_a_clean_file_and_an_unreadable_one() -> None:
    assert shown(CLEAN).startswith("clean.xlsx — nothing to correct\n")
    assert "broken.xlsx — not checked\n“broken.xlsx” is damaged.\nRepair it.\n" in shown(UNREADABLE)


def test_the_last_lines_count_and_say_what_to_do_next() -> None:
    assert shown(TWO_SHEETS).endswith(
        "\n1 file, 3 findings: 2 to check and 1 remark.\n"
        'Make the safe corrections: xlmot clean "two sheets.xlsx"\n'
    )
    assert shown(CLEAN).endswith("\n1 file, nothing to correct.\n")
    last = render_text(MANY, english, colour=False).splitlines()[-2:]
    assert last[0] == "5 files, 1 not checked, 5 findings: 3 to check and 2 remarks."
    assert last[1] == "Make the safe corrections: xlmot clean …"


def test_a_finding_that_is_ignored_is_counted_and_not_shown() -> None:
    text = shown(ignoring(TWO_SHEETS))
    assert text.splitlines()[0].endswith("2 findings: 1 to check and 1 remark")
    assert "1 file, 2 findings: 1 to check and 1 remark, 1 ignored." in text
