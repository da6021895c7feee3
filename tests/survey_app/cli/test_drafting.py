"""`survey instruments draft`: what each row was taken for, and the workbook."""

from pathlib import Path
from typing import Any

TABLE = "STT;Nội dung;Có;Không\nI;CÔNG KHAI\n1;Bảng niêm yết\n;Tổng cộng\n"


def test_draft__of_a_table__says_each_row_and_writes_a_form_that_passes(office: Any, tmp_path: Path) -> None:
    table, out = tmp_path / "Phiếu kiểm tra.csv", tmp_path / "draft.xlsx"
    table.write_text(TABLE, "utf-8")
    done = office.survey("instruments", "draft", str(table), "--out", str(out))
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[1:] == [
        "2\tPhần (đề mục)\tpart_I\tCÔNG KHAI",
        "3\tChọn một (theo các cột của bảng)\tI_1\tBảng niêm yết",
        "4\tKhông dùng (hàng tổng)\t\tTổng cộng",
    ]
    assert "draft.xlsx" in done.stderr
    checked = office.survey("instruments", "check", str(out))
    assert (checked.exit_code, checked.stdout.split("\t")[:2]) == (0, ["phieu_kiem_tra", "1"])


def test_draft__rows_that_are_guessed__say_why_to_look_again(office: Any, tmp_path: Path) -> None:
    table, out = tmp_path / "a.csv", tmp_path / "draft.xlsx"
    table.write_text("STT;Nội dung;Có;Không\n1;Số hồ sơ\n2;Ghế ngồi\n", "utf-8")
    done = office.survey("instruments", "draft", str(table), "--out", str(out))
    assert done.stdout.splitlines()[1:] == [
        "2\tSố nguyên\tq1\tSố hồ sơ\tXem lại: lời câu hỏi không hợp với các cột lựa chọn của bảng, "
        "nên không dùng các cột đó",
        "3\tChọn một (theo các cột của bảng)\tq2\tGhế ngồi",
    ]
    assert "1 dòng cần xem lại" in done.stderr


def test_draft__no_table__says_why_and_writes_nothing(office: Any, tmp_path: Path) -> None:
    table, out = tmp_path / "a.csv", tmp_path / "draft.xlsx"
    assert office.survey("instruments", "draft", str(table), "--out", str(out)).exit_code == 1
    table.write_text("một cột\n", "utf-8")
    done = office.survey("instruments", "draft", str(table), "--out", str(out), language="en")
    assert done.exit_code == 1
    assert "There is no table" in done.stderr
    assert not out.exists()
