"""What documents of offices have alike: marks and state header, title, paragraphs, receivers, signature."""

from collections.abc import Mapping

from docx.document import Document as Written
from docx.shared import Pt, RGBColor

from survey_app.documents.layout.parts import (
    BOTH,
    CENTRE,
    columns,
    fill,
    new_document,
    page_number,
    page_of_pages,
    rule,
    write,
)
from survey_app.documents.layout.words import WORDS

Words = Mapping[str, str]
LEFT_WIDTH, RIGHT_WIDTH = 6.2, 10.0
_INDENT = 1.0


def begin(kind: str, language: str, mark: str = "{{ demo_mark }}") -> tuple[Written, Words]:
    """An empty document with ``mark`` (tags) at the head of every page, and the words of its kind."""
    words = WORDS[kind][language]
    document = new_document(words["locale"])
    document.core_properties.title = words["subject"]
    section = document.sections[0]
    first, others = section.first_page_header.paragraphs[0], section.header.paragraphs[0]
    page_number(others)
    others.alignment = CENTRE
    for paragraph in (first, section.header.add_paragraph()):
        paragraph.alignment = CENTRE
        fill(paragraph, mark, size=13, bold=True)
        paragraph.runs[-1].font.color.rgb = RGBColor(0xB0, 0, 0)
        paragraph.paragraph_format.space_after = Pt(0)
    return document, words


def foot(document: Written, text: str) -> None:
    """``text`` at the foot of every page, the first too, with the page's number out of how many."""
    section = document.sections[0]
    section.header.paragraphs[0].clear()  # one number a page is enough
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = CENTRE
        fill(paragraph, text, size=10)
        page_of_pages(paragraph, size=10)


def state_header(
    document: Written,
    words: Words,
    *,
    above: str = "{{ office_parent|upper }}",
    name: str = "{{ office_name|upper }}",
    number: str = "{{ number }}",
) -> None:
    """The head of two columns: whose document it is and its number; the state, its motto, place and date."""
    left, right = columns(document, (LEFT_WIDTH, RIGHT_WIDTH))
    write(left, above, size=13, align=CENTRE)
    write(left, name, size=13, bold=True, align=CENTRE)
    rule(left, 2.5, LEFT_WIDTH - 0.4, after=4)
    write(left, number, size=13, align=CENTRE)
    write(right, words["state"], size=13, bold=True, align=CENTRE)
    write(right, words["motto"], size=14, bold=True, align=CENTRE)
    rule(right, 6.2, RIGHT_WIDTH - 0.4, after=4)
    write(right, "{{ place_and_date }}", size=14, italic=True, align=CENTRE)


def title(document: Written, words: Words, width: float = 16) -> None:
    """What kind of document it is and what it is about."""
    write(document, words["kind"], bold=True, align=CENTRE, before=18)
    write(document, words["subject"], bold=True, align=CENTRE)
    rule(document, 4, width, after=10)


def heading(document: Written, text: str) -> None:
    """A heading of a part."""
    document.add_heading(text, level=1)


def line(document: Written, text: str, *, bold: bool = False, italic: bool = False) -> None:
    """A paragraph of the text."""
    write(document, text, align=BOTH, after=6, indent=_INDENT, bold=bold, italic=italic)


def each(document: Written, loop: str, *texts: str, italic: bool = False) -> None:
    """``texts`` as a paragraph each for every turn of a ``loop`` ('row in rows')."""
    line(document, f"{{%p for {loop} %}}")
    for text in texts:
        line(document, text, italic=italic)
    line(document, "{%p endfor %}")


def shown_if(document: Written, condition: str, *texts: str, bold: bool = False) -> None:
    """``texts`` as a paragraph each where ``condition`` holds."""
    line(document, f"{{%p if {condition} %}}")
    for text in texts:
        line(document, text, bold=bold)
    line(document, "{%p endif %}")


def otherwise(document: Written, text: str) -> None:
    """The end of what began with an if: ``text`` where it did not hold."""
    line(document, "{%p else %}")
    line(document, text)
    line(document, "{%p endif %}")


def caption(document: Written, text: str, before: float = 8) -> None:
    """What stands above a table, or (``before`` 0) below a picture."""
    paragraph = document.add_paragraph(style="Caption")
    fill(paragraph, text, size=13, bold=True)
    paragraph.alignment = CENTRE
    form = paragraph.paragraph_format
    form.keep_with_next, form.space_before, form.space_after = before > 0, Pt(before), Pt(4)


def notes(document: Written) -> None:
    """The notes, on one page with what follows them: whoever signs does so under words."""
    line(document, "{%p for note in notes %}")
    line(document, "{{ note }}", italic=True)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    line(document, "{%p endfor %}")


def signature(document: Written, words: Words, *receivers: str) -> None:
    """The receivers at the left, at the right who signs; ``receivers`` are lines after the office above."""
    write(document, "", size=6).paragraph_format.keep_with_next = True
    left, right = columns(document, (LEFT_WIDTH, RIGHT_WIDTH))
    write(left, words["receivers"], size=12, bold=True, italic=True)
    for text in (words["receiver"], *receivers, words["archive"]):
        write(left, text, size=11)
    write(right, words["signer"], bold=True, align=CENTRE)
    write(right, words["signature"], italic=True, align=CENTRE, after=60)
    write(right, words["name"], bold=True, align=CENTRE)


def signers(document: Written, words: Words, titles: Mapping[str, str]) -> None:
    """Those who sign side by side: by the tag of a name, which may be blank, the title it stands under."""
    write(document, "", size=6).paragraph_format.keep_with_next = True
    width = (LEFT_WIDTH + RIGHT_WIDTH) / len(titles)
    for cell, (tag, text) in zip(columns(document, [width] * len(titles)), titles.items(), strict=True):
        write(cell, text, size=13, bold=True, align=CENTRE)
        write(cell, words["sign_here"], size=12, italic=True, align=CENTRE, after=60)
        write(cell, f"{{{{ {tag} }}}}", size=13, bold=True, align=CENTRE)
