"""Flags in the dataset: beside the responses, which stay as they are."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from docx import Document
from openpyxl import load_workbook

from analysis.dataset import read
from forms import check
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses
from survey_app.responses.model import Context, Flag
from survey_app.results.dataset import bring_up_to_date


def test_dataset__with_a_flagged_response__has_it_and_its_flag(office: Any, tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    office.receive(2)
    before = bring_up_to_date(office.store, folder)
    assert len(read([folder]).flags) == 0
    instrument = instruments.published(office.store.read(), "counter_rating", "1")
    context = replace(office.context(), flags=frozenset({Flag.REPEAT}))
    good = {item.name: "5" for item in instrument.items[:-1]}
    responses.accept(office.store, check(instrument, good), context)
    after = bring_up_to_date(office.store, folder)
    assert after != before
    found = read([folder])
    assert found.flags.to_dict("records") == [{"uuid": context.uuid, "flag": "repeat"}]


def test_dataset__of_an_earlier_version_without_flags__is_read(office: Any, tmp_path: Path) -> None:
    folders = [tmp_path / "old", tmp_path / "new"]
    for folder in folders:
        bring_up_to_date(office.store, folder)
    (folders[0] / "flags.parquet").unlink()
    assert list(read(folders).flags.columns) == ["uuid", "flag"]


def repeat(field: Any, count: int) -> None:
    """``count`` responses at a counter that are flagged; they wait to be sealed like any others."""
    instrument = instruments.published(field.store.read(), "counter_rating", "1")
    answers = {item.name: "4" for item in instrument.items if item.name != "reason"}
    for _ in range(count):
        context = Context(
            uuid=str(uuid4()), round="R1", counter="B1", mode="qr_phone", tier="C", day=field.today, slot=4,
            flags=frozenset({Flag.REPEAT}),
        )  # fmt: skip
        responses.accept(field.store, check(instrument, answers), context)


SAID = "{n} phiếu được đánh dấu là phiếu gửi thêm trong cùng ngày"


def test_flags__of_a_round__stand_on_the_page_the_workbook_and_the_report(filled: Any, reader: Any) -> None:
    repeat(filled, 2)
    said = SAID.format(n=2)
    for asked in (reader, reader.asking(unit="01"), reader.asking(unit="48", channel="all")):
        assert said in asked.get().text
        report = Document(io.BytesIO(asked.get("/results/R1/report.docx").data))
        assert said in "\n".join(paragraph.text for paragraph in report.paragraphs)
        book = load_workbook(io.BytesIO(asked.get("/results/R1/results.xlsx").data))
        assert said in " ".join(str(value) for (value, *_) in book.worksheets[0].values)
    repeat(filled, 1)
    assert SAID.format(n=3) in reader.get().text  # like what was received, without waiting for a seal


def test_flags__none_in_the_round__are_not_spoken_of(shown: Any) -> None:
    assert "được đánh dấu là" not in shown.get().text
    report = Document(io.BytesIO(shown.get("/results/R1/report.docx").data))
    assert "được đánh dấu là" not in "\n".join(paragraph.text for paragraph in report.paragraphs)
