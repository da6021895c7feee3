"""What stands in the office's notice and conclusion of an inspection besides their tags."""

from collections.abc import Mapping
from typing import Final

Languages = Mapping[str, Mapping[str, str]]

NOTICE: Final[Languages] = {
    "vi": {
        "kind": "THÔNG BÁO",
        "subject": "Về cuộc kiểm tra “{{ title }}”",
        "addressed": "Kính gửi: {{ unit }}.",
        "opening": "{{ office_name }} thông báo về cuộc kiểm tra {{ reference }} như sau:",
        "part_scope": "1. Nội dung, thời kỳ và thời gian kiểm tra",
        "what": "Nội dung: {{ title }} ({{ kind }}).",
        "period": "Thời kỳ kiểm tra: {{ period }}.",
        "when": "Ngày kiểm tra: {{ day }}, tại {{ unit }}.",
        "part_team": "2. Thành phần Đoàn kiểm tra",
        "member": "- {{ member.name }}: {{ member.task }};",
        "part_prepare": "3. Đề nghị đơn vị chuẩn bị",
        "report": (
            "Báo cáo tự kiểm tra theo đề cương kèm theo, gửi {{ office_name }} trước ngày {{ report_due }}."
        ),
        "no_report": "Hồ sơ, tài liệu, số liệu liên quan đến nội dung kiểm tra.",
        "people": "Bố trí người có thẩm quyền làm việc với Đoàn, người phụ trách các lĩnh vực được kiểm tra.",
        "receiver": "- {{ unit }};",
        "members": "- Thành viên Đoàn kiểm tra;",
        "signer": "THỦ TRƯỞNG CƠ QUAN",
        "annex": "ĐỀ CƯƠNG BÁO CÁO TỰ KIỂM TRA",
        "annex_of": "(Kèm theo Thông báo kiểm tra {{ reference }}; biểu mẫu: {{ outline_form }})",
        "part": "{{ loop.index }}. {{ part.title }}",
        "question": "- {{ question }}",
    },
    "en": {
        "kind": "NOTICE",
        "subject": "Inspection: {{ title }}",
        "addressed": "To: {{ unit }}.",
        "opening": "{{ office_name }} gives notice of inspection {{ reference }} as follows:",
        "part_scope": "1. Subject, period and day",
        "what": "Subject: {{ title }} ({{ kind }}).",
        "period": "Period inspected: {{ period }}.",
        "when": "Day of the inspection: {{ day }}, at {{ unit }}.",
        "part_team": "2. The team",
        "member": "- {{ member.name }}: {{ member.task }};",
        "part_prepare": "3. The unit is asked to prepare",
        "report": "A self-report after the outline enclosed, sent to {{ office_name }} by {{ report_due }}.",
        "no_report": "Files, papers and figures on the subject of the inspection.",
        "people": "Somebody entitled to speak for the unit, and those in charge of what is inspected.",
        "receiver": "- {{ unit }};",
        "members": "- Members of the team;",
        "signer": "HEAD OF THE OFFICE",
        "annex": "OUTLINE OF THE SELF-REPORT",
        "annex_of": "(Enclosed with the notice of inspection {{ reference }}; form: {{ outline_form }})",
        "part": "{{ loop.index }}. {{ part.title }}",
        "question": "- {{ question }}",
    },
}

CONCLUSION: Final[Languages] = {
    "vi": {
        "kind": "THÔNG BÁO",
        "subject": "Kết luận cuộc kiểm tra “{{ title }}” tại {{ unit }}",
        "opening": (
            "Sau khi xem xét báo cáo của Đoàn kiểm tra và ý kiến của đơn vị, {{ office_name }} thông báo "
            "kết luận cuộc kiểm tra {{ reference }} như sau:"
        ),
        "part_strengths": "I. ƯU ĐIỂM",
        "summary": "{{ summary }}",
        "part_findings": "II. TỒN TẠI, HẠN CHẾ",
        "no_findings": "Không có tồn tại, hạn chế phải kiến nghị.",
        "finding": (
            "{{ loop.index }}. {{ finding.statement }} ({{ finding.reference }}, mức {{ finding.severity }})"
        ),
        "basis": "Căn cứ: {{ finding.legal_basis }}",
        "part_causes": "III. NGUYÊN NHÂN",
        "part_responsibility": "IV. TRÁCH NHIỆM",
        "part_recommendations": "V. KIẾN NGHỊ VÀ THỜI HẠN",
        "recommendations_title": "Kiến nghị đối với các đơn vị",
        "number_heading": "Số",
        "recommendation": "Kiến nghị",
        "owner": "Đơn vị thực hiện",
        "severity": "Mức",
        "due_on": "Thời hạn",
        "closing": (
            "Yêu cầu {{ unit }} tiếp nhận, lập kế hoạch khắc phục, báo cáo kết quả kèm minh chứng đúng "
            "thời hạn. Việc khắc phục được thẩm tra trước khi đóng từng kiến nghị."
        ),
        "receiver": "- {{ unit }};",
        "parent": "- {{ office_parent }};",
        "members": "- Đoàn kiểm tra;",
        "signer": "THỦ TRƯỞNG CƠ QUAN",
    },
    "en": {
        "kind": "NOTICE",
        "subject": "Conclusion of the inspection: {{ title }} at {{ unit }}",
        "opening": (
            "Having considered the team's report and what the unit said, {{ office_name }} concludes "
            "inspection {{ reference }} as follows:"
        ),
        "part_strengths": "I. STRENGTHS",
        "summary": "{{ summary }}",
        "part_findings": "II. SHORTCOMINGS",
        "no_findings": "There is nothing to recommend.",
        "finding": (
            "{{ loop.index }}. {{ finding.statement }} ({{ finding.reference }}, {{ finding.severity }})"
        ),
        "basis": "Basis: {{ finding.legal_basis }}",
        "part_causes": "III. CAUSES",
        "part_responsibility": "IV. RESPONSIBILITY",
        "part_recommendations": "V. RECOMMENDATIONS AND DEADLINES",
        "recommendations_title": "Recommendations",
        "number_heading": "No.",
        "recommendation": "Recommendation",
        "owner": "Owner",
        "severity": "Severity",
        "due_on": "Deadline",
        "closing": (
            "{{ unit }} shall acknowledge, plan the remedy and report it with evidence in time. Each "
            "remedy is verified before its recommendation is closed."
        ),
        "receiver": "- {{ unit }};",
        "parent": "- {{ office_parent }};",
        "members": "- The team;",
        "signer": "HEAD OF THE OFFICE",
    },
}
