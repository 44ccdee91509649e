"""Rows that leave the pattern of their sheet: spare ones, open codes, titles without a code."""

from __future__ import annotations

from tests.programme.specimens import outline
from tests.programme.test_layouts import SETTINGS, grid
from xlmot.checking.check import check_workbook
from xlmot.programme.address import Area
from xlmot.programme.doubt import is_unsure
from xlmot.programme.grid import Grid, Value
from xlmot.programme.layout import Doubt
from xlmot.programme.workbook import Workbook, read_workbook


def read(text: str, merges: tuple[Area, ...] = ()) -> Workbook:
    made = grid(text, merges)
    rows = [[None if value == "" else value for value in row] for row in made.rows]
    return read_workbook("a.xlsx", [made._replace(rows=rows)], SETTINGS.vocabulary)


SPARE = """
Task | Start | Percent
1. Plan | 1 | 100
1.1 Meet | 1 | 100
1.2 Write | 2 | 100
2. Build | 3 | 50
2.1 Draw | 3 | 50
2.2 Mend | 4 | 50
Activity 24 | | 0
"""


def test_a_spare_row_of_a_template_below_the_last_code_is_no_action() -> None:
    lines = list(outline(read(SPARE)))
    assert (len(lines), lines[-1]) == (6, "- 2.2 Mend")
    named = list(outline(read(SPARE.replace("Activity 24", "Activity with friends"))))
    assert named[-1].endswith("Activity with friends")


OPEN = """
WBS | Task
1 | Plan
1.1 | Meet
1.x | Other plans
2 | Build
2.1 | Draw
2.2 | Mend
2.x | Other works
3 | Ship
"""


def test_a_code_with_an_open_number_stands_below_its_title() -> None:
    workbook = read(OPEN)
    lines = list(outline(workbook))
    assert lines[2::4] == ["- 1.x Other plans", "- 2.x Other works"]
    assert not any(map(is_unsure, workbook.programmes))
    said = [finding for finding in check_workbook(workbook, SETTINGS) if finding.group == "code"]
    assert [(one.rule, one.fix) for one in said] == [("malformed-code", None)] * 2


ROOT = """
Phases | Task Name | Duration | Start | Finish
 | The whole project | 91 days | 13/01/2019 | 15/04/2019
First | 1. Begin | 30 days | 13/01/2019 | 12/02/2019
 | 1.1 Write a report | 9 days | 13/01/2019 | 22/01/2019
 | Find the goals | 4 days | 13/01/2019 | 17/01/2019
 | Draw a plan | 5 days | 17/01/2019 | 22/01/2019
 | 1.2 Buy | 20 days | 23/01/2019 | 12/02/2019
 | Ask for prices | 20 days | 23/01/2019 | 12/02/2019
Second | 2. Build | 60 days | 13/02/2019 | 15/04/2019
 | 2.1 Study | 60 days | 13/02/2019 | 15/04/2019
 | Meet those concerned | 60 days | 13/02/2019 | 15/04/2019
"""


def test_a_title_without_a_code_above_the_first_one_makes_the_reading_unsure() -> None:
    (programme,) = read(ROOT).programmes
    assert is_unsure(programme) or "The whole project" in programme.table.labels


PHASES = """
Fase | Actividad | Responsable | Inicio
Objetivos | Mirar el problema | Ana | 1
 | Pensar juntos | | 1
 | Elegir | | 2
Obras | Trazar el plano | Luis | 3
 | Abrir la calle | | 4
 | Poner las luces | | 5
"""


def test_a_word_that_staff_use_too_names_a_level_where_it_comes_first() -> None:
    (programme,) = read(PHASES, (Area(2, 1, 4, 1), Area(5, 1, 7, 1))).programmes
    assert [root.total for root in programme.roots] == [3, 3]


LISTS = """
 | Objectives of this course | |
 | | By hand | Fonts
 | | | Colours
 | | | Borders
 | | Formulas | Sums
 | | | Links
"""


def test_two_lists_below_a_sentence_are_not_read_surely() -> None:
    areas = (Area(1, 2, 1, 4), Area(2, 3, 4, 3), Area(5, 3, 6, 3))
    assert all(map(is_unsure, read(LISTS, areas).programmes))


STAIRS = """
Task | | | Days
1. Plan | | | 5
 | 1.1 | Meet | 2
 | 1.2 | Write | 3
2. Build | | | 9
 | 2.1 | Draw | 4
 | 2.2 | Mend | 5
3. Ship | | | 1
 | 3.1 | Pack | 1
"""


