"""An instrument on paper: numbers for questions and choices, and what tells when a question is asked."""

from forms import compile_workbook, load_shipped
from forms.page.failing import failing
from forms.paper import Room, on_paper

FORM = """
| survey | | | | | | | |
| | type | name | label | hint | relevant | severity | finding | fails |
| | begin_group | g1 | Quầy | | | | | |
| | select_one yn | board | Có **bảng**? | | | N2 | TT04 | |
| | note | told | Xem kỹ | | | | | |
| | integer | due | Bao nhiêu? | Đếm đủ | ${board} = 'no' | N1 | TT01 | . > 3 |
| | select_multiple yn | many | Những gì? | | ${due} > 2 | | | |
| | calculate | sum | | | | | | |
| | end_group | | | | | | | |
| | begin_repeat | each | Hồ sơ | | | | | |
| | image | shot | Ảnh | | | | | |
| | date | day | Ngày | | | | | |
| | end_repeat | | | | | | | |
| choices | | | | |
| | list_name | name | label | fails |
| | yn | yes | Có | |
| | yn | no | Không | yes |
| settings | | | |
| | form_id | version | audience |
| | giay | 1 | staff |
""".replace("| | calculate | sum | | | | | | |\n", "")


def made() -> object:
    return compile_workbook(FORM.encode(), "giay.md").instrument


def test_on_paper__form__numbers_its_questions_and_keeps_choices_in_order() -> None:
    first, *others = on_paper(made(), "vi")
    assert [(line.number, line.label, line.room) for line in first.lines] == [
        (1, "Có bảng?", Room.ONE),
        (0, "Xem kỹ", None),
        (2, "Bao nhiêu?", Room.FIGURE),
        (3, "Những gì?", Room.SEVERAL),
    ]
    assert first.title == "Quầy"
    assert first.lines[0].choices == ("Có", "Không")
    assert first.lines[2].hint == "Đếm đủ"
    assert all(part.repeats for part in others)
    assert [line.room for part in others for line in part.lines] == [Room.FILE, Room.DAY]


def test_on_paper__conditions__are_said_by_numbers_where_numbers_can_say_them() -> None:
    lines = {line.number: line for part in on_paper(made(), "vi") for line in part.lines}
    assert lines[1].only_if is None
    assert lines[2].only_if == (1, 2)
    assert lines[3].only_if == (0, 0)


def test_on_paper__shipped_checklist__has_every_question_once() -> None:
    instrument = compile_workbook(load_shipped("cchc_checklist"), "cchc_checklist.md").instrument
    lines = [line for part in on_paper(instrument, "en") for line in part.lines if line.number]
    asked = [item for item in instrument.items if item.askable and item.screen is not None]
    assert [line.number for line in lines] == list(range(1, len(asked) + 1))


def test_failing__checklist__tells_choices_and_trees() -> None:
    found = failing(made())
    assert found["board"] == {"severity": "N2", "repeat": "", "choices": ["no"], "tree": None}
    assert found["due"]["tree"]
