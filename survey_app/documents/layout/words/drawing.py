"""What stands in the minutes of a draw by lot besides its tags."""

from collections.abc import Mapping
from typing import Final

LOT: Final[Mapping[str, Mapping[str, str]]] = {
    "vi": {
        "kind": "BIÊN BẢN BỐC THĂM",
        "subject": "{{ about }}",
        "team": "ĐOÀN KIỂM TRA",
        "opening": "Lúc {{ drawn_at }}, {{ drawn_by }} thực hiện bốc thăm, có sự chứng kiến của:",
        "case": "Bốc thăm cho cuộc kiểm tra {{ reference }}.",
        "part_list": "I. DANH SÁCH",
        "source": "Nguồn: {{ source }}; số dòng: {{ listed }}.",
        "digest": "Mã băm SHA-256 của danh sách: {{ list_digest }}",
        "left_out": "Cột cá nhân đã bỏ khỏi danh sách: {{ left_out }}.",
        "hashed": "Cột cá nhân đã thay bằng mã băm: {{ hashed }}.",
        "part_seed": "II. MẦM VÀ CÁCH CHỌN",
        "seed": "Mầm: {{ seed }}. Mầm lấy từ: {{ seed_from }}.",
        "method": (
            "Phương pháp {{ method }}: trong mỗi nhóm, mã được xếp theo SHA-256 của mầm, mã băm của danh "
            "sách và mã; lấy từ trên xuống. Ai có danh sách và mầm đều làm lại được."
        ),
        "part_result": "III. KẾT QUẢ",
        "group": "{{ group.title }}",
        "rank": "Thứ tự",
        "code": "Mã",
        "called": "Tên, ghi nhận",
        "drawn": "Kết quả",
        "part_opinion": "IV. Ý KIẾN CỦA NGƯỜI THAM DỰ",
        "id": "Mã lần bốc thăm: {{ draw_id }}.",
        "unit_signs": "ĐẠI DIỆN ĐƠN VỊ",
        "secretary_signs": "NGƯỜI CHỨNG KIẾN",
        "team_signs": "NGƯỜI BỐC THĂM",
        "foot": "Biên bản bốc thăm · trang ",
    },
    "en": {
        "kind": "MINUTES OF A DRAW BY LOT",
        "subject": "{{ about }}",
        "team": "INSPECTION TEAM",
        "opening": "At {{ drawn_at }} {{ drawn_by }} drew by lot, before:",
        "case": "Drawn for inspection {{ reference }}.",
        "part_list": "I. THE LIST",
        "source": "Source: {{ source }}; lines: {{ listed }}.",
        "digest": "SHA-256 digest of the list: {{ list_digest }}",
        "left_out": "Personal columns left out of the list: {{ left_out }}.",
        "hashed": "Personal columns replaced by digests: {{ hashed }}.",
        "part_seed": "II. SEED AND METHOD",
        "seed": "Seed: {{ seed }}. Taken from: {{ seed_from }}.",
        "method": (
            "Method {{ method }}: within each group the codes are put in the order of the SHA-256 of seed, "
            "list digest and code, and taken from the top. Whoever has list and seed can do it again."
        ),
        "part_result": "III. RESULT",
        "group": "{{ group.title }}",
        "rank": "Order",
        "code": "Code",
        "called": "Name, remarks",
        "drawn": "Result",
        "part_opinion": "IV. WHAT THOSE PRESENT SAY",
        "id": "Id of the draw: {{ draw_id }}.",
        "unit_signs": "FOR THE UNIT",
        "secretary_signs": "WITNESS",
        "team_signs": "DRAWN BY",
        "foot": "Minutes of a draw · page ",
    },
}
