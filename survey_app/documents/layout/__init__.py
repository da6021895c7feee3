"""The shipped templates as the program that draws them, so that they can be changed and made again.

    python -m survey_app.documents.layout

writes every template of the folder `templates`. The layout is that of Nghị định 30/2020/NĐ-CP, appendix I, as
far as it is known here: A4, margins 20, 20, 30 and 20 mm, Times New Roman, the state header in two columns,
the kind of document and its subject, the receivers and the signature. It has not been compared with the
decree (chưa đối chiếu).
"""

from survey_app.documents.layout.report import draw_report

__all__ = ["draw_report"]
