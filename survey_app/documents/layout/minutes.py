"""The minutes of an inspection and of a re-inspection, drawn as templates."""

from docx.document import Document as Written

from survey_app.documents.layout.frame import (
    Words,
    begin,
    each,
    foot,
    heading,
    line,
    notes,
    otherwise,
    shown_if,
    signers,
    title,
)
from survey_app.documents.layout.parts import CENTRE, write
from survey_app.documents.layout.pieces import (
    MARKS,
    attendance,
    basis,
    by_team,
    figures,
    filled,
    findings,
    people,
    results,
    told,
)


def draw_minutes(language: str) -> Written:
    """The template of the minutes in ``language``."""
    document, words = begin("inspection_minutes", language, MARKS)
    foot(document, words["foot"])
    by_team(document, words)
    title(document, words)
    basis(document)
    line(document, words["opening"])
    _present(document, words)
    heading(document, words["part_what"])
    line(document, words["what"])
    each(document, "visit in visits", words["visit"])
    heading(document, words["part_result"])
    line(document, words["summary"])
    results(document, words)
    figures(document, words)
    attendance(document, words)
    shown_if(document, "score", words["score"])
    heading(document, words["part_findings"])
    findings(document, words, photos=True)
    told(document, words, "part_opinion", "opinion")
    told(document, words, "part_recommendations", "proposals")
    line(document, words["closing"])
    shown_if(document, "refusal", words["refused"])
    each(document, "witness in witnesses", words["witness"])
    notes(document)
    _signed(document, words)
    _digest(document, words)
    return document


def draw_recheck(language: str) -> Written:
    """The template of the minutes of a re-inspection in ``language``."""
    document, words = begin("recheck_minutes", language, MARKS)
    foot(document, words["foot"])
    by_team(document, words)
    title(document, words)
    basis(document)
    line(document, words["opening"])
    _present(document, words)
    heading(document, words["part_result"])
    line(document, words["summary"])
    line(document, "{%p for finding in findings %}")
    line(document, words["finding"], bold=True)
    shown_if(document, "finding.measure", words["measure"])
    line(document, "{%p if finding.outcome %}")
    line(document, words["rechecked"])
    otherwise(document, words["waiting"])
    line(document, "{%p else %}")
    line(document, words["none"])
    line(document, "{%p endfor %}")
    told(document, words, "part_opinion", "opinion")
    line(document, words["closing"])
    notes(document)
    _signed(document, words)
    return document


def _present(document: Written, words: Words) -> None:
    heading(document, words["part_people"])
    line(document, words["of_team"], bold=True)
    people(document, words)
    line(document, words["of_unit"], bold=True)
    filled(document, words, "unit_people", "- {{ said }};")


def _signed(document: Written, words: Words) -> None:
    titles = {f"{who}_signer": words[f"{who}_signs"] for who in ("unit", "secretary", "team")}
    signers(document, words, titles)


def _digest(document: Written, words: Words) -> None:
    """The record's digest, and the same as a picture that a telephone reads."""
    digest = write(document, words["digest"], size=11, align=CENTRE, before=14)
    digest.paragraph_format.keep_with_next = True
    write(document, "{{ qr }}", align=CENTRE)
