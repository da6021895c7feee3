"""What stands in the documents of remedies besides their tags: report, minutes of the check, register."""

from collections.abc import Mapping
from typing import Final

Languages = Mapping[str, Mapping[str, str]]

REMEDIATION: Final[Languages] = {
    "vi": {
        "kind": "BÁO CÁO",
        "subject": "Kết quả khắc phục tồn tại, hạn chế theo kết luận cuộc kiểm tra “{{ title }}”",
        "addressed": "Kính gửi: {{ office_name }}.",
        "opening": (
            "Thực hiện Thông báo kết luận kiểm tra {{ conclusion_number }} ngày {{ conclusion_on }} (cuộc "
            "kiểm tra {{ reference }}), {{ unit }} báo cáo kết quả khắc phục như sau:"
        ),
        "part_general": "I. TÌNH HÌNH CHUNG",
        "summary": "{{ summary }}",
        "part_each": "II. KẾT QUẢ THỰC HIỆN TỪNG KIẾN NGHỊ",
        "finding": (
            "{{ loop.index }}. {{ finding.recommendation }} ({{ finding.reference }}, mức {{ "
            "finding.severity }})"
        ),
        "owner": (
            "Đơn vị thực hiện: {{ finding.owner }}. Thời hạn: {{ finding.due_on }}. Trạng thái: {{ "
            "finding.state }}."
        ),
        "cause": "Nguyên nhân: {{ finding.cause }}",
        "measure": "Biện pháp đã thực hiện: {{ finding.measure }}",
        "evidence": "Báo cáo ngày {{ finding.reported_on }}; minh chứng: {{ finding.evidence }}.",
        "unreported": "Chưa có báo cáo khắc phục.",
        "none": "Không có kiến nghị phải khắc phục.",
        "part_difficulties": "III. KHÓ KHĂN, VƯỚNG MẮC VÀ ĐỀ XUẤT",
        "receiver": "- {{ office_name }};",
        "signer": "THỦ TRƯỞNG ĐƠN VỊ",
    },
    "en": {
        "kind": "REPORT",
        "subject": "Remedies after the conclusion of the inspection: {{ title }}",
        "addressed": "To: {{ office_name }}.",
        "opening": (
            "After the conclusion {{ conclusion_number }} of {{ conclusion_on }} (inspection {{ reference "
            "}}), {{ unit }} reports on its remedies as follows:"
        ),
        "part_general": "I. GENERAL",
        "summary": "{{ summary }}",
        "part_each": "II. EACH RECOMMENDATION",
        "finding": (
            "{{ loop.index }}. {{ finding.recommendation }} ({{ finding.reference }}, {{ finding.severity }})"
        ),
        "owner": "Owner: {{ finding.owner }}. Deadline: {{ finding.due_on }}. State: {{ finding.state }}.",
        "cause": "Cause: {{ finding.cause }}",
        "measure": "Measure taken: {{ finding.measure }}",
        "evidence": "Reported on {{ finding.reported_on }}; evidence: {{ finding.evidence }}.",
        "unreported": "Not reported yet.",
        "none": "There is no recommendation to remedy.",
        "part_difficulties": "III. DIFFICULTIES AND PROPOSALS",
        "receiver": "- {{ office_name }};",
        "signer": "HEAD OF THE UNIT",
    },
}

