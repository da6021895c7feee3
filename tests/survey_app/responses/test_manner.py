"""How a form is shown and answered: the size of its letters, who helps, and the recordings it plays."""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from forms import compile_workbook
from survey_app import web
from survey_app.instruments import service as instruments
from survey_app.instruments.model import Attachment
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Mode

GOOD = ("5", "4", "5", "4", "5", "5")
Scan = Callable[..., Any]
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(range(200)) * 10
FORM = """
| survey | | | | | | |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | required | audio | media::audio::English (en) |
| | text | one | Một | One | yes | one.mp3 | |
| | text | two | Hai | Two | yes | two-vi.mp3 | two-en.mp3 |
| settings | | | |
| | form_id | version | form_title |
| | spoken | 1 | Thử |
"""  # noqa: E501


@dataclass(frozen=True)
class Spoken:
    """A code of a form with recordings, and one of the same form in a round that ended."""

    code: str
    ended: str


@pytest.fixture
def spoken(office: Any) -> Spoken:
    compiled = compile_workbook(FORM.encode(), "spoken.md")
    files = [Attachment(name, "audio/mpeg", SOUND + name.encode()) for name in compiled.instrument.files]

    def fill(db: Any) -> None:
        instruments.publish(db, compiled, FORM.encode(), "spoken.md", web.now(), files)
        day = timedelta(1)
        rounds.add_round(db, "SP", "spoken", office.today - day, office.today + day)
        rounds.add_round(db, "SPOLD", "spoken", office.today - 9 * day, office.today - day)

    office.store.write(fill)
    return Spoken(office.collector(round_="SP"), office.collector(round_="SPOLD"))


def size(page: Any) -> str | None:
    """The class that sets the size of a page's letters."""
    found = re.search(r'<html lang="[^"]+"(?: class="([^"]+)")?>', page.text)
    assert found, page.text[:200]
    return found[1]


def test_letters__made_larger_and_smaller__keep_screen_and_answers(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    assert size(scanned.page) is None
    assert "Chữ nhỏ hơn" not in scanned.page.text
    scanned.press(f1="5")
    assert size(scanned.press("text", "1")) == "text-1"
    assert size(scanned.press("text", "2")) == "text-2"
    assert "Chữ to hơn" not in scanned.page.text
    assert "Bước 2/7" in scanned.page.text
    assert scanned.fields()["f1"] == "5"
    assert size(scanned.press("text", "1")) == "text-1"
    assert size(scanned.press("text", "0")) is None


def test_letters__large__stay_so_to_the_thank_you_page(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    scanned.press("text", "2")
    scanned.press("lang", "en")
    answered = scanned.answer_all(*GOOD)
    assert size(scanned.client.get(answered.headers["Location"])) == "text-2"


def test_letters__large_on_a_kiosk__are_normal_for_the_next_person(office: Any, phone: Scan) -> None:
    code = office.collector(Mode.KIOSK)
    scanned = phone(code)
    scanned.press("text", "2")
    thanks = scanned.client.get(scanned.answer_all(*GOOD).headers["Location"])
    assert thanks.headers["Refresh"].endswith(f"url=/k/{code}")
    assert size(scanned.client.get(f"/k/{code}")) is None


@pytest.mark.parametrize("asked", ["3", "-1", "", "x", "9" * 5000, "²"])
def test_letters__of_an_impossible_size__are_normal(office: Any, phone: Scan, asked: str) -> None:
    scanned = phone(office.collector())
    assert size(scanned.press("text", asked)) is None
    assert size(scanned.press(size=asked, f1="5")) is None
    receipt = f"/k/{office.collector()}/thanks/{'A' * 10}"
    assert size(scanned.client.get(receipt, query_string={"text": asked})) is None


def test_help__on_the_first_screen__asks_plainly_and_offers_three_answers(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    assert "Có ai đang giúp ông/bà trả lời không?" in scanned.page.text
    page = scanned.press("help_relative")
    assert "Người thân đang giúp ông/bà trả lời" in page.text
    assert re.findall(r'name="help_(\w+)"', page.text) == ["none", "staff"]
    scanned.press("text", "1")
    scanned.answer_all(*GOOD)
    row = office.store.read().execute("SELECT assisted, audio_used FROM responses_response").fetchone()
    assert tuple(row) == ("relative", 0)


def test_recording__in_the_language_shown__stands_beside_its_question(spoken: Spoken, phone: Scan) -> None:
    scanned = phone(spoken.code)
    played = re.findall(
        r'<audio controls preload="none" src="([^"]+)" aria-label="([^"]+)">', scanned.page.text
    )
    assert played == [(f"/k/{spoken.code}/media/one.mp3", "Nghe câu hỏi: Một")]
    assert "<audio" not in scanned.press("lang", "en").text
    assert f"/k/{spoken.code}/media/two-en.mp3" in scanned.press(f1="x").text
    wrong = scanned.press()
    assert wrong.status_code == 422
    assert f"/k/{spoken.code}/media/two-en.mp3" in wrong.text


def test_policy__allows_sounds_only_where_there_are_some(office: Any, spoken: Spoken, phone: Scan) -> None:
    scanned = phone(spoken.code)
    pages = [scanned.page, scanned.press(f1="x")]
    assert all("media-src 'self';" in page.headers["Content-Security-Policy"] for page in pages)
    silent = phone(office.collector())
    for page in (silent.page, silent.press(f1="5"), silent.client.get("/k/ABC")):
        assert "media-src" not in page.headers["Content-Security-Policy"]


def test_sound__asked_for__comes_whole_or_in_part(spoken: Spoken, client: FlaskClient) -> None:
    content = SOUND + b"one.mp3"
    path = f"/k/{spoken.code}/media/one.mp3"
    whole = client.get(path)
    assert (whole.status_code, whole.data, whole.mimetype) == (200, content, "audio/mpeg")
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    first = client.get(path, headers={"Range": "bytes=0-1"})
    assert (first.status_code, first.data) == (206, content[:2])
    assert first.headers["Content-Range"] == f"bytes 0-1/{len(content)}"
    assert client.get(path, headers={"Range": f"bytes={len(content)}-"}).status_code == 416
    head = client.head(path)
    assert (head.status_code, head.data, head.content_length) == (200, b"", len(content))
    assert all("Set-Cookie" not in answer.headers for answer in (whole, first, head))


@pytest.mark.parametrize("name", ["three.mp3", "One.mp3", "..%2Fone.mp3", "one.mp3%00", "%C3%A1.mp3"])
def test_sound__the_form_does_not_name__is_no_page(spoken: Spoken, client: FlaskClient, name: str) -> None:
    assert client.get(f"/k/{spoken.code}/media/{name}").status_code == 404


def test_sound__of_a_code_that_is_closed_or_has_none__is_no_page(
    office: Any, spoken: Spoken, client: FlaskClient
) -> None:
    assert client.get(f"/k/{spoken.ended}/media/one.mp3").status_code == 410
    assert client.get(f"/k/{office.collector()}/media/one.mp3").status_code == 404


def test_page__with_recordings_and_large_letters__is_small(spoken: Spoken, phone: Scan) -> None:
    scanned = phone(spoken.code)
    assert len(zlib.compress(scanned.press("text", "2").data)) < 15_000
