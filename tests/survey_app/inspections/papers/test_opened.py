"""Every document opened by another program: LibreOffice, where it is installed."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from survey_app import documents
from survey_app.documents import Look
from survey_app.findings.papers.values import Entry, Sums
from survey_app.findings.papers.values import values as register_values
from survey_app.inspections.papers.facts import Facts
from survey_app.inspections.papers.values import DOCUMENTS, values

OFFICE = shutil.which("soffice")
# What each says with its figures, as LibreOffice reads it.
SAID = {
    "inspection_notice": "gửi Sở Nội vụ trước ngày 28/01/2026",
    "inspection_minutes": "Số tiêu chí đã xem xét: 16, trong đó đạt 13, không đạt 2",
    "inspection_report": "đạt toàn bộ 7 tiêu chí được đánh giá",
    "inspection_conclusion": "Niêm yết đủ thủ tục",
    "remediation_report": "minh chứng: 2 tệp",
    "recheck_minutes": "☐ Chưa đạt",
    "findings_register": "Khắc phục đúng hạn: 3/4 (75,0%)",
}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here: nothing to open files with")
def test_documents__opened_in_libreoffice__say_their_figures(
    facts: Facts, look: Callable[..., Look], tmp_path: Path
) -> None:
    one = replace(
        facts.found[0],
        issued=True,
        recommendation="Niêm yết đủ thủ tục",
        due_on=date(2026, 3, 20),
        reported_on=date(2026, 3, 15),
        evidence=2,
        site_check=True,
    )
    followed = replace(facts, found=(one, facts.found[1]))
    said = {document: values(document, followed, look()) for document in DOCUMENTS}
    entry = Entry("TT-2026-0001", "x", "y", "z", "N1", date(2026, 3, 20), "Đã đóng", 0, 0, 0, 1, "Bùi Thẩm")
    sums = Sums(open=1, overdue=0, open_n1=0, on_time=(3, 4), first_time=(1, 1), repeats=(0, 1))
    said["findings_register"] = register_values([entry], 1, sums, "toàn bộ", look())
    files = []
    for document, given in said.items():
        template = documents.shipped(documents.kind_of(document, "vi")).content
        files.append(tmp_path / f"{document}.docx")
        files[-1].write_bytes(documents.fill(template, given))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    form = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([str(OFFICE), profile, "--headless", *form, *map(str, files)], check=True, timeout=180)
    for document, words in SAID.items():
        assert words in (tmp_path / f"{document}.txt").read_text("utf-8-sig"), document
