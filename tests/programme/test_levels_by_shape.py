"""Columns of levels under headers in no known word are known by their cells, and read unsurely."""

from __future__ import annotations

import pytest

from tests.programme.test_layouts import SETTINGS, depth_of, grid, programme, read
from tests.programme.test_levels_in_columns import shown
from xlmot.programme.address import Area
from xlmot.programme.layout import Tier
from xlmot.programme.outline import Programme
from xlmot.programme.schemes.shape import agrees_with_codes
from xlmot.programme.survey import Survey
from xlmot.programme.workbook import read_workbook

PLAN = {
    "Prepare": ["Write to all", "Meet the mayor", "Test"],
    "Build": ["Dig the hole", "Pour the floor", "Test"],
    "Close": ["Paint the rail", "Invite guests", "Test"],
}
ROWS = [(title, action) for title, actions in PLAN.items() for action in actions]
READ = [text for title in PLAN for text in (f"1  {title}", *(f"2  {a}" for a in PLAN[title]))]


def unsure(text: str, merges: tuple[Area, ...] = ()) -> Programme:
    found = programme(grid(text, merges))
    assert found.table.sections[0].layout.reading.unsure
    return found


def table(head: str, once: str, again: str, *, between: str = "") -> str:
    """Return a table of the plan: its first row of each title, and the others."""
    lines, above = [head], ""
    for number, (title, action) in enumerate(ROWS, 1):
        if title != above and above and between:
            lines.append(between)
        line = once if title != above else again
        lines.append(line.format(t=title, a=action, n=number, c=f"{title[:3].upper()}-{number}"))
        above = title
    return "\n".join(lines)


ALIKE = {
    "once": ("Frum | Zwik | Tarn", "{t} | {a} | Eva", " | {a} | Eva", ""),
    "blank rows between": ("Frum | Zwik | Tarn", "{t} | {a} | Eva", " | {a} | Eva", " | |"),
    "beside amounts": ("Frum | Zwik | Tarn", "{t} | {a} | {n}0", " | {a} | {n}0", ""),
    "on rows of their own": ("Frum | Zwik | Tarn", "{t} | |\n | {a} | Eva", " | {a} | Eva", ""),
    "repeated, beside an owner": ("Frum | Zwik | Owner", "{t} | {a} | Eva", "{t} | {a} | Eva", ""),
    "below a form": (
        "Project: | Bridge |\nLeader: | Eva |\n | |\nFrum | Zwik | Tarn",
        *("{t} | {a} | Eva", " | {a} | Eva", ""),
    ),
    "beside a long text": (
        "Frum | Zwik | Glup",
        "{t} | {a} | This says in a long sentence what is to be done, and by whom, part {n} of all",
        " | {a} | This says in a long sentence what is to be done, and by whom, part {n} of all",
        "",
    ),
}


@pytest.mark.parametrize(("head", "once", "again", "between"), ALIKE.values(), ids=ALIKE)
def test_titles_group_the_rows_below_them(head: str, once: str, again: str, between: str) -> None:
    assert shown(unsure(table(head, once, again, between=between))) == READ


def test_three_levels_may_stand_again_on_each_row() -> None:
    lines = ["Frum | Glomp | Zwik"]
    lines += [f"{t} | {t} {'early' if a != 'Test' else 'late'} | {a}" for t, a in ROWS]
    assert shown(unsure("\n".join(lines)))[:3] == [
        *("1  Prepare", "2  Prepare early", "3  Write to all"),
    ]


def test_titles_with_codes_may_stand_again_on_each_row() -> None:
    lines = [f"{[*PLAN].index(t) + 1}. {t} | {a} | x" for t, a in ROWS]
    rows = shown(unsure("\n".join(["Frum | Zwik | Tarn", *lines])))
    assert rows[:2] == ["1 1 Prepare", "2  Write to all"]


CODED = {
    "right of the labels": ("Frum | Zwik | Frum ID", "{t} | {a} | {c}"),
    "left of the groups": ("Frum ID | Frum | Zwik | Glup", "{c} | {t} | {a} | Say more"),
    "between": ("Frum | ID | Zwik | Tarn", "{t} | {c} | {a} | Eva"),
}


