"""From a workbook to an instrument."""

from decimal import Decimal

import pytest

from forms import Choice, Instrument, ItemType, Missing, Role
from forms.compile import Compiled
from tests.forms.compile.workbook import compile_here

FORM = """
| survey | | | | | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | required | relevant | factor | criterion | role | calculation |
| | start | start | | | | | | | | |
| | select_one s | one | Một | One | yes | | access | 1 | criterion | |
| | note | said | Lời dẫn | A note | | | | | | |
| | begin group | part | Phần | Part | | ${one} = '5' | | | | |
| | integer | two | Hai | | TRUE | yes | | | demographic | |
| | end group | | | | | | | | | |
| | calculate | three | | | | | | | | ${two} + 1 |
| choices | | | | | | | |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) | score | satisfied | missing |
| | s | 5 | Tốt | Good | 5 | yes | |
| | s | 1 | Kém | Bad | 1,5 | No | |
| | s | dk | Không biết | Don't know | | | dont_know |
| | factors | access | Tiếp cận | Access | | | |
| settings | | | | | | | |
| | form_id | version | form_title | heading::English (en) | default_language | status::Tiếng Việt (vi) | status::English (en) |
| | f | 2.1 | Thử | Trial | Tiếng Việt (vi) | bản thử | a trial |
"""  # noqa: E501


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return compile_here(FORM.encode(), "f.md")


@pytest.fixture(scope="module")
def instrument(compiled: Compiled) -> Instrument:
    return compiled.instrument


def test_settings__per_language__are_all_kept(instrument: Instrument) -> None:
    assert (instrument.id, instrument.version) == ("f", "2.1")
    assert instrument.title == {"vi": "Thử", "en": "Trial"}
    assert instrument.status == {"vi": "bản thử", "en": "a trial"}
    assert instrument.languages == ("vi", "en")
    assert instrument.language_names == {"vi": "Tiếng Việt", "en": "English"}
    assert instrument.default_language == "vi"


def test_columns_of_ours__survive(instrument: Instrument) -> None:
    one = instrument.item("one")
    assert (one.role, one.factor, one.criterion, one.required) == (Role.CRITERION, "access", "1", True)
    assert instrument.lists["s"] == (
        Choice("5", {"vi": "Tốt", "en": "Good"}, Decimal(5), True),
        Choice("1", {"vi": "Kém", "en": "Bad"}, Decimal("1.5"), False),
        Choice("dk", {"vi": "Không biết", "en": "Don't know"}, missing=Missing.DONT_KNOW),
    )
    assert instrument.factors == {"access": {"vi": "Tiếp cận", "en": "Access"}}


def test_items__stand_in_order_with_numbers_groups_and_screens(instrument: Instrument) -> None:
    assert [(i.name, i.number, i.type, i.group, i.screen) for i in instrument.items] == [
        ("start", 1, ItemType.METADATA, None, None),
        ("one", 2, ItemType.SELECT_ONE, None, 1),
        ("said", 3, ItemType.NOTE, None, 2),
        ("two", 4, ItemType.INTEGER, "part", 2),
        ("three", 5, ItemType.CALCULATE, None, None),
    ]


def test_text__in_a_language_it_lacks__falls_back(instrument: Instrument) -> None:
    assert instrument.text(instrument.item("two").label, "en") == "Hai"
    assert instrument.text(instrument.item("one").label, "en") == "One"
    assert instrument.text({"fr": "Un"}, "en") == "Un"
    assert instrument.text({}, "en") == ""


def test_warnings__name_what_is_ignored_or_missing(compiled: Compiled) -> None:
    assert {(w.code, w.place) for w in compiled.warnings} == {
        ("metadata_times", "survey!A2"),
        ("text_language", "survey!D6"),
    }


def test_json__and_back__is_the_same_instrument(instrument: Instrument) -> None:
    again = Instrument.from_json(instrument.to_json())
    assert again.to_json() == instrument.to_json()
    assert again.digest == instrument.digest
    assert again.items == instrument.items
    assert again.lists == instrument.lists
    assert again.groups == instrument.groups


def test_digest__any_change__is_another(instrument: Instrument) -> None:
    other = compile_here(FORM.replace("| Tốt ", "| Tốt. ").encode(), "f.md").instrument
    assert other.digest != instrument.digest


def test_json__of_another_format__is_refused(instrument: Instrument) -> None:
    with pytest.raises(ValueError, match="format"):
        Instrument.from_json(instrument.to_json().replace('"format":1', '"format":99'))


def test_field_list__is_one_screen_with_its_notes() -> None:
    form = """
| survey | | | | |
| | type        | name | label | appearance |
| | note        | n1   | N     |            |
| | begin_group | g    | G     | field-list |
| | text        | a    | A     |            |
| | begin_group | h    | H     | field-list |
| | text        | b    | B     | multiline  |
| | end_group   |      |       |            |
| | note        | n2   | N     |            |
| | end_group   |      |       |            |
| | text        | c    | C     | fancy      |
| | note        | n3   | N     |            |
| settings | | |
| | form_id | version |
| | x       | 1       |
"""
    compiled = compile_here(form.encode(), "x.md")
    assert {i.name: i.screen for i in compiled.instrument.items} == {
        "n1": 1, "a": 1, "b": 1, "n2": 1, "c": 2, "n3": 2,
    }  # fmt: skip
    assert compiled.instrument.item("b").appearance == "multiline"
    assert [(w.code, w.place) for w in compiled.warnings if w.code != "title_missing"] == [
        ("appearance_ignored", "survey!D10")
    ]
