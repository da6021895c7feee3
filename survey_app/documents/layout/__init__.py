"""The shipped templates as the program that draws them, so that they can be changed and made again.

    python -m survey_app.documents.layout

writes every template of the folder `templates`. The layout is that of Nghị định 30/2020/NĐ-CP, appendix I, as
far as it is known here: A4, margins 20, 20, 30 and 20 mm, Times New Roman, the state header in two columns,
the kind of document and its subject, the receivers and the signature. It has not been compared with the
decree (chưa đối chiếu).
"""

from collections.abc import Callable, Mapping
from typing import Final

from docx.document import Document

from survey_app.documents.layout.drawing import draw_lot
from survey_app.documents.layout.followed import draw_register, draw_remediation
from survey_app.documents.layout.minutes import draw_minutes, draw_recheck
from survey_app.documents.layout.notice import draw_notice
from survey_app.documents.layout.outcome import draw_conclusion, draw_result
from survey_app.documents.layout.report import draw_report
from survey_app.documents.model import Kind

__all__ = ["draw"]

_DRAWN: Final[Mapping[str, Callable[[str], Document]]] = {
    "round_report": draw_report,
    "inspection_notice": draw_notice,
    "inspection_minutes": draw_minutes,
    "inspection_report": draw_result,
    "inspection_conclusion": draw_conclusion,
    "remediation_report": draw_remediation,
    "recheck_minutes": draw_recheck,
    "draw_minutes": draw_lot,
    "findings_register": draw_register,
}


def draw(kind: Kind) -> Document:
    """The shipped template of ``kind``."""
    return _DRAWN[kind.document](kind.language)
