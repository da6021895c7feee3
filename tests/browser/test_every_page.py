"""Every page of staff there is: accessible, in both languages, on phone, tablet and desk, none forgotten."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page

from survey_app import store, web
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Asker, Device
from survey_app.app import create_app
from survey_app.inspections.model import CaseAction, Kind, Member, NewCase, NewPlan, Task
from survey_app.inspections.service import Told, cases
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.responses.service import keying
from survey_app.rounds import service as rounds
from survey_app.sync import service as sync
from tests.browser.contradicted import contradiction
from tests.browser.followed import from_above
from tests.browser.noted import noted
from tests.browser.reported import drawn, reported

pytestmark = pytest.mark.browser
# Addresses that hand out a file, a picture or a piece of a page, or only lead on.
NO_PAGES = re.compile(
    r"\.(csv|xlsx|docx|pdf|ics|json|svg|crt|mobileconfig|js|webmanifest)$|photo|thumbnail|/files/|/original$|<suffix>|/screens/|"
    r"/imports/<|^/k/|^/K/|/recordings/|instrument-drafts/<|/units/import/<|^/static|^/form-scripts|^/api/|^/tablet/forms/|^/first-run|^/sign-in"
)
# What stands for the parts of an address, as the demonstration has it; a page's own link where it must exist.
PARTS = {
    "/cases/<reference>/attendance/<uuid:count_id>/withdraw": "/cases/{case}/attendance/{count}/withdraw",
    "/cases/<reference>/change": "/cases/{draft_case}/change",
    "/cases/<reference>/<step>": "/cases/{case}/draw_up",
    "/cases/<reference>/self-report": "/cases/{reported}/self-report",
    "/cases/<reference>/self-report/return": "/cases/{reported}/self-report/return",
    "/cases/<reference>/side-by-side": "/cases/{reported}/side-by-side",
    "/devices/<uuid:device_id>/revoke": "/devices/{tablet}/revoke",
    "/draws/<uuid:draw_id>": "/draws/{draw}",
    "/draws/<uuid:draw_id>/minutes": "/draws/{draw}/minutes",
    "/draws/dossiers/<digest>": "/draws/dossiers/{list}",
    "/findings/<reference>/parts": "{external}/parts",
    "/findings/<reference>/<step>": "{finding}/take_up",
    "/findings/<reference>": "{finding}",
    "/incidents/<uuid:incident_id>": "/incidents/{incident}",
    "/incidents/<uuid:incident_id>/decide": "/incidents/{examined}/decide",
    "/incidents/<uuid:incident_id>/examine": "/incidents/{incident}/examine",
    "/inspections/<uuid:visit_id>/score": "{scored}/score",
    "/instruments/<id>/<version>": "/instruments/counter_check/2",
    "/instruments/<id>/<version>/changes": "/instruments/counter_check/2/changes",
    "/instruments/<id>/<version>/languages": "/instruments/counter_rating/1/languages",
    "/instruments/<id>/<version>/languages/<tag>": "/instruments/counter_rating/1/languages/en",
    "/instruments/<id>/<version>/languages/<tag>/table": "/instruments/counter_rating/1/languages/en/table",
    "/instruments/<id>/<version>/new-version": "/instruments/counter_rating/1/new-version",
    "/instruments/<id>/<version>/paper": "/instruments/counter_check/2/paper",
    "/instruments/<id>/<version>/preview": "/instruments/counter_rating/1/preview",
    "/keying/<uuid:sheet>": "/keying/{sheet}",
    "/bundles/conflicts/<kind>/<id_>/<digest>": "/bundles/conflicts/{contradiction}",
    "/keying/<uuid:sheet>/settle": "/keying/{differing_sheet}/settle",
    "/keying/<uuid:sheet>/remove": "/keying/{differing_sheet}/remove",
    "/people/<username>": "/people/kiemtra1",
    "/plans/<uuid:plan_id>": "/plans/{plan}",
    "/plans/<uuid:plan_id>/change": "/plans/{plan}/change",
    "/plans/<uuid:plan_id>/import": "/plans/{plan}/import",
    "/people/<username>/access": "/people/kiemtra1/access",
    "/people/<username>/password": "/people/kiemtra1/password",
    "/people/<username>/units": "/people/kiemtra1/units",
    "/records/<uuid:record>": "/records/{record}",
    "/records/<uuid:record>/others/<digest>": "/records/{contradicted}",
    "/records/<uuid:record>/release": "/records/{record}/release",
    "/records/<uuid:record>/remove": "/records/{record}/remove",
    "/results/<code>": "/results/sipas-mau?unit=01",
    "/rounds/<code>": "/rounds/dot-2",
    "/rounds/<code>/delete": "/rounds/dot-2/delete",
    "/rounds/<code>/first-day": "/rounds/dot-2/first-day",
    "/rounds/<code>/last-day": "/rounds/dot-2/last-day",
    "/rounds/<code>/open": "/rounds/dot-2/open?unit=01.001",
    "/templates/<kind>": "{template}",
    "/schemes/<int:number>": "/schemes/1",
    "/units/code/<path:code>": "/units/code/01.001.TT",
    "/units/edit/<path:code>": "{unit_edit}",
    "/units/end/<path:code>": "{unit_end}",
}
# The round has answers: the page says why it stays.
REFUSED = {"/rounds/dot-2/delete", "/rounds/dot-2/first-day"}


@pytest.fixture(scope="module")
def pages(server: Any, staff: Page) -> list[str]:
    """The address of every page an administrator opens by looking, with its parts filled in."""
    found = {
        "finding": ("/findings?state=reported", "main a[href^='/findings/TT-']"),
        "visit": ("/inspections?state=draft", "main a[href^='/inspections/']:not([href$='/new'])"),
        "scored": ("/inspections?state=submitted", "main a[href^='/inspections/']:not([href$='/new'])"),
        "response": ("/responses?round=kiem-tra", "main tbody a[href^='/responses/']"),
        "code": ("/rounds/dot-2", "main a[href*='/codes/']"),
        "template": ("/templates", "main a[href^='/templates/']:not([href$='.docx'])"),
        "unit_edit": ("/units/code/01.001.TT", "main a[href*='/units/edit/']"),
        "unit_end": ("/units/code/01.001.TT", "main a[href*='/units/end/']"),
    }
    links = {}
    for name, (path, selector) in found.items():
        staff.goto(server.url + path)
        links[name] = staff.locator(selector).first.get_attribute("href") or ""
    opened = store.open_store(server.instance)
    now = datetime.now(UTC)
    code = accounts.invite(opened, "Máy tính bảng số 1 của đoàn kiểm tra liên ngành", server.username, now)
    tablet = accounts.enrol(opened, code, "here", now)[0]
    links |= {"tablet": tablet.id, "record": waiting_record(opened, tablet, now)}
    links |= {"contradicted": contradicted_record(opened, links["record"], tablet, now)}
    links |= {"sheet": keyed_sheet(opened, now), "differing_sheet": keyed_sheet(opened, now, "waiting")}
    links |= contradiction(opened, links["visit"].rpartition("/")[2], now)
    links |= inspected(opened, now) | drawn(opened, now) | reported(opened, now) | from_above(opened, now)
    app = create_app(opened)
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not NO_PAGES.search(rule.rule)
    ]
    assert all(web.guard(app, rule.endpoint) for rule in rules)
    rules = [rule for rule in rules if for_administrators(web.guard(app, rule.endpoint))]
    opened.close()
    return sorted(path for rule in rules if (path := filled(rule.rule, links)))


def for_administrators(guard: str | frozenset[str] | None) -> bool:
    """Whether an administrator may open what that guards; leaders and units have pages of their own."""
    return not isinstance(guard, frozenset) or "administrator" in guard


def inspected(opened: store.Store, now: datetime) -> dict[str, str]:
    """A plan, a case of it that is a draft, and one whose team is on site."""
    today = local_day(now)

    def who(username: str) -> Asker:
        role = accounts.person(opened.read(), username).role
        return accounts.asker(opened.read(), username, role, today)

    plan = cases.make_plan(opened, who("thuky1"), NewPlan(today.year, "Kế hoạch xem thử"), now)
    tasks = {"truongdoan": Task.LEAD, "thuky1": Task.SECRETARY, "kiemtra1": Task.MEMBER}
    new = NewCase(
        unit="01.001.TT",
        kind=Kind.PLANNED,
        planned_on=today,
        title="Kiểm tra xem thử",
        period_first=today,
        period_last=today,
        round="kiem-tra",
        self_report="unit_self_report",
        members=tuple(Member(username, task) for username, task in tasks.items()),
    )
    draft = cases.make_case(opened, who("thuky1"), replace(new, plan=plan.id), now)
    on_site = cases.make_case(opened, who("thuky1"), new, now)
    for step, username in (("approve", "quyetdinh"), ("announce", "thuky1"), ("begin", "kiemtra1")):
        action = CaseAction(step, on_site.revision, number="1/QĐ", day=today)
        on_site = cases.step(opened, who(username), on_site.reference, action, now)
    links = {"plan": plan.id, "draft_case": draft.reference, "case": on_site.reference}
    links |= noted(opened, on_site.reference, now)
    return {**links, "case_page": f"/cases/{on_site.reference}"}


def keyed_sheet(opened: store.Store, now: datetime, second: str = "") -> str:
    """The id of a paper form keyed once, or with a ``second`` reason a second time otherwise."""
    today, wave = local_day(now), rounds.round_(opened.read(), "dot-2")
    by_visit = partial(Told().hand_in, now=now)
    answers = {"access": "4", "overall": "2", "reason": "fees"}
    serial = "A-17" if second else "A-16"
    sheet = keying.key_first(opened, uuid4(), wave, "01.001.Q1", today, serial, answers, "kiemtra1", today)
    if second:
        other = {**answers, "reason": second}
        assert keying.key_second(opened, sheet.id, other, "kiemtra2", uuid4(), today, by_visit)
    return sheet.id


def waiting_record(opened: store.Store, tablet: Device, now: datetime) -> str:
    """The id of a record that waits for somebody to decide: its visit is nowhere."""
    uuid = str(uuid4())
    version = instruments.versions(opened.read(), "counter_check")[-1]
    content = {
        "format": 1,
        "visit": uuid,
        "new_visit": None,
        "instrument": version.id,
        "version": version.version,
        "digest": version.digest,
        "by": "kiemtra1",
        "language": "vi",
        "sections": [1],
        "answers": {"B01": "yes", "B05_note": "Bảng niêm yết " * 20},
        "base": {},
        "files": {},
        "finished": True,
        "clock": {"begun_at": None, "finished_at": None, "offset_seconds": None, "sequence": 1},
    }
    sync.take_record(opened, uuid, json.dumps(content).encode(), tablet, "vi", now)
    return uuid


def contradicted_record(opened: store.Store, uuid: str, tablet: Device, now: datetime) -> str:
    """The id of a record and the digest of what came under it otherwise, as an address has them."""
    content = json.loads(sync.body_of(opened.read(), uuid))
    other = json.dumps({**content, "answers": {"B01": "no", "B05_note": "Không có bảng. " * 20}}).encode()
    sync.take_record(opened, uuid, other, tablet, "vi", now)
    return f"{uuid}/others/{hashlib.sha256(other).hexdigest()}"


def filled(rule: str, links: dict[str, str]) -> str:
    """An address the rule stands for."""
    if rule in PARTS:
        return PARTS[rule].format(**links)
    for start, link in (
        ("/inspections/<uuid:visit_id>", "visit"),
        ("/cases/<reference>", "case_page"),
        ("/responses/<uuid:uuid>", "response"),
        ("/rounds/<round_>/codes/<code>", "code"),
    ):
        if rule.startswith(start):
            return links[link] + rule.removeprefix(start).replace("<int:number>", "1")
    if "<" not in rule:
        return rule
    raise AssertionError(f"{rule} is a page nobody looks at")


@pytest.mark.parametrize(
    ("language", "width", "others"), [("vi", 360, [800, 1280]), ("en", 1280, [800, 360])]
)
def test_pages__every_one__is_accessible_and_fits_the_screen(
    server: Any,
    staff: Page,
    pages: list[str],
    accessible: Callable[[Page], None],
    language: str,
    width: int,
    others: list[int],
) -> None:
    assert len(pages) > 25
    for path in pages:
        staff.set_viewport_size({"width": width, "height": 800})
        answer = staff.goto(f"{server.url}{path}{'&' if '?' in path else '?'}lang={language}")
        assert answer is not None
        assert answer.status == (409 if path in REFUSED else 200), path
        assert staff.locator("html").get_attribute("lang") == language
        assert staff.locator("h1").count() == 1, path
        assert "DỮ LIỆU GIẢ LẬP" in staff.inner_text("body")
        accessible(staff)
        for other in others:  # the same page, turned
            staff.set_viewport_size({"width": other, "height": 800})
            wide = staff.evaluate("document.documentElement.scrollWidth")
            assert wide <= other, f"{path} scrolls sideways at {other}: {wide}"
    staff.goto(f"{server.url}/?lang=vi")
