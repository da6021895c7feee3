"""What in a list names a person."""

import pytest

from survey_app.inspections.personal import Personal, Sign, sign_of
from survey_app.spreadsheets import NumberCell

CODES = ["H09.12-2105-0001", "000.00.12.H09-210522-0002", "2026/0003", "012-26-4"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Họ và tên", Personal.NAME),
        ("HỌ TÊN", Personal.NAME),
        ("Chủ hồ sơ", Personal.NAME),
        ("Người nộp", Personal.NAME),
        ("Applicant", Personal.NAME),
        ("SĐT", Personal.PHONE),
        ("Số điện thoại", Personal.PHONE),
        ("Số CCCD/CMND", Personal.IDENTITY),
        ("Số định danh", Personal.IDENTITY),
        ("Địa chỉ thường trú", Personal.ADDRESS),
        ("E-mail", Personal.EMAIL),
        ("Ngày sinh", Personal.BIRTH),
    ],
)
def test_sign_of__head_that_says_so__is_personal(head: str, kind: Personal) -> None:
    assert sign_of(head, ["x"]) == Sign(kind, by_head=True)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["Nguyễn Văn An", "Trần Thị Bích", "Lò Văn Pó"], Personal.NAME),
        (["", "liên hệ 0912 345 678", ""], Personal.PHONE),
        (["+84 912.345.678"], Personal.PHONE),
        ([NumberCell("912345678"), NumberCell("387654321")], Personal.PHONE),
        (["001234567890"], Personal.IDENTITY),
        (["ok", "an.nguyen@example.vn"], Personal.EMAIL),
        (["thôn 3, xã Tân Kỳ", "Tổ dân phố 5, phường Trần Phú"], Personal.ADDRESS),
    ],
)
def test_sign_of__cells_that_say_so__is_personal_under_any_head(cells: list[str], kind: Personal) -> None:
    assert sign_of("Cột 7", cells) == Sign(kind, by_head=False)


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Mã hồ sơ", CODES),
        ("Tên thủ tục", ["Đăng ký khai sinh", "Cấp giấy phép xây dựng"]),
        ("Ngày tiếp nhận", ["03-08-2026 10:30", "08.05.2026", "2026-09-03"]),
        ("Lệ phí", [NumberCell("350000000"), NumberCell("20000")]),
        ("Đơn vị", ["Xã Tân Kỳ", "Phường Trần Phú"]),
        ("Tình trạng", ["Trễ hạn", "Đúng hạn"]),
    ],
)
def test_sign_of__what_names_nobody__is_not_personal(head: str, cells: list[str]) -> None:
    assert sign_of(head, cells) is None
