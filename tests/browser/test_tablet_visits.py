"""What a tablet says of its visits in time: of a day the office will not take, of a visit that is there,
of a record that is held, of being revoked; and that it never takes a page from under a hand."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import tablets

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def travelling(server: Any, chromium: Browser) -> Iterator[Page]:
    page = tablets.tablet_ready(server, chromium)
    page.add_init_script(tablets.WITHOUT_SYNC)
    yield page
    page.context.close()


@pytest.fixture
def tablet(server: Any, travelling: Page) -> Iterator[Page]:
    travelling.context.unroute_all()
    tablets.begin_anew(server, travelling)
    travelling.context.set_offline(True)
    yield travelling
    travelling.context.unroute_all()


def fill_new(page: Page, unit: str = "quay 1") -> None:
    """Fill in what a new visit asks, and leave its button."""
    page.click("text=Lập lượt kiểm tra mới")
    page.check("input[name=round][value=kiem-tra]")
    page.fill("#unit", unit)
    page.click("#unit ~ ul button >> nth=0")


def back_to_list(server: Any, page: Page) -> None:
    page.goto(f"{server.url}/tablet/")
    expect(page.locator("h1")).to_have_text("Lượt kiểm tra")


def hand_over_first(page: Page) -> str:
    visit = tablets.begin_visit(page, "kiem-tra")
    page.locator(".screen:not([hidden]) [data-item]:not([hidden]) input[type=radio]").first.check()
    tablets.hand_over(page)
    return visit


@pytest.mark.parametrize(
    ("day", "told"),
    [("2099-01-01", "không được sau hôm nay"), ("2001-01-01", "phải nằm trong đợt"), ("", "ngày")],
)
def test_new_visit__on_a_day_the_office_will_not_take__says_so_at_the_field(
    tablet: Page, day: str, told: str
) -> None:
    fill_new(tablet)
    tablet.fill("#day", day)
    tablet.click("main form .button:has-text('Bắt đầu')")
    expect(tablet.locator("#day-error")).to_contain_text(told)
    assert tablet.locator("#day").get_attribute("aria-describedby") == "day-error"
    assert tablets.kept(tablet, "drafts") == []


def test_today__of_a_tablet_whose_clock_is_wrong__is_the_day_of_the_office(tablet: Page) -> None:
    there = "TabletStore.put('settings', {}, 'offset')"
    offset = tablet.evaluate("TabletStore.get('settings', 'offset')")
    tablet.evaluate(there.replace("{}", str(-5 * 24 * 3600)))
    tablet.click("text=Lập lượt kiểm tra mới")
    expected = tablet.evaluate("Words.today(new Date(Date.now() - 5 * 24 * 3600 * 1000))")
    expect(tablet.locator("#day")).to_have_value(expected)
    tablet.evaluate(there.replace("{}", str(offset or 0)))


def test_same_visit__begun_again__offers_the_one_that_is_there(server: Any, tablet: Page) -> None:
    # Where no other test goes: what they handed in today would be offered as well.
    first = tablets.begin_visit(tablet, "kiem-tra", "tuyen quang")
    back_to_list(server, tablet)
    fill_new(tablet, "tuyen quang")
    tablet.click("main form .button:has-text('Bắt đầu')")
    expect(tablet.locator(".notice")).to_contain_text("cùng đợt, cùng ngày")
    assert len(tablets.kept(tablet, "drafts")) == 1
    tablet.click("text=Mở lượt kiểm tra đó")
    tablets.is_open(tablet)
    assert tablet.url.endswith(f"#visit={first}")
    back_to_list(server, tablet)
    fill_new(tablet, "tuyen quang")
    tablet.click("main form .button:has-text('Bắt đầu')")
    tablet.click("text=Vẫn lập lượt kiểm tra riêng")
    tablets.is_open(tablet)
    assert not tablet.url.endswith(f"#visit={first}")
    assert len(tablets.kept(tablet, "drafts")) == 2


def test_visit__begun_by_mistake__is_thrown_away_after_asking(server: Any, tablet: Page) -> None:
    tablets.begin_visit(tablet, "kiem-tra")
    back_to_list(server, tablet)
    expect(tablet.locator("button.visit small").first).to_have_text("kiem-tra")
    tablet.click("text=Bỏ lượt kiểm tra này")
    tablet.click("text=Giữ lại")
    assert len(tablets.kept(tablet, "drafts")) == 1
    tablet.click("text=Bỏ lượt kiểm tra này")
    tablet.click("button.danger")
    expect(tablet.locator("#told")).to_have_text("Đã bỏ lượt kiểm tra.")
    assert tablets.kept(tablet, "drafts") == []


def test_visit__of_which_something_was_handed_over__cannot_be_thrown_away(server: Any, tablet: Page) -> None:
    hand_over_first(tablet)
    back_to_list(server, tablet)
    expect(tablet.locator("button.visit").first).to_be_visible()
    assert tablet.locator("text=Bỏ lượt kiểm tra này").count() == 0


def answer_held(route: Route) -> None:
    """In the office's place: the record is kept, and a person is to decide."""
    request = route.request
    body = request.post_data_buffer
    if request.method != "PUT" or body is None:
        return route.fulfill(status=403, json={"error": "device_revoked", "message": "", "problems": []})
    said = {"id": request.url.rsplit("/", 1)[1], "digest": sha256(body).hexdigest()}
    return route.fulfill(status=202, json={**said, "state": "quarantined", "message": "Chờ"})


