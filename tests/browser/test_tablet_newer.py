"""What changes at the office while a tablet is on the road: a newer app, newer versions of a form, a record
somebody there removed. What is on the tablet stays, goes on as it was begun, and is said in words."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from forms.check import local_day
from survey_app import store
from survey_app.responses import service as responses
from survey_app.sync import service as sync
from tests.browser import tablets
from tests.browser.releases import MARK, Office, office

pytestmark = pytest.mark.browser
FORM = """\
| survey |  |  |  |
|  | type | name | label::Tiếng Việt (vi) |
|  | select_one yn | board | Có bảng niêm yết không? |
{more}| choices |  |  |  |
|  | list_name | name | label::Tiếng Việt (vi) |
|  | yn | yes | Có |
|  | yn | no | Không |
| settings |  |  |  |  |  |
|  | form_id | version | form_title | default_language | audience |
|  | again_check | {version} | Kiểm tra lại | Tiếng Việt (vi) | staff |
"""
RADIO = ".screen:not([hidden]) [data-item]:not([hidden]) input[type=radio]"
CACHES = "caches.keys().then((names) => names.filter((one) => !one.startsWith('tablet-shell')).sort())"
SHELLS = "caches.keys().then((names) => names.filter((one) => one.startsWith('tablet-shell')))"
# Ends once the newer worker is as far as it is said to be.
WORKER_IS = """async (state) => {
  for (let tries = 0; tries < 1200; tries += 1) {
    const { active, waiting } = await navigator.serviceWorker.getRegistration("/tablet/");
    const shells = (await caches.keys()).filter((one) => one.startsWith("tablet-shell"));
    const alone = active.state === "activated" && shells.join() === "tablet-shell newer";
    if (state === "waiting" ? waiting : alone) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`never ${state}`);
}"""


@pytest.fixture(scope="module")
def before(server: Any) -> Iterator[Office]:
    with office(server.url) as standing:
        yield standing


@pytest.fixture(scope="module")
def travelling(server: Any, before: Office, chromium: Browser) -> Iterator[Page]:
    page = tablets.tablet_ready(replace(server, url=before.url), chromium)
    page.add_init_script(tablets.WITHOUT_SYNC)
    yield page
    page.context.close()


@pytest.fixture
def there(server: Any, before: Office) -> Any:
    """The server as the tablet knows it."""
    return replace(server, url=before.url)


@pytest.fixture
def tablet(there: Any, travelling: Page) -> Iterator[Page]:
    tablets.begin_anew(there, travelling)
    yield travelling
    travelling.context.unroute_all()


def publish(server: Any, folder: Path, version: int, more: str = "") -> None:
    file = folder / f"again_{version}.md"
    file.write_text(FORM.format(version=version, more=more), "utf-8")
    server.survey("instruments", "publish", str(file), "--yes")


def open_round(server: Any, code: str) -> None:
    days = ("--from", str(local_day()), "--to", str(local_day() + timedelta(1)))
    server.survey("rounds", "add", code, "--instrument", "again_check", *days)


def let_newer_begin(tablet: Page) -> None:
    """Each time the app is opened it asks the newer one to take over, which browsers let it do once the
    older worker is at rest."""
    devtools = tablet.context.new_cdp_session(tablet)
    devtools.send("ServiceWorker.enable")
    for _ in range(60):
        tablet.wait_for_timeout(500)
        devtools.send("ServiceWorker.stopAllWorkers")
        tablet.reload()
        if tablet.evaluate(SHELLS) == ["tablet-shell newer"]:
            break
    tablet.evaluate(WORKER_IS, "active")


def test_newer_app__while_a_draft_is_open_and_a_record_waits__drops_nothing_and_begins_after(
    there: Any, before: Office, tablet: Page
) -> None:
    tablet.context.route("**/api/v1/responses/*", lambda route: route.abort())
    visit = tablets.fill_offline(tablet)
    form, answered = tablet.url, tablets.answers(tablet)
    kept = {name: tablets.kept(tablet, name) for name in ("drafts", "outbox")}
    forms, shells = tablet.evaluate(CACHES), tablet.evaluate(SHELLS)
    before.newer = True
    tablet.context.set_offline(False)
    other = tablet.context.new_page()
    other.goto(f"{there.url}/tablet/")
    other.evaluate(WORKER_IS, "waiting")
    assert set(shells) < set(other.evaluate(SHELLS))  # the one in use is still there
    other.close()
    tablet.reload()
    tablets.is_open(tablet)
    assert tablets.answers(tablet) == answered

    tablet.goto(f"{there.url}/tablet/")
    expect(tablet.locator("h1")).to_have_text("Lượt kiểm tra")
    let_newer_begin(tablet)
    tablet.context.set_offline(True)
    tablet.reload()
    assert MARK in tablet.content()
    assert tablet.evaluate(CACHES) == forms
    assert tablets.kept(tablet, "outbox") == kept["outbox"]
    assert tablets.kept(tablet, "drafts")[0]["digest"] == kept["drafts"][0]["digest"]
    tablet.goto(form)
    tablets.is_open(tablet)
    assert tablets.answers(tablet) == answered
    tablet.context.unroute_all()
    tablet.context.set_offline(False)
    tablet.evaluate("Status.send(true)")
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    assert tablets.rows_of(there, visit) == 1


def test_form__published_twice_meanwhile__goes_on_and_is_stored_with_the_version_it_was_begun_with(
    there: Any, tablet: Page, tmp_path: Path
) -> None:
    publish(there, tmp_path, 1)
    open_round(there, "lai-1")
    tablet.evaluate("Pack.refresh()")
    tablet.context.set_offline(True)
    tablet.reload()
    visit = tablets.begin_visit(tablet, "lai-1")
    tablet.locator(RADIO).first.check()
    expect(tablet.locator("#saved")).to_contain_text("Đã lưu trên máy lúc")
    form = tablet.url
    publish(there, tmp_path, 2, "|  | text | why | Vì sao? |\n")
    publish(there, tmp_path, 3, "|  | integer | waiting | Số người chờ |\n")
    open_round(there, "lai-3")
    tablet.context.set_offline(False)
    tablet.goto(f"{there.url}/tablet/")
    tablet.evaluate("Pack.refresh()")
    tablet.locator("button.visit", has_text="lai-1").click()
    tablets.is_open(tablet)
    assert tablet.url == form
    expect(tablet.locator(RADIO).first).to_be_checked()
    assert tablet.locator("[data-item]").count() == 1
    tablets.hand_over(tablet, "#hand-all")
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    with closing(store.open_store(there.instance)) as opened:
        found = responses.response(opened.read(), visit)
    assert found is not None
    assert found.version == "1"


def test_record__the_office_removed__is_said_to_be_so_and_is_never_sent_for_another(
    there: Any, tablet: Page
) -> None:
    tablets.fill_offline(tablet)
    # Of a version nobody knows: the office holds it for somebody to decide.
    tablets.rewrite(tablet, version="0", digest="0" * 64)
    [entry] = tablets.kept(tablet, "outbox")
    tablet.context.set_offline(False)
    tablet.evaluate("Status.send(true)")
    expect(tablet.locator("#outbox-state")).to_have_text("Văn phòng đang xem: 1 phiếu")
    with closing(store.open_store(there.instance)) as opened:
        sync.remove(opened, entry["id"], there.username, "Phiếu thử", "vi", datetime.now(UTC))
    tablet.evaluate("Status.send()")
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    tablets.to_outbox(there, tablet)
    expect(tablet.locator("#gone")).to_contain_text("Văn phòng đã gỡ bỏ phiếu này.")

    # Out of a file saved before, it is sent once more.
    tablet.evaluate(
        """async (entry) => {
          await TabletStore.remove("sent", entry.id);
          await TabletStore.put("outbox", entry);
        }""",
        entry,
    )
    tablet.evaluate("Status.send(true)")
    expect(tablet.locator("#waiting .message")).to_contain_text("Văn phòng đã gỡ bỏ phiếu này.")
    expect(tablet.locator("#banners")).to_contain_text("Có 1 phiếu văn phòng chưa nhận")
    assert [one["state"] for one in tablets.kept(tablet, "outbox")] == ["refused"]
    assert len(tablets.kept(tablet, "drafts")) == 1
