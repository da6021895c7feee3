"""What pages and calendars tell somebody of the year."""

from playwright.sync_api import Page, expect

from tests.browser.year.stage import CENTRE, Player, press


def calendar(player: Player) -> str:
    """The secret address of somebody's calendar, made by them."""
    player.open("/reminders")
    press(player.page, "button[name=do][value=make]")
    return player.page.locator("code.address").inner_text()


def known(head: Player, feed: str) -> dict[str, str]:
    """What whoever heads the unit reads wherever a case could show: lists, counts, search, calendar."""
    narrowed = ("unit=X1", f"unit={CENTRE}", "kind=unannounced", "state=approved", "open=1", "year=2026")
    paths = ["/our-findings", "/findings", "/findings/indicators", "/reminders", "/", "/cases"]
    said = {path: head.read(path) for path in [*paths, *(f"/cases?{one}" for one in narrowed)]}
    return {**said, "calendar": read_calendar(head, feed)}


def read_calendar(player: Player, feed: str) -> str:
    """What a calendar program is told at that address."""
    answer = player.page.context.request.get(feed)
    assert answer.ok
    return answer.text()


def reminder(player: Player, reference: str) -> str:
    """What the first page reminds somebody of about a finding; '' when of nothing."""
    player.open("/reminders")  # signs in; the first page is open to all
    player.open("/")
    return "".join(player.page.locator("ul.dues li", has_text=reference).all_inner_texts())


def references(page: Page) -> list[str]:
    """The references of the findings a page links to, each once."""
    links = page.locator("main a[href*='/findings/TT-']").evaluate_all("all => all.map(one => one.pathname)")
    return list(dict.fromkeys(link.split("/")[2] for link in links))


def steps(player: Player, reference: str) -> set[str]:
    """The steps a finding's page offers somebody."""
    page = player.open(f"/findings/{reference}")
    links = page.locator(f"main .actions a[href*='{reference}/']").evaluate_all(
        "all => all.map(one => one.pathname)"
    )
    return {link.rpartition("/")[2] for link in links}


def scored(player: Player, case: str) -> list[str]:
    """The score of a case and its label, as its page says them."""
    page = player.open(f"/cases/{case}/score")
    expect(page.locator("dl.score strong")).to_have_count(2)
    return page.locator("dl.score strong").all_inner_texts()
