"""Texts: the marks they may have, the answers put in, and nothing else."""

import pytest

from forms import Instrument, Problem, compile_workbook, name_place, word_problem
from forms.page.texts import Output, said

FORM = """
| survey |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | constraint | constraint_message::Tiếng Việt (vi) |
| | text | who | Tên **ông/bà** | Name | | |
| | select_one s | way | Cách ${who} đến? | How? | . != 'a' | Không phải ${way}, ${who}! |
| choices |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) |
| | s | a | Đi bộ | On foot |
| | s | b | Đi xe | By bus |
| settings |
| | form_id | version | form_title |
| | texts | 1 | Thử |
"""  # noqa: E501


@pytest.fixture(scope="module")
def form() -> Instrument:
    return compile_workbook(FORM.encode(), "texts.md").instrument


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**đậm** và _nghiêng_", "<strong>đậm</strong> và <em>nghiêng</em>"),
        ("__đậm__ *nghiêng*", "<strong>đậm</strong> <em>nghiêng</em>"),
        ("một\nhai", "một<br>hai"),
        ("2 * 3 * 4, ten_cua_bien, 5*", "2 * 3 * 4, ten_cua_bien, 5*"),
        ("**", "**"),
        ("<b onclick=x>**a**</b> &", "&lt;b onclick=x&gt;<strong>a</strong>&lt;/b&gt; &amp;"),
        ("[đây](https://example.org)", "[đây](https://example.org)"),
        ("**${who}** ${ who } ${none}", None),
    ],
)
def test_marks__are_three_and_safe(form: Instrument, text: str, html: str | None) -> None:
    def fill(name: str) -> Output | None:
        return Output("who", '<i> *An* "') if name == "who" else None

    found = said(form, {"vi": text}, "vi", fill)
    if html is None:
        shown = '<span data-value="who">&lt;i&gt; *An* &#34;</span>'
        assert found.html == f"<strong>{shown}</strong> {shown} ${{none}}"
        assert found.text == '<i> *An* " <i> *An* " ${none}'
    else:
        assert found.html == html


def test_message__names_answers__as_text(form: Instrument) -> None:
    problem = Problem("answer_constraint", "way")
    assert word_problem(form, problem, "vi", {"who": "An", "way": "a"}) == "Không phải a, An!"
    assert word_problem(form, problem, "vi") == "Không phải , !"
    assert name_place(form, "way", "vi", {"who": "An"}) == "Cách An đến?"
    assert name_place(form, "who", "vi") == "Tên ông/bà"


def test_place__in_a_repeat__is_called_with_its_entry(every: Instrument) -> None:
    assert name_place(every, "days[2]", "vi") == "Trễ mấy ngày? (hồ sơ trễ hạn 2)"
    assert name_place(every, "late", "en") == "Late files"
    assert name_place(every, "nobody", "vi") == "nobody"
