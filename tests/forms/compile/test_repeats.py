"""Groups and repeats: how they nest, where they end, on which screen they stand."""

import pytest

from tests.forms.compile.workbook import compiled, refused, row, warned


def test_repeats__stand_each_on_a_screen_with_numbers_from_one() -> None:
    made = compiled(
        [
            row("integer", "n"),
            row("begin_repeat", "late", repeat_count="${n}"),
            row("integer", "days"),
            row("begin_group", "inner", relevant="${days} > 3"),
            row("text", "why"),
            row("end_group"),
            row("end_repeat"),
            row("begin lgroup", "other"),
            row("text", "what"),
            row("end lgroup"),
            row("text", "last"),
        ]
    ).instrument
    assert {item.name: (item.repeat, item.screen) for item in made.items} == {
        "n": (None, 1),
        "days": ("late", 2),
        "why": ("late", 2),
        "what": ("other", 3),
        "last": (None, 4),
    }
    assert [(group.name, group.number, group.field) for group in made.repeats] == [
        ("late", 1, "r1"),
        ("other", 2, "r2"),
    ]
    count = made.group("late").repeat_count
    assert count is not None
    assert count.source == "${n}"
    assert made.group("inner").parent == "late"


def test_table_list__is_a_table_on_one_screen() -> None:
    rows = [
        row("begin_group", "g", appearance="table-list w3"),
        row("select_one yn", "a"),
        row("select_one yn", "b"),
        row("end_group"),
        row("begin_group", "h", appearance="table-list"),
        row("text", "c"),
        row("end_group"),
    ]
    made = compiled(rows)
    group = made.instrument.group("g")
    assert (group.table, group.one_screen) == (True, True)
    assert {item.screen for item in made.instrument.items if item.group == "g"} == {1}
    assert warned(made) == {("survey!D2", "appearance_ignored"), ("survey!D6", "appearance_ignored")}


def test_groups_and_repeats__at_fault__are_refused_at_their_row() -> None:
    assert refused(
        [
            row("end_repeat"),
            row("begin_repeat", "a"),
            row("begin_repeat", "b", repeat_count="500"),
            row("text", "q"),
            row("end_group"),
            row("end_repeat"),
            row("begin_repeat", "c", repeat_count="1.5"),
            row("end_repeat"),
            row("begin_group", "d", appearance="table-list"),
            row("select_one yn", "e"),
            row("select_one ward", "f"),
            row("select_one yn", "g", choice_filter="name = 'y'"),
            row("end_group"),
            row("begin_repeat", "h"),
            row("text", "i"),
        ]
    ) == {
        "survey!A2": "repeat_not_begun",
        "survey!A4": "repeat_nested",
        "survey!D4": "repeat_count",
        "survey!A6": "group_mismatch",
        "survey!A8": "repeat_empty",
        "survey!D8": "repeat_count",
        "survey!A12": "table_lists",
        "survey!F13": "table_filtered",
        "survey!A15": "repeat_not_ended",
    }


def test_groups__too_deep__are_refused() -> None:
    deep = [row("begin_group", f"g{n}") for n in range(13)]
    rows = [*deep, row("text", "q"), *[row("end_group") for _ in deep]]
    assert refused(rows) == {"survey!A14": "group_deep"}


@pytest.mark.parametrize("role", ["criterion", "factor_general", "overall"])
def test_rating__inside_a_repeat__is_refused(role: str) -> None:
    choices = [{"list_name": "l", "name": "1", "label": "A", "score": "1"}]
    rated = row("select_one l", "q", role=role, factor="f" if role != "overall" else "")
    rows = [row("begin_repeat", "r"), rated, row("end_repeat")]
    assert refused(rows, choices) == {"survey!D3": "role_repeated"}
    rated["role"] = "perception"
    assert "role_repeated" not in {code for _, code in warned(compiled(rows, choices))}