@pytest.mark.parametrize(("head", "line"), CODED.values(), ids=CODED)
def test_codes_of_families_group_as_the_titles_beside_them_do(head: str, line: str) -> None:
    rows = shown(unsure(table(head, line, line)))
    assert rows[:3] == ["1  Prepare", "2 PRE-1 Write to all", "2 PRE-2 Meet the mayor"]
    assert rows[4:6] == ["1  Build", "2 BUI-4 Dig the hole"]


def test_a_running_number_may_stand_left_of_titles_that_are_not_named() -> None:
    rows = shown(unsure(table("No | Frum | Zwik | Tarn", "{n} | {t} | {a} | x", "{n} | | {a} | x")))
    assert rows[:2] == ["1  Prepare", "2 1 Write to all"]


def test_the_sign_for_a_number_names_codes() -> None:
    found = programme(grid(table("Этап | № | Задача", "{t} | {n} | {a}", " | {n} | {a}")))
    assert shown(found)[:2] == ["1  Prepare", "2 1 Write to all"]


NONE = {
    "a list of two columns": "Frum | Zwik\n" + "\n".join(f"{t} | {a}" for t, a in ROWS),
    "prices": table("Frum | Zwik | Price", "{t} | {a} | {n}", " | {a} | {n}"),
    "fields of a form": "Frum | Zwik\nName: | Eva\nTown: | Rome\nWork: | Baker\nPet: | Dog",
    "columns left out": table("Frum | Glup | Zwik", "{t} | x | {a}", " | x | {a}"),
    "values crossed": "Frum | Zwik | Tarn\n"
    + "\n".join(f"{t} | {a} | x" for a in "abcd" for t in PLAN),
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_cells_alone_do_not_show_is_not_read(text: str) -> None:
    assert read(grid(text)).programmes == ()


def test_a_list_that_is_read_unsurely_leaves_room_for_levels_on_another_sheet() -> None:
    flat = grid(
        "ID | Links | Description\n" + "\n".join(f"RI-0{n} | x | Risk {n}" for n in range(9))
    )
    levels = grid(table("Frum | Zwik | Frum ID", "{t} | {a} | {c}", "{t} | {a} | {c}"))
    grids = (flat._replace(sheet="Flat"), levels._replace(sheet="Levels"))
    found = read_workbook("A.xlsx", grids, SETTINGS.vocabulary).programmes
    assert "Levels" in {s.grid.sheet for one in found for s in one.table.sections}


STEPS = [
    *("Prepare", ">Ask people", ">>Write to all", ">>Meet the mayor", ">>Count the votes"),
    *(">Find the money", ">>Ask the bank", ">>Sign", "Build", ">Lay the piers", ">>Dig", ">>Pour"),
    *(">Lay the deck", ">>Order planks", ">>Nail planks"),
]
STEPS_READ = [f"{text.count('>') + 1}  {text.lstrip('>')}" for text in STEPS]


def stairs(head: str, *, lead: str = "") -> str:
    """Return the staircase of the steps, with who does it beside the deepest."""
    lines = [head]
    for text in STEPS:
        depth = text.count(">")
        cells = [text.lstrip(">") if n == depth else "" for n in range(3)]
        lines.append(lead + " | ".join([*cells, *(["Eva", "x"] if depth == 2 else ["", ""])]))
    return "\n".join(lines)


HEADS = {
    "three names": "Frum | Glomp | Zwik | Tarn | Plok",
    "one name": "Frum | | | Tarn | Plok",
    "one name that is known": "Plan | | | Owner | Until",
    "no name": " | | | Tarn | Plok",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_staircase_is_read_from_its_first_column_below_any_header(head: str) -> None:
    assert shown(unsure(stairs(head))) == STEPS_READ


def test_the_weeks_left_of_a_staircase_are_no_codes() -> None:
    found = programme(grid(stairs("Week | Phase | Step | Task | Owner | Until", lead="7 | ")))
    assert shown(found) == STEPS_READ


@pytest.mark.parametrize(
    "word", ["Mã số", "Kodu", "Шифр", "№ п/п", "Κωδικός", "编号", "번호", "Glub"]
)
def test_codes_between_groups_and_labels_are_those_of_the_labels(word: str) -> None:
    codes = [f"{n // 3 + 1}.{n % 3 + 1}" for n in range(9)]
    lines = [f"{t} | {c} | {a} | Eva" for (t, a), c in zip(ROWS, codes, strict=True)]
    rows = shown(unsure("\n".join([f"Frum | {word} | Zwik | Tarn", *lines])))
    assert rows[:2] == ["1  Prepare", "2 1.1 Write to all"]


ONCE_MORE = {
    "below a header that says what is part of what": (
        "Zarn | Subzarn",
        "{t} | {a}",
        "{t} | {a}",
        "",
    ),
    "beside answers": ("Frum | Tarefas | Glup", "{t} | {a} | yes", "{t} | {a} | no", ""),
    "without a header above the titles": (
        " | Frum | Until",
        "{t} | {a} | 5 May",
        " | {a} | 6 May",
        "",
    ),
    "below a header that names people": ("Owner | Frum | Glup", "{t} | {a} | x", " | {a} | x", ""),
    "beside dates that are texts": (
        "Фаза | Glomp | Датум",
        *("{t} | {a} | {n}.11.2025", "{t} | {a} | {n}.12.2025"),
        "",
    ),
}


@pytest.mark.parametrize(("head", "once", "again", "between"), ONCE_MORE.values(), ids=ONCE_MORE)
def test_little_that_is_said_beside_the_groups_is_enough(
    head: str, once: str, again: str, between: str
) -> None:
    labels = shown(unsure(table(head, once, again, between=between)))
    assert [
        line[3:] for line in labels if line[3:] in dict(ROWS).keys() | {a for _, a in ROWS}
    ] == [text for title in PLAN for text in (title, *PLAN[title])]


def test_a_list_of_people_by_office_is_no_plan() -> None:
    lines = ["Office | Name | Phone"]
    lines += [
        f"{office} | Person {n} of {office} | 55{n}"
        for office in ("Roads", "Parks")
        for n in range(6)
    ]
    assert not read(grid("\n".join(lines))).programmes


def test_how_dates_are_to_be_written_is_said_by_no_action() -> None:
    head = "Phase | Task | Start\nfree text | what is done | dd/mm/yyyy"
    rows = table(head, "{t} | {a} | {n}/11/2025", " | {a} | {n}/12/2025")
    assert shown(programme(grid(rows))) == READ


def test_a_cross_is_the_code_of_nothing() -> None:
    rows = table("Agreed | Phase | Task", "x | {t} | {a}", " | | {a}")
    found = programme(grid(rows))
    assert shown(found) == READ
    assert not any(found.table.code_value(index) for index in found.table.data())


def test_subtotals_below_each_title_are_none() -> None:
    head = "Fase | Tarefa | Custo"
    rows = table(head, "{t} | {a} | 10", " | {a} | 20", between="Subtotal | | 50")
    assert shown(programme(grid(rows))) == READ


def test_what_stands_beside_few_actions_is_no_level_below_them() -> None:
    lines = ["Phase | Activity | Task | Category"]
    lines += [f"{t} | {t} again | {a} | {'Cost' if a == 'Test' else ''}" for t, a in ROWS]
    (found,) = read(grid("\n".join(lines))).programmes
    assert {depth_of(found, index) for index in found.table.actions} == {3}


def test_columns_without_any_header_are_levels_where_two_things_say_so() -> None:
    lines = [f"{t} | {t} begins | {a} | {n}/12/2025" for n, (t, a) in enumerate(ROWS, 1)]
    changed = [line.replace("begins", "ends") if "Test" in line else line for line in lines]
    assert [line[3:] for line in shown(unsure("\n".join(changed)))][:4] == [
        *("Prepare", "Prepare begins", "Write to all", "Meet the mayor"),
    ]


def test_a_row_deep_in_a_table_is_not_its_header() -> None:
    lines = ["Theme | Priority | Task | Days"]
    lines += [f"{t} | {t} first | {a} | {n}" for n, (t, a) in enumerate(ROWS, 1)]
    merges = (Area(2, 2, 4, 2), Area(5, 2, 7, 2), Area(8, 2, 10, 2))
    found = programme(grid("\n".join(lines), merges))
    assert found.table.sections[0].layout.header_rows == (1,)


def test_few_rows_below_a_header_in_no_known_word_are_unsure() -> None:
    rows = ["Frum | | Zwik", "1 | | Prepare", " | a | Write to all", " | b | Meet the mayor"]
    rows += ["2 | | Build", " | a | Dig the hole", " | b | Pour the floor"]
    unsure("\n".join(rows))
    rows += ["3 | | Close", " | a | Paint the rail", " | b | Invite guests", "4 | | Count"]
    rows += [" | a | Pay the bills", " | b | Thank all", " | c | Sleep"]
    (found,) = read(grid("\n".join(rows))).programmes
    assert not found.table.sections[0].layout.reading.unsure


def test_what_one_cell_that_is_like_another_would_turn_is_unsure() -> None:
    lines = ["Phase | Task | Descr"]
    for number in range(20):
        task = f"Task {'abcdefghijklmnopqrst'[max(number - 3, 0)]} of all"
        lines.append(f"{'Prepare' if number < 10 else 'Build'} | {task} | As said in part {number}")
    found = read(grid("\n".join(lines))).programmes
    assert all(one.table.sections[0].layout.reading.unsure for one in found)


def test_merged_titles_left_of_the_levels_are_not_left_out_surely() -> None:
    head = "Category | Owner | Measure | Requirement"
    lines, merges = [head], []
    for number, (title, actions) in enumerate(PLAN.items(), 1):
        merges.append(Area(len(lines) + 1, 1, len(lines) + 3, 1))
        for place, action in enumerate(actions):
            lead = f"{title} (GV.{number}) | Ann" if not place else " | "
            lines.append(f"{lead} | R{number}.{place} {action} | R{number}.{place}.1 {action} well")
    for found in read(grid("\n".join(lines), tuple(merges))).programmes:
        layout = found.table.sections[0].layout
        assert layout.reading.unsure or 1 in layout.columns()


def test_a_title_that_stands_again_on_each_row_is_not_its_label() -> None:
    rows = ["ID | Phase | Description of the task | Start"]
    for number, (title, action) in enumerate(ROWS):
        code = f"{number // 3 + 1}.{number % 3}"
        rows.append(f"{code} | {title} | {action} in part {number} | 3 May")
    for found in read(grid("\n".join(rows))).programmes:
        layout = found.table.sections[0].layout
        assert layout.reading.unsure or layout.label == 3


def test_years_beside_actions_are_not_surely_their_codes() -> None:
    rows = ["Domain | Part | Phase | Aim"]
    for number, (title, action) in enumerate([*ROWS, *ROWS], 1):
        rows.append(
            f"{title} | {title} part {number // 4} | L{number % 2 + 1} | {action} number {number}"
        )
    for found in read(grid("\n".join(rows))).programmes:
        reading = found.table.sections[0].layout.reading
        assert reading.unsure or not any(map(found.table.code_value, found.table.actions))


def test_one_column_of_level_names_with_codes_beside_it_is_read_without_a_fault() -> None:
    head = "Item goal | Goal | Item objective | Objective | Item action | Action | Works | Category"
    rows = [head]
    for number in range(1, 13):
        above = f"{number} | Goal {number}" if number % 6 == 1 else " | "
        middle = f"{number}.1 | Part {number}" if number % 2 else " | "
        rest = "Minutes | Capital" if number % 5 == 0 else " | "
        rows.append(f"{above} | {middle} | {number}.1.1 | Do work {number} | {rest}")
    survey = Survey(grid("\n".join(rows)))
    assert not agrees_with_codes(survey, (Tier(6, 5),), 2)
    assert read(survey.grid).programmes
