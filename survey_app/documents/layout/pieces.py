"""Pieces that documents of inspections share: heads, the team, results by section, findings with photos."""

from docx.document import Document as Written

from survey_app.documents.layout.frame import (
    LEFT_WIDTH,
    RIGHT_WIDTH,
    Words,
    caption,
    each,
    heading,
    line,
    shown_if,
    state_header,
)
from survey_app.documents.layout.parts import CENTRE, listing, pairs, write

MARKS = "{{ demo_mark }}  {{ draft_mark }}"


def by_office(document: Written, words: Words) -> None:
    """The head of a document of the office."""
    state_header(document, words)


def by_team(document: Written, words: Words) -> None:
    """The head of a document of the team that the office set up."""
    state_header(document, words, above="{{ office_name|upper }}", name=words["team"])


def by_unit(document: Written, words: Words) -> None:
    """The head of a document of the inspected unit."""
    state_header(document, words, above="{{ unit_parent|upper }}", name="{{ unit|upper }}")


def basis(document: Written) -> None:
    """What the document rests on, a line each."""
    each(document, "ground in basis", "{{ ground }}", italic=True)


def addressed(document: Written, words: Words) -> None:
    """To whom it goes."""
    write(document, words["addressed"], align=CENTRE, after=10)


def people(document: Written, words: Words) -> None:
    """The team, a line each."""
    each(document, "member in team", words["member"])


def blank(document: Written, words: Words, lines: int = 2) -> None:
    """Dotted lines that somebody fills in by hand."""
    for _ in range(lines):
        line(document, words["dots"])


def results(document: Written, words: Words) -> None:
    """Of each visit how many items of each section were met, failed, or neither."""
    line(document, "{%p for visit in visits %}")
    caption(document, words["visit_title"])
    listing(
        document,
        [words[name] for name in ("section", "asked", "met", "failed", "other", "missing")],
        [f"{{{{ row.{name} }}}}" for name in ("title", "asked", "met", "failed", "other", "missing")],
        (6.0, 1.9, 1.7, 1.9, 2.8, 1.9),
        rows="row in visit.sections",
        figures=(1, 2, 3, 4, 5),
    )
    line(document, "{%p endfor %}")


def figures(document: Written, words: Words) -> None:
    """The figures that were noted on each visit."""
    line(document, "{%p for visit in visits %}")
    line(document, "{%p if visit.figures %}")
    caption(document, words["figures_title"])
    listing(
        document,
        [words["figure"], words["value"]],
        ["{{ row.name }}", "{{ row.value }}"],
        (12.2, 4.0),
        rows="row in visit.figures",
        figures=(1,),
    )
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")


def attendance(document: Written, words: Words) -> None:
    """Who was counted where, with the sums in the last line."""
    line(document, "{%p if attendance %}")
    caption(document, words["attendance_title"])
    listing(
        document,
        [words[name] for name in ("count_place", "count_at", "due", "present", "excused", "unexcused")],
        [f"{{{{ row.{name} }}}}" for name in ("place", "at", "due", "present", "excused", "unexcused")],
        (4.8, 3.4, 2.0, 1.8, 2.0, 2.2),
        rows="row in attendance",
        figures=(2, 3, 4, 5),
    )
    line(document, "{%p endif %}")


def findings(document: Written, words: Words, *more: tuple[str, str], photos: bool) -> None:
    """Each finding whole: ``more`` are a condition and what is said where it holds; then its photos."""
    line(document, "{%p for finding in findings %}")
    line(document, words["finding"], bold=True)
    always = (("repeats", words["repeats"]), ("legal_basis", words["basis"]), ("note", words["note"]))
    for condition, text in (*always, *more):
        shown_if(document, f"finding.{condition}", text)
    if photos:
        line(document, "{%p if finding.photos %}")
        pairs(document, "pair in finding.photos", "pair", (LEFT_WIDTH + RIGHT_WIDTH) / 2)
        line(document, "{%p endif %}")
    line(document, "{%p else %}")
    line(document, words["no_findings"])
    line(document, "{%p endfor %}")


def told(document: Written, words: Words, part: str, tag: str) -> None:
    """A part that somebody words: what was said already, else dotted lines."""
    heading(document, words[part])
    filled(document, words, tag)


def filled(document: Written, words: Words, tag: str, text: str = "{{ said }}") -> None:
    """The lines of a list (``tag``), each as ``text`` has it; dotted lines where there is none."""
    line(document, f"{{%p for said in {tag} %}}")
    line(document, text)
    line(document, "{%p else %}")
    blank(document, words)
    line(document, "{%p endfor %}")
