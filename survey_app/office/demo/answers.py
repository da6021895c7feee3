"""What the demonstration's teams answer to the shorter checklist: all is met but what somebody failed."""

from collections.abc import Iterable, Mapping
from typing import Final

from survey_app.inspections.model import Given

PHOTO: Final = "a photo"
"""Stands for the name under which the drawn photo is kept."""
MET: Final[Mapping[str, Given]] = {
    **dict.fromkeys(("B01", "B05", "B06_posted", "B06_answered", "B07", "C01", "C04", "C05"), "yes"),
    **dict.fromkeys(("C06", "C08_working", "C08_private", "D04"), "yes"),
    **dict.fromkeys(("B08", "D01_excused", "D01_unexcused", "D02", "D03"), "0"),
    **dict.fromkeys(("E03_violations", "E08_violations"), "0"),
    **dict.fromkeys(("E03_checked", "E08_checked"), "5"),
    "B02_required": "142",
    "B02_displayed": "142",
    "C03": ["seats", "water", "cooling", "toilet", "desk"],
    "C05_days": "30",
    "D01_due": "9",
    "D01_present": "9",
    "F03_total": "4",
    "F03_done": "4",
    "H02": ["desk", "intake", "return", "handed", "portal"],
}
_FAILED: Final[Mapping[str, Mapping[str, Given]]] = {
    "TT01": {"B02_displayed": "118", "B02_note": "Thiếu 24 thủ tục lĩnh vực đất đai mới công bố."},
    "TT07": {"B05": "no", "B05_note": "Niêm yết thiếu mức phí và mẫu đơn của 6 thủ tục hộ tịch."},
    "TT13": {"E03_violations": "2", "E03_note": "Hai hồ sơ được yêu cầu bổ sung bằng điện thoại."},
    "TT18": {"E08_violations": "1", "E08_note": "Một hồ sơ chứng thực thu phí không có biên lai."},
    "TT19": {"F03_done": "1", "F03_note": "Ba hồ sơ đất đai trễ hạn không có văn bản xin lỗi."},
    "CS03": {"C03": ["seats", "water", "desk"], "C03_note": "Quạt hỏng, nhà vệ sinh đóng cửa."},
    "CS04": {"C04": "no", "C04_note": "Không có lối đi cho xe lăn ở cửa chính."},
    "CV04": {
        "D01_present": "6",
        "D01_excused": "1",
        "D01_unexcused": "2",
        "D01_note": "7 giờ 40: hai công chức vắng mặt không có lý do, đã ghi tên vào biên bản.",
    },
    "CV05": {"D02": "2", "D02_note": "Hai công chức không đeo thẻ."},
    "CV06": {"D03": "2"},
    "DG02": {
        "H02": ["desk", "portal"],
        "H02_note": "Chưa đặt phiếu ở quầy tiếp nhận và quầy trả kết quả.",
    },
}


def answers(codes: Iterable[str]) -> Mapping[str, Given]:
    """The answers of a visit that finds what has these codes, with a photo beside every note."""
    failed = {place: given for code in codes for place, given in _FAILED[code].items()}
    photos = {place.replace("_note", "_photo"): PHOTO for place in failed if place.endswith("_note")}
    return {**MET, **failed, **photos}
