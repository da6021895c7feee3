"""The team's report and the office's conclusion of an inspection, drawn as templates."""

from docx.document import Document as Written

from survey_app.documents.layout.frame import (
    Words,
    begin,
    caption,
    heading,
    line,
    notes,
    otherwise,
    shown_if,
    signature,
    title,
)
from survey_app.documents.layout.parts import listing
from survey_app.documents.layout.pieces import (
    MARKS,
    attendance,
    basis,
    by_office,
    by_team,
    filled,
    findings,
    people,
    results,
    told,
)


def draw_result(language: str) -> Written:
    """The template of the team's report in ``language``."""
    document, words = begin("inspection_report", language, MARKS)
    by_team(document, words)
    title(document, words)
    basis(document)
    line(document, words["opening"])
    heading(document, words["part_general"])
    line(document, words["what"])
    people(document, words)
    heading(document, words["part_result"])
    line(document, words["summary"])
    results(document, words)
    attendance(document, words)
    shown_if(document, "score", words["score"])
    told(document, words, "part_strengths", "strengths")
    heading(document, words["part_findings"])
    findings(document, words, ("explanation", words["explained"]), ("state", words["standing"]), photos=False)
    told(document, words, "part_proposals", "proposals")
    notes(document)
    signature(document, words)
    return document


def draw_conclusion(language: str) -> Written:
    """The template of the conclusion in ``language``."""
    document, words = begin("inspection_conclusion", language, MARKS)
    by_office(document, words)
    title(document, words)
    basis(document)
    line(document, words["opening"])
    line(document, words["summary"])
    shown_if(document, "score", "{{ score }}")
    heading(document, words["part_strengths"])
    filled(document, words, "strengths")
    heading(document, words["part_findings"])
    line(document, "{%p for finding in findings %}")
    line(document, words["finding"])
    shown_if(document, "finding.legal_basis", words["basis"])
    line(document, "{%p else %}")
    line(document, words["no_findings"])
    line(document, "{%p endfor %}")
    told(document, words, "part_causes", "causes")
    told(document, words, "part_responsibility", "responsibility")
    _recommendations(document, words)
    line(document, words["closing"])
    notes(document)
    signature(document, words, words["parent"], words["members"])
    return document


def _recommendations(document: Written, words: Words) -> None:
    heading(document, words["part_recommendations"])
    line(document, "{%p if findings %}")
    caption(document, words["recommendations_title"])
    listing(
        document,
        [words[name] for name in ("number_heading", "recommendation", "owner", "severity", "due_on")],
        [
            f"{{{{ finding.{name} }}}}"
            for name in ("reference", "recommendation", "owner", "severity", "due_on")
        ],
        (2.6, 6.0, 3.6, 1.4, 2.6),
        rows="finding in findings",
        figures=(),
    )
    otherwise(document, words["no_findings"])
