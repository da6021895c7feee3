"""A year of following up, in the browser: five people, one surprise, every paper of it, a repeat.

The clock is turned by hand; the office, its store and its documents are real.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from survey_app import store
from tests.browser.checklists import fill_section
from tests.browser.year import recount
from tests.browser.year.printed import squeezed, texts
from tests.browser.year.reading import calendar, known, read_calendar, references, reminder, scored, steps
from tests.browser.year.stage import CENTRE, ROUND, Player, Stage, press, staged

pytestmark = pytest.mark.browser
FILES = Path(__file__).parent / "week"
PHOTO = FILES / "photo.jpg"
TITLE = "Kiểm tra đột xuất Trung tâm"
LONG = "Đã xem lại cùng toàn thể công chức của trung tâm ngày hôm nay."
GOOD = json.loads((FILES / "checked.json").read_text("utf-8"))
# Beside a board nobody can read and two people who were not there: fees that hang nowhere, a code that fails.
FAILED = {
    **GOOD,
    "B05": "no",
    "B05_photo": "photo.jpg",
    "B05_note": "Bảng phí, lệ phí không được niêm yết ở đâu cả.",
    "B07": "no",
    "B07_photo": "photo.jpg",
    "B07_note": "Mã QR quét được nhưng mở ra trang báo lỗi.",
}
LATER = {**GOOD, "D01_present": "8", "D01_unexcused": "0"}
PLANNED, VISITED, SIGNED, ASKED = date(2026, 1, 12), date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 12)
EXPLAINED, DECIDED, CONCLUDED = date(2026, 3, 16), date(2026, 3, 20), date(2026, 3, 23)
DUE = {"B01": date(2026, 4, 22), "B05": date(2026, 4, 7), "D01": date(2026, 4, 3)}
EXTENDED = date(2026, 5, 22)


@pytest.fixture
def stage(
    opened: store.Store, chromium: Browser, tmp_path: Path, quick_hash: Callable[[str], str]
) -> Iterator[Stage]:
    folder = tmp_path / "papers"
    folder.mkdir()
    with staged(opened, chromium, folder, PLANNED, quick_hash) as stage:
        yield stage


def test_year__five_people_and_one_surprise__ends_verified_and_repeated(stage: Stage) -> None:
    case = planned_in_secret(stage)
    visited(stage, case)
    signed(stage, case)
    found = explained(stage, case)
    concluded(stage, case, found)
    extended(stage, found["B01"])
    reminded(stage, found["D01"])
    seen_again_on_site(stage, case, found["B05"])
    transferred(stage, found["D01"])
    failed_then_verified(stage, found["B01"])
    ended(stage, case)
    repeated(stage, found["B01"])
    printed(stage)


def planned_in_secret(stage: Stage) -> str:
    """The reference of a case in the year's plan, both approved; whoever heads the unit learns of neither."""
    secretary, leader, head = stage["thu"], stage["giam"], stage["head"]
    feed = calendar(head)
    before = known(head, feed)
    secretary.take("/plans/new", year=2026, title="Kế hoạch kiểm tra năm 2026")
    plan = secretary.page.url.rpartition("/")[2]
    team = {"lead": "lan", "secretary": "thu", "members": ("anh",)}
    what = {"kind": "unannounced", "place": CENTRE, "planned_on": VISITED, "title": TITLE, "round": ROUND}
    secretary.take(f"/cases/new?plan={plan}", **what, **team)
    case = secretary.page.url.rpartition("/")[2]
    assert case.startswith("DX-2026-")
    leader.take(f"/plans/{plan}/approve", number="01/KH-SNV", signed_on=PLANNED)
    leader.take(f"/cases/{case}/approve", number="12/QĐ-SNV", day=PLANNED)
    assert case in secretary.read("/cases")
    assert known(head, feed) == before
    for path in ("", "/begin", "/documents", "/documents/inspection_minutes.docx", "/self-report"):
        head.open(f"/cases/{case}{path}", 404)
    stage.turn(VISITED, 7)
    assert all(case not in said and TITLE not in said for said in known(head, feed).values())
    return case


def visited(stage: Stage, case: str) -> None:
    """The team comes, fills in the checklist with photos and hands it in; the unit sees the case, no more."""
    secretary, head = stage["thu"], stage["head"]
    stage.turn(VISITED)
    secretary.take(f"/cases/{case}/begin", place="Sảnh trung tâm", time=f"{VISITED}T08:40")
    assert case in head.read("/cases")
    hand_in(secretary, case, FAILED)
    assert "4" in secretary.read("/findings")
    assert "TT-2026" not in head.read("/findings")
    head.open("/findings/TT-2026-0001", 404)
    secretary.take(f"/cases/{case}/draw_up")


def hand_in(player: Player, case: str, given: dict[str, str | list[str]]) -> None:
    """Make a visit of the case, answer every section, look it through and hand it in."""
    player.open(f"/cases/{case}")
    player.follow("/inspections/new")
    player.send()
    player.page.locator("main a.button").first.click()
    player.page.wait_for_url("**/sections/*")
    while "/sections/" in player.page.url:
        fill_section(player.page, given, FILES)
        press(player.page, "button[name=then][value=on]")
    press(player.page, "main form button.button:not([type=button])")
    expect(player.page.locator(".done")).to_be_visible()


