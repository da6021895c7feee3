"""Files of a form to take away: the workbook, the codebook."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from forms import compile_workbook
from survey_app.instruments import service

Browse = Callable[..., Any]


@pytest.fixture
def published(office: Any, samples: Any) -> Any:
    """A form that was written in Markdown, published."""
    id = samples.draft(office.store)
    return office.store.write(lambda db: service.publish_draft(db, id, confirmed=True, now=samples.now))


def test_workbook__of_a_version__compiles_to_its_digest(published: Any, staff: Browse) -> None:
    page = staff("analyst").client.get("/instruments/thu/1/workbook.xlsx")
    assert page.status_code == 200
    assert "thu-1.xlsx" in page.headers["Content-Disposition"]
    assert compile_workbook(page.data, "thu.xlsx").instrument.digest == published.digest


def test_workbook__of_a_draft__compiles_to_its_digest(office: Any, staff: Browse, samples: Any) -> None:
    id = samples.draft(office.store)
    browser = staff("administrator").client
    assert f"/instrument-drafts/{id}/workbook.xlsx" in browser.get(f"/instrument-drafts/{id}").text
    page = browser.get(f"/instrument-drafts/{id}/workbook.xlsx")
    reviewed = service.review(office.store.read(), id)
    assert compile_workbook(page.data, "thu.xlsx").instrument.digest == reviewed.instrument.digest


def test_codebook__of_a_version__is_a_workbook_or_json(
    office: Any, published: Any, staff: Browse, samples: Any
) -> None:
    second = samples.draft(office.store, version="2", label="Ra sao?")
    office.store.write(lambda db: service.publish_draft(db, second, confirmed=True, now=samples.now))
    client = staff("analyst").client
    book = openpyxl.load_workbook(BytesIO(client.get("/instruments/thu/2/codebook.xlsx").data))
    assert book.sheetnames[:3] == ["Tổng hợp", "1. Phiên bản 1", "2. Phiên bản 2"]
    english = openpyxl.load_workbook(BytesIO(client.get("/instruments/thu/2/codebook.xlsx?lang=en").data))
    assert english.sheetnames[:2] == ["All versions", "1. Version 1"]
    found = json.loads(client.get("/instruments/thu/2/codebook.json").data)
    assert [version["version"] for version in found["versions"]] == ["1", "2"]
    # The codebook of a version says nothing of those after it.
    earlier = json.loads(client.get("/instruments/thu/1/codebook.json").data)
    assert [version["digest"] for version in earlier["versions"]] == [published.digest]


def test_version_page__offers_the_files_and_shows_the_digest(published: Any, staff: Browse) -> None:
    page = staff("analyst").client.get("/instruments/thu/1").text
    assert published.digest in page
    for file in ("workbook.xlsx", "codebook.xlsx", "codebook.json"):
        assert f"/instruments/thu/1/{file}" in page


def test_files__of_a_version_there_is_not__are_not_found(staff: Browse) -> None:
    client = staff("analyst").client
    for file in ("workbook.xlsx", "codebook.xlsx", "codebook.json"):
        assert client.get(f"/instruments/thu/7/{file}").status_code == 404


def test_commands__write_the_workbook_and_the_codebook(office: Any, published: Any, tmp_path: Path) -> None:
    file = tmp_path / "thu.xlsx"
    assert office.survey("instruments", "workbook", "thu", "--out", str(file)).exit_code == 0
    assert compile_workbook(file.read_bytes(), file.name).instrument.digest == published.digest
    for name in ("b.xlsx", "b.json"):
        done = office.survey("instruments", "codebook", "thu", "--out", str(tmp_path / name))
        assert done.exit_code == 0, done.stderr
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["instrument"] == "thu"
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames[0] == "Tổng hợp"
    refused = office.survey("instruments", "codebook", "thu", "--out", str(tmp_path / "b.pdf"))
    assert refused.exit_code == 1
    assert ".json" in refused.stderr
