import ast
from datetime import date
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from survey_app import web

ROOMS = Path(web.__file__).parents[1]
ARABIC = "\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT TWO}"
STRANGE = [
    ARABIC,
    "\u0967\u0968",
    "\uff11\uff12",
    "²",
    "1_000",
    "1 000",
    "12.0",
    "0x1f",
    "9" * 10,
    "9" * 5000,
    "",
    "-",
    "+ 1",
]


class Counted(Form):  # type: ignore[misc]  # WTForms has no types
    n = web.IntegerField()
    day = web.DateField()


@pytest.mark.parametrize("sent", [*STRANGE, "-1", "+1", " 1", "1\n"])
def test_whole__anything_but_figures__is_none(sent: str) -> None:
    with pytest.raises(ValueError, match="whole"):
        web.whole(sent)
    assert web.whole_or(-7, sent) == -7


@pytest.mark.parametrize(("sent", "number"), [("0", 0), ("007", 7), ("123456789", 123456789)])
def test_whole__figures__are_the_number(sent: str, number: int) -> None:
    assert web.whole(sent) == web.whole_or(-7, sent) == number


@pytest.mark.parametrize("sent", STRANGE)
def test_integer_field__other_figures_than_ours__says_what_is_wanted_and_keeps_what_was_typed(
    sent: str,
) -> None:
    form = Counted(MultiDict({"n": sent}))
    assert not form.validate()
    assert form.n.data is None
    assert form.n._value() == sent


@pytest.mark.parametrize(("sent", "number"), [("12", 12), (" 12 ", 12), ("-5", -5), ("+5", 5)])
def test_integer_field__figures__are_the_number(sent: str, number: int) -> None:
    form = Counted(MultiDict({"n": sent, "day": "2026-11-23"}))
    assert form.validate()
    assert (form.n.data, form.day.data) == (number, date(2026, 11, 23))


def test_date_field__year_in_other_figures__is_no_day() -> None:
    form = Counted(MultiDict({"n": "1", "day": "\u0662\u0660\u0662\u0666-11-23"}))
    assert not form.validate()
    assert form.day.data is None


def test_rooms__numbers_and_days_of_forms__are_read_by_ours_alone() -> None:
    """WTForms' own fields and int() of what was sent take figures of every script."""
    loose = {"IntegerField", "DateField", "DateTimeField", "DateTimeLocalField", "IntegerRangeField"}
    found = []
    for path in sorted(ROOMS.rglob("*.py")):
        if path.name == "fields.py" and path.parent.name == "web":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wtforms"):
                found += [f"{path.name}: {one.name}" for one in node.names if one.name in loose]
            if isinstance(node, ast.keyword) and node.arg == "type" and "request" in path.read_text("utf-8"):
                said = ast.unparse(node.value)
                found += [f"{path.name}: type={said}"] if said in ("int", "float") else []
    assert found == []
