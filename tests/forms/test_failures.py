"""What a filled checklist finds."""

from datetime import date

import pytest

from forms import Choice, Instrument, Severity, check, compile_workbook, failures
from forms.answers import Given
from forms.items import ItemType
from tests.forms.parts import form, group, item

FORM = """
| survey | | | | | | | | | | |
| | type | name | label | required | relevant | severity | finding |legal_basis| fails |constraint|appearance|
| | begin_group | outer | Ngoài | | | | | | | |
| | text | whole | Chung | | | | | | | |
| | begin_group | g1 | Một | | | | | | | |
| | select_one yn | board | Bảng niêm yết | yes | | N3 | TT04 | Điều 5 | | |
| | image | board_photo | Ảnh | | | | | | | |
| | image | board_again | Ảnh có đánh dấu | | | | | | | | annotate |
| | image | board_signed | Người phụ trách ký | | | | | | | | signature |
| | text | board_note | Ghi chú | | | | | | | |
| | text | board_more | Thêm | | | | | | | |
| | end_group | | | | | | | | | |
| | begin_group | g2 | Hai | | | | | | | |
| | integer | due | Phải có | | | | | | | |
| | integer | there | Đã có | | ${due} > 0 | N1 | TT01 | | . < ${due} | . >= 0 |
| | end_group | | | | | | | | | |
| | end_group | | | | | | | | | |
| | select_multiple things | things | Có gì | | | N2 | CS03 | | count-selected(.) < 2 | |
| | date | seen | Ngày | | | N2 | CS04 | | . < today() | |
| | calculate | short | | | | N2 | CS05 | | | |
| choices | | | | | |
| | list_name | name | label | missing | fails |
| | yn | yes | Có | | no |
| | yn | no | Không | | yes |
| | yn | na | Không áp dụng | not_applicable | |
| | things | a | A | | |
| | things | b | B | | |
| | things | broken | Hỏng | | yes |
| settings | | |
| | form_id | version |
| | tiny | 1 |
""".replace("| | calculate | short | | | | N2 | CS05 | | | |\n", "")
FIRST, SECOND = "a" * 64 + ".jpg", "0" * 64 + ".jpg"


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return compile_workbook(FORM.encode(), "tiny.md").instrument


def failed(instrument: Instrument, **answers: str | list[str]) -> list[str]:
    return [f.item.name for f in failures(check(instrument, answers), date(2026, 11, 22))]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, []),
        ({"board": "yes"}, []),
        ({"board": "na"}, []),
        ({"board": "no"}, ["board"]),
        ({"due": "5", "there": "5"}, []),
        ({"due": "5", "there": "4"}, ["there"]),
        ({"due": "5"}, []),
        ({"due": "0", "there": "-1"}, []),  # not asked
        ({"due": "5", "there": "x"}, []),  # no number
        ({"things": ["a", "b"]}, []),
        ({"things": "a"}, ["things"]),
        ({"things": "a b broken"}, ["things"]),
        ({"seen": "2026-11-21"}, ["seen"]),
        ({"seen": "2026-11-22"}, []),
        ({"things": "a", "there": "1", "due": "2", "board": "no"}, ["board", "there", "things"]),
    ],
)
def test_failures__of_answers__are_the_items_that_fail_in_order(
    instrument: Instrument, answers: dict[str, str | list[str]], expected: list[str]
) -> None:
    assert failed(instrument, **answers) == expected


def test_failure__has_the_notes_and_pictures_of_its_own_group(instrument: Instrument) -> None:
    checked = check(
        instrument,
        {
            "whole": "không phải của mục này",
            "board": "no",
            "board_photo": FIRST,
            "board_again": SECOND,
            "board_signed": "1" * 64 + ".jpg",
            "board_note": "mờ",
            "board_more": "rách",
            "things": "a",
        },
    )
    board, things = failures(checked)
    assert instrument.item("board_again").type is ItemType.SIGNATURE
    assert (board.note, board.photos) == ("mờ\nrách", (FIRST, SECOND))
    assert (things.note, things.photos) == ("", ())
    assert (board.item.severity, board.item.finding, board.item.legal_basis) == ("N3", "TT04", "Điều 5")


def test_picture__that_is_no_kept_name__is_unreadable(instrument: Instrument) -> None:
    for given in ("photo.jpg", FIRST.upper(), "../" + FIRST, FIRST + "x", "a" * 63 + ".jpg"):
        (problem,) = (
            p for p in check(instrument, {"board_photo": given}).problems if p.place == "board_photo"
        )
        assert problem.code == "answer_picture"


def test_instrument__with_a_checklist__comes_back_from_json_as_it_was(instrument: Instrument) -> None:
    again = Instrument.from_json(instrument.to_json())
    assert (again.items, again.lists, again.digest) == (instrument.items, instrument.lists, instrument.digest)
    assert failed(again, board="no", due="2", there="1") == ["board", "there"]


def test_failures__within_a_repeat__are_told_by_occurrence_with_what_is_in_a_group_of_theirs() -> None:
    instrument = form(
        item("select_one", "open", list_name="yn", severity=Severity.N2, group="counter"),
        item("text", "note", group="counter"),
        item("image", "photo", group="counter"),
        item("integer", "minutes", group="desk", severity=Severity.N3, fails=". > 15"),
        item("text", "why", group="desk"),
        item("image", "seen", group="desk"),
        groups=[group("counter", repeat=True, number=1), group("desk", parent="counter")],
        lists={"yn": [Choice("y", {}), Choice("n", {}, fails=True)]},
    )
    picture = "ab" * 32 + ".jpg"
    raw: dict[str, Given] = {
        "open[1]": "y", "note[1]": "tốt", "minutes[1]": "20", "why[1]": "đông", "seen[1]": picture,
        "open[2]": "n", "note[2]": "đóng cửa", "photo[2]": picture, "minutes[2]": "5",
    }  # fmt: skip
    found = failures(check(instrument, raw))
    assert [(one.item.name, one.occurrence, one.note, one.photos) for one in found] == [
        ("open", 2, "", ()),
        ("minutes", 1, "đông", (picture,)),
    ]
