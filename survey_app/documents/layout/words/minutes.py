"""What stands in the team's minutes and report of an inspection besides their tags."""

from collections.abc import Mapping
from typing import Final

Languages = Mapping[str, Mapping[str, str]]

# The head of a finding, its basis and its note are said alike wherever findings stand whole.
_FINDING_VI: Final = {
    "finding": (
        "{{ loop.index }}. {{ finding.statement }} ({{ finding.reference }}, mức {{ finding.severity }})"
    ),
    "repeats": "Tái phạm: đã được nêu tại {{ finding.repeats }}.",
    "basis": "Căn cứ: {{ finding.legal_basis }}",
    "note": "Ghi nhận tại chỗ: {{ finding.note }}",
    "section": "Mục kiểm tra",
    "asked": "Số tiêu chí",
    "met": "Đạt",
    "failed": "Không đạt",
    "other": "Không áp dụng hoặc chỉ ghi nhận",
    "missing": "Chưa trả lời",
    "count_place": "Nơi điểm danh",
    "count_at": "Thời điểm",
    "due": "Phải có mặt",
    "present": "Có mặt",
    "excused": "Vắng có lý do",
    "unexcused": "Vắng không lý do",
    "figure": "Số liệu",
    "value": "Giá trị",
}
_FINDING_EN: Final = {
    "finding": "{{ loop.index }}. {{ finding.statement }} ({{ finding.reference }}, {{ finding.severity }})",
    "repeats": "Repeated: found before as {{ finding.repeats }}.",
    "basis": "Basis: {{ finding.legal_basis }}",
    "note": "Noted on site: {{ finding.note }}",
    "section": "Section",
    "asked": "Items",
    "met": "Met",
    "failed": "Failed",
    "other": "Not applicable or noted only",
    "missing": "Unanswered",
    "count_place": "Counted at",
    "count_at": "Time",
    "due": "Due",
    "present": "Present",
    "excused": "Absent with a reason",
    "unexcused": "Absent without a reason",
    "figure": "Figure",
    "value": "Value",
}

MINUTES: Final[Languages] = {
    "vi": {
        **_FINDING_VI,
        "kind": "BIÊN BẢN KIỂM TRA",
        "subject": "{{ title }} tại {{ unit }}",
        "team": "ĐOÀN KIỂM TRA",
        "opening": (
            "Bắt đầu lúc {{ begun_at }}, kết thúc lúc {{ ended_at }}, tại {{ unit }}, Đoàn kiểm tra lập "
            "biên bản cuộc kiểm tra {{ reference }} ({{ kind }})."
        ),
        "part_people": "I. THÀNH PHẦN",
        "of_team": "1. Đoàn kiểm tra",
        "member": "- {{ member.name }}: {{ member.task }};",
        "of_unit": "2. Đại diện đơn vị được kiểm tra",
        "person": "- {{ person }};",
        "part_what": "II. NỘI DUNG, PHẠM VI",
        "what": "Nội dung: {{ title }}. Thời kỳ kiểm tra: {{ period }}.",
        "visit": (
            "- Ngày {{ visit.day }}, tại {{ visit.unit }}: {{ visit.form }}; người kiểm tra: {{ "
            "visit.inspectors }}."
        ),
        "part_result": "III. KẾT QUẢ KIỂM TRA",
        "summary": "{{ summary }}",
        "visit_title": "Kết quả tại {{ visit.unit }}, ngày {{ visit.day }}",
        "figures_title": "Số liệu ghi nhận tại {{ visit.unit }}, ngày {{ visit.day }}",
        "attendance_title": "Điểm danh cán bộ, công chức, viên chức",
        "score": "{{ score }}",
        "part_findings": "IV. TỒN TẠI, HẠN CHẾ",
        "no_findings": "Đoàn kiểm tra không ghi nhận tồn tại, hạn chế.",
        "part_opinion": "V. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA",
        "part_recommendations": "VI. KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA",
        "closing": (
            "Biên bản đã được đọc lại cho những người có mặt cùng nghe; lập thành 02 bản có giá trị như "
            "nhau, mỗi bên giữ 01 bản."
        ),
        "refused": "Đại diện đơn vị không ký biên bản. Lý do: {{ refusal }}",
        "witness": "- Người làm chứng: {{ witness }};",
        "unit_signs": "ĐẠI DIỆN ĐƠN VỊ",
        "secretary_signs": "NGƯỜI GHI BIÊN BẢN",
        "team_signs": "TRƯỞNG ĐOÀN",
        "digest": "Mã băm SHA-256 của nội dung: {{ digest }}. {{ digest_note }}",
        "foot": "Biên bản {{ reference }} · trang ",
    },
    "en": {
        **_FINDING_EN,
        "kind": "MINUTES OF AN INSPECTION",
        "subject": "{{ title }} at {{ unit }}",
        "team": "INSPECTION TEAM",
        "opening": (
            "Begun at {{ begun_at }}, ended at {{ ended_at }}, at {{ unit }}: the team drew up the minutes "
            "of inspection {{ reference }} ({{ kind }})."
        ),
        "part_people": "I. THOSE PRESENT",
        "of_team": "1. The team",
        "member": "- {{ member.name }}: {{ member.task }};",
        "of_unit": "2. For the unit inspected",
        "person": "- {{ person }};",
        "part_what": "II. SUBJECT AND SCOPE",
        "what": "Subject: {{ title }}. Period inspected: {{ period }}.",
        "visit": (
            "- {{ visit.day }}, at {{ visit.unit }}: {{ visit.form }}; inspectors: {{ visit.inspectors }}."
        ),
        "part_result": "III. WHAT WAS INSPECTED",
        "summary": "{{ summary }}",
        "visit_title": "Results at {{ visit.unit }}, {{ visit.day }}",
        "figures_title": "Figures noted at {{ visit.unit }}, {{ visit.day }}",
        "attendance_title": "Attendance of staff",
        "score": "{{ score }}",
        "part_findings": "IV. FINDINGS",
        "no_findings": "The team found nothing amiss.",
        "part_opinion": "V. WHAT THE UNIT SAYS",
        "part_recommendations": "VI. WHAT THE TEAM PROPOSES",
        "closing": (
            "The minutes were read aloud to those present; they are made in two copies of equal value, one "
            "for each side."
        ),
        "refused": "The unit did not sign. Reason: {{ refusal }}",
        "witness": "- Witness: {{ witness }};",
        "unit_signs": "FOR THE UNIT",
        "secretary_signs": "WHO WROTE THE MINUTES",
        "team_signs": "TEAM LEAD",
        "digest": "SHA-256 digest of the content: {{ digest }}. {{ digest_note }}",
        "foot": "Minutes {{ reference }} · page ",
    },
}