def test_revoked_tablet__whose_record_is_held__says_both_on_every_screen(server: Any, tablet: Page) -> None:
    hand_over_first(tablet)
    revoked = {"error": "device_revoked", "message": "", "problems": []}
    tablets.answer(tablet, "**/api/v1/responses/*", answer_held)
    tablets.answer(tablet, "**/api/v1/pack", lambda route: route.fulfill(status=403, json=revoked))
    tablet.context.set_offline(False)
    tablet.evaluate("void Status.send(true)")
    for place in ("form", "", "#new", "#outbox", "#device"):
        if place != "form":
            tablet.goto(f"{server.url}/tablet/{place}")
        expect(tablet.locator("#outbox-state")).to_have_text("Văn phòng đang xem: 1 phiếu")
        expect(tablet.locator("#banners .wrong-bar")).to_contain_text("đã thu hồi quyền của máy này")
    tablet.evaluate("Status.send(true)")
    expect(tablet.locator("#banners .wrong-bar")).to_contain_text("đã thu hồi quyền của máy này")
    back_to_list(server, tablet)
    expect(tablet.locator("a.readiness")).to_have_text("Chưa sẵn sàng ngoại tuyến.")
    tablet.context.unroute_all()
    tablet.evaluate("Pack.ask().then(Status.show)")
    expect(tablet.locator("#banners .wrong-bar")).to_have_count(0)


def test_held_record__once_it_was_decided__is_no_longer_told_of(server: Any, tablet: Page) -> None:
    hand_over_first(tablet)
    tablet.context.set_offline(False)
    tablet.evaluate("Status.send(true)")
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")
    tablet.evaluate(
        """async () => {
          const [one] = await TabletStore.all("sent");
          await TabletStore.put("sent", { ...one, status: 202 });
          await Status.show();
        }"""
    )
    expect(tablet.locator("#outbox-state")).to_have_text("Văn phòng đang xem: 1 phiếu")
    tablet.evaluate("Status.send()")
    expect(tablet.locator("#outbox-state")).to_have_text("Đã gửi hết")


def test_record__of_who_never_typed_the_password_here__is_said_to_wait(server: Any, tablet: Page) -> None:
    hand_over_first(tablet)
    tablet.evaluate(
        """async () => {
          const [entry] = await TabletStore.all("outbox");
          const body = TabletStore.canonical({ ...JSON.parse(entry.body), by: "ai-do" });
          const id = crypto.randomUUID();
          await TabletStore.put("outbox", { ...entry, id, body, digest: await TabletStore.digest(body) });
          Sender.tell();
        }"""
    )
    expect(tablet.locator("#banners .warning-bar")).to_contain_text("Phiếu của ai-do")


# What the list of visits is drawn from comes late, once `goOn` is called.
SLOWLY = """() => {
  const read = Pack.read;
  Pack.read = () => new Promise((done) => (window.goOn = () => done(read())));
}"""
UNDER_WAY = """async () => {
  for (let tries = 0; !window.goOn; tries += 1) {
    if (tries > 1200) throw new Error("nothing is drawn");
    await new Promise((done) => setTimeout(done, 50));
  }
}"""


def hold_pack(page: Page) -> list[Route]:
    """What asks for the pack from here on waits in the list that is handed back."""
    held: list[Route] = []
    page.context.route("**/api/v1/pack", lambda route: held.append(route))
    page.context.set_offline(False)
    return held


def test_list__being_drawn_anew_while_somebody_decides__leaves_the_question_there(
    server: Any, tablet: Page
) -> None:
    tablets.begin_visit(tablet, "kiem-tra")
    tablet.context.set_offline(True)
    back_to_list(server, tablet)
    held = hold_pack(tablet)
    tablet.reload()
    tablet.locator("text=Bỏ lượt kiểm tra này").wait_for()
    tablet.evaluate(SLOWLY)
    for _ in range(1200):
        if held:
            break
        tablet.wait_for_timeout(50)
    for route in held:
        route.continue_()
    tablet.context.unroute_all()
    tablet.evaluate(UNDER_WAY)
    tablet.click("text=Bỏ lượt kiểm tra này")
    tablet.evaluate("goOn()")
    tablet.wait_for_timeout(600)
    expect(tablet.locator("button.danger")).to_be_visible()


def test_screen__somebody_went_to_while_the_office_was_asked__stays(server: Any, tablet: Page) -> None:
    tablet.goto(f"{server.url}/tablet/#device")
    fetch = tablet.locator("text=Tải lại từ văn phòng")
    fetch.wait_for()
    tablet.evaluate("() => { Pack.refresh = () => new Promise((done) => (window.goOn = () => done(true))); }")
    fetch.click()
    tablet.evaluate(UNDER_WAY)
    tablet.click("#menu >> text=Hộp gửi")
    expect(tablet.locator("h1")).to_have_text("Hộp gửi")
    tablet.evaluate("goOn()")
    expect(tablet.locator("#told")).to_have_text("Đã tải xong.")
    expect(tablet.locator("h1")).to_have_text("Hộp gửi")


def test_password__being_typed_when_a_newer_app_takes_over__stays(server: Any, tablet: Page) -> None:
    tablet.click("text=Khóa máy")
    tablet.click(f"button.choice:has-text('{tablets.COLLEAGUE}')")
    tablet.fill("#password", "một nửa")
    tablet.context.set_offline(False)
    tablet.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration("/tablet/");
          const worker = new EventTarget();
          worker.state = "activated";
          Object.defineProperty(registration, "installing", { value: worker, configurable: true });
          registration.dispatchEvent(new Event("updatefound"));
          worker.dispatchEvent(new Event("statechange"));
        }"""
    )
    tablet.wait_for_timeout(300)
    expect(tablet.locator("#password")).to_have_value("một nửa")
    tablet.reload()
    tablet.click(f"button.choice:has-text('{tablets.INSPECTOR}')")
    tablet.fill("#pin", tablets.PIN)
    tablet.click("main form button")
    expect(tablet.locator("h1")).to_have_text("Lượt kiểm tra")
