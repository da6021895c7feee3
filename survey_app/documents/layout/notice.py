"""The notice of an inspection with the outline of the self-report, drawn as a template."""

from docx.document import Document as Written
from docx.enum.text import WD_BREAK

from survey_app.documents.layout.frame import (
    begin,
    caption,
    each,
    heading,
    line,
    notes,
    otherwise,
    shown_if,
    signature,
    title,
)
from survey_app.documents.layout.parts import CENTRE, write
from survey_app.documents.layout.pieces import MARKS, addressed, basis, by_office, people


def draw_notice(language: str) -> Written:
    """The template of the notice in ``language``."""
    document, words = begin("inspection_notice", language, MARKS)
    by_office(document, words)
    title(document, words)
    addressed(document, words)
    basis(document)
    line(document, words["opening"])
    heading(document, words["part_scope"])
    line(document, words["what"])
    shown_if(document, "period", words["period"])
    line(document, words["when"])
    heading(document, words["part_team"])
    people(document, words)
    heading(document, words["part_prepare"])
    line(document, "{%p if outline %}")
    line(document, words["report"])
    otherwise(document, words["no_report"])
    line(document, words["people"])
    notes(document)
    signature(document, words, words["members"])
    line(document, "{%p if outline %}")
    write(document, "").add_run().add_break(WD_BREAK.PAGE)
    write(document, words["annex"], bold=True, align=CENTRE)
    write(document, words["annex_of"], italic=True, align=CENTRE, after=10)
    line(document, "{%p for part in outline %}")
    caption(document, words["part"])
    each(document, "question in part.questions", words["question"])
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    return document
