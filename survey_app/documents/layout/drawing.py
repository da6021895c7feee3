"""The minutes of a draw by lot, drawn as a template."""

from docx.document import Document as Written

from survey_app.documents.layout.frame import (
    begin,
    caption,
    foot,
    heading,
    line,
    notes,
    shown_if,
    signers,
    title,
)
from survey_app.documents.layout.parts import listing, write
from survey_app.documents.layout.pieces import blank, by_team


def draw_lot(language: str) -> Written:
    """The template of the minutes of a draw in ``language``."""
    document, words = begin("draw_minutes", language)
    foot(document, words["foot"])
    by_team(document, words)
    title(document, words)
    line(document, words["opening"])
    blank(document, words, 3)
    shown_if(document, "reference", words["case"])
    heading(document, words["part_list"])
    line(document, words["source"])
    write(document, words["digest"], after=6, indent=1)
    for name in ("left_out", "hashed"):
        shown_if(document, name, words[name])
    heading(document, words["part_seed"])
    line(document, words["seed"])
    line(document, words["method"])
    heading(document, words["part_result"])
    line(document, "{%p for group in groups %}")
    caption(document, words["group"])
    listing(
        document,
        [words[name] for name in ("rank", "code", "called", "drawn")],
        [f"{{{{ row.{name} }}}}" for name in ("rank", "code", "called", "drawn")],
        (1.6, 4.6, 6.6, 3.4),
        rows="row in group.rows",
        figures=(0,),
    )
    line(document, "{%p endfor %}")
    heading(document, words["part_opinion"])
    blank(document, words)
    line(document, words["id"])
    notes(document)
    titles = {f"{who}_signer": words[f"{who}_signs"] for who in ("unit", "secretary", "team")}
    signers(document, words, titles)
    return document
