"""`survey template`: templates checked, put and written out."""

from pathlib import Path
from typing import Any

from docx import Document

from survey_app import documents
from survey_app.documents import Kind


def test_template_get_check_put__the_shipped_one__goes_round(office: Any, tmp_path: Path) -> None:
    file = tmp_path / "mẫu.docx"
    assert office.survey("template", "get", str(file)).exit_code == 0
    assert file.read_bytes() == documents.shipped(Kind.ROUND_REPORT_VI).content
    checked = office.survey("template", "check", str(file))
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert office.survey("template", "put", str(file), "--kind", "round_report.en").exit_code == 0
    assert documents.current(office.store.read(), Kind.ROUND_REPORT_EN).name == "mẫu.docx"
    assert documents.current(office.store.read(), Kind.ROUND_REPORT_VI).shipped


def test_template_check__faulty_one__prints_every_problem_and_exits_1(office: Any, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ rond }} {{ notes }} {{ demo_mark }}")
    document.save(str(tmp_path / "a.docx"))
    for verb in ("check", "put"):
        done = office.survey("template", verb, str(tmp_path / "a.docx"))
        assert done.exit_code == 1
        assert "Có phải là “round”?" in done.stderr
        assert "thiếu thẻ bắt buộc “digest”" in done.stderr
    assert documents.history(office.store.read(), Kind.ROUND_REPORT_VI) == []


def test_template_check__no_word_file__exits_1(office: Any, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("no Word file")
    done = office.survey("template", "check", str(tmp_path / "a.docx"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "không phải là văn bản Word" in done.stderr


def test_template_check__of_a_kind__asks_what_that_kind_must_say(office: Any, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(
        "{{ referense }} {{ unit }} {{ refusal }} {{ demo_mark }} {{ draft_mark }} {{ oops"
    )
    document.add_paragraph("{{ notes notes }}")
    document.save(str(tmp_path / "bb.docx"))
    asked = ("template", "check", str(tmp_path / "bb.docx"), "--kind", "inspection_minutes.vi")
    done = office.survey(*asked)
    assert done.exit_code == 1
    assert "Thẻ viết sai" in done.stderr
    document.paragraphs[0].text = document.paragraphs[0].text.replace("{{ oops", "")
    document.save(str(tmp_path / "bb.docx"))
    done = office.survey(*asked)
    assert "Thẻ viết sai ở đoạn “{{ notes notes }}”" in done.stderr
    assert "Có phải là “reference”?" in done.stderr
    assert "thiếu thẻ bắt buộc “digest”" in done.stderr


def test_template_get__every_kind__is_good_for_its_kind(office: Any, tmp_path: Path) -> None:
    file = tmp_path / "bb.docx"
    for kind in (Kind.INSPECTION_MINUTES_VI, Kind.FINDINGS_REGISTER_EN):
        assert office.survey("template", "get", str(file), "--kind", kind.value).exit_code == 0
        assert office.survey("template", "check", str(file), "--kind", kind.value).exit_code == 0
        assert office.survey("template", "check", str(file)).exit_code == 1
