"""Photos and files on the responses desk: kept, removed and brought by corrections, taken along as files."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from survey_app import media
from survey_app.inspections import service as inspections
from survey_app.responses import service
from tests.survey_app.inspections.conftest import NOW, Tablet, picture
from tests.survey_app.inspections.desk import Form, answers, faults, send

Sign = Callable[..., Tablet]


def test_correct__files__are_kept_removed_and_brought(team: Any, tablet: Sign, visited: Any) -> None:
    chief, path, name = tablet("chief"), f"/responses/{visited.id}/correct", team.field_of("C01_photo")
    photo = answers(team, visited.id)["C01_photo"]
    assert Form(chief.client.get(path).text).fields[f"{name}-kept"] == [photo]
    refused = send(chief, path, reason="Ảnh rõ hơn", **{name: (io.BytesIO(b"no photo"), "a.jpg")})
    assert refused.status_code == 422
    assert f'href="#{name}"' in refused.text
    again = send(chief, path, reason="", **{name: (io.BytesIO(picture("green")), "b.jpg")})
    assert again.status_code == 422
    brought = Form(again.text).fields[f"{name}-kept"][0]
    assert brought != photo
    assert chief.client.get(f"/responses/{visited.id}/thumbnails/{brought}").status_code == 200
    assert send(chief, path, again.text, reason="Ảnh rõ hơn").status_code == 303
    assert answers(team, visited.id)["C01_photo"] == brought
    assert {brought, photo} <= service.files_named(team.store.read()) | inspections.photos(
        team.store.read(), visited
    )
    inspections.sweep_photos(team.store, NOW + timedelta(30))
    for kept in (brought, photo):
        assert chief.client.get(f"/responses/{visited.id}/files/{kept}").status_code == 200
    assert send(chief, path, reason="Bỏ ảnh", **{f"{name}-remove": "1"}).status_code == 303
    assert "C01_photo" not in answers(team, visited.id)
    assert faults(team) == []


def test_correct__file_of_another__is_not_taken(team: Any, tablet: Sign, visited: Any) -> None:
    chief, path, name = tablet("chief"), f"/responses/{visited.id}/correct", team.field_of("C01_photo")
    other = media.take_photo(team.store, picture("green"), NOW).name
    assert send(chief, path, reason="Đổi ảnh", **{f"{name}-kept": other}).status_code == 303
    assert "C01_photo" not in answers(team, visited.id)
    assert chief.client.get(f"/responses/{visited.id}/files/{other}").status_code == 404


def test_files__of_a_round__hold_the_newest_answers_and_named_photos(
    team: Any, tablet: Sign, visited: Any
) -> None:
    chief, field = tablet("chief"), team.field_of
    path = f"/responses/{visited.id}/correct"
    note = "=HYPERLINK(1)"
    assert send(chief, path, reason="Sửa", **{field("C01_note"): note}).status_code == 303
    page = chief.client.get("/responses/files?round=K1").text
    assert "media-1.zip" in page
    answer = chief.client.get("/responses/files/K1/responses.csv")
    lines = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    line = lines[0]
    assert len(lines) == 1
    assert (line["response"], line["unit"], line["revision"]) == (visited.id, "Q1", "2")
    assert (line["B02_displayed"], line["C01"], line["C03"]) == ("20", "no", " ".join(sorted_like(team)))
    assert line["C01_note"] == f"'{note}"
    assert line["C01_photo"] == f"{visited.id}/C01_photo.jpg"
    book = chief.client.get("/responses/files/K1/responses.xlsx")
    with zipfile.ZipFile(io.BytesIO(book.data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert note.encode() in parts.read("xl/worksheets/sheet1.xml")
    with zipfile.ZipFile(io.BytesIO(chief.client.get("/responses/files/K1/media-1.zip").data)) as photos:
        assert photos.namelist() == [f"{visited.id}/C01_photo.jpg"]
        assert photos.read(photos.namelist()[0]).startswith(b"\xff\xd8")
    for missing in ("K1/media-2.zip", "K1/media-0.zip", "OLD/responses.csv", "none/responses.xlsx"):
        assert chief.client.get(f"/responses/files/{missing}").status_code == 404, missing


def sorted_like(team: Any) -> list[str]:
    """The choices of C03 in the order in which they were stored."""
    return list(team.met["C03"])
