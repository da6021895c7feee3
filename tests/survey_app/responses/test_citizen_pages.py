import json
import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from forms import compile_workbook, load_shipped
from survey_app import web
from survey_app.instruments import service as instruments
from survey_app.office.service.health import look_over
from survey_app.responses import service
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Mode

Scan = Callable[..., Any]
GOOD = ("5", "4", "5", "4", "5", "5")
BAD = ("1", "2", "1", "2", "1", "1")


def stored(office: Any) -> list[dict[str, Any]]:
    return list(office.store.read().query("SELECT * FROM responses_response"))


def test_answer__six_satisfied__is_stored_once_and_thanked_with_a_receipt(
    office: Any, phone: Callable
) -> None:
    code = office.collector()
    page = phone(code).answer_all(*GOOD)
    assert page.status_code == 303
    row = stored(office)[0]
    assert json.loads(row["document"])["answers"] == {
        "access": "5",
        "procedures": "4",
        "staff": "5",
        "results": "4",
        "feedback": "5",
        "overall": "5",
    }
    context = {
        key: row[key] for key in ("round", "counter", "collector", "mode", "tier", "language", "assisted")
    }
    assert context == {
        "round": "R1",
        "counter": "Q1",
        "collector": code,
        "mode": "qr_phone",
        "tier": "C",
        "language": "vi",
        "assisted": "none",
    }
    assert (row["day"], row["disposition"]) == (office.today.isoformat(), "complete")


