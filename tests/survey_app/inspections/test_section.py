"""A section of a checklist: kept as sent, its photos, what is missing, two who fill it in at once."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from forms import ItemType
from survey_app import media


def test_section__complete__is_saved_and_leads_to_the_next(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    assert "Công khai TTHC" in anh.open(team.section(visit, 1)).text
    answer = anh.press(team.section(visit, 1), then="on", **team.fields(1))
    assert (answer.status_code, answer.location) == (303, team.section(visit, 2))
    anh.open(team.section(visit, 6))
    last = anh.press(team.section(visit, 6), then="on", **team.fields(6))
    assert last.location == f"/inspections/{visit.id}/review"
    anh.open(team.section(visit, 2))
    assert anh.press(team.section(visit, 2), then="back").location == team.section(visit, 1)


def test_section__incomplete__is_kept_and_says_what_is_missing(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    anh.open(team.section(visit, 1))
    answer = anh.press(team.section(visit, 1), then="on", f2="no", f5="hai mươi")
    assert answer.status_code == 422
    assert "Đã lưu những gì đã điền" in answer.text
    assert "“hai mươi” không phải là số nguyên" in answer.text
    assert 'value="hai mươi"' in answer.text
    assert team.section(visit, 2) in answer.text
    assert team.now(visit).draft == {"B01": "no", "B02_required": "hai mươi"}
    left = anh.press(team.section(visit, 1), then="leave", f2="yes")
    assert left.location == f"/inspections/{visit.id}"
    again = anh.open(team.section(visit, 1)).text
    assert re.search(r'value="yes" checked', again)
    assert "error-summary" not in again
    assert "error-summary" in anh.open(team.section(visit, 1) + "?missing=1").text


def test_section__photos__are_kept_shown_replaced_and_removed(team: Any, tablet: Any, jpeg: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    one, two = team.field_of("B01_photo"), team.field_of("B02_photo")
    anh.open(team.section(visit, 1))
    anh.press(
        team.section(visit, 1), then="on", **{one: (jpeg("red"), "a.jpg"), two: (jpeg("blue"), "b.jpg")}
    )
    draft = team.now(visit).draft
    assert draft.keys() == {"B01_photo", "B02_photo"}
    address = f"/inspections/{visit.id}/photos/{draft['B01_photo']}"
    assert address in anh.page.text
    shown = anh.client.get(address)
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"].startswith("private")
    thumbnail = address.replace("photos", "thumbnails")
    assert f'<a href="{address}" target="_blank"><img src="{thumbnail}"' in anh.page.text
    small = anh.client.get(thumbnail)
    assert (small.data, small.mimetype) == (media.thumbnail(team.store, draft["B01_photo"]), "image/jpeg")
    assert small.headers["Cache-Control"] == shown.headers["Cache-Control"]
    marked = {"If-None-Match": small.headers["ETag"]}
    assert anh.client.get(thumbnail, headers=marked).status_code == 304
    assert tablet("cuong").client.get(thumbnail, headers=marked).status_code == 404
    assert anh.client.get(thumbnail.replace(draft["B01_photo"], "0" * 64 + ".jpg")).status_code == 404
    anh.open(team.section(visit, 1))
    anh.press(team.section(visit, 1), then="on", **{one: (jpeg("green"), "c.jpg"), f"{two}-remove": "1"})
    after = team.now(visit).draft
    assert after.keys() == {"B01_photo"}
    assert after["B01_photo"] != draft["B01_photo"]


def test_section__photos_together_over_the_limit__is_the_section_again_with_what_to_do(
    team: Any, tablet: Any
) -> None:
    visit, anh = team.make(), tablet("anh")
    team.save(visit, 1, {"B01_note": "Đã lưu trước đó"})
    at = team.section(visit, 1)
    anh.open(at)
    huge = {"CONTENT_LENGTH": str(251 * 2**20), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = anh.client.post(at, environ_overrides=huge)
    assert answer.status_code == 413
    said = unescape(answer.text)
    assert "mỗi ảnh tối đa 20 MB, tất cả ảnh trong một lần lưu tối đa 250 MB" in said
    assert "Lần gửi này không đọc được nên chưa lưu gì" in said
    assert "Đã lưu trước đó" in said
    assert f'action="{at}"' in said
    assert "chia thành nhiều tệp" not in said
    nobody = anh.client.application.test_client().post(at, environ_overrides=huge)
    assert (nobody.status_code, "Đã lưu trước đó" in nobody.text) == (303, False)
    other = tablet("cuong").client.post(at, environ_overrides=huge)
    assert (other.status_code, "Đã lưu trước đó" in other.text) == (413, False)


def test_section__of_the_checklist__takes_its_photos_at_their_largest(team: Any, tablet: Any) -> None:
    takes = tablet("anh").client.application.view_functions["inspections.section"].most_bytes
    photos = max(sum(item.type is ItemType.IMAGE for item in screen.items) for screen in team.screens)
    assert takes > (photos + 1) * media.MOST_MEGABYTES * 2**20


def test_section__a_refused_photo__says_which_and_keeps_the_rest(team: Any, tablet: Any, jpeg: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    good, bad = team.field_of("B01_photo"), team.field_of("B05_photo")
    anh.open(team.section(visit, 1))
    sent = {good: (jpeg("red"), "a.jpg"), bad: (b"<svg/>", "b.svg")}
    for then in ("leave", "on"):
        answer = anh.press(team.section(visit, 1), then=then, **{**team.fields(1), **sent})
        assert answer.status_code == 422
        assert f'href="#{bad}">Ảnh B05' in answer.text
        assert f'href="#{good}"' not in answer.text
    draft = team.now(visit).draft
    assert (draft["B01"], "B05_photo" in draft) == ("yes", False)
    assert "B01_photo" in draft


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff truncated", b"GIF89a....", b"%PDF-1.7"])
def test_section__no_photo_at_all__is_refused_in_words(team: Any, tablet: Any, content: bytes) -> None:
    visit, anh = team.make(), tablet("anh")
    anh.open(team.section(visit, 1))
    photo = team.field_of("B01_photo")
    answer = anh.press(team.section(visit, 1), then="on", **{photo: (content, "a.jpg")})
    assert answer.status_code == 422
    assert f'href="#{photo}">Ảnh B01: ' in answer.text
    assert team.now(visit).draft == {}


def test_section__changed_by_the_other_meanwhile__keeps_what_both_said(
    team: Any, tablet: Any, jpeg: Any
) -> None:
    visit, anh = team.make(), tablet("anh")
    anh.open(team.section(visit, 1))
    theirs = {"B01": "no", "B02_required": "7", "B05_photo": team.photograph(visit, "blue")}
    team.save(visit, 1, theirs, team.binh)
    mine = {"f2": "yes", team.field_of("B01_photo"): (jpeg("red"), "a.jpg")}
    answer = anh.press(team.section(visit, 1), then="on", **mine)
    assert answer.status_code == 409
    assert "người khác đã lưu" in answer.text
    assert "<dd>Không đạt</dd>" in answer.text  # where both said something else
    assert 'value="7"' in answer.text  # where only the other did
    assert team.now(visit).draft == theirs
    assert anh.press(team.section(visit, 1), then="leave", f2="yes", f5="7").status_code == 303
    draft = team.now(visit).draft
    assert (draft["B01"], draft["B02_required"]) == ("yes", "7")
    assert draft["B05_photo"] == theirs["B05_photo"]
    assert media.photo(team.store, draft["B01_photo"])


def test_section__store_that_takes_nothing__keeps_what_was_typed_on_the_page(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    anh.open(team.section(visit, 1))
    team.store.close()
    answer = anh.press(team.section(visit, 1), then="on", f2="no", f5="17")
    assert answer.status_code == 503
    assert 'value="17"' in answer.text
    assert "Chưa lưu được gì" in answer.text


def test_section__sent_twice__is_no_conflict_with_oneself(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    opened = anh.open(team.section(visit, 1))
    for _ in range(2):
        anh.page = opened
        assert anh.press(team.section(visit, 1), then="on", **team.fields(1)).status_code == 303


@pytest.mark.parametrize("number", [0, 7, 99])
def test_section__of_no_such_number__is_not_found(team: Any, tablet: Any, number: int) -> None:
    visit = team.make()
    assert tablet("anh").open(team.section(visit, number)).status_code == 404


def test_section__wrong_token__changes_nothing(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    anh.open(team.section(visit, 1))
    forged = {"csrf_token": "forged"}
    assert anh.press(team.section(visit, 1), f2="yes", **forged).status_code == 400
    anh.open(team.section(visit, 1))
    assert anh.press(team.section(visit, 1), made_from="forged", f2="yes").status_code == 409
    assert team.now(visit).draft == {}


def test_section__handed_in_meanwhile__says_by_whom(team: Any, tablet: Any) -> None:
    visit, anh = team.fill(team.make()), tablet("anh")
    anh.open(team.section(visit, 1))
    team.submit(visit, team.binh)
    answer = anh.press(team.section(visit, 1), then="on", f2="no")
    assert answer.status_code == 409
    assert "đã được Trần Văn Bình nộp" in answer.text


@pytest.mark.parametrize("sent", [b"Qu\xe1\xba y", b"\xed\xa0\x80", b"\xff", "Quầ\ufffdy".encode()])
def test_section__text_that_lost_letters_on_its_way__is_not_stored_and_shown_again(
    team: Any, tablet: Any, sent: bytes, jpeg: Any
) -> None:
    visit, anh = team.make(), tablet("anh")
    at, note, photo = team.section(visit, 1), team.field_of("B01_note"), team.field_of("B01_photo")
    team.save(visit, 1, {"B01_note": "Đã lưu trước đó"})
    hidden = dict(re.findall(r'name="(csrf_token|made_from)"[^>]*value="([^"]*)"', anh.open(at).text))
    fields = {name.encode(): value.encode() for name, value in hidden.items()}
    fields |= {note.encode(): sent, b"f2": b"no", b"then": b"leave"}
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    body = b"".join(part % pair for pair in fields.items())
    body += part.replace(b'"\r\n\r\n', b'"; filename="a.jpg"\r\n\r\n') % (photo.encode(), jpeg("red"))
    answer = anh.client.post(at, data=body + b"--x--\r\n", content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert "ký tự bị hỏng" in answer.text
    assert re.search(r'value="no"[^>]* checked', answer.text)
    assert "/thumbnails/" in answer.text
    assert team.now(visit).draft == {"B01_note": "Đã lưu trước đó"}


def test_section__half_a_letter_in_an_address_encoded_post__is_no_fault(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    at, note = team.section(visit, 1), team.field_of("B01_note")
    hidden = dict(re.findall(r'name="(csrf_token|made_from)"[^>]*value="([^"]*)"', anh.open(at).text))
    body = urlencode({**hidden, "then": "leave"}) + f"&{note}=%ED%A0%80%FF"
    answer = anh.client.post(at, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code < 500
    team.now(visit).draft.get("B01_note", "").encode()
    assert anh.open(at).status_code == 200