def signed(stage: Stage, case: str) -> None:
    """Both sides sign the minutes, which carry a digest from then on."""
    stage.turn(SIGNED)
    secretary = stage["thu"]
    secretary.take(f"/cases/{case}/sign", for_unit="Lý Trưởng", opinion="Nhất trí với biên bản.")
    digest = secretary.page.locator("main dd code").inner_text()
    found = references(secretary.page)
    told = (digest, f"không đạt {len(found)}", f"ngày {SIGNED.day} tháng {SIGNED.month} năm")
    keep(stage, "thu", case, "inspection_minutes", [*found, *told, *scored(secretary, case)])
    stage["head"].open(f"/cases/{case}/documents/inspection_minutes.docx", 404)  # it lists what was found


def explained(stage: Stage, case: str) -> dict[str, str]:
    """What was found by its item, explained by the unit; one of them is withdrawn, the others stand."""
    secretary, head, lead = stage["thu"], stage["head"], stage["lan"]
    stage.turn(ASKED)
    secretary.take(f"/cases/{case}/ask_explanations")
    items = {one.reference: one.item for one in recount.lines(stage.store)}
    found = {items[one]: one for one in references(head.open("/our-findings"))}
    assert set(found) == {"B01", "B05", "B07", "D01"}
    stage.turn(EXPLAINED)
    for item, reference in found.items():
        said = {"agrees": "yes"} if item != "B07" else {"agrees": "no", "note": LONG, "files": PHOTO}
        head.take(f"/findings/{reference}/explain", **said)
    stage.turn(DECIDED)
    lead.take(f"/findings/{found['B07']}/withdraw", note="Mã QR hỏng do cổng của tỉnh, không do đơn vị.")
    for item in ("B01", "B05", "D01"):
        lead.take(f"/findings/{found[item]}/uphold")
    keep(stage, "lan", case, "inspection_report", [*found.values(), f"không đạt {len(found)}"])
    return found


def concluded(stage: Stage, case: str, found: dict[str, str]) -> None:
    """The leader makes recommendations of what stands; the unit acknowledges each."""
    leader, head = stage["giam"], stage["head"]
    stage.turn(CONCLUDED)
    said = {}
    for item, due in DUE.items():
        key = found[item].removeprefix("TT-").replace("-000", "_")
        said |= {f"text_{key}": f"Khắc phục triệt để nội dung {item}.", f"due_on_{key}": due}
        if item == "B05":
            said[f"site_check_{key}"] = True
    leader.take(f"/cases/{case}/conclude", number="45/TB-SNV", day=CONCLUDED, **said)
    told = [found[item] for item in DUE] + [f"{due:%d/%m/%Y}" for due in DUE.values()]
    keep(
        stage,
        "giam",
        case,
        "inspection_conclusion",
        ["45/TB-SNV", *told, *scored(leader, case)],
        [found["B07"]],
    )
    stage.turn(CONCLUDED + timedelta(1))
    for item in DUE:
        head.take(f"/findings/{found[item]}/acknowledge")


def extended(stage: Stage, reference: str) -> None:
    """The unit plans a remedy, asks for more time, and gets it."""
    head, lead = stage["head"], stage["lan"]
    head.take(f"/findings/{reference}/plan", measure=LONG, day=DUE["B01"])
    head.take(f"/findings/{reference}/ask_extension", until=EXTENDED, note=LONG)
    stage.turn(CONCLUDED + timedelta(2))
    assert reference in lead.read("/follow-up")
    assert f"{EXTENDED:%d/%m/%Y}" in lead.take(f"/findings/{reference}/grant", note="Đồng ý.")


def reminded(stage: Stage, reference: str) -> None:
    """Day by day the unit's first page says how near a day is; 15 days late it comes to who leads."""
    head, feed = stage["head"], calendar(stage["head"])
    due = DUE["D01"]
    for days, said in ((-9, "Dài hạn"), (-7, "Sắp đến hạn"), (-1, "Đến hạn"), (0, "Đến hạn"), (1, "Quá hạn")):
        stage.turn(due + timedelta(days))
        assert reminder(head, reference).startswith(said), days
        assert not reminder(stage["giam"], reference)
    assert reference in read_calendar(head, feed)


def seen_again_on_site(stage: Stage, case: str, reference: str) -> None:
    """Reported in time, seen again on site after its day: closed, and late."""
    head, verifier, lead = stage["head"], stage["tham"], stage["lan"]
    stage.turn(date(2026, 4, 6))
    head.take(f"/findings/{reference}/report", cause=LONG, measure=LONG, files=PHOTO)
    stage.turn(date(2026, 4, 8))
    verifier.take(f"/findings/{reference}/pass")
    lead.take(f"/cases/{case}/recheck")
    recount.same_figures(stage)
    stage.turn(date(2026, 4, 10))
    verifier.take(f"/findings/{reference}/recheck_pass", note="Đã niêm yết ở cửa chính.", files=PHOTO)
    lead.take(f"/cases/{case}/recheck_done")