def test_answer__low_overall__asks_for_one_reason_that_may_be_skipped(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    page = scanned.answer_all(*BAD)
    assert page.status_code == 200
    assert '<button class="secondary" name="skip" value="1">Bỏ qua và gửi phiếu</button>' in page.text
    assert scanned.press("skip").status_code == 303
    assert "reason" not in json.loads(stored(office)[0]["document"])["answers"]


def test_answer__nothing_chosen__422_with_summary_and_earlier_answers_kept(
    office: Any, phone: Callable
) -> None:
    scanned = phone(office.collector())
    scanned.press(f1="5")
    page = scanned.press()
    assert page.status_code == 422
    assert 'href="#f2"' in page.text
    assert "<title>Lỗi:" in page.text
    assert scanned.fields()["f1"] == "5"
    assert stored(office) == []


@pytest.mark.parametrize("value", ["6", "hài lòng", "<script>", "\x00", "5" * 10_000])
def test_answer__impossible_choice__422_and_nothing_stored(office: Any, phone: Callable, value: str) -> None:
    page = phone(office.collector()).press(f1=value)
    assert page.status_code == 422
    assert "<script>" not in page.text
    assert stored(office) == []


def test_answer__last_screen_of_a_page_with_holes__names_the_missing_one(
    office: Any, phone: Callable
) -> None:
    scanned = phone(office.collector())
    page = scanned.press(screen="6", f6="5")
    assert page.status_code == 422
    assert 'href="#f1"' in page.text
    assert stored(office) == []


def test_answer__sent_twice__one_row_and_the_same_receipt(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    scanned.answer_all(*GOOD[:5])
    last = scanned.fields()
    posts = [scanned.client.post(scanned.path, data={**last, "f6": "5", "screen": "99"}) for _ in range(3)]
    assert {post.headers["Location"] for post in posts} == {posts[0].headers["Location"]}
    assert len(stored(office)) == 1


def test_answer__sent_again_with_another_answer__409_and_both_kept(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    scanned.answer_all(*GOOD[:5])
    last = scanned.fields()
    scanned.client.post(scanned.path, data={**last, "f6": "5", "screen": "99"})
    changed = scanned.client.post(scanned.path, data={**last, "f6": "4", "screen": "99"})
    assert changed.status_code == 409
    assert json.loads(stored(office)[0]["document"])["answers"]["overall"] == "5"
    kept = office.store.read().execute("SELECT content FROM responses_conflict").fetchall()
    assert [json.loads(content)["answers"]["overall"] for (content,) in kept] == ["4"]
    assert "<h1>Phiếu đã gửi rồi</h1>" in changed.text


def test_answer__sent_over_and_over__keeps_a_few_and_the_office_is_told(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    scanned.answer_all(*GOOD[:5])
    last = scanned.fields()
    scanned.client.post(scanned.path, data={**last, "f6": "5", "screen": "99"})
    assert "office.health_differing" not in {each.key for each in look_over(office.store, web.now())}
    for overall, access in (("4", "5"), ("3", "5"), ("2", "5"), ("1", "5"), ("1", "4")):
        given = {"f6": overall, "f1": access, "screen": "99"}
        again = scanned.client.post(scanned.path, data={**last, **given})
        assert again.status_code == 409
    (kept,) = office.store.read().execute("SELECT count(*) FROM responses_conflict").fetchone()
    assert kept == 3
    found = {each.key: each.values for each in look_over(office.store, web.now())}
    assert found["office.health_differing"] == {"n": 1}


def test_answer__opened_twice__two_people_two_rows(office: Any, phone: Scan) -> None:
    code = office.collector()
    for _ in range(2):
        phone(code).answer_all(*GOOD)
    assert len({row["uuid"] for row in stored(office)}) == 2


def test_back__third_screen__shows_the_second_with_its_answer(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    scanned.press(f1="5")
    scanned.press(f2="4")
    page = scanned.press("back")
    assert re.search(r'name="f2"[^>]*value="4"[^>]*checked', page.text)
    assert scanned.fields()["f1"] == "5"


def test_language__switched_on_the_second_screen__keeps_question_and_answers(
    office: Any, phone: Callable
) -> None:
    scanned = phone(office.collector())
    scanned.press(f1="5")
    page = scanned.press("lang", "en")
    assert '<html lang="en">' in page.text
    assert "Step 2 of 7" in page.text
    for number, value in enumerate(GOOD[1:], start=2):
        scanned.press(**{f"f{number}": value})
    assert "You have answered all questions" in scanned.page.text
    assert stored(office) == []
    assert scanned.end().status_code == 303
    assert stored(office)[0]["language"] == "en"


def test_help__a_relative_helps__is_stored_with_the_response(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    scanned.press("help_relative")
    scanned.answer_all(*GOOD)
    assert stored(office)[0]["assisted"] == "relative"


def test_token__changed_or_of_another_collector__answers_stay_and_nothing_is_stored(
    office: Any, phone: Callable
) -> None:
    scanned, other = phone(office.collector()), phone(office.collector())
    for token in ("", "x" * 50, other.fields()["token"]):
        page = scanned.press(token=token, f1="5")
        assert page.status_code == 422
        assert re.search(r'name="f1"[^>]*value="5"[^>]*checked', page.text)
    assert stored(office) == []


@pytest.mark.parametrize("code", ["ABC", "2345670", "O1IL000"])
def test_code__mistyped__friendly_page_says_so(client: FlaskClient, code: str) -> None:
    page = client.get(f"/k/{code}")
    assert page.status_code == 404
    assert "Chưa mở được phiếu" in page.text


def test_code__any_case_and_capital_path__opens(office: Any, client: FlaskClient) -> None:
    code = office.collector()
    assert client.get(f"/k/{code.lower()}").status_code == 200
    assert client.get(f"/K/{code}").status_code == 200


def test_code__closed_ended_or_not_begun__says_which(office: Any, client: FlaskClient) -> None:
    closed = office.collector()
    office.store.write(lambda db: rounds.close_collector(db, closed, office.today))
    assert client.get(f"/k/{closed}").status_code == 410
    assert "đã đóng" in client.get(f"/k/{closed}").text
    assert client.get(f"/k/{office.collector(round_='OLD')}").status_code == 410
    assert client.get(f"/k/{office.collector(round_='NEXT')}").status_code == 404


def test_pages__whole_way__need_no_cookie_and_ask_nothing_from_outside(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    pages = [scanned.page]
    for number, value in enumerate(GOOD, start=1):
        pages.append(scanned.press(**{f"f{number}": value}))
    pages.append(scanned.end())
    pages.append(scanned.client.get(pages[-1].headers["Location"]))
    # The one cookie is the day's marker, and only once the answer is stored.
    assert [place for place, page in enumerate(pages) if "Set-Cookie" in page.headers] == [len(GOOD) + 1]
    for page in pages:
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page.text)
    assert pages[-1].status_code == 200
    assert "<form" not in pages[-1].text


def test_thanks__page__says_nothing_of_the_answers(office: Any, phone: Scan) -> None:
    scanned = phone(office.collector())
    receipts = set()
    for answers in (GOOD, ("4", *GOOD[1:])):
        again = phone(scanned.path.removeprefix("/k/"))
        location = again.answer_all(*answers).headers["Location"]
        receipts.add(location)
        text = scanned.client.get(location).text
        assert "Phiếu đã được ghi nhận" in text
        assert "hài lòng" not in text.lower().split("<body", 1)[1]
    assert len(receipts) == 2


def test_thanks__made_up_receipt__is_no_page(office: Any, client: FlaskClient) -> None:
    assert client.get(f"/k/{office.collector()}/thanks/<script>").status_code == 404


def test_kiosk__pages__are_never_kept_and_go_back_to_the_start(office: Any, phone: Scan) -> None:
    code = office.collector(Mode.KIOSK)
    scanned = phone(code)
    assert scanned.page.headers["Cache-Control"] == "no-store"
    location = scanned.answer_all(*GOOD).headers["Location"]
    assert scanned.client.get(location).headers["Refresh"] == f"8; url=/k/{code}"
    assert stored(office)[0]["tier"] == "K"


def test_received__one_answer__rises_by_one(office: Any, phone: Scan) -> None:
    code = office.collector()
    before = service.received(office.store.read(), "R1")
    phone(code).answer_all(*GOOD)
    assert service.received(office.store.read(), "R1") == before + 1


def test_page__first_screen__is_small(office: Any, client: FlaskClient) -> None:
    for name in ("R1", "S1"):
        page = client.get(f"/k/{office.collector(round_=name)}")
        assert len(zlib.compress(page.data)) < 15_000


def test_answer__disk_full__503_with_every_answer_still_on_the_page(office: Any, phone: Scan) -> None:
    code = office.collector()

    def leave_no_room(db: Any) -> None:
        pages = db.conn.execute("PRAGMA page_count").fetchone()[0]
        db.conn.execute(f"PRAGMA max_page_count = {pages}")

    office.store.write(leave_no_room)
    for _ in range(200):
        scanned = phone(code)
        page = scanned.answer_all(*GOOD)
        if page.status_code == 503:
            break
    assert page.status_code == 503
    assert "chưa ghi được phiếu" in page.text
    assert re.search(r'name="f6"[^>]*value="5"', page.text)
    assert scanned.fields()["f1"] == "5"


def test_code__of_a_checklist__says_that_it_is_not_for_citizens(office: Any, client: FlaskClient) -> None:
    source = load_shipped("counter_check")
    compiled = compile_workbook(source, "counter_check.md")

    def fill(db: Any) -> None:
        instruments.publish(db, compiled, source, "counter_check.md", web.now())
        rounds.add_round(db, "CK", "counter_check", office.today, office.today)

    office.store.write(fill)
    code = office.collector()  # no code is opened for a checklist any more; an older one may be about
    office.store.write(
        lambda db: db.execute("UPDATE rounds_collector SET round = 'CK' WHERE code = ?", [code])
    )
    path = f"/k/{code}"
    for page in (client.get(path), client.get(f"{path}?lang=en"), client.post(path)):
        assert page.status_code == 404
    assert "không phải phiếu hỏi người dân" in client.get(path).text