RECHECK: Final[Languages] = {
    "vi": {
        "kind": "BIÊN BẢN PHÚC TRA",
        "subject": "Kiểm tra việc khắc phục sau kết luận cuộc kiểm tra “{{ title }}” tại {{ unit }}",
        "team": "ĐOÀN KIỂM TRA",
        "opening": (
            "Đoàn kiểm tra lập biên bản phúc tra cuộc kiểm tra {{ reference }}, theo Thông báo kết luận {{ "
            "conclusion_number }} ngày {{ conclusion_on }}."
        ),
        "part_people": "I. THÀNH PHẦN",
        "of_team": "1. Đoàn kiểm tra",
        "member": "- {{ member.name }}: {{ member.task }};",
        "of_unit": "2. Đại diện đơn vị",
        "part_result": "II. KẾT QUẢ PHÚC TRA",
        "summary": "{{ summary }}",
        "finding": (
            "{{ loop.index }}. {{ finding.recommendation }} ({{ finding.reference }}, mức {{ "
            "finding.severity }})"
        ),
        "measure": "Biện pháp đơn vị đã báo cáo: {{ finding.measure }}",
        "rechecked": (
            "Kết quả phúc tra ngày {{ finding.rechecked_on }}: {{ finding.outcome }}. {{ "
            "finding.recheck_note }}"
        ),
        "waiting": "Kết quả phúc tra: ☐ Đạt; ☐ Chưa đạt. Ghi nhận: ………………………",
        "none": "Không có kiến nghị phải phúc tra.",
        "part_opinion": "III. Ý KIẾN CỦA ĐƠN VỊ",
        "closing": (
            "Biên bản đã được đọc lại cho những người có mặt cùng nghe; lập thành 02 bản có giá trị như "
            "nhau, mỗi bên giữ 01 bản."
        ),
        "unit_signs": "ĐẠI DIỆN ĐƠN VỊ",
        "secretary_signs": "NGƯỜI GHI BIÊN BẢN",
        "team_signs": "TRƯỞNG ĐOÀN",
        "foot": "Biên bản phúc tra {{ reference }} · trang ",
    },
    "en": {
        "kind": "MINUTES OF A RE-INSPECTION",
        "subject": "Check of the remedies after the inspection: {{ title }} at {{ unit }}",
        "team": "INSPECTION TEAM",
        "opening": (
            "The team drew up the minutes of the re-inspection of inspection {{ reference }}, after the "
            "conclusion {{ conclusion_number }} of {{ conclusion_on }}."
        ),
        "part_people": "I. THOSE PRESENT",
        "of_team": "1. The team",
        "member": "- {{ member.name }}: {{ member.task }};",
        "of_unit": "2. For the unit",
        "part_result": "II. RESULTS",
        "summary": "{{ summary }}",
        "finding": (
            "{{ loop.index }}. {{ finding.recommendation }} ({{ finding.reference }}, {{ finding.severity }})"
        ),
        "measure": "What the unit reported: {{ finding.measure }}",
        "rechecked": (
            "Checked on {{ finding.rechecked_on }}: {{ finding.outcome }}. {{ finding.recheck_note }}"
        ),
        "waiting": "Result: ☐ remedied; ☐ not yet. Noted: ………………………",
        "none": "No recommendation waits for a check on site.",
        "part_opinion": "III. WHAT THE UNIT SAYS",
        "closing": (
            "The minutes were read aloud to those present; they are made in two copies of equal value, one "
            "for each side."
        ),
        "unit_signs": "FOR THE UNIT",
        "secretary_signs": "WHO WROTE THE MINUTES",
        "team_signs": "TEAM LEAD",
        "foot": "Minutes of re-inspection {{ reference }} · page ",
    },
}

REGISTER: Final[Languages] = {
    "vi": {
        "kind": "SỔ THEO DÕI KIẾN NGHỊ",
        "subject": "Tính đến {{ made_at }}",
        "scope": "Phạm vi: {{ scope }}. Số kiến nghị, tồn tại trong sổ: {{ total }}.",
        "figures": "{{ figure }}",
        "title": "Danh sách",
        "reference": "Số",
        "conclusion": "Kết luận, cơ quan kiểm tra",
        "unit": "Đơn vị",
        "content": "Nội dung",
        "severity": "Mức",
        "due_on": "Thời hạn",
        "standing": "Trạng thái",
        "overdue": "Số ngày quá hạn",
        "extensions": "Gia hạn",
        "failures": "Lần chưa đạt",
        "evidence": "Minh chứng",
        "verifier": "Người thẩm tra",
        "empty": "Không có kiến nghị nào.",
        "receiver": "- {{ office_parent }};",
        "signer": "NGƯỜI LẬP SỔ",
    },
    "en": {
        "kind": "REGISTER OF RECOMMENDATIONS",
        "subject": "As of {{ made_at }}",
        "scope": "Scope: {{ scope }}. Recommendations and findings listed: {{ total }}.",
        "figures": "{{ figure }}",
        "title": "List",
        "reference": "No.",
        "conclusion": "Conclusion, inspecting office",
        "unit": "Unit",
        "content": "Content",
        "severity": "Severity",
        "due_on": "Deadline",
        "standing": "State",
        "overdue": "Days overdue",
        "extensions": "Extended",
        "failures": "Not accepted",
        "evidence": "Evidence",
        "verifier": "Verified by",
        "empty": "There are none.",
        "receiver": "- {{ office_parent }};",
        "signer": "DRAWN UP BY",
    },
}