def test_codes_of_a_staircase_stand_beside_their_labels_or_before_them() -> None:
    workbook = read(STAIRS)
    assert list(outline(workbook)) == [
        *("1 Plan", "- 1.1 Meet", "- 1.2 Write", "2 Build", "- 2.1 Draw", "- 2.2 Mend"),
        *("3 Ship", "- 3.1 Pack"),
    ]
    assert not any(map(is_unsure, workbook.programmes))


def test_a_step_that_is_left_out_makes_a_staircase_unsure() -> None:
    odd = STAIRS.replace(" | 2.2 | Mend | 5", " | 2.2 | Mend | 5\n | 2.2.1 Glue | Well | 5")
    assert any(map(is_unsure, read(odd).programmes)) or "Glue" in str(list(outline(read(odd))))


STOREYS = """
Action | | Steering | | Follow-up
Code | Title | Owner | Office | Done
1 | ROADS | | |
1.1 | Pave the square | Ann | North | 1
Action | | Steering | | Follow-up
Code | Title | Owner | Office | Done
2 | SCHOOLS | | |
2.1 | Paint the yard | Max | South | 2
 | Plan total | | | 3
"""


def test_group_titles_above_a_header_and_a_total_are_no_rows_of_the_programme() -> None:
    areas = tuple(Area(row, column, row, column + 1) for row in (1, 5) for column in (1, 3))
    assert list(outline(read(STOREYS, areas))) == [
        *("1 ROADS", "- 1.1 Pave the square", "2 SCHOOLS", "- 2.1 Paint the yard"),
    ]


PAIRED = """
Nr. doel | Doel | Nr. maatregel | Maatregel | Trekker
1 | Wonen | 1.1 | Plan voor de buurt | Bram
 | | 1.2 | Coaches opleiden | Ann
2 | Zon | 2.1 | Panelen op de hallen | Bram
 | | 2.2 | Panelen op scholen | Ann
3 | Fiets | 3.1 | Straat langs het water | Bram
"""


def test_the_first_action_may_stand_on_the_row_of_its_title() -> None:
    assert len(list(outline(read(PAIRED)))) == 8


EFFORT = """
Tasks | Effort | Who
1 Begin | |
1.1 Research | 3 Days | M. Martin
1.2 Decide | 1 Day | S. Lind
1.3 Learn | 7 Days | S. Lind
2 Plan | |
2.1 Draw | 2 Days | H. Delmas
2.2 Write | 1 Day | M. Martin
3 Build | |
3.1 Buy | 4 Days | H. Delmas
"""


def test_numbers_of_days_and_initials_beside_the_labels_are_no_codes() -> None:
    assert not any(map(is_unsure, read(EFFORT).programmes))


FAMILIES = """
Story | Requirement | Description
1 | R1.1 | Users may write
 | R1.2 | Users may not erase
2 | R2.1 | Plans may be copied
 | R2.1.1 | Copies are told by name
 | R2.1.2 | Copies are told by date
 | R2.2 | Plans may be changed
3 | R3.1 | Weights may be changed
 | R3.1.1 | Weights are numbers
 | R3.1.2 | Weights add up
 | R3.2 | Weights may be shown
"""


def test_families_without_a_row_are_no_titles_left_out() -> None:
    (programme,) = read(FAMILIES).programmes
    assert Doubt.ORDER not in programme.table.sections[0].layout.reading.doubts


BACKLOG = """
 | Item ID | Product backlog item | Task | Sub Task | Task Description | Task to be done by | Status
 | 1 | Users | Log in | Behind | Answer a word | Ann, Max | To do
 | | | | Before | Draw a form | Zoe | To do
 | | | Sign up | Behind | Keep a name | Max | To do
 | | | | Before | Draw a page | Ann | To do
 | 2 | Lists | Buildings | Behind | Keep a list | Ann | To do
 | | | | Before | Show a list | Zoe | To do
 | | | Checks | Behind | Keep a check | Max | To do
"""


def test_what_tells_of_a_task_is_no_level_below_it() -> None:
    areas = (Area(2, 2, 5, 2), Area(2, 3, 5, 3), Area(6, 2, 8, 2), Area(6, 3, 8, 3))
    lines = list(outline(read(BACKLOG, areas)))
    assert lines[:4] == ["1 Users", "- Log in", "-- Behind", "-- Before"]
    assert not any("Ann" in line or "Draw" in line for line in lines)


