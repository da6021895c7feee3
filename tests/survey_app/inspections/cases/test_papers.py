"""The page of a case's documents, and each as a file: for whom it is there, by when."""

import io
import re
from datetime import timedelta
from typing import Any

from docx import Document

from survey_app.inspections.model.cases import Kind
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.papers.values import DOCUMENTS


def listed(page: str) -> list[str]:
    """The documents a page leads to."""
    return re.findall(r'href="/cases/[A-Z]{2}-\d{4}-\w{4}/documents/(\w+)\.docx"', page)


def test_papers__of_a_signed_case__are_listed_and_made(bench: Any, tablet: Any) -> None:
    of, thu = bench.signed(Kind.PLANNED), tablet("thu")
    assert f'href="/cases/{of.reference}/documents"' in thu.open(f"/cases/{of.reference}").text
    page = thu.open(f"/cases/{of.reference}/documents").text
    assert listed(page) == [f"inspection_{name}" for name in ("notice", "minutes", "report", "conclusion")]
    answer = thu.open(f"/cases/{of.reference}/documents/inspection_minutes.docx")
    assert answer.status_code == 200
    assert answer.content_type.endswith("wordprocessingml.document")
    assert f"{of.reference}-bien-ban-kiem-tra.docx" in answer.headers["Content-Disposition"]
    said = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(answer.data)).paragraphs)
    assert of.minutes_digest in said
    assert of.minutes_digest in thu.open(f"/cases/{of.reference}").text


def test_sign__with_what_the_unit_says__puts_it_into_the_minutes(bench: Any, tablet: Any) -> None:
    of, thu = bench.at_minutes(), tablet("thu")
    thu.open(f"/cases/{of.reference}/sign")
    said = {"for_team": "Lan", "for_unit": "Trưởng", "opinion": "Đơn vị sẽ lắp lại biển tên."}
    assert thu.press(f"/cases/{of.reference}/sign", **said).status_code == 303
    assert "Đơn vị sẽ lắp lại biển tên." in thu.open(f"/cases/{of.reference}").text
    answer = thu.open(f"/cases/{of.reference}/documents/inspection_minutes.docx")
    texts = [paragraph.text for paragraph in Document(io.BytesIO(answer.data)).paragraphs]
    assert "Đơn vị sẽ lắp lại biển tên." in texts


def test_papers__of_a_draft__are_none(bench: Any, tablet: Any) -> None:
    of, thu = bench.make(), tablet("thu")
    assert "/documents" not in thu.open(f"/cases/{of.reference}").text
    assert listed(thu.open(f"/cases/{of.reference}/documents").text) == []


def test_papers__for_the_unit__come_when_it_is_told(bench: Any, tablet: Any) -> None:
    of, head = bench.signed(Kind.PLANNED), tablet("head")
    address = f"/cases/{of.reference}/documents"
    assert listed(head.open(address).text) == ["inspection_notice"]
    assert head.open(f"{address}/inspection_minutes.docx").status_code == 404
    bench.take(of, CaseStep.ASK_EXPLANATIONS, "thu", due=bench.today + timedelta(1))
    assert listed(head.open(address).text) == ["inspection_notice", "inspection_minutes"]
    assert head.open(f"{address}/inspection_report.docx").status_code == 404


def test_papers__for_whoever_may_not_know_of_the_case__are_not_there(bench: Any, tablet: Any) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    for username in ("head", "contact", "tham", "other"):
        reader = tablet(username)
        assert reader.open(f"/cases/{of.reference}/documents").status_code == 404
        for document in DOCUMENTS:
            assert reader.open(f"/cases/{of.reference}/documents/{document}.docx").status_code == 404


def test_papers__of_no_such_kind__are_not_there(bench: Any, tablet: Any) -> None:
    of = bench.signed(Kind.PLANNED)
    for name in ("round_report", "findings_register", "x", "..%2fx"):
        assert tablet("thu").open(f"/cases/{of.reference}/documents/{name}.docx").status_code == 404
