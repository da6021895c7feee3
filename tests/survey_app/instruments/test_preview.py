"""A form in two sizes and every language, drawn as citizens see it, with controls that send nothing."""

from collections.abc import Callable
from typing import Any

import pytest

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
    assert 'sandbox="allow-same-origin"' in answer.text
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
        assert answer.text.count('class="shown"') == 2
        assert "<form" not in answer.text
        assert policy(answer)["frame-ancestors"] == "'self'"
        assert policy(answer)["form-action"] == "'none'"
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


@pytest.mark.parametrize("name", ["sipas/2017.1", "counter_check/1", "counter_rating/1"])
def test_screens__of_every_shipped_form__can_be_drawn(office: Any, staff: Browse, name: str) -> None:
    office.survey("init")
    client = staff("analyst").client
    for tag in ("vi", "en"):
        answer = client.get(f"/instruments/{name}/screens/{tag}")
        assert answer.status_code == 200
        assert 'class="shown"' in answer.text