RESOURCES = """
 | Project budget | | | |
 | Project lead: Ann | | Budget | Spare | All
 | Begins: May | | Sum | 0 | 0
 | | | | |
 | Category | Resource | | Unit | Rate
 | Staff | | | | 0
 | | Ann | | Hours | 65
 | | Max | | Hours | 50
 | Goods | | | | 0
 | | Paper | | Boxes | 4
 | | Ink | | Pots | 9
 | | Glue | | Pots | 8
 | Travel | | | | 0
 | | Train | | Tickets | 20
"""


def test_a_header_in_known_words_comes_before_the_head_of_the_project() -> None:
    lines = list(outline(read(RESOURCES)))
    assert not lines or lines[:2] == ["Staff", "- Ann"]


AFTERWARDS = """
Data | | Atividade | | Progresso
2016-09-09 | | | Pesquisar os livros | OK
 | | | Experimentar com algoritmos | OK
 | PV2 | Primeiro relatório | |
2016-09-19 | | | Classificar os dados | OK
 | | | Extrair as médias | OK
 | | | Testar o método | OK
 | PV3 | Segundo relatório | |
2016-11-01 | | | Corrigir as falhas | OK
 | | | Escrever o texto | OK
 | PV4 | Entrega final | |
"""


def test_steps_above_the_first_title_are_not_left_out_silently() -> None:
    workbook = read(AFTERWARDS)
    assert any(map(is_unsure, workbook.programmes)) or "livros" in str(list(outline(workbook)))


OVERVIEW = """
No. | Work | Start
1 | Plan | May
2 | Build | June
3 | Test | July
 | |
No. | Work | Start
1 | Plan | May
1.1 | Meet | May
1.2 | Write | May
2 | Build | June
2.1 | Draw | June
2.2 | Mend | June
3 | Test | July
3.1 | Try | July
"""


def test_an_overview_above_the_table_is_named() -> None:
    workbook = read(OVERVIEW)
    assert any(map(is_unsure, workbook.programmes))
    said = [one for one in check_workbook(workbook, SETTINGS) if one.rule == "second-table"]
    assert [one.places[0].row for one in said] == [7]


PATTERNS = """
WBS | TASK | LEAD | START
1 | Controller | | 2026-03-01
1.1 | Draw | Ann | 2026-03-02
1.2 | Print | Ann | 2026-03-09
2 | Robot | | 2026-03-10
2.1 | [Task] | | 2026-03-12
2.2 | Try | Max | 2026-03-15
 | | |
ROWS TO COPY | | |
Copy them above this line | | |
1 | [ First level ] | |
1.1 | . [ Second level ] | |
1.1.1 | . . [ Third level ] | |
"""


def test_rows_to_be_copied_below_the_table_are_none_of_it() -> None:
    workbook = read(PATTERNS)
    assert list(outline(workbook))[-2:] == ["- 2.1 [Task]", "- 2.2 Try"]
    assert not any(map(is_unsure, workbook.programmes))


WEEKS = """
 | week 1 | week 2 | week 3 | week 4 | week 5 | week 6 | week 7
 | meeting | meeting | plan | stand | stand | stand | stand
 | tasks | plan | logo | arms | arms | | ground
 | | style | style | script | script | |
 | | | the end of style | | | break | break
"""


def test_weeks_are_no_levels() -> None:
    assert all(map(is_unsure, read(WEEKS).programmes))


def test_a_table_of_which_all_rows_are_set_aside_is_read_without_any() -> None:
    rows: list[list[Value]] = [["WBS", "TASK"], ["", "Total"], ["", ""], ["", "Total: 3"]]
    workbook = read_workbook("a.xlsx", [Grid("A", rows)], SETTINGS.vocabulary)
    assert [list(one.table.data()) for one in workbook.programmes] in ([], [[]])


def test_pages_that_outnumber_titles_are_no_way_to_write_their_codes() -> None:
    rows: list[list[Value]] = [["Code", "Title"]]
    for title in range(1, 6):
        rows.append([f"{title}", f"Roads of part {'ABCDE'[title - 1]}"])
        for action in range(1, 17):
            rows.append([f"{title}.{action}", f"Pave the {action}th road of {'ABCDE'[title - 1]}"])
            if action % 8 == 0:
                rows.append([f"Page {2 * title - 2 + action // 8}", None])
    workbook = read_workbook("a.xlsx", [Grid("Plan", rows)], SETTINGS.vocabulary)
    said = check_workbook(workbook, SETTINGS)
    assert [(one.rule, len(one.places)) for one in said] == [("page-number", 10)]