def transferred(stage: Stage, reference: str) -> None:
    """What the unit cannot do goes to those above it."""
    late = DUE["D01"] + timedelta(15)
    stage.turn(late - timedelta(1))
    assert not reminder(stage["giam"], reference)
    stage.turn(late)
    assert "Quá hạn" in reminder(stage["giam"], reference)
    assert "Quá hạn" in reminder(stage["lan"], reference)
    recount.same_figures(stage)
    assert reference in stage["giam"].read("/follow-up")
    where = {"to": "Ủy ban nhân dân tỉnh", "document": "77/SNV-TTr"}
    stage["giam"].take(f"/findings/{reference}/transfer", **where, note=LONG, files=PHOTO)
    assert stage["head"].read("/our-findings").count(reference) == 0


def failed_then_verified(stage: Stage, reference: str) -> None:
    """Reported, not good enough, reported again, verified: closed within the time that was granted."""
    head, verifier = stage["head"], stage["tham"]
    stage.turn(date(2026, 4, 27))
    head.take(f"/findings/{reference}/report", cause=LONG, measure=LONG, files=PHOTO)
    assert not steps(head, reference) & {"pass", "fail", "take_up"}  # nobody closes their own
    stage.turn(date(2026, 4, 29))
    verifier.take(f"/findings/{reference}/take_up")
    verifier.take(f"/findings/{reference}/fail", note="Ảnh chưa cho thấy bảng niêm yết mới.")
    assert "Ảnh chưa cho thấy" in head.read("/our-findings")
    stage.turn(date(2026, 5, 11))
    head.take(f"/findings/{reference}/report", cause=LONG, measure=LONG, files=PHOTO)
    assert "pass" not in steps(stage["thu"], reference)  # who found it does not judge it
    stage.turn(date(2026, 5, 13))
    assert "Đã đóng" in verifier.take(f"/findings/{reference}/pass", note="Đã xem ảnh mới.")


def ended(stage: Stage, case: str) -> None:
    """Nothing is open: the leader ends the case, and its last papers say what became of it."""
    stage.turn(date(2026, 5, 15))
    said = stage["giam"].take(f"/cases/{case}/end")
    closed, issued = said.count("Đã đóng"), said.count("TT-2026-") - said.count("Đã rút bỏ")
    sums = (
        f"Số kiến nghị: {issued}; đã báo cáo khắc phục: {closed}; đã đóng sau thẩm tra: {closed}; quá hạn: 0"
    )
    keep(stage, "head", case, "remediation_report", [sums])
    keep(stage, "lan", case, "recheck_minutes", ["10/04/2026", "Đã niêm yết ở cửa chính."])


def repeated(stage: Stage, earlier: str) -> None:
    """A later case, announced this time, finds the same again."""
    secretary, head = stage["thu"], stage["head"]
    stage.turn(date(2026, 9, 14))
    team = {"lead": "lan", "secretary": "thu", "members": ("anh",)}
    day = date(2026, 9, 22)
    secretary.take("/cases/new", kind="planned", place=CENTRE, planned_on=day, round=ROUND, **team)
    case = secretary.page.url.rpartition("/")[2]
    stage["giam"].take(f"/cases/{case}/approve", number="90/QĐ-SNV", day=date(2026, 9, 14))
    assert case not in head.read("/cases")
    secretary.take(f"/cases/{case}/announce")
    keep(stage, "head", case, "inspection_notice", ["90/QĐ-SNV", f"{day:%d/%m/%Y}"])
    stage.turn(day)
    secretary.take(f"/cases/{case}/begin", place="Phòng họp trung tâm", time=f"{day}T08:30")
    hand_in(secretary, case, LATER)
    secretary.open(f"/cases/{case}")
    assert earlier in secretary.follow("/findings/TT-")
    secretary.take(f"/cases/{case}/draw_up")
    keep(stage, "thu", case, "inspection_minutes", ["DỰ THẢO", f"Tái phạm: đã được nêu tại {earlier}"])
    stage.turn(date(2026, 12, 31))
    on_time, first_time, repeats, days, _ = recount.same_figures(stage)
    listed = references(secretary.open("/findings"))
    stage.keep("lan", "/findings", "register.docx", [on_time, first_time, repeats, days, *listed])


def keep(
    stage: Stage, username: str, case: str, document: str, says: Sequence[str], hides: Sequence[str] = ()
) -> None:
    """Let somebody download a document of a case, which must say its number and all of that."""
    path = f"/cases/{case}/documents"
    stage.keep(username, path, f"/{document}.docx", [case, *says], hides)


def printed(stage: Stage) -> None:
    """Every document, opened by another program, says what the pages said."""
    for paper, text in zip(stage.papers, texts([one.file for one in stage.papers]), strict=False):
        for said in paper.says:
            assert squeezed(said) in text, (paper.file.name, said)
        assert not [said for said in paper.hides if squeezed(said) in text], paper.file.name
