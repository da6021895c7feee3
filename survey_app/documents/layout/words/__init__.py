"""What stands in the shipped templates besides their tags: by kind of document and language."""

from collections.abc import Mapping
from typing import Final

from survey_app.documents.layout.words.drawing import LOT
from survey_app.documents.layout.words.followed import RECHECK, REGISTER, REMEDIATION
from survey_app.documents.layout.words.minutes import MINUTES, RESULT
from survey_app.documents.layout.words.notice import CONCLUSION, NOTICE
from survey_app.documents.layout.words.report import REPORT

_OF_ALL: Final[Mapping[str, Mapping[str, str]]] = {
    "vi": {
        "locale": "vi-VN",
        "state": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "receivers": "Nơi nhận:",
        "archive": "- Lưu: VT, ………",
        "signature": "(Chữ ký, dấu)",
        "sign_here": "(Ký, ghi rõ họ tên)",
        "name": "Họ và tên",
        "dots": "…………………………………………………………………",
    },
    "en": {
        "locale": "en-GB",
        "state": "SOCIALIST REPUBLIC OF VIET NAM",
        "motto": "Independence - Freedom - Happiness",
        "receivers": "To:",
        "archive": "- Archive: VT, ………",
        "signature": "(Signature, seal)",
        "sign_here": "(Signature and full name)",
        "name": "Full name",
        "dots": "…………………………………………………………………",
    },
}
_OF_KINDS: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "round_report": REPORT,
    "inspection_notice": NOTICE,
    "inspection_minutes": MINUTES,
    "inspection_report": RESULT,
    "inspection_conclusion": CONCLUSION,
    "remediation_report": REMEDIATION,
    "recheck_minutes": RECHECK,
    "draw_minutes": LOT,
    "findings_register": REGISTER,
}
WORDS: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    kind: {language: {**_OF_ALL[language], **words} for language, words in spoken.items()}
    for kind, spoken in _OF_KINDS.items()
}
