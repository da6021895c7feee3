"""Empty forms of paper: the page and the PDF, with a code that can be read."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from forms import compile_workbook, load_shipped
from survey_app.instruments import service as instruments
from survey_app.instruments.model import Version
from survey_app.rounds.service import paper_form, paper_pdf


@pytest.fixture
def of(office: Any) -> str:
    """The address of a form that was published, without its end."""
    found = instruments.versions(office.store.read())[0]
    return f"/instruments/{found.id}/{found.version}"


def test_paper__page__has_numbers_boxes_and_the_code(office: Any, of: str, staff: Callable[..., Any]) -> None:
    answer = staff("analyst").client.get(f"{of}/paper")
    assert answer.status_code == 200
    assert re.search(r'<p class="label">1\. ', answer.text)
    assert "<li>1. " in answer.text
    assert " style=" not in answer.text
    assert instruments.versions(office.store.read())[0].digest[:12] in answer.text


def test_paper__pdf__is_a4_and_its_code_is_read_back(office: Any, of: str, staff: Callable[..., Any]) -> None:
    answer = staff("administrator").client.get(f"{of}/paper.pdf")
    assert answer.content_type == "application/pdf"
    document = pypdfium2.PdfDocument(answer.data)
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [210, 297]
    found = zxingcpp.read_barcodes(document[0].render(scale=3).to_pil())
    version = instruments.versions(office.store.read())[0]
    assert [one.text for one in found] == [f"{version.id} {version.version} {version.digest[:12]}"]
    assert "1. " in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize(("form", "named"), [("counter_rating", False), ("counter_check", True)])
def test_paper__form_of_citizens__has_no_room_for_a_name(form: str, named: bool) -> None:
    instrument = compile_workbook(load_shipped(form), f"{form}.md").instrument
    version = Version(form, "1", 1, "a" * 64, "")
    assert ("Người ghi" in paper_form(version, instrument, "vi")["head"]) == named


def test_paper__of_the_longest_checklist__takes_few_pages_and_loses_no_question() -> None:
    instrument = compile_workbook(load_shipped("cchc_checklist"), "cchc_checklist.md").instrument
    form = paper_form(Version("cchc_checklist", "1", 1, "a" * 64, ""), instrument, "vi")
    document = pypdfium2.PdfDocument(paper_pdf(form))
    assert len(document) <= 10
    text = " ".join("".join(page.get_textpage().get_text_range() for page in document).split())
    numbers = [line["label"].partition(" ")[0] for part in form["parts"] for line in part["lines"]]
    assert [number for number in numbers if number[0].isdigit() and f"{number} " not in text] == []


def test_paper__a_signature__has_a_box_to_sign_in_and_a_photo_none() -> None:
    content = Path("tests/browser/forms/photos.md").read_bytes()
    instrument = compile_workbook(content, "photos.md").instrument
    form = paper_form(Version("photos", "1", 1, "a" * 64, ""), instrument, "vi")
    lines = [line for part in form["parts"] for line in part["lines"]]
    assert {line["room"] for line in lines if line["signs"]} == {"signature"}
    assert {line["room"] for line in lines} >= {"signature", "file"}


def test_paper__picture_of_the_code__is_svg(of: str, staff: Callable[..., Any]) -> None:
    answer = staff("administrator").client.get(f"{of}/paper-qr.svg")
    assert answer.content_type.startswith("image/svg+xml")


def test_paper__language_the_form_lacks__is_not_found(of: str, staff: Callable[..., Any]) -> None:
    assert staff("administrator").client.get(f"{of}/paper?tag=xx").status_code == 404
