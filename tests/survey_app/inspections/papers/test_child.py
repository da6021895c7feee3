"""Documents of cases as they are stored: made for whoever may have them, their figures those of the pages."""

import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from forms import load_shipped
from survey_app import documents, media
from survey_app.errors import NotFound
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Finding, Step
from survey_app.inspections import service as visits
from survey_app.inspections.model.cases import Case, Kind, Recommended
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.papers.child import write
from survey_app.inspections.papers.gathering import facts_of
from survey_app.inspections.papers.tags import TAGS
from survey_app.inspections.service import cases
from survey_app.instruments import service as instruments
from survey_app.store import Database, put_setting
from tests.survey_app.inspections.cases.conftest import Bench, bench
from tests.survey_app.inspections.conftest import picture
from tests.survey_app.inspections.parts import shipped
from wording import figures

__all__ = ["bench"]


def ask(of: Case, document: str, username: str, bench: Bench, language: str = "vi") -> dict[str, str]:
    """What a page asks the child for."""
    return {
        "language": language,
        "document": document,
        "reference": of.reference,
        "username": username,
        "role": bench.who(username).role.value,
        "now": bench.now.isoformat(),
    }


def words(content: bytes) -> str:
    """All paragraphs, those of tables too."""
    body = Document(io.BytesIO(content)).element.body
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))
    )


def test_minutes__of_a_signed_case__say_what_the_pages_say(bench: Bench) -> None:
    bench.store.write(lambda db: put_setting(db, "public_url", "https://kt.example.vn/"))
    of = bench.signed()
    content = write(bench.store, ask(of, "inspection_minutes", "thu", bench))
    said = words(content)
    (visit,) = cases.visits_of(bench.db(), of)
    facts = facts_of(bench.db(), of, bench.who("thu"), "vi", bench.today)
    assert f"Mã băm SHA-256 của nội dung: {of.minutes_digest}." in said
    assert f"Số tồn tại: {visit.failed}." in said
    assert visit.failed == sum(row.failed for row in facts.visits[0].sections) == len(facts.found)
    assert "Thiếu biển tên ở cửa vào." in said
    assert facts.found[0].reference in said
    assert "- Hoàng Lan: Trưởng đoàn;" in said
    assert "Lý Trưởng" in said


def test_minutes__of_a_case_checked_in__say_when_by_its_clock_and_what_the_unit_said(bench: Bench) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    of = bench.take(of, CaseStep.BEGIN, "anh", told={"place": "Quầy 1", "time": f"{bench.today}T07:15"})
    visit = bench.team.make(bench.team.new())
    bench.team.submit(bench.team.fill(visit))
    of = bench.take(of, CaseStep.DRAW_UP, "thu")
    told = {"for_team": "Lan", "for_unit": "Lý Trưởng", "opinion": "Đơn vị nhất trí.\nXin thêm máy tính."}
    of = bench.take(of, CaseStep.SIGN, "thu", told=told, note="Ký lúc cuối giờ.")
    said = words(write(bench.store, ask(of, "inspection_minutes", "thu", bench)))
    assert f"Bắt đầu lúc 07:15 ngày {figures.day(bench.today, 'vi')}" in said
    assert "Đơn vị nhất trí.\nXin thêm máy tính." in said
    assert "Ký lúc cuối giờ." not in said
    assert "Đoàn kiểm tra không ghi nhận tồn tại, hạn chế." in said


def test_minutes__of_a_unit_that_refused__say_why_and_before_whom(bench: Bench) -> None:
    told = {"for_team": "Hoàng Lan", "refused": "yes", "witness_1": "Vũ Sáu", "witness_2": "Đỗ Bảy"}
    of = bench.take(
        bench.at_minutes(), CaseStep.SIGN, "thu", told=told, note="Đơn vị không đồng ý với tồn tại số 1."
    )
    said = words(write(bench.store, ask(of, "inspection_minutes", "thu", bench)))
    assert "Lý do: Đơn vị không đồng ý với tồn tại số 1." in said
    assert "- Người làm chứng: Vũ Sáu;\n- Người làm chứng: Đỗ Bảy;" in said


