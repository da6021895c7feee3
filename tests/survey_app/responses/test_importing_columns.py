"""Which columns of a strict file hold answers: names of items, and addresses within repeats."""

import pytest

from forms import Group, Instrument, Item, ItemType
from survey_app.responses.service.importing.table import is_answer

FORM = Instrument(
    id="thu",
    version="1",
    title={},
    status={},
    languages=("vi",),
    language_names={},
    default_language="vi",
    items=(
        Item("age", 1, ItemType.INTEGER),
        Item("said", 2, ItemType.NOTE),
        Item("days", 3, ItemType.INTEGER, group="late", repeat="late"),
    ),
    groups=(Group("late", number=1, repeat=True), Group("part")),
    lists={},
)


@pytest.mark.parametrize(
    ("column", "held"),
    [
        ("age", True),
        ("days[1]", True),
        ("days[200]", True),
        ("late", True),
        ("days", False),
        ("days[201]", False),
        ("days[0]", False),
        ("age[1]", False),
        ("late[1]", False),
        ("part", False),
        ("said", False),
        ("nobody", False),
    ],
)
def test_column__of_a_strict_file__holds_answers_where_the_form_has_them(column: str, held: bool) -> None:
    assert is_answer(FORM, column) is held
