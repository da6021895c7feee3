"""The list on the first page and on its own, the calendar by its secret address."""

import re
from html import unescape
from typing import Any

import pytest
from icalendar import Calendar

from survey_app import notices
from survey_app.store import put_setting
from tests.survey_app.office.reminders.conftest import World


def address(client: Any, page: str = "") -> str:
    """The path of a new calendar address, as the page shows it."""
    text = page or client.post("/reminders/calendar", data={"do": "make"}).text
    found = re.search(r'<code class="address">https?://[^/]+(/calendar/[^<]+)</code>', unescape(text))
    assert found is not None
    return found[1]


def said(answer: Any) -> list[str]:
    """What the calendar's days are called."""
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.data).walk("VEVENT")]


def test_list__of_a_unit__has_its_own_by_urgency_and_leads_to_where_it_is_done(world: World) -> None:
    for path in ("/", "/reminders"):
        page = world.client("head").get(path).text
        for one in (world.late, world.soon, world.asked):
            assert f'href="/findings/{one.reference}"' in page
        for other in (world.untold, world.away, world.secret, world.reporting):
            assert other.reference not in page
        assert page.index(world.late.reference) < page.index(world.soon.reference)
        assert 'href="/our-findings"' in page
        assert "Sắp đến hạn" in page
    later = world.client("head", 3).get("/").text
    assert "quá hạn 2 ngày" in later
    assert "Quá hạn" in later


def test_first_page__of_a_unit__begins_with_what_is_asked_of_it(world: World) -> None:
    page = world.client("head").get("/").text
    assert page.index('<h1 id="reminders">Nhắc việc</h1>') < page.index(world.late.reference)
    assert page.count("Người dân quét mã") == 0
    assert page.count('id="reminders"') == 1
    assert "<h1>Khảo sát mức độ hài lòng" in world.client("giam").get("/").text


def test_list__of_the_office__leads_to_what_is_overdue(world: World) -> None:
    page = world.client("giam", 17).get("/reminders").text
    assert 'href="/follow-up"' in page
    assert world.late.reference in page
    assert world.secret.reference in page  # leaders know of it
    said = f"Quá hạn từ 15 ngày, đã báo đến người lập đoàn: Khắc phục kiến nghị {world.late.reference}"
    assert said in page


@pytest.mark.parametrize(("username", "status"), [("binh", 200), ("head", 200), ("other", 200)])
def test_pages__of_whoever_is_not_of_its_few__tell_nothing_of_a_secret_case(
    world: World, username: str, status: int
) -> None:
    for days in (0, 2, 20):
        client = world.client(username, days)
        for path in ("/", "/reminders"):
            answer = client.get(path)
            assert answer.status_code == status
            assert world.secret.reference not in answer.text


def test_reminders__for_who_has_nothing_to_do_by_a_day__are_refused(world: World) -> None:
    world.bench.store.write(
        lambda db: db.execute("UPDATE accounts_person SET role = 'viewer' WHERE username = 'inner'")
    )
    client = world.client("inner")
    assert client.get("/reminders").status_code == 403
    assert "Nhắc việc" not in client.get("/").text


def test_feed__by_its_address_alone__has_what_the_list_has(world: World) -> None:
    client = world.client("head")
    path = address(client)
    stranger = world.client("inner").application.test_client()
    titles = said(stranger.get(path))
    assert len(titles) == len(world.keys("head"))
    assert f"Khắc phục kiến nghị {world.soon.reference}" in titles
    assert stranger.get("/reminders").status_code == 303  # it opens nothing else


def test_feed__of_a_team_that_is_to_surprise__leaves_that_out(world: World) -> None:
    client = world.client("lan")
    assert world.secret.reference in client.get("/reminders").text
    titles = said(client.get(address(client)))
    assert not any(world.secret.reference in one for one in titles)
    assert any(world.coming.reference in one for one in titles)


def test_feed__asked_again_after_more_time_was_given__has_the_same_ids(world: World) -> None:
    client = world.client("head")
    path = address(client)

    def days() -> dict[str, Any]:
        events = Calendar.from_ical(client.get(path).data).walk("VEVENT")
        return {str(event["UID"]): event["DTSTART"].dt for event in events}

    before = days()
    world.bench.store.write(
        lambda db: db.execute(
            "UPDATE findings_finding SET due_on = date(due_on, '+5 days') WHERE number = ?",
            [world.soon.number],
        )
    )
    after = days()
    assert before.keys() == after.keys()
    assert len(before) == len(set(before)) == 4
    assert sum(before[uid] != after[uid] for uid in before) == 1
    other = world.client("contact")
    theirs = Calendar.from_ical(other.get(address(other)).data).walk("VEVENT")
    assert not before.keys() & {str(event["UID"]) for event in theirs}


def test_feed__renewed_switched_off_or_of_who_left__is_not_there(world: World) -> None:
    client = world.client("head")
    first, second = address(client), address(client)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    world.bench.store.write(
        lambda db: db.execute("UPDATE accounts_person SET left_on = '2026-01-01' WHERE username = 'head'")
    )
    assert client.get(second).status_code == 404
    world.bench.store.write(
        lambda db: db.execute("UPDATE accounts_person SET left_on = NULL WHERE username = 'head'")
    )
    assert client.get(second).status_code == 200
    assert client.post("/reminders/calendar", data={"do": "end"}).status_code == 303
    assert client.get(second).status_code == 404
    assert notices.feed_made_at(world.bench.db(), "head") is None


def test_feed__of_whose_units_were_taken_away__is_empty(world: World) -> None:
    client = world.client("head")
    path = address(client)
    world.bench.store.write(lambda db: db.execute("DELETE FROM accounts_scope WHERE username = 'head'"))
    assert said(client.get(path)) == []


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "..%2f", "ế"])
def test_feed__guessed__is_not_there(world: World, token: str) -> None:
    world.client("head").post("/reminders/calendar", data={"do": "make"})
    assert world.client("other").get(f"/calendar/{token}.ics").status_code == 404


def test_feed__made_in_english__speaks_english_and_shows_the_public_address(world: World) -> None:
    world.bench.store.write(lambda db: put_setting(db, "public_url", "https://khaosat.example.vn"))
    client = world.client("head")
    page = client.post("/reminders/calendar?lang=en", data={"do": "make"}).text
    assert "https://khaosat.example.vn/calendar/" in page
    titles = said(world.client("other").get(address(client, page)))
    assert f"Remedy recommendation {world.soon.reference}" in titles


def test_mail__language_chosen__is_kept(world: World) -> None:
    world.address("head", "head@xa.example.vn")
    world.bench.store.write(lambda db: put_setting(db, "smtp_host", "mail.example.vn"))
    client = world.client("head")
    assert "head@xa.example.vn" in client.get("/reminders").text
    assert client.post("/reminders/language", data={"language": "en"}).status_code == 303
    assert notices.reader_language(world.bench.db(), "head") == "en"
    assert '<option value="en" selected' in client.get("/reminders").text
    client.post("/reminders/language", data={"language": "xx"})
    assert notices.reader_language(world.bench.db(), "head") == "en"
