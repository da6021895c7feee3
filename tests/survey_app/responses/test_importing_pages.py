"""The pages of imports: upload, mapping, what it would do, doing it."""

import io
import json
import re
import time
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from openpyxl import Workbook

from survey_app import web
from survey_app.responses import service
from survey_app.responses.service.importing import uploads_of

HEADER = ("TT", "Quầy", "Ngày khảo sát", "access", "procedures", "staff", "results", "feedback", "overall")


def book_of(office: Any, *words: str, header: tuple[str, ...] = HEADER) -> bytes:
    book = Workbook()
    book.active.append(header)
    for number, word in enumerate(words, start=1):
        book.active.append([number, "Quầy 1", office.today - timedelta(1), *[word] * 6])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class Desk:
    """Somebody importing: uploads, reads the page's form back, presses its buttons."""

    def __init__(self, staff: Any, office: Any) -> None:
        self.staff, self.office, self.path = staff, office, ""

    def upload(self, content: bytes, name: str = "phiếu.xlsx", **fields: Any) -> Any:
        token = self.staff.token("/imports")
        data = {"csrf_token": token, "round": "R1", "tier": "", "mapping": "", **fields}
        answer = self.staff.client.post(
            "/imports",
            data={**data, "file": (io.BytesIO(content), name)},
            content_type="multipart/form-data",
        )
        if answer.status_code == 303:
            self.path = answer.location
        return answer

    def page(self) -> str:
        """The mapping page once nothing runs any more."""
        for _ in range(1200):
            answer = self.staff.client.get(self.path)
            if answer.status_code == 200:
                return unescape(answer.text)
            time.sleep(0.1)
        raise AssertionError("it never ended")

    def fields(self) -> dict[str, str]:
        """What the form of the mapping page would send as it is."""
        page = self.page()
        form = page[page.index('name="seen"') - 400 : page.index('name="check"')]
        sent = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form))
        sent |= {
            name: value
            for value, name in re.findall(r'<input[^>]* value="([^"]*)"[^>]* name="([^"]+)"', form)
        }
        for name, options in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
            chosen = re.search(r'<option selected[^>]* value="([^"]*)"', options) or re.search(
                r'<option value="([^"]*)" selected', options
            )
            sent[name] = chosen[1] if chosen else ""
        return sent

    def check(self, **changes: str) -> Any:
        return self.staff.client.post(self.path, data={**self.fields(), **changes})

    def take(self) -> Any:
        """Press import and follow to the end."""
        token = self.fields()["csrf_token"]
        answer = self.staff.client.post(f"{self.path}/import", data={"csrf_token": token})
        for _ in range(1200):
            if answer.status_code == 303:
                answer = self.staff.client.get(answer.location)
            elif "Refresh" in answer.headers:
                time.sleep(0.1)
                answer = self.staff.client.get(f"{self.path}/progress")
            else:
                return answer
        raise AssertionError("it never ended")


@pytest.fixture
def desk(staff: Any, office: Any) -> Desk:
    return Desk(staff("analyst"), office)


def count(office: Any) -> int:
    return service.received(office.store.read(), "R1")


def test_pages__whole_way__nothing_is_stored_before_import_and_the_file_is_gone_after(
    desk: Desk, office: Any
) -> None:
    assert desk.upload(book_of(office, "Rất hài lòng", "Hài lòng")).status_code == 303
    assert "Chưa có hình thức thu thập" in desk.page()
    assert desk.check(mode="paper_keyed").status_code == 303
    page = desk.page()
    assert "Cả tệp đọc được" in page
    assert "Nhập 2 phiếu mới" in page
    assert count(office) == 0
    done = desk.take()
    assert done.status_code == 200
    assert "Đã thêm 2 phiếu" in done.text
    assert count(office) == 2
    assert list((office.store.instance.root / "uploads").iterdir()) == []
    assert "phiếu.xlsx" in desk.staff.client.get("/imports").text
    assert desk.staff.client.get(desk.path).location.endswith("/done")


def test_upload__kept__is_for_its_owner_alone(desk: Desk, office: Any, staff: Any) -> None:
    desk.upload(book_of(office, "Hài lòng"))
    folder = next((office.store.instance.root / "uploads").iterdir())
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert staff("administrator").client.get(desk.path).status_code == 404


def test_mapping__values_unknown__are_given_a_choice_on_the_page(desk: Desk, office: Any) -> None:
    desk.upload(book_of(office, "Hài lòng", "Tạm"))
    page = desk.page()
    assert "1 chưa gán" in page
    desk.check(mode="paper_keyed")
    assert "chưa rõ giá trị “Tạm”" in desk.page()
    # What one column says of a value holds for all with the same choices.
    desk.check(mode="paper_keyed", **{"v-4-2": "3"})
    assert "Cả tệp đọc được" in desk.page()
    desk.take()
    assert count(office) == 2


def test_mapping__saved_by_name__serves_the_next_file(desk: Desk, office: Any) -> None:
    desk.upload(book_of(office, "Hài lòng"))
    desk.check(mode="paper_keyed", save_as="Mẫu 2025")
    desk.take()
    assert "Mẫu 2025" in desk.staff.client.get("/imports").text
    desk.upload(book_of(office, "Hài lòng", "Bình thường"), mapping="Mẫu 2025")
    assert "Cả tệp đọc được" in desk.page()
    exported = desk.staff.client.get("/imports/saved/Mẫu 2025.json")
    assert json.loads(exported.text)["constants"] == {"mode": "paper_keyed"}
    desk.upload(book_of(office, "Hài lòng"), mapping_file=(io.BytesIO(exported.data), "m.json"))
    assert "Cả tệp đọc được" in desk.page()
    token = desk.staff.token("/imports")
    desk.staff.client.post("/imports/saved/Mẫu 2025/forget", data={"csrf_token": token})
    assert desk.staff.client.get("/imports/saved/Mẫu 2025.json").status_code == 404


