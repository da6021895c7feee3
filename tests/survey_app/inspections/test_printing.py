"""A visit on paper, printed by the office."""

from typing import Any


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


def test_print__of_others__is_refused(team: Any, tablet: Any) -> None:
    assert tablet("cuong").open(f"/inspections/{team.make().id}/print").status_code == 403
