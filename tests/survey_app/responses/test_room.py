"""What a post may hold: room for every text a form asks for, and nothing that is no text."""

from typing import Any
from urllib.parse import quote, urlencode

import pytest

from forms import compile_workbook
from survey_app.responses.room import letters_in, room_of
from tests.survey_app.conftest import Phone

TEXTS = """
| survey | | | |
| | type | name | label |
{rows}
| settings | | | |
| | form_id | version | form_title |
| | long | 1 | Dài |
"""


def test_room__grows_with_the_texts_of_a_form__within_bounds() -> None:
    def room(texts: int) -> int:
        rows = "\n".join(f"| | text | t{place} | Câu {place} |" for place in range(texts))
        return room_of(compile_workbook(TEXTS.format(rows=rows).encode(), "long.md").instrument)

    assert letters_in(room(1)) == 25_000
    assert letters_in(room(60)) == 120_000
    assert room(500) == 2 * 2**20


@pytest.mark.parametrize("sent", ["%FF%FEabc", "x%ED%A0%80y", "%C3"])
def test_text__that_is_no_utf8__is_refused_with_the_page_again(office: Any, client: Any, sent: str) -> None:
    phone = Phone(client, office.collector())
    body = f"{urlencode(phone.fields())}&f1={sent}"
    page = client.post(phone.path, data=body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 422
    assert "ký tự bị hỏng" in page.text
    good = f"{urlencode(phone.fields())}&f1=5&x={quote('Đường 5% và %FF')}"
    page = client.post(phone.path, data=good, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 200


def test_text__that_is_no_utf8__in_a_form_with_parts__is_refused(office: Any, client: Any) -> None:
    phone = Phone(client, office.collector())
    parts = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in [(n, v.encode()) for n, v in phone.fields().items()] + [("f1", b"x\xed\xa0\x80y")]
    )
    kind = "multipart/form-data; boundary=b"
    page = client.post(phone.path, data=parts + b"--b--\r\n", content_type=kind)
    assert page.status_code == 422
    assert "ký tự bị hỏng" in page.text
