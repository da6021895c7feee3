"""The pages of keying: a sheet goes through two people and an administrator, and shows nobody the other's."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from survey_app.responses import service as responses
from survey_app.responses.service import keying as service
from wording import say

Browse = Callable[..., Any]
FIELDS = {f"f{number}": "4" for number in range(1, 7)}


def header(office: Any, serial: str = "P-1", unit: str = "Q1", day: object = None) -> str:
    """The address of the first entry of a sheet."""
    return f"/keying/new?round=R1&unit={quote(unit)}&day={day or office.today}&serial={serial}"


def keyed_first(office: Any, browser: Any, serial: str = "P-1", **changed: str) -> Any:
    return browser.post(header(office, serial), **{**FIELDS, **changed})


def only_sheet(office: Any) -> str:
    (row,) = office.store.read().query("SELECT id FROM responses_sheet")
    return str(row["id"])


def stored(office: Any) -> int:
    return responses.received(office.store.read(), "R1")


def test_sheet__keyed_alike_by_two__is_stored(office: Any, staff: Browse) -> None:
    one, other = staff("inspector"), staff("inspector")
    assert keyed_first(office, one).status_code == 303
    assert stored(office) == 0
    listed = other.client.get("/keying").text
    sheet = only_sheet(office)
    assert f'/keying/{sheet}"' in listed
    assert f'/keying/{sheet}"' not in one.client.get("/keying").text
    assert other.post(f"/keying/{sheet}", **FIELDS).status_code == 303
    assert stored(office) == 1
    assert "Hai lần nhập khớp nhau" in other.client.get("/keying").text


def test_sheet__keyed_once__is_said_to_stay_on_this_machine(office: Any, staff: Browse) -> None:
    chief = staff("administrator")
    pages = {"/keying": say("vi", "keying.stays_here"), "/bundles": say("vi", "bundles.sheets_stay", n=1)}
    assert [path for path, text in pages.items() if text in chief.client.get(path).text] == []
    keyed_first(office, staff("inspector"))
    assert [path for path, text in pages.items() if text not in chief.client.get(path).text] == []


def test_second_page__shows_nothing_of_the_first_entry(office: Any, staff: Browse) -> None:
    one, other = staff("inspector"), staff("inspector")
    keyed_first(office, one)
    page = other.client.get(f"/keying/{only_sheet(office)}").text
    form = page[page.index("<form method") :]
    assert "checked" not in re.sub(r'<script type="application/json".*?</script>', "", form, flags=re.DOTALL)
    assert '"4"' not in "".join(re.findall(r'"answers":\{[^}]*\}', unescape(form)))
    assert one.username not in page


def test_second_page__for_who_keyed_first__is_refused(office: Any, staff: Browse) -> None:
    one = staff("administrator")
    keyed_first(office, one)
    sheet = only_sheet(office)
    assert one.client.get(f"/keying/{sheet}").status_code == 403
    again = one.client.get(header(office))
    assert again.status_code == 422
    assert "Lần hai phải do người khác nhập" in again.text


def test_number__keyed_by_somebody_else__leads_to_the_second_entry(office: Any, staff: Browse) -> None:
    keyed_first(office, staff("inspector"), "p-1")
    answer = staff("inspector").client.get(header(office, " P-1 "))
    assert answer.status_code == 303
    assert answer.location == f"/keying/{only_sheet(office)}"


def test_number__stored__is_told(office: Any, staff: Browse) -> None:
    one, other = staff("inspector"), staff("inspector")
    keyed_first(office, one)
    other.post(f"/keying/{only_sheet(office)}", **FIELDS)
    answer = one.client.get(header(office))
    assert answer.status_code == 422
    assert "đã được nhập hai lần và đã lưu" in answer.text


def test_number__taken_while_typing__keeps_what_was_typed(office: Any, staff: Browse) -> None:
    one, other = staff("inspector"), staff("inspector")
    token = other.token(header(office))
    keyed_first(office, one)
    answer = other.client.post(header(office), data={"csrf_token": token, **FIELDS})
    assert answer.status_code == 409
    assert answer.text.count("checked") == 6


def test_sheet_without_number__is_given_one_to_write_on_it(office: Any, staff: Browse) -> None:
    one = staff("inspector")
    keyed_first(office, one, "")
    (row,) = office.store.read().query("SELECT serial FROM responses_sheet")
    assert re.fullmatch("[A-Z0-9]{6}", row["serial"])
    assert row["serial"] in one.client.get("/keying").text


def test_answers__that_do_not_fit__are_kept_once_the_paper_says_so(office: Any, staff: Browse) -> None:
    one = staff("inspector")
    answer = keyed_first(office, one, f1="")
    assert answer.status_code == 422
    assert 'name="as_written"' in answer.text
    assert answer.text.count("checked") == 5
    assert keyed_first(office, one, f1="", as_written="y").status_code == 303


def test_blank_sheet__is_not_kept(office: Any, staff: Browse) -> None:
    answer = staff("inspector").post(header(office), as_written="y")
    assert answer.status_code == 422
    assert "Phiếu trắng thì không cần nhập" in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"unit": "không đâu"}, "Không có đơn vị nào"),
        ({"unit": ""}, "Cần điền mục này"),
        ({"day": "2020-01-01"}, "Ngày trên phiếu phải từ"),
        ({"day": "hôm qua"}, "ngày"),
    ],
)
def test_header__that_is_wrong__says_what(
    office: Any, staff: Browse, wrong: dict[str, str], said: str
) -> None:
    page = staff("inspector").client.get(header(office, **wrong))
    assert page.status_code == 422
    assert said in unescape(page.text)


def test_header__names_of_a_place__are_enough(office: Any, staff: Browse) -> None:
    page = staff("inspector").client.get(header(office, unit="quay 1"))
    assert page.status_code == 200
    assert "Quầy 1" in page.text


def test_differing_sheet__is_settled_by_an_administrator(office: Any, staff: Browse) -> None:
    one, other, chief = staff("inspector"), staff("inspector"), staff("administrator")
    keyed_first(office, one, f1="1")
    sheet = only_sheet(office)
    assert other.post(f"/keying/{sheet}", **FIELDS).status_code == 303
    assert stored(office) == 0
    path = f"/keying/{sheet}/settle"
    assert other.client.get(path).status_code == 403
    assert sheet in chief.client.get("/keying").text
    page = chief.client.get(path).text
    assert one.username not in page
    assert 'name="d0"' in page
    assert 'name="d1"' not in page
    assert chief.post(path).status_code == 422
    assert chief.post(path, d0="=2").status_code == 303
    assert stored(office) == 1
    (row,) = office.store.read().query("SELECT document FROM responses_response")
    assert '"access":"2"' in row["document"]
    people = chief.client.get("/keying").text
    assert "16,7%" in people
    assert one.client.get("/keying").text.count("16,7%") == 0


def test_settling__that_leaves_a_hole__asks_whether_the_paper_says_so(office: Any, staff: Browse) -> None:
    chief = staff("administrator")
    keyed_first(office, staff("inspector"), f1="1")
    sheet = only_sheet(office)
    staff("inspector").post(f"/keying/{sheet}", **FIELDS)
    path = f"/keying/{sheet}/settle"
    assert chief.post(path, d0="=").status_code == 422
    assert stored(office) == 0
    assert chief.post(path, d0="=", as_written="y").status_code == 303
    assert stored(office) == 1


def test_removed_sheet__is_gone_from_the_lists(office: Any, staff: Browse) -> None:
    chief = staff("administrator")
    keyed_first(office, staff("inspector"), f1="1")
    sheet = only_sheet(office)
    staff("inspector").post(f"/keying/{sheet}", **FIELDS)
    path = f"/keying/{sheet}/remove"
    assert f'href="{path}"' in chief.client.get(f"/keying/{sheet}/settle").text
    assert chief.post(path).status_code == 422
    assert len(service.sheets_differing(office.store.read())) == 1
    assert chief.post(path, why="Nhầm ngày").status_code == 303
    assert "Nhầm ngày" in chief.client.get("/keying").text
    assert service.sheets_differing(office.store.read()) == []
    assert chief.client.get(f"/keying/{sheet}/settle").status_code == 404


def test_own_first_entry__is_taken_back_and_nobody_elses(office: Any, staff: Browse) -> None:
    one, other = staff("inspector"), staff("inspector")
    keyed_first(office, one)
    path = f"/keying/{only_sheet(office)}/remove"
    token = other.token(f"/keying/{only_sheet(office)}")
    assert other.client.post(path, data={"csrf_token": token}).status_code == 403
    own = one.token("/keying")
    assert one.client.post(path, data={"csrf_token": own}).status_code == 303
    assert service.sheets_of(office.store.read(), one.username) == []


def test_page__of_no_such_sheet__is_not_found(staff: Browse) -> None:
    unknown = "/keying/8f14e45f-ceea-467f-a0e6-1f4b2a0b8d11"
    chief = staff("administrator")
    assert chief.client.get(unknown).status_code == 404
    assert chief.client.get(f"{unknown}/settle").status_code == 404
