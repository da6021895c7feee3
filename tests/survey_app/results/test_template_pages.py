"""The pages where an administrator replaces the template of a report."""

import io
import re
from typing import Any

import pytest
from docx import Document
from werkzeug.test import TestResponse

from survey_app import documents
from survey_app.accounts.model import Role
from survey_app.documents import Kind
from survey_app.results.service import tags_of
from survey_app.results.tags import TAGS

PAGE = "/templates/round_report.vi"


def template(*more: str) -> bytes:
    document = Document()
    for tag in TAGS:
        if tag.needed:
            document.add_paragraph(f"{{{{ {tag.name} }}}}")
    for text in more:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.fixture
def administrator(place: Any, sign_in: Any) -> Any:
    return sign_in(place.store, Role.ADMINISTRATOR)


def fields(reader: Any) -> dict[str, str]:
    page = reader.get(PAGE).text
    found = re.findall(r'<input[^>]*type="hidden"[^>]*name="(\w+)"[^>]* value="([^"]*)"', page)
    return dict(found)


def send(reader: Any, content: bytes, name: str = "mẫu.docx", **more: str) -> TestResponse:
    data = {**fields(reader), **more, "file": (io.BytesIO(content), name)}
    return reader.client.post(PAGE, data=data, content_type="multipart/form-data")


def test_templates__for_an_administrator__lists_every_kind_and_leads_there(administrator: Any) -> None:
    assert 'href="/templates"' in administrator.get("/results").text
    page = administrator.get("/templates").text
    assert page.count("mẫu có sẵn của chương trình") == len(Kind) == 18
    for kind in Kind:
        assert f'href="/templates/{kind}"' in page
    assert "Biên bản kiểm tra, tiếng Việt" in page


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", list(Kind)[::2])
def test_template__page__says_what_every_tag_means(administrator: Any, kind: Kind, language: str) -> None:
    page = administrator.asking(lang=language).get(f"/templates/{kind}")
    assert page.status_code == 200
    for tag in tags_of(kind):
        assert f"<code>{tag.name}</code>" in page.text


def test_template__tag_with_lists_within__names_their_parts(administrator: Any) -> None:
    page = administrator.get("/templates/inspection_minutes.vi").text
    assert "<code>sections</code> (<code>title</code>, <code>asked</code>," in page
    assert "<code>photos</code> (<code>left</code>, <code>right</code>)" in page


def test_template__file__is_the_one_in_use(administrator: Any) -> None:
    answer = administrator.get(f"{PAGE}/template.docx")
    assert answer.data == documents.shipped(Kind.ROUND_REPORT_VI).content
    assert "filename=round_report.vi.docx" in answer.headers["Content-Disposition"]


def test_template__good_one_sent__is_used_and_can_be_taken_back(administrator: Any) -> None:
    content = template("Mẫu mới")
    assert send(administrator, content).status_code == 303
    page = administrator.get(PAGE).text
    assert "Đã dùng mẫu “mẫu.docx” cho các báo cáo từ bây giờ." in page
    assert administrator.get(f"{PAGE}/template.docx").data == content
    done = administrator.client.post(f"{PAGE}/restore", data=fields(administrator))
    assert done.status_code == 303
    assert "Đã dùng lại mẫu có sẵn." in administrator.get(PAGE).text
    assert "mẫu.docx" in administrator.get(PAGE).text  # it stays in the history


def test_template__bad_one_sent__is_refused_in_words_and_the_old_one_stays(administrator: Any) -> None:
    answer = send(administrator, template("{{ sharre }} {{ units.nme }}"))
    assert answer.status_code == 422
    assert "Không có thẻ “sharre”" in answer.text
    assert "Có phải là “share”?" in answer.text
    shipped = documents.shipped(Kind.ROUND_REPORT_VI).content
    assert administrator.get(f"{PAGE}/template.docx").data == shipped


def test_template__no_file__says_that_one_is_needed(administrator: Any) -> None:
    answer = administrator.client.post(PAGE, data=fields(administrator))
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_template__somebody_else_was_faster__nothing_is_overwritten(administrator: Any) -> None:
    seen, content = fields(administrator)["seen"], template("của người nhanh hơn")
    assert send(administrator, content).status_code == 303
    late = send(administrator, template("của người chậm hơn"), seen=seen)
    assert late.status_code == 422
    assert "Người khác vừa thay mẫu này" in late.text
    assert administrator.get(f"{PAGE}/template.docx").data == content
    late = administrator.client.post(f"{PAGE}/restore", data={**fields(administrator), "seen": seen})
    assert late.status_code == 422
    assert "Người khác vừa thay mẫu này" in late.text


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999999999"])
def test_template__number_that_is_none__is_a_conflict(administrator: Any, seen: str) -> None:
    assert send(administrator, template(), seen=seen).status_code == 422


@pytest.mark.parametrize("path", ["/templates/nope", "/templates/nope/template.docx"])
def test_template__of_no_kind__is_not_found(administrator: Any, path: str) -> None:
    assert administrator.get(path).status_code == 404


@pytest.mark.parametrize("role", [Role.ANALYST, Role.VIEWER, Role.INSPECTOR])
@pytest.mark.parametrize("path", ["/templates", PAGE, f"{PAGE}/template.docx"])
def test_templates__for_others__are_closed(place: Any, sign_in: Any, role: Role, path: str) -> None:
    assert sign_in(place.store, role).get(path).status_code == 403
