"""The unit's report of its remedies, and the register of recommendations, drawn as templates."""

from docx.document import Document as Written

from survey_app.documents.layout.frame import (
    Words,
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
from survey_app.documents.layout.parts import lay_across, listing
from survey_app.documents.layout.pieces import MARKS, addressed, basis, blank, by_office, by_unit

_ACROSS = 25.7  # cm between the margins of a page laid across


def draw_remediation(language: str) -> Written:
    """The template of the report of remedies in ``language``."""
    document, words = begin("remediation_report", language, MARKS)
    by_unit(document, words)
    title(document, words)
    addressed(document, words)
    basis(document)
    line(document, words["opening"])
    heading(document, words["part_general"])
    line(document, words["summary"])
    heading(document, words["part_each"])
    line(document, "{%p for finding in findings %}")
    line(document, words["finding"], bold=True)
    line(document, words["owner"])
    line(document, "{%p if finding.reported_on %}")
    for name in ("cause", "measure", "evidence"):
        line(document, words[name])
    otherwise(document, words["unreported"])
    line(document, "{%p else %}")
    line(document, words["none"])
    line(document, "{%p endfor %}")
    heading(document, words["part_difficulties"])
    blank(document, words)
    notes(document)
    signature(document, words)
    return document


def draw_register(language: str) -> Written:
    """The template of the register in ``language``: pages laid across."""
    document, words = begin("findings_register", language)
    lay_across(document)
    by_office(document, words)
    title(document, words, _ACROSS)
    line(document, words["scope"])
    each(document, "figure in figures", words["figures"])
    _list(document, words)
    notes(document)
    signature(document, words)
    return document


def _list(document: Written, words: Words) -> None:
    names = ("reference", "conclusion", "unit", "content", "severity", "due_on", "state", "overdue",
             "extensions", "failures", "evidence", "verifier")  # fmt: skip
    line(document, "{%p if rows %}")
    caption(document, words["title"])
    listing(
        document,
        [words["standing" if name == "state" else name] for name in names],
        [f"{{{{ row.{name} }}}}" for name in names],
        (2.5, 2.7, 2.9, 5.2, 1.0, 2.1, 2.1, 1.4, 1.2, 1.3, 1.4, 1.9),
        rows="row in rows",
        figures=(7, 8, 9, 10),
        size=10,
    )
    otherwise(document, words["empty"])
    shown_if(document, "not_listed", "{{ not_listed }}")