def test_mapping__that_no_longer_fits__names_the_columns(desk: Desk, office: Any) -> None:
    desk.upload(book_of(office, "Hài lòng"))
    desk.check(mode="paper_keyed", save_as="Mẫu")
    other = (*HEADER[:-1], "Chung chung")
    desk.upload(book_of(office, "Hài lòng", header=other), mapping="Mẫu")
    page = desk.page()
    assert "không còn cột “overall”" in page
    assert "có cột “Chung chung”" in page
    desk.check(**{"to-9": "overall"})
    assert "Cả tệp đọc được" in desk.page()


def test_mapping__changed_in_another_window__is_a_conflict(desk: Desk, office: Any) -> None:
    desk.upload(book_of(office, "Hài lòng"))
    old = desk.fields()
    desk.check(mode="paper_keyed")
    desk.page()
    answer = desk.staff.client.post(desk.path, data={**old, "mode": "kiosk"})
    assert answer.status_code == 422
    assert "cửa sổ khác" in answer.text
    assert desk.fields()["mode"] == "paper_keyed"


def test_mapping__name_that_is_taken__is_refused_and_the_page_goes_on(desk: Desk, office: Any) -> None:
    for _ in range(2):
        desk.upload(book_of(office, "Hài lòng"))
        answer = desk.check(mode="paper_keyed", save_as="Mẫu")
    assert answer.status_code == 422
    seen = re.search(r'name="seen"[^>]* value="([^"]+)"', answer.text)
    assert seen is not None
    again = desk.check(mode="paper_keyed", save_as="Mẫu khác", seen=seen[1])
    assert again.status_code == 303


def test_mapping__table_stands_lower__columns_are_read_anew(desk: Desk, office: Any) -> None:
    lines = ["Báo cáo,năm,2025,a,b,c,d,e,f", ",".join(HEADER), f"1,Q1,{office.today},4,4,4,4,4,4"]
    desk.upload("\n".join(lines).encode(), "cũ.csv")
    assert desk.check(header_row="2", first_row="3", mode="kiosk").status_code == 303
    page = desk.page()
    assert 'id="c4">access' in page
    assert "Cả tệp đọc được" in page


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "không có dòng dữ liệu"),
        (b"\xd0\xcf\x11\xe0", "a.xls", ".xls"),
        ("a,b".encode("utf-16"), "a.csv", "CSV UTF-8"),
        (b"PK\x03\x04", "a.xlsx", "Không đọc được bảng tính"),
        (("a," * 400 + "\n").encode(), "a.csv", "300"),
    ],
)
def test_upload__unreadable__is_refused_beside_the_field_and_not_kept(
    desk: Desk, office: Any, content: bytes, name: str, said: str
) -> None:
    answer = desk.upload(content, name)
    assert answer.status_code == 422
    assert said in unescape(answer.text)
    assert uploads_of(office.store.instance, desk.staff.username) == []


def test_upload__no_file_or_no_round__is_refused(desk: Desk, office: Any) -> None:
    assert desk.upload(b"", "").status_code == 422
    assert desk.upload(book_of(office, "4"), round="NONE").status_code == 422
    assert desk.upload(book_of(office, "4"), mapping_file=(io.BytesIO(b"{"), "m.json")).status_code == 422


def test_upload__of_more_than_is_taken__is_refused_with_advice(desk: Desk, office: Any) -> None:
    token = desk.staff.token("/imports")
    head = f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n--x--\r\n'
    answer = desk.staff.client.post(
        "/imports",
        data=head.encode() + bytes(55_000_000),
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413
    assert "nhiều tệp nhỏ hơn" in unescape(answer.text)
    assert uploads_of(office.store.instance, desk.staff.username) == []


def test_discard__deletes_the_file(desk: Desk, office: Any) -> None:
    desk.upload(book_of(office, "Hài lòng"))
    token = desk.fields()["csrf_token"]
    answer = desk.staff.client.post(f"{desk.path}/discard", data={"csrf_token": token})
    assert answer.status_code == 303
    assert list((office.store.instance.root / "uploads").iterdir()) == []


def test_uploads__older_than_a_day__are_purged(desk: Desk, office: Any) -> None:
    desk.upload(book_of(office, "Hài lòng"))
    desk.page()
    now = web.now()
    assert service.purge_uploads(office.store.instance, now) == 0
    assert service.purge_uploads(office.store.instance, now + timedelta(hours=25)) == 1


def test_import__row_outside_the_round__stores_nothing(desk: Desk, office: Any) -> None:
    lines = [",".join(HEADER), "1,Q1,01/01/2020,4,4,4,4,4,4"]
    desk.upload("\n".join(lines).encode(), "cũ.csv")
    desk.check(mode="kiosk")
    assert "ngoài đợt" in desk.page() or "không nằm trong" in desk.page()
    desk.take()
    assert count(office) == 0
    assert desk.path.rsplit("/", 1)[1] in desk.staff.client.get("/imports").text


@pytest.mark.parametrize("role", ["inspector", "viewer"])
def test_pages__other_roles__are_refused(staff: Any, role: str) -> None:
    assert staff(role).client.get("/imports").status_code == 403
