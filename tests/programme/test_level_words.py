"""Columns of levels are known by their headers in many languages, and by no others."""

from __future__ import annotations

import pytest

from tests.programme.test_layouts import grid, programme, read
from tests.programme.test_levels_in_columns import shown
from xlmot.programme.address import Area

ROWS = [
    ("Bridges", "Lay the piers", "Dig"),
    ("Bridges", "Lay the piers", "Pour"),
    ("Bridges", "Lay the deck", "Order planks"),
    ("Roads", "Mend the high street", "Count the holes"),
    ("Roads", "Mend the high street", "Fill them"),
]
READ = [
    *("1  Bridges", "2  Lay the piers", "3  Dig", "3  Pour", "2  Lay the deck"),
    *("3  Order planks", "1  Roads", "2  Mend the high street", "3  Count the holes"),
    "3  Fill them",
]
WORK = [(place, task) for place in ("Bath", "Pool", "Hall") for task in ("Plan", "Dig", "Open")]
HEADERS = [
    "Giai đoạn | Hạng mục | Công việc | Người thực hiện",
    "Etapa | Pacote de trabalho | Entrega | Responsável",
    "Etap | Obszar | Czynność | Odpowiedzialny",
    "Aşama | İş paketi | Görev | Sorumlu",
    "Этап | Раздел | Мероприятие | Ответственный",
    "Етап | Напрям | Захід | Відповідальний",
    "Fáze | Oblast | Krok | Odpovídá",
    "Szakasz | Terület | Lépés | Felelős",
    "Tahap | Kegiatan | Tugas | Penanggung jawab",
    "Φάση | Τομέας | Ενέργεια | Υπεύθυνος",
    "阶段 | 工作包 | 任务 | 负责人",
    "大項目 | 中項目 | 小項目 | 担当者",
    "대분류 | 중분류 | 작업 | 담당자",
    "Vaihe | Osa-alue | Tehtävä | Vastuuhenkilö",
    "Fase | Etapa | Actividad | Responsable",
    "Stage | Module | Task | Owner",
]


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("header", HEADERS)
def test_levels_are_named_in_many_languages(header: str, repeated: bool) -> None:
    lines, above = [header], ("", "", "")
    for row in ROWS:
        new = [n == 2 or row[: n + 1] != above[: n + 1] or repeated for n in range(3)]
        cells = [text if is_new else "" for text, is_new in zip(row, new, strict=True)]
        lines.append(" | ".join([*cells, "Eva"]))
        above = row
    assert shown(programme(grid("\n".join(lines)))) == READ


@pytest.mark.parametrize("word", ["Stage", "Fase"])
def test_what_names_a_status_right_of_the_tasks_is_no_level_there(word: str) -> None:
    lines = [f"Project | Task | {word} | Owner", *(f"{p} | {t} {p} | open | Eva" for p, t in WORK)]
    assert shown(programme(grid("\n".join(lines))))[:3] == [
        "1  Bath",
        "2  Plan Bath",
        "2  Dig Bath",
    ]


def test_who_does_it_may_stand_left_of_the_levels() -> None:
    lines = ["Owner | Phase | Task", *(f"Eva | {p} | {t} {p}" for p, t in WORK)]
    assert shown(programme(grid("\n".join(lines))))[:3] == [
        "1  Bath",
        "2  Plan Bath",
        "2  Dig Bath",
    ]


def test_one_text_above_all_levels_is_the_name_of_the_list_and_makes_it_unsure() -> None:
    text = "Goals | \nForms | Fonts\n | Colours\n | Borders\n | \nSums | Totals\n | Means"
    merges = (Area(1, 1, 1, 2), Area(2, 1, 4, 1), Area(6, 1, 7, 1))
    found = read(grid(text, merges)).programmes
    assert all(one.table.sections[0].layout.reading.unsure for one in found)


@pytest.mark.parametrize("dots", ["…", "...", "- - -", "____"])
@pytest.mark.parametrize("between", [" | |\n", ""])
def test_dots_in_place_of_what_is_to_come_are_no_action(dots: str, between: str) -> None:
    lines = ["Phase | Task | Owner"]
    for place in ("Bath", "Pool", "Hall"):
        lines += [f"{place}{between} | Dig for {place} | Eva"]
        lines += [f" | Pour for {place} | Tom\n | Paint {place} | Eva\n | {dots} | Tom"]
    rows = shown(programme(grid("\n".join(lines))))
    assert rows[:5] == [
        "1  Bath",
        "2  Dig for Bath",
        "2  Pour for Bath",
        "2  Paint Bath",
        "1  Pool",
    ]
    assert len(rows) == 12