def test_minutes__with_photos__show_them_small_with_their_captions(bench: Bench) -> None:
    of = bench.on_site()
    team = bench.team
    visit = team.make(team.new())
    kept = media.take_photo(bench.store, picture("navy", (1600, 1200)), bench.now).name
    bench.store.write(lambda db: visits.keep_photos(db, visit.id, team.anh, [kept]))
    team.submit(team.fill(visit, C01="no", C01_note="Thiếu biển tên ở cửa vào.", C01_photo=kept))
    of = bench.take(of, CaseStep.DRAW_UP, "thu")
    content = write(bench.store, ask(of, "inspection_minutes", "thu", bench))
    shape, _ = Document(io.BytesIO(content)).inline_shapes  # and the code that leads to the record
    assert round(shape.width.mm) == 70
    assert shape._inline.docPr.get("descr").startswith("Ảnh 1, TT-")
    assert "Ảnh 1, TT-" in words(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        drawn = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert 560 in [max(Image.open(io.BytesIO(one)).size) for one in drawn]


def test_minutes__with_attendance__have_the_counts_that_stand_and_their_sums(bench: Bench) -> None:
    of = bench.at_minutes()
    rows = [("Quầy 1", "07:15", 8, 6, 1, 1, None), ("Văn phòng", "07:40", 5, 5, 0, 0, None)]
    rows.append(("Đếm nhầm", "07:50", 9, 9, 0, 0, "chief"))

    def count(db: Database) -> None:
        for place, time, *numbers, withdrawn in rows:
            at = f"{bench.today}T{time}:00+07:00"
            values = [str(uuid4()), of.id, place, at, *numbers, at, withdrawn, withdrawn and at]
            db.execute(
                "INSERT INTO inspections_attendance (id, inspection, place, counted_at, due, present,"
                " excused, unexcused, by, at, withdrawn_by, withdrawn_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'anh', ?, ?, ?)",
                values,
            )

    bench.store.write(count)
    said = words(write(bench.store, ask(of, "inspection_minutes", "thu", bench)))
    day = figures.day(bench.today, "vi")
    assert f"Quầy 1\n07:15 ngày {day}\n8\n6\n1\n1\n" in said
    assert "Cộng\n\n13\n11\n1\n1\n" in said
    assert "Đếm nhầm" not in said


def upheld(bench: Bench) -> tuple[Case, Finding]:
    """A case heard, with the one finding that stays."""
    of = bench.heard(bench.signed(Kind.PLANNED))
    (found,) = findings.of_case(bench.db(), of.id)
    kept = Action(Step.UPHOLD, found.revision, note="Đơn vị đồng ý, giữ nguyên tồn tại.")
    findings.take_step(bench.store, bench.who("lan"), found.reference, kept, bench.now)
    return of, found


def test_conclusion_and_remedies__followed__say_what_was_issued_and_reported(bench: Bench) -> None:
    of, found = upheld(bench)
    assert found.reference in words(write(bench.store, ask(of, "inspection_minutes", "head", bench)))
    due = bench.today + timedelta(15)
    recommended = Recommended(found.id, "Lắp đủ biển tên ở cửa vào.", "C1", due, site_check=True)
    of = bench.take(
        of, CaseStep.CONCLUDE, "giam", number="45/TB-SNV", day=bench.today, recommended=(recommended,)
    )
    before = words(write(bench.store, ask(of, "inspection_minutes", "thu", bench)))
    assert "Lắp đủ biển tên" not in before  # they were signed before it was issued
    head, day = bench.who("head"), figures.day(due, "vi")
    said = words(write(bench.store, ask(of, "inspection_conclusion", "head", bench)))
    assert "Số: 45/TB-SNV" in said
    assert f"{found.reference}\nLắp đủ biển tên ở cửa vào.\nPhường Một\n{found.severity}\n{day}" in said
    action = Action(
        Step.REPORT,
        findings.finding(bench.db(), head, found.reference).revision,
        note="Đã lắp đủ biển tên.",
        cause="Chưa bố trí kinh phí làm biển.",
        measure="Đã lắp hai biển tên mới ở cửa.",
        files=(picture(),),
    )
    findings.take_step(bench.store, head, found.reference, action, bench.now)
    said = words(write(bench.store, ask(of, "remediation_report", "head", bench)))
    assert "Số kiến nghị: 1; đã báo cáo khắc phục: 1; đã đóng sau thẩm tra: 0; quá hạn: 0." in said
    assert "Nguyên nhân: Chưa bố trí kinh phí làm biển." in said
    assert "Biện pháp đã thực hiện: Đã lắp hai biển tên mới ở cửa." in said
    assert "minh chứng: 1 tệp." in said
    said = words(write(bench.store, ask(of, "recheck_minutes", "thu", bench)))
    assert "☐ Đạt; ☐ Chưa đạt." in said


def test_notice__of_a_planned_case__has_the_outline_of_its_report(bench: Bench) -> None:
    compiled = shipped("unit_self_report")
    name = "unit_self_report"
    original = load_shipped(name)
    bench.store.write(lambda db: instruments.publish(db, compiled, original, f"{name}.md", bench.now))
    of = bench.approved()
    said = words(write(bench.store, ask(of, "inspection_notice", "thu", bench)))
    instrument = compiled.instrument
    assert "ĐỀ CƯƠNG BÁO CÁO TỰ KIỂM TRA" in said
    assert instrument.text(instrument.title, "vi") in said
    first = next(item for item in instrument.items if item.askable)
    assert f"- {instrument.text(first.label, 'vi')}" in said


@pytest.mark.parametrize(
    ("document", "username"),
    [
        ("inspection_minutes", "head"),  # what was found is not told yet
        ("inspection_report", "head"),
        ("inspection_conclusion", "head"),
        ("inspection_minutes", "other"),  # of another unit
        ("inspection_notice", "thu"),  # there is none of an unannounced case
        ("findings_register", "thu"),
    ],
)
def test_child__asked_for_what_is_not_theirs__makes_nothing(
    bench: Bench, document: str, username: str
) -> None:
    of = bench.signed()
    with pytest.raises(NotFound):
        write(bench.store, ask(of, document, username, bench))


def test_child__of_a_secret_case__makes_nothing_for_who_may_not_know_of_it(bench: Bench) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    for username in ("head", "contact", "tham", "inner"):
        with pytest.raises(NotFound):
            write(bench.store, ask(of, "inspection_minutes", username, bench))


def test_recheck_minutes__where_nothing_waits_for_a_look__are_not_there(bench: Bench) -> None:
    of, found = upheld(bench)
    recommended = Recommended(found.id, "Lắp đủ biển tên ở cửa vào.", "C1", bench.today + timedelta(15))
    of = bench.take(
        of, CaseStep.CONCLUDE, "giam", number="45/TB-SNV", day=bench.today, recommended=(recommended,)
    )
    with pytest.raises(NotFound):
        write(bench.store, ask(of, "recheck_minutes", "thu", bench))


def test_minutes__once_signed__keep_the_words_of_the_template_they_were_signed_with(bench: Bench) -> None:
    of = bench.signed()
    before = words(write(bench.store, ask(of, "inspection_minutes", "thu", bench)))
    kind = documents.kind_of("inspection_minutes", "vi")
    own = Document(io.BytesIO(documents.shipped(kind).content))
    own.add_paragraph("Chữ thêm vào sau ngày ký.")
    changed = io.BytesIO()
    own.save(changed)
    later = bench.now + timedelta(minutes=1)
    tags = TAGS["inspection_minutes"]
    documents.put(bench.store, kind, "bien-ban.docx", changed.getvalue(), tags, by="quan", now=later)
    assert words(write(bench.store, ask(of, "inspection_minutes", "thu", bench))) == before
