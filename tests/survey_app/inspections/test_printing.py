"""A visit on paper, printed by the office."""

import base64
import re
from hashlib import sha256
from typing import Any

import pytest

from survey_app.store import put_setting
from tests.survey_app.inspections.conftest import compiled


def code(page: str) -> str:
    found = re.search(r"Mã nội dung: ([0-9a-f]{16})", page)
    assert found
    return found[1]


def test_print__draft__has_the_minutes_what_failed_and_the_answers(team: Any, tablet: Any) -> None:
    visit = team.make()
    team.save(visit, 1, {"B01": "no"})
    page = tablet("anh").open(f"/inspections/{visit.id}/print").text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "số nội dung không đạt: 1" in page
    assert "không đạt, mức N3" in page
    assert visit.id in page
    assert " style=" not in page


def test_print__handed_in__shows_files_by_their_digests(team: Any, tablet: Any) -> None:
    visit = team.make()
    photo = team.photograph(visit)
    team.fill(visit, B05="no", B05_photo=photo, B05_note="Thiếu mẫu đơn.")
    page = tablet("anh").open(f"/inspections/{visit.id}/print").text
    assert f"Tệp {photo[:16]}" in page


def test_print__has_a_code_of_its_content_that_stays_when_it_is_handed_in(team: Any, tablet: Any) -> None:
    visit, digest = team.make(), compiled().instrument.digest
    team.save(visit, 1, {"B01": "yes", "B02_required": "20"})
    written = f'{{"answers":{{"B01":"yes","B02_required":"20"}},"digest":"{digest}","visit":"{visit.id}"}}'
    browser = tablet("anh")
    page = browser.open(f"/inspections/{visit.id}/print").text
    assert f"mã nội dung: {sha256(written.encode()).hexdigest()[:16]}" in page.casefold()
    assert base64.b64decode(re.search(r"data:image/svg\+xml;base64,([^\"]+)", page)[1]).startswith(b"<svg")  # type: ignore[index]
    team.fill(visit, C03=["water", "seats"])
    draft = code(browser.open(f"/inspections/{visit.id}/print").text)
    team.submit(visit)
    assert code(browser.open(f"/inspections/{visit.id}/print").text) == draft != code(page)


def test_print__draft__says_so_and_what_must_still_be_answered(team: Any, tablet: Any) -> None:
    visit = team.make()
    team.save(visit, 1, {"B01": "no"})
    page = tablet("anh").open(f"/inspections/{visit.id}/print").text
    assert "BẢN NHÁP" in page
    said = re.search(r"Số câu bắt buộc chưa trả lời: (\d+)\.", page)
    assert said
    assert int(said[1]) == page.count("<em>chưa trả lời</em>") > 0
    assert "Số nội dung đã ghi nhận: 1;" in page  # what is missing was not recorded


def test_print__handed_in__names_who_did_and_misses_nothing(team: Any, tablet: Any) -> None:
    visit = team.make()
    team.fill(visit)
    page = tablet("anh").open(f"/inspections/{visit.id}/print").text
    assert "BẢN NHÁP" in page
    assert "chưa trả lời" not in page
    team.submit(visit)
    page = tablet("anh").open(f"/inspections/{visit.id}/print").text
    assert "Đã nộp lúc" in page
    assert "BẢN NHÁP" not in page


def test_print__of_a_demonstration__carries_the_mark_on_the_paper(
    team: Any, request: pytest.FixtureRequest
) -> None:
    team.store.write(lambda db: put_setting(db, "demo", "yes"))
    tablet = request.getfixturevalue("tablet")  # the server reads the mark when it starts
    page = tablet("anh").open(f"/inspections/{team.make().id}/print").text
    paper = page.split('<article class="paper">')[1]
    assert paper.count("DỮ LIỆU GIẢ LẬP") == 2  # at its head, and across every sheet


def test_print__of_real_data__carries_no_mark(team: Any, tablet: Any) -> None:
    assert "GIẢ LẬP" not in tablet("anh").open(f"/inspections/{team.make().id}/print").text


def test_print__of_others__is_refused(team: Any, tablet: Any) -> None:
    assert tablet("cuong").open(f"/inspections/{team.make().id}/print").status_code == 404
