"""One inspection in all its details, made up, and how its documents look."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PIL import Image

from survey_app.documents import Look, Office, Picture
from survey_app.inspections.papers.facts import Count, Facts, Found, Outline, Row, Seen, Shot
from survey_app.places.model import LOCAL_TIME

NOW = datetime(2026, 2, 5, 3, 30, tzinfo=UTC).astimezone(LOCAL_TIME)
DIGEST = "ab12" * 16


def found(number: int, **more: Any) -> Found:
    """A finding of the inspection."""
    one = Found(
        reference=f"TT-2026-{number:04d}",
        severity="N2",
        statement="Không niêm yết đủ thủ tục: 12/40",
        unit="Bộ phận Một cửa xã Đông Hải",
        code="TT19",
        legal_basis="Điều 13 Nghị định 61/2018/NĐ-CP",
        note="Bảng niêm yết cũ, thiếu phí & lệ phí <in mờ>",
    )
    return replace(one, **more)


FACTS = Facts(
    reference="KT-2026-0007",
    title="công tác cải cách hành chính năm 2026",
    kind="kiểm tra theo kế hoạch",
    unit="UBND xã Đông Hải",
    unit_code="26122",
    unit_parent="UBND tỉnh An Giang",
    planned_on=date(2026, 2, 3),
    period=(date(2025, 1, 1), date(2025, 12, 31)),
    plan="Kế hoạch kiểm tra cải cách hành chính năm 2026",
    plan_number="26/KH-UBND",
    plan_on=date(2026, 1, 8),
    decision_number="155/QĐ-SNV",
    decision_on=date(2026, 1, 15),
    report_due=date(2026, 1, 28),
    begun_at=datetime(2026, 2, 3, 0, 30, tzinfo=UTC),
    ended_at=datetime(2026, 2, 3, 9, 5, tzinfo=UTC),
    signed_on=date(2026, 2, 3),
    team=(("Trần Thị Bình", "Trưởng đoàn"), ("Lê Văn Cường", "Thư ký"), ("Phạm Dung", "Thành viên")),
    unit_signer="Nguyễn Văn An, Chủ tịch UBND xã",
    team_signer="Trần Thị Bình",
    secretary="Lê Văn Cường",
    visits=(
        Seen(
            unit="Bộ phận Một cửa xã Đông Hải",
            day=date(2026, 2, 3),
            form="Phiếu kiểm tra cải cách hành chính",
            status="Bản đề xuất, chưa đối chiếu với văn bản gốc.",
            inspectors=("Trần Thị Bình", "Lê Văn Cường"),
            sections=(
                Row("Niêm yết công khai", asked=9, met=6, failed=2, other=1, missing=0),
                Row("Cơ sở vật chất", asked=7, met=7, failed=0, other=0, missing=0),
            ),
            figures=(("Số hồ sơ tiếp nhận", "1.204"), ("Số hồ sơ trễ hạn", "31")),
        ),
    ),
    counts=(
        Count("Bộ phận Một cửa", datetime(2026, 2, 3, 0, 30, tzinfo=UTC), 12, 9, 2, 1),
        Count("Phòng Văn hóa", datetime(2026, 2, 3, 1, 0, tzinfo=UTC), 8, 8, 0, 0),
    ),
    score="Điểm: 81,25/100, xếp loại Khá (cách chấm số 1 của cơ quan, không phải văn bản pháp luật).",
    score_signed="Điểm: 78/100, xếp loại Khá.",
    opinion="Đơn vị nhất trí với kết quả kiểm tra.\nĐề nghị hướng dẫn thêm về niêm yết.",
    digest=DIGEST,
    digest_cover="score",
    outline_form="Báo cáo tự kiểm tra",
    outline=(
        Outline("Chỉ đạo điều hành", ("Số văn bản đã ban hành", "Kế hoạch có định lượng không?")),
        Outline("Cải cách thể chế", ("Số văn bản đã rà soát",)),
    ),
    found=(
        found(
            1,
            photos=(
                Shot("a.jpg", "Bảng niêm yết, 07:41"),
                Shot("b.jpg", "Quầy số 2"),
                Shot("gone.jpg", "Sổ"),
            ),
        ),
        found(
            2, severity="N1", statement="Không gửi văn bản xin lỗi khi hồ sơ quá hạn", note="", code="TT31"
        ),
    ),
    address="https://kiemtra.example.vn/cases/KT-2026-0007",
)


def picture(name: str, text: str) -> Any:
    """A picture of any name but one."""
    if name == "gone.jpg":
        return ""
    made = io.BytesIO()
    Image.new("RGB", (640, 480), (90, 130, 170)).save(made, "JPEG")
    return Picture(made.getvalue(), text, 70)


def code(said: str, text: str) -> Any:
    """A text instead of its picture, so that it can be read."""
    return f"[{text}: {said}]"


@pytest.fixture
def facts() -> Facts:
    return FACTS


@pytest.fixture
def finding() -> Callable[..., Found]:
    return found


@pytest.fixture
def look() -> Callable[..., Look]:
    def make(language: str = "vi", demo: bool = False) -> Look:
        office = Office("UBND tỉnh An Giang", "Sở Nội vụ", "An Giang", demo)
        return Look(language, office, NOW, photo=picture, code=code)

    return make
