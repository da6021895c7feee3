"""Templates filled with values."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.shared import Mm
from PIL import Image

from survey_app.documents import About, Picture, fill

Make = Callable[..., bytes]


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def test_fill__texts__are_written_letter_by_letter(make: Make) -> None:
    said = "Cán bộ & <công chức> \"một cửa\" {{ title }} {% if %} 'x'"
    assert texts(fill(make("[{{ title }}]"), {"title": said})) == [f"[{said}]"]


def test_fill__control_characters__do_not_break_the_file(make: Make) -> None:
    assert texts(fill(make("{{ title }}"), {"title": "a\x00b\x07c\x0cd\te"})) == ["abcde"]


def test_fill__lists__repeat_their_paragraphs(make: Make) -> None:
    template = make("{%p for row in rows %}", "{{ loop.index }}. {{ row.name }}", "{%p endfor %}")
    assert texts(fill(template, {"rows": [{"name": "Một"}, {"name": "Hai"}]})) == ["1. Một", "2. Hai"]


def test_fill__header__is_filled_too(make: Make) -> None:
    filled = fill(make("{{ title }}", header="{{ title }}"), {"title": "DỮ LIỆU GIẢ LẬP"})
    assert Document(io.BytesIO(filled)).sections[0].header.paragraphs[0].text == "DỮ LIỆU GIẢ LẬP"


def test_fill__picture__has_its_width_and_says_what_it_shows(make: Make) -> None:
    made = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(made, "PNG")
    picture = Picture(made.getvalue(), 'Hình 1. "Tỷ lệ" & n < 10', 160)
    document = Document(io.BytesIO(fill(make("{{ chart }}"), {"chart": picture})))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == 'Hình 1. "Tỷ lệ" & n < 10'
    assert shape.width == Mm(160)
    assert shape.height == Mm(80)


@pytest.mark.parametrize("line", ["{{ title.__class__ }}", "{{ title.nothing }}"])
def test_fill__attribute__reaches_nothing(make: Make, line: str) -> None:
    assert texts(fill(make(f"[{line}]"), {"title": "x"})) == ["[]"]


def test_fill__control_characters_in_its_title__do_not_break_the_file(make: Make) -> None:
    about = About("Kiểm tra\x0bnăm\x00", "Ngô\x07 Thu", datetime(2026, 1, 2, tzinfo=UTC))
    said = Document(io.BytesIO(fill(make("{{ title }}"), {"title": "x"}, about))).core_properties
    assert (said.title, said.author) == ("Kiểm tranăm", "Ngô Thu")
