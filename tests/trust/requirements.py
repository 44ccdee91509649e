"""What is required of a program that writes into a user's workbook, and the test that holds each.

What no test here holds begins with « not verified here », and says why.
"""

from __future__ import annotations

SAVE = "tests/books/saving/test_save.py"
ODD = "tests/trust/test_odd_files.py::test_what_becomes_of_it"
WINDOWS = "not verified here, because there is neither Windows nor Excel"

REQUIREMENTS: dict[int, tuple[str, str]] = {
    1: ("a workbook is never opened for writing in its place",
        f"{SAVE}::test_killed_before_each_call"),
    2: ("all is on the disk before the exchange and after; a fault of that is told",
        (f"{SAVE}::test_everything_is_on_the_disk_before_the_exchange_and_after; a power cut: "
        "not verified here, because it takes a disk image of its own")),
    3: ("what was written is read back by a second reader before the exchange",
        f"{SAVE}::test_a_lying_disk_is_found_out"),
    4: ("what came out in the exchange is looked at, and a foreign save put back",
        f"{SAVE}::test_a_foreign_save_at_any_moment_is_never_lost"),
    5: ("a backup is kept, and one command brings it back",
        "tests/trust/test_interrupted.py::test_killed"),
    6: ("only the parts that are meant change",
        "tests/files/test_check.py::test_an_edit_of_one_cell_leaves_every_other_part_as_it_is"),
    7: ("signed, protected, read-only, linked, open and changed files are refused by name",
        f"{SAVE}::test_refusals_say_why_and_what_to_do"),
    8: ("macros, their signatures, labels and ribbons stay, or the change is refused",
        ("tests/files/test_check.py::"
        "test_cleaning_keeps_the_feature_and_is_proven_or_says_what_is_in_the_way")),
    9: ("foreign bytes are read behind the guard",
        ("tests/ooxml/test_guard.py::"
        "test_a_hostile_or_damaged_file_is_refused_in_one_sentence_with_a_remedy; "
        "a process of its own: not verified here, because xlmot reads in its own process")),
    10: ("whatever a compiled reader raises is one sentence", ODD),
    11: ("the add-in takes no setting, path or module from a workbook",
         "tests/ribbon/addin/test_hostile_workbook.py::test_no_button_runs_what_a_workbook_brings"),
    12: ("Python runs isolated from the workbook's folder",
         ("tests/ribbon/addin/test_hostile_workbook.py::"
         "test_the_marker_is_written_where_python_is_not_isolated")),
    13: ("a sheet that could choose a program is warned of",
         "not verified here, because no such sheet is ever read"),
    14: ("no link is followed, no formula, macro or query run",
         "not verified here, because no test watches the network; the package has no code for it"),
    15: ("marks of origin are carried onto every output",
         f"{SAVE}::test_marks_are_carried_and_the_time_is_new; Zone.Identifier: {WINDOWS}"),
    16: ("text stays text by its type",
         "tests/ooxml/test_verify.py::test_each_kind_of_cell"),
    17: ("error cells and things that stand twice are said, never chosen among in silence", ODD),
    18: ("DTDs, names that lead elsewhere, equal names, encryption and wrong checksums are refused",
         ODD),
    19: ("what real programs write is read", ODD),
    20: ("no count, extent or size that a file declares is trusted",
         "tests/ooxml/test_guard.py::test_cells_in_the_corners_take_memory_for_two"),
    21: ("values are not taken from readers that lose some",
         "tests/books/test_file.py::test_the_cells_of_every_dialect_are_read"),
    22: ("a file that is refused gets one sentence; a traceback is a fault",
         "tests/trust/test_fuzz.py::test_no_mutant_is_a_fault"),
    23: ("files are told apart by their content", ODD),
    24: ("one run at a time writes a file, and the others say so",
         f"{SAVE}::test_twenty_writers_at_once_lose_no_edit"),
    25: ("one bad file stops no batch; no change is no write",
         ("tests/cli/test_clean_command.py::"
         "test_a_folder_keeps_its_shape_and_one_bad_file_stops_nothing")),
    26: ("“written, not known to be durable” is told apart from “not written”",
         f"{SAVE}::test_each_call_failing_leaves_old_or_new_and_says_which"),
    27: ("what a dead run left is put in order by the next one",
         "tests/trust/test_interrupted.py::test_each_call_fails"),
    28: ("links are followed; owner, rights and attributes kept",
         f"{SAVE}::test_a_link_stays_a_link"),
    29: ("a file held for a moment is waited for, never copied over",
         ("tests/books/saving/test_exchange.py::test_a_file_held_for_a_moment_is_waited_for; "
         f"a real sharing violation: {WINDOWS}")),
    30: ("what a cell holds cannot act on a terminal",
         "tests/reports/test_text.py::test_cell_text_cannot_act_on_the_terminal"),
    31: ("`xlmot doctor` says what holds on this machine",
         "tests/cli/test_live_command.py::test_the_doctor_looks_at_everything"),
    32: ("parsers get their limits from xlmot, not from their defaults",
         "tests/ooxml/test_guard.py::test_the_guard_calls_no_function_for_a_row_or_a_cell"),
    33: ("in a running Excel, only the chosen workbook is touched, and its state is as it was",
         ("tests/books/test_live.py::test_hidden_rows_are_written_too_and_the_filter_is_as_it_was; "
         f"Excel itself: {WINDOWS}")),
    34: ("the generator and the faults are tests of the project",
         "tests/trust/test_odd_files.py::test_there_are_hundreds"),
    35: ("the promise stands in the README in words that can be tested",
         "tests/trust/test_page.py::test_the_readme_says_what_the_page_counts"),
    36: ("a safe correction changes nothing that a formula gives",
         "tests/trust/test_formulas.py::test_every_formula_gives_what_it_gave"),
    37: ("workbooks of extreme shapes end in time and in little memory",
         "tests/trust/test_shapes.py::test_it_ends_in_time_and_in_little_memory"),
}  # fmt: skip
