"""`survey report`: the files the pages hand out, by command."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from survey_app.responses import service as responses


@pytest.fixture
def sealed(office: Any) -> Any:
    """An office with twelve sealed responses, all of them satisfied."""
    office.receive(12)
    responses.seal_round(office.store, "R1", office.today)
    return office


def test_report__docx__holds_the_round(sealed: Any, tmp_path: Path) -> None:
    done = sealed.survey("report", "--round", "R1", "--out", str(tmp_path / "r.docx"))
    assert done.exit_code == 0, done.output
    text = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "r.docx")).paragraphs)
    assert "Tỷ lệ hài lòng chung là 100,00%" in text
    assert "n = 12" in text


def test_report__xlsx_in_english__holds_the_tables(sealed: Any, tmp_path: Path) -> None:
    out = tmp_path / "r.XLSX"
    done = sealed.survey("report", "--round", "R1", "--out", str(out), "--channel", "all", language="en")
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    assert book.sheetnames[-2:] == ["Counts", "Dictionary"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--round", "NONE", "--out", "r.docx"], 1, "NONE"),
        (["--round", "R1", "--out", "r.pdf"], 2, ".docx"),
        (["--round", "R1", "--out", "r.docx", "--unit", "nowhere"], 1, "nowhere"),
        (["--round", "R1", "--out", "r.docx", "--channel", "pigeon/Z"], 1, "pigeon"),
        (["--round", "R1", "--out", "r.docx", "--month", "2019-01"], 1, "2019-01"),
        (["--round", "NEXT", "--out", "r.xlsx"], 1, "results.xlsx"),
    ],
)
def test_report__what_there_is_not__is_said_and_writes_nothing(
    office: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = office.survey("report", *words)
    assert done.exit_code == code
    assert said in done.stderr
    assert list(tmp_path.glob("r.*")) == []