RESULT: Final[Languages] = {
    "vi": {
        **_FINDING_VI,
        "team": "ĐOÀN KIỂM TRA",
        "kind": "BÁO CÁO",
        "subject": "Kết quả cuộc kiểm tra “{{ title }}” tại {{ unit }}",
        "opening": "Đoàn kiểm tra báo cáo kết quả cuộc kiểm tra {{ reference }} ({{ kind }}) như sau:",
        "part_general": "I. TÌNH HÌNH CHUNG",
        "what": (
            "Đơn vị được kiểm tra: {{ unit }}. Nội dung: {{ title }}. Thời kỳ kiểm tra: {{ period }}. Thời "
            "gian kiểm tra tại chỗ: từ {{ begun_at }} đến {{ ended_at }}."
        ),
        "member": "- {{ member.name }}: {{ member.task }};",
        "part_result": "II. KẾT QUẢ KIỂM TRA",
        "summary": "{{ summary }}",
        "score": "{{ score }}",
        "visit_title": "Kết quả tại {{ visit.unit }}, ngày {{ visit.day }}",
        "attendance_title": "Điểm danh cán bộ, công chức, viên chức",
        "part_strengths": "III. ƯU ĐIỂM",
        "part_findings": "IV. TỒN TẠI, HẠN CHẾ",
        "no_findings": "Đoàn kiểm tra không ghi nhận tồn tại, hạn chế.",
        "explained": "Ý kiến của đơn vị: {{ finding.explanation }}",
        "standing": "Trạng thái: {{ finding.state }}.",
        "part_proposals": "V. ĐỀ XUẤT, KIẾN NGHỊ",
        "receiver": "- {{ office_name }};",
        "signer": "TRƯỞNG ĐOÀN",
    },
    "en": {
        **_FINDING_EN,
        "team": "INSPECTION TEAM",
        "kind": "REPORT",
        "subject": "Results of the inspection: {{ title }} at {{ unit }}",
        "opening": "The team reports on inspection {{ reference }} ({{ kind }}) as follows:",
        "part_general": "I. GENERAL",
        "what": (
            "Unit inspected: {{ unit }}. Subject: {{ title }}. Period inspected: {{ period }}. On site "
            "from {{ begun_at }} to {{ ended_at }}."
        ),
        "member": "- {{ member.name }}: {{ member.task }};",
        "part_result": "II. WHAT WAS INSPECTED",
        "summary": "{{ summary }}",
        "score": "{{ score }}",
        "visit_title": "Results at {{ visit.unit }}, {{ visit.day }}",
        "attendance_title": "Attendance of staff",
        "part_strengths": "III. STRENGTHS",
        "part_findings": "IV. FINDINGS",
        "no_findings": "The team found nothing amiss.",
        "explained": "What the unit says: {{ finding.explanation }}",
        "standing": "State: {{ finding.state }}.",
        "part_proposals": "V. PROPOSALS",
        "receiver": "- {{ office_name }};",
        "signer": "TEAM LEAD",
    },
}
