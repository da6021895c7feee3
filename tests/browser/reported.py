"""A draw, a list that waits to be drawn from, and a case whose unit has reported, in the demonstration."""

from datetime import datetime, timedelta

from forms import screens
from survey_app import store
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Asker
from survey_app.inspections import waiting
from survey_app.inspections.model import CaseAction, Kind, Member, NewCase, Task, section_digest
from survey_app.inspections.model.draws import DrawKind, NewDraw, Wanted
from survey_app.inspections.service import cases, draws, self_reports
from survey_app.places.model import local_day
from survey_app.spreadsheets import keep_upload
from tests.survey_app.inspections.cases.test_self_reports import GOOD

LIST = "Mã hồ sơ,Họ và tên,Tình trạng\nH01-0001,Nguyễn Văn An,Trễ hạn\nH01-0002,Trần Thị Bé,Đúng hạn\n"


def drawn(opened: store.Store, now: datetime) -> dict[str, str]:
    """The id of a draw, and the digest of a list that waits."""
    found = waiting.take_list(LIST.encode(), "ho-so.csv", b"key")
    listed = found.draw_list("Mã hồ sơ", "Tình trạng")
    new = NewDraw(DrawKind.DOSSIERS, "Hồ sơ xem thử", "ho-so.csv", "73815", "Xổ số", Wanted(1, 1), listed)
    made = draws.make_draw(opened, _who(opened, "kiemtra1", now), new, now)
    kept = keep_upload(opened.instance.root, "draws", "ho-so.csv", waiting.written(found), now)
    return {"draw": made.id, "list": kept}


def reported(opened: store.Store, now: datetime) -> dict[str, str]:
    """The reference of a case that has received the report of its unit."""
    today = local_day(now)
    tasks = {"truongdoan": Task.LEAD, "thuky1": Task.SECRETARY, "kiemtra1": Task.MEMBER}
    new = NewCase(
        unit="01.001.TT",
        kind=Kind.PLANNED,
        planned_on=today,
        title="Kiểm tra đã có báo cáo",
        period_first=today,
        period_last=today,
        round="kiem-tra-60",
        self_report="unit_self_report",
        members=tuple(Member(username, task) for username, task in tasks.items()),
    )
    of = cases.make_case(opened, _who(opened, "thuky1", now), new, now)
    for step, username in (("approve", "quyetdinh"), ("announce", "thuky1"), ("await_report", "thuky1")):
        action = CaseAction(step, of.revision, number="2/QĐ", day=today, due=today + timedelta(5))
        of = cases.step(opened, _who(opened, username, now), of.reference, action, now)
    head = _who(opened, "thutruong", now)
    blank = self_reports.draft(opened.read(), head, of, now)
    for screen in screens(self_reports.instrument_of(opened.read(), blank)):
        made_from = section_digest(self_reports.draft(opened.read(), head, of, now).draft, screen)
        opened.write(
            lambda db, screen=screen, made_from=made_from: self_reports.save_section(  # type: ignore[misc]
                db, head, of, screen, GOOD, made_from, now
            )
        )
    revision = self_reports.draft(opened.read(), head, of, now).revision
    self_reports.submit(opened, head, of.reference, revision, now)
    return {"reported": of.reference}


def _who(opened: store.Store, username: str, now: datetime) -> Asker:
    role = accounts.person(opened.read(), username).role
    return accounts.asker(opened.read(), username, role, local_day(now))
