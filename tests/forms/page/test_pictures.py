"""Pictures, recordings and inner groups on a page."""

import pytest

from forms import (
    Instrument,
    compile_workbook,
    read_posted,
    removed_files,
    render_hidden,
    render_screen,
    screens,
)

FORM = """
| survey | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | appearance | media::audio::Tiếng Việt (vi) |
| | begin_group | part | Phần | Part | field-list | |
| | note | lead | Lời dẫn | Lead | | lead.mp3 |
| | begin_group | g_one | B01 | B01 | | |
| | text | one | Một | One | | one.mp3 |
| | image | one_photo | Ảnh | Picture | | |
| | end_group | | | | | |
| | begin_group | bare | | | | |
| | image | two | Ảnh mới | New picture | new | |
| | end_group | | | | | |
| | end_group | | | | | |
| | text | last | Cuối | Last | | |
| settings | | | |
| | form_id | version | form_title |
| | page | 1 | Thử |
"""
KEPT = "a" * 64 + ".jpg"


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return compile_workbook(FORM.encode(), "page.md").instrument


def drawn(instrument: Instrument, language: str = "vi", **options: dict[str, str]) -> str:
    return render_screen(instrument, screens(instrument)[0], language, {}, **options)


def test_picture__none_kept__is_a_file_field_with_a_camera_where_asked(instrument: Instrument) -> None:
    html = drawn(instrument)
    assert '<label for="f3">Ảnh</label>' in html
    assert '<input type="file" accept="image/*" id="f3" name="f3">' in html
    assert '<input type="file" accept="image/*" id="f4" name="f4" capture="environment">' in html
    assert "<img" not in html
    assert "remove" not in html


def test_picture__kept__is_shown_with_a_tick_to_remove_it(instrument: Instrument) -> None:
    html = drawn(instrument, kept={"one_photo": "/kept/1?a=1&b=2"})
    assert '<img src="/kept/1?a=1&amp;b=2" alt="Ảnh đã lưu: Ảnh">' in html
    assert '<input type="checkbox" name="f3-remove" value="1">' in html
    assert "f4-remove" not in html


def test_picture__seen_at_full_size__is_a_link_that_leaves_the_page_open(instrument: Instrument) -> None:
    html = drawn(instrument, kept={"one_photo": "/small/1"}, wholes={"one_photo": "/kept/1?a=1&b=2"})
    assert (
        '<a href="/kept/1?a=1&amp;b=2" target="_blank"><img src="/small/1" alt="Ảnh đã lưu: Ảnh"></a>' in html
    )


def test_picture__in_posted_text__is_never_an_answer(instrument: Instrument) -> None:
    fields = {"f2": ["x"], "f3": [KEPT], "f3-remove": ["1"], "f4-remove": [""], "f9-remove": ["1"]}
    assert read_posted(instrument, fields) == {"one": "x"}
    assert removed_files(instrument, fields) == {"one_photo"}
    assert KEPT not in render_hidden(instrument, {"one_photo": KEPT}, screens(instrument)[1])


def test_recording__given_an_address__is_offered_in_its_own_language_only(instrument: Instrument) -> None:
    audio = {"one.mp3": "/media/one.mp3", "lead.mp3": "/media/lead.mp3"}
    html = drawn(instrument, media=audio)
    assert '<audio controls preload="none" src="/media/one.mp3" aria-label="Nghe câu hỏi: Một">' in html
    assert 'src="/media/lead.mp3"' in html
    assert "<audio" not in drawn(instrument, "en", media=audio)
    assert "<audio" not in drawn(instrument)
    assert "<audio" not in drawn(instrument, media={"other.mp3": "/media/other.mp3"})


def test_recording__in_a_language_nobody_wrote__plays_beside_the_text_of_the_default_language() -> None:
    spoken = FORM.replace("media::audio::Tiếng Việt (vi)", "media::audio::Tày (tyz)")
    html = drawn(
        compile_workbook(spoken.encode(), "page.md").instrument, "tyz", media={"one.mp3": "/one.mp3"}
    )
    question = html[html.index('data-item="one"') :]
    assert '<span lang="vi">Một</span>' in question
    assert '<audio controls preload="none" src="/one.mp3" aria-label="Nghe câu hỏi: Một">' in question


def test_inner_group__with_a_label__stands_together_under_it(instrument: Instrument) -> None:
    html = drawn(instrument)
    assert html.count("<section") == html.count("</section>") == 1
    section = '<section class="part" role="group" data-group="g_one" aria-labelledby="f2-part">'
    assert f'{section}\n<h2 id="f2-part">B01</h2>' in html
    assert html.index("Lời dẫn") < html.index("<section") < html.index("f3") < html.index("</section>")
    assert html.index("</section>") < html.index('id="f4"')
    assert "<section" not in render_screen(instrument, screens(instrument)[1], "vi", {})
