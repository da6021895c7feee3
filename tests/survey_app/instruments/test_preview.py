"""A form in two sizes and every language, to try out: what is sent is judged, and nothing is stored."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from forms import compile_workbook
from survey_app.instruments import service

Browse = Callable[..., Any]


@pytest.fixture
def draft(office: Any, samples: Any) -> str:
    return str(samples.draft(office.store, sound="q1.mp3", sent=("q1.mp3",)))


def policy(answer: Any) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def test_preview__of_a_draft__frames_phone_and_tablet(office: Any, staff: Browse, draft: str) -> None:
    answer = staff("administrator").client.get(f"/instrument-drafts/{draft}/preview?in=en")
    assert answer.status_code == 200
    assert answer.text.count(f'src="/instrument-drafts/{draft}/screens/en"') == 2
    assert 'width="360"' in answer.text
    assert 'width="800"' in answer.text
    assert 'href="?in=vi"' in answer.text
    assert policy(answer)["frame-src"] == "'self'"
    assert policy(answer)["frame-ancestors"] == "'none'"


def test_screens__of_a_draft__are_every_screen_in_the_language(
    office: Any, staff: Browse, draft: str
) -> None:
    client = staff("administrator").client
    for tag, said in (("vi", "Thế nào?"), ("en", "How was it?")):
        answer = client.get(f"/instrument-drafts/{draft}/screens/{tag}")
        assert said in answer.text
        assert f'<html lang="{tag}">' in answer.text
        assert "PREVIEW" in answer.text
        assert answer.text.count('class="screen"') == 2
        assert policy(answer)["frame-ancestors"] == "'self'"
        assert policy(answer)["form-action"] == policy(answer)["script-src"] == "'self'"
    assert "How was it?" not in client.get(f"/instrument-drafts/{draft}/screens/ja").text


def test_screens__with_a_recording__play_it(office: Any, staff: Browse, samples: Any, draft: str) -> None:
    client = staff("administrator").client
    address = f"/instrument-drafts/{draft}/files/q1.mp3"
    answer = client.get(f"/instrument-drafts/{draft}/screens/vi")
    assert f'src="{address}"' in answer.text
    assert policy(answer)["media-src"] == "'self'"
    sound = client.get(address)
    assert (sound.data, sound.mimetype) == (samples.mp3, "audio/mpeg")
    part = client.get(address, headers={"Range": "bytes=0-2"})
    assert (part.status_code, part.data) == (206, b"ID3")
    assert client.get(f"/instrument-drafts/{draft}/files/q2.mp3").status_code == 404


def test_preview__of_a_published_version__is_open_to_an_analyst(
    office: Any, staff: Browse, samples: Any, draft: str
) -> None:
    office.store.write(lambda db: service.publish_draft(db, draft, True, samples.now))
    client = staff("analyst").client
    assert "/instruments/thu/1/screens/vi" in client.get("/instruments/thu/1/preview").text
    assert 'src="/instruments/thu/1/files/q1.mp3"' in client.get("/instruments/thu/1/screens/vi").text
    assert client.get("/instruments/thu/1/files/q1.mp3").data == samples.mp3
    assert "/instruments/thu/1/files/q1.mp3" in client.get("/instruments/thu/1").text


@pytest.mark.parametrize("name", ["sipas/2017.1", "counter_check/2", "counter_rating/1"])
def test_screens__of_every_shipped_form__can_be_drawn(office: Any, staff: Browse, name: str) -> None:
    office.survey("init")
    client = staff("analyst").client
    for tag in ("vi", "en"):
        answer = client.get(f"/instruments/{name}/screens/{tag}")
        assert answer.status_code == 200
        assert 'class="screen"' in answer.text


TRIED = """
| survey | | | | | |
| | type | name | label::Tiếng Việt (vi) | required | constraint |
| | integer | days | Mấy ngày? | yes | . < 10 |
| | image | photo | Ảnh | | |
| | begin_repeat | late | Trễ | | |
| | image | proof | Bằng chứng | | |
| | end_repeat | | | | |
| settings | | | | |
| | form_id | version | form_title | default_language |
| | tried | 1 | Thử | Tiếng Việt (vi) |
"""


@pytest.fixture
def trial(office: Any, staff: Browse, samples: Any) -> Any:
    """What posts a form tried out and hands back the answer; it is a published one."""
    compiled = compile_workbook(TRIED.encode(), "tried.md")
    office.store.write(lambda db: service.publish(db, compiled, TRIED.encode(), "tried.md", samples.now))
    browser = staff("analyst")
    address = "/instruments/tried/1/screens/vi"

    def post(**fields: Any) -> Any:
        token = browser.token(address)
        return browser.client.post(address, data={"csrf_token": token, **fields})

    return post


def test_trial__of_good_answers__shows_what_the_server_would_store(office: Any, trial: Any) -> None:
    answer = trial(f1="7", f2=(BytesIO(b"picture"), "a.jpg"), f3_1=(BytesIO(b"proof"), "b.jpg"), r1="1")
    assert answer.status_code == 200
    assert "Máy chủ sẽ nhận phiếu này" in answer.text
    assert "&#34;days&#34;: 7" in answer.text
    assert answer.text.count(".jpg&#34;") == 2
    assert "&#34;proof[1]&#34;" in answer.text
    assert office.store.read().execute("select count(*) from responses_response").fetchone()[0] == 0


def test_trial__of_answers_that_break_a_rule__says_all_of_them_and_keeps_what_was_typed(trial: Any) -> None:
    answer = trial(f1="12", r1="1")
    assert "còn 1 chỗ cần sửa" in answer.text
    assert "Mấy ngày?: Câu trả lời này chưa hợp lệ" in answer.text
    assert 'value="12"' in answer.text


def test_trial__without_a_token__is_refused(office: Any, staff: Browse, trial: Any) -> None:
    assert (
        staff("analyst").client.post("/instruments/tried/1/screens/vi", data={"f1": "7"}).status_code == 400
    )
