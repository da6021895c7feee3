"""What stands in the report of a round besides its tags, in each language."""

from collections.abc import Mapping
from typing import Final

REPORT: Final[Mapping[str, Mapping[str, str]]] = {
    "vi": {
        "number": "Số:         /BC-………",
        "kind": "BÁO CÁO",
        "subject": "Kết quả khảo sát mức độ hài lòng, đợt {{ round }}",
        "part_general": "I. THÔNG TIN CHUNG",
        "questionnaire": (
            "Phiếu hỏi: {{ questionnaire }} (mã {{ questionnaire_id }}, phiên bản {{ "
            "questionnaire_version }})."
        ),
        "status": "Tình trạng phiếu hỏi: {{ status }}.",
        "days": "Thời gian khảo sát: từ {{ first_day }} đến {{ last_day }}; {{ state }}.",
        "scope": "Phạm vi số liệu: {{ unit }}; {{ channel }}; {{ month }}.",
        "received": (
            "Số phiếu đã nhận trong đợt: {{ received }}; số phiếu nằm trong các tỷ lệ dưới đây: {{ shown }}."
        ),
        "method": (
            "Phương pháp: {{ method }} ({{ method_id }}). {{ method_source }} Khoảng tin cậy 95%; không "
            "công bố nhóm có dưới {{ least }} phiếu. {{ sealed }}"
        ),
        "part_overall": "II. CHỈ SỐ CHUNG VÀ CÁC YẾU TỐ",
        "part_criteria": "III. CÁC TIÊU CHÍ",
        "part_units": "IV. SO SÁNH CÁC ĐƠN VỊ",
        "part_channels": "V. THEO HÌNH THỨC VÀ BẬC BẰNG CHỨNG",
        "part_notes": "VI. GHI CHÚ VỀ PHƯƠNG PHÁP VÀ CÔNG BỐ",
        "no_units": "Không có đơn vị cấp dưới để so sánh.",
        "no_figures": "Chưa có số liệu để công bố.",
        "indicator": "Chỉ số",
        "aggregation": "Cách gộp",
        "n": "n",
        "share": "{{ measure }}",
        "low": "Cận dưới 95%",
        "high": "Cận trên 95%",
        "interval": "Cách tính khoảng",
        "criterion": "Tiêu chí",
        "factor": "Yếu tố",
        "question": "Câu hỏi",
        "unit_heading": "Đơn vị",
        "code": "Mã",
        "mode": "Hình thức",
        "tier": "Bậc bằng chứng",
        "made": "Số liệu được lập lúc {{ made_at }} từ bộ dữ liệu có mã băm SHA-256 {{ digest }}.",
        "receiver": "- {{ office_parent }};",
        "signer": "THỦ TRƯỞNG CƠ QUAN",
    },
    "en": {
        "number": "No.:         /BC-………",
        "kind": "REPORT",
        "subject": "Results of the satisfaction survey, round {{ round }}",
        "part_general": "I. GENERAL INFORMATION",
        "questionnaire": (
            "Questionnaire: {{ questionnaire }} (id {{ questionnaire_id }}, version {{ "
            "questionnaire_version }})."
        ),
        "status": "Status of the questionnaire: {{ status }}.",
        "days": "Days of the survey: {{ first_day }} to {{ last_day }}; {{ state }}.",
        "scope": "Scope of the figures: {{ unit }}; {{ channel }}; {{ month }}.",
        "received": (
            "Responses received in the round: {{ received }}; responses in the shares below: {{ shown }}."
        ),
        "method": (
            "Method: {{ method }} ({{ method_id }}). {{ method_source }} 95% confidence intervals; no group "
            "of fewer than {{ least }} responses is published. {{ sealed }}"
        ),
        "part_overall": "II. OVERALL INDICATOR AND FACTORS",
        "part_criteria": "III. CRITERIA",
        "part_units": "IV. COMPARISON OF UNITS",
        "part_channels": "V. BY MODE AND TIER",
        "part_notes": "VI. NOTES ON METHOD AND PUBLICATION",
        "no_units": "There are no units below to compare.",
        "no_figures": "There are no figures to publish yet.",
        "indicator": "Indicator",
        "aggregation": "Aggregation",
        "n": "n",
        "share": "{{ measure }}",
        "low": "Lower 95%",
        "high": "Upper 95%",
        "interval": "Interval",
        "criterion": "Criterion",
        "factor": "Factor",
        "question": "Question",
        "unit_heading": "Unit",
        "code": "Code",
        "mode": "Mode",
        "tier": "Tier",
        "made": "Made at {{ made_at }} from the dataset with the SHA-256 digest {{ digest }}.",
        "receiver": "- {{ office_parent }};",
        "signer": "HEAD OF THE OFFICE",
    },
}
