"""The workbook of findings, written by a process of its own."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from survey_app.errors import Unavailable
from survey_app.findings import making, service
from survey_app.findings.files import look, write_xlsx
from survey_app.findings.model import Filters, Order
from tests.survey_app.findings.conftest import HEAD


def cells(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_workbook__made_apart__says_what_one_made_here_says(desk: Any) -> None:
    desk.open(desk.failed("B01"), desk.failed("B02", severity="N3"))
    db = desk.store.read()
    for asked in (Filters(), Filters(severity="N3", first=desk.day, last=desk.day), Filters(unit="ở đâu")):
        for language in ("vi", "en"):
            here = write_xlsx(service.history(db, HEAD, asked), look(db, language, desk.today))
            apart = making.made_file(
                desk.store.instance.root, "xlsx", HEAD, asked, Order.NEWEST, language, desk.today
            )
            assert cells(apart) == cells(here)


def test_workbook__of_an_instance_that_is_gone__is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        making.made_file(tmp_path / "nowhere", "csv", HEAD, Filters(), Order.NEWEST, "vi", date(2026, 1, 1))
    assert caught.value.problem.code == "file_making_failed"


def test_workbook__taking_too_long__is_given_up(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "SECONDS", 0.001)
    with pytest.raises(Unavailable) as caught:
        making.made_file(desk.store.instance.root, "xlsx", HEAD, Filters(), Order.NEWEST, "vi", desk.today)
    assert caught.value.problem.code == "file_making_failed"
