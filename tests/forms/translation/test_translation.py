"""The texts of a form by their places, and a form with translations and recordings put into it."""

from typing import Any

import pytest

from forms import SHIPPED, Instrument, compile_workbook, load_shipped
from forms.translation import names_in, texts_of, with_translations
from forms.workbook import sheets_of, tables_of
from forms.workbook.writing import write_xlsx

FORM = """\
| survey | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | hint::Tiếng Việt (vi) | calculation |
| | begin_group | part | Phần một | | | |
| | select_one words | q1 | Thế nào? | How was it? | Chọn một | |
| | note | n | Ông/Bà chọn ${q1} | | | |
| | end_group | | | | | |
| | calculate | c | Tính | | | 1 + 1 |

| choices | | | | | |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) | media::audio |
| | words | a | Tốt | Good | a.mp3 |
| | words | a | Tốt lắm | | |

| settings | | | | | |
| | form_id | form_title | version | default_language | allow_choice_duplicates |
| | thu | Phiếu thử | 1 | Tiếng Việt (vi) | yes |
"""


@pytest.fixture(scope="module")
def form() -> Instrument:
    return compile_workbook(FORM.encode(), "form.md").instrument


def compiled_again(instrument: Instrument) -> Instrument:
    return compile_workbook(write_xlsx(sheets_of(instrument)), "again.xlsx", tables_of(instrument)).instrument


def test_texts__of_a_form__stand_in_order_each_at_a_place_of_its_own(form: Instrument) -> None:
    assert [(text.place, text.spoken) for text in texts_of(form)] == [
        ("form title", False),
        ("group part label", False),
        ("item q1 label", True),
        ("item q1 hint", False),
        ("item n label", True),
        ("item c label", False),
        ("choice words a label", True),
        ("choice words a label 2", True),
    ]
    assert texts_of(form)[6].audio == {"vi": "a.mp3"}


@pytest.mark.parametrize("name", SHIPPED)
def test_texts__of_a_shipped_form__have_places_that_are_never_shared(name: str) -> None:
    instrument = compile_workbook(load_shipped(name), f"{name}.md").instrument
    places = [text.place for text in texts_of(instrument)]
    assert len(set(places)) == len(places) > 5


def test_translations__put_in__change_nothing_else_and_compile_to_the_same(form: Instrument) -> None:
    places = [text.place for text in texts_of(form)]
    texts = {place: {"tyz": f"Tày {place}"} for place in places if place != "item n label"}
    texts["item n label"] = {"tyz": "Cần chọn ${q1}", "en": "You chose ${q1}"}
    sounds = {"item q1 label": {"tyz": "tyz-q1.m4a"}, "choice words a label": {"vi": "b.webm"}}
    new = with_translations(form, "2", {"tyz": "Tày", "en": "Anglais"}, texts, sounds)
    assert (new.version, new.languages, new.language_names["en"]) == ("2", ("vi", "en", "tyz"), "English")
    assert new.item("q1").label == {"vi": "Thế nào?", "en": "How was it?", "tyz": "Tày item q1 label"}
    assert new.item("q1").audio == {"tyz": "tyz-q1.m4a"}
    assert [choice.audio for choice in new.lists["words"]] == [{"vi": "b.webm"}, {}]
    assert new.group("part").label["tyz"] == "Tày group part label"
    assert new.title["tyz"] == "Tày form title"
    assert compiled_again(new).digest == new.digest


def test_translations__none__leave_the_form_but_for_its_version(form: Instrument) -> None:
    assert with_translations(form, form.version, {}, {}, {}).digest == form.digest


@pytest.mark.parametrize(
    ("text", "names"), [("", set()), ("${a} và ${ b }, ${a}", {"a", "b"}), ("$a {b}", set())]
)
def test_names__in_a_text__are_those_it_shows(text: str, names: Any) -> None:
    assert names_in(text) == names
