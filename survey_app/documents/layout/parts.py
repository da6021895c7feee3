"""Pieces of a document in the layout of offices: pages, paragraphs, ruled lines, tables with tags."""

from collections.abc import Sequence
from typing import Any, Final

from docx import Document
from docx.document import Document as Written
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT: Final = "Times New Roman"
BODY: Final = 14
SMALL: Final = 11
_TEXT_WIDTH: Final = 16.0  # cm between the margins
LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def new_document(locale: str) -> Written:
    """An empty A4 document in Times New Roman, its first page without a number."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    for name, size, bold in (("Normal", BODY, False), ("Heading 1", BODY, True), ("Caption", 13, True)):
        _set_style(document.styles[name], size, bold, locale)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(12)
    related = document.part.package.rels
    for name in [name for name, part in related.items() if part.reltype.endswith("/thumbnail")]:
        del related[name]  # a picture of somebody's empty page
    properties = document.core_properties
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.language = locale
    return document


def _set_style(style: Any, size: int, bold: bool, locale: str) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), locale)
    style.element.rPr.append(language)


def write(
    place: Any,
    text: str,
    *,
    size: float = BODY,
    bold: bool = False,
    italic: bool = False,
    align: Any = LEFT,
    after: float = 0,
    before: float = 0,
    indent: float = 0,
) -> Paragraph:
    """The paragraph with ``text`` that was added to ``place`` (document, cell or header); indent in cm."""
    paragraph: Paragraph = place.add_paragraph()
    fill(paragraph, text, size=size, bold=bold, italic=italic)
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.space_after, form.space_before = Pt(after), Pt(before)
    if indent:
        form.first_line_indent = Cm(indent)
    return paragraph


def fill(paragraph: Paragraph, text: str, *, size: float, bold: bool = False, italic: bool = False) -> None:
    """Put ``text`` into ``paragraph``."""
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic


def rule(place: Any, width: float, room: float, after: float = 0) -> None:
    """A line of ``width`` cm in the middle of ``room`` cm, as stands under an office's name."""
    paragraph = write(place, "", size=2, align=CENTRE, after=after)
    side = Cm((room - width) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    # Word is strict about the order of what describes a paragraph.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def page_number(paragraph: Paragraph, size: float = 13) -> None:
    """The number of the page, set by whatever shows the document."""
    _field(paragraph, "PAGE", size)


def page_of_pages(paragraph: Paragraph, size: float) -> None:
    """The number of the page and how many there are: '2/5'."""
    _field(paragraph, "PAGE", size)
    fill(paragraph, "/", size=size)
    _field(paragraph, "NUMPAGES", size)


def _field(paragraph: Paragraph, instruction: str, size: float) -> None:
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)


def columns(document: Written, widths: Sequence[float]) -> list[_Cell]:
    """The cells of a table of one row without lines, ``widths`` in cm; each begins with no paragraph."""
    table = document.add_table(rows=1, cols=len(widths))
    _fix(table, widths)
    cells = list(table.rows[0].cells)
    for cell in cells:
        cell._tc.remove(cell.paragraphs[0]._p)
    return cells


def listing(
    document: Written,
    headings: Sequence[str],
    cells: Sequence[str],
    widths: Sequence[float],
    *,
    rows: str,
    figures: Sequence[int],
    size: float = SMALL,
) -> None:
    """A ruled table: ``headings`` on every page, then for each of ``rows`` (a tag's loop) the ``cells``.

    The cells numbered ``figures`` stand at the right.
    """
    table = document.add_table(rows=4, cols=len(headings))
    table.style = "Table Grid"
    _fix(table, widths)
    for place, heading in enumerate(headings):
        _set_cell(table.rows[0].cells[place], heading, bold=True, align=CENTRE, size=size)
    _repeat(table)
    _set_cell(table.rows[1].cells[0], f"{{%tr for {rows} %}}")
    for place, cell in enumerate(cells):
        _set_cell(table.rows[2].cells[place], cell, align=RIGHT if place in figures else LEFT, size=size)
    _set_cell(table.rows[3].cells[0], "{%tr endfor %}")
    write(document, "", size=6)


def spread(
    document: Written,
    headings: Sequence[str],
    cells: Sequence[str],
    widths: Sequence[float],
    *,
    rows: str,
    across: tuple[str, str],
    each: tuple[str, Sequence[str]],
) -> None:
    """A ruled table with columns for each element of a list, as many as it has.

    First stand ``headings`` with ``cells`` below them. Then ``across`` is the loop and what it says in the
    heading, ``each`` the loop and the lines it says in a row; the last of ``widths`` is such a column's.
    """
    table = document.add_table(rows=4, cols=len(headings) + 3)
    table.style = "Table Grid"
    # The cells of the loop's tags are gone in the document; theirs is the room for what is repeated.
    marks = (_TEXT_WIDTH - sum(widths)) / 2
    _fix(table, (*widths[:-1], marks, widths[-1], marks))
    loop = (f"{{%tc for {across[0]} %}}", across[1], "{%tc endfor %}")
    for place, text in enumerate((*headings, *loop)):
        _set_cell(table.rows[0].cells[place], text, bold=True, align=CENTRE, size=9)
    _repeat(table)
    _set_cell(table.rows[1].cells[0], f"{{%tr for {rows} %}}")
    first, *others = each[1]
    for place, text in enumerate((*cells, f"{{%tc for {each[0]} %}}", first, "{%tc endfor %}")):
        _set_cell(table.rows[2].cells[place], text, align=RIGHT if place else LEFT, size=10)
    for text in others:
        _add_line(table.rows[2].cells[len(cells) + 1], text)
    _set_cell(table.rows[3].cells[0], "{%tr endfor %}")
    write(document, "", size=6)


def pairs(document: Written, rows: str, pair: str, width: float) -> None:
    """Pictures two by two, each with what it shows under it; ``width`` of a half in cm.

    ``rows`` is the loop over pairs, ``pair`` what one is called in it: it has a left and a right.
    """
    table = document.add_table(rows=3, cols=2)
    _fix(table, (width, width))
    _set_cell(table.rows[0].cells[0], f"{{%tr for {rows} %}}")
    for cell, side in zip(table.rows[1].cells, ("left", "right"), strict=True):
        _set_cell(cell, f"{{{{ {pair}.{side}.picture }}}}", align=CENTRE)
        text = cell.add_paragraph()
        fill(text, f"{{{{ {pair}.{side}.text }}}}", size=SMALL, italic=True)
        text.alignment = CENTRE
    _set_cell(table.rows[2].cells[0], "{%tr endfor %}")
    write(document, "", size=6)


def lay_across(document: Written) -> None:
    """Turn the pages: A4 laid across, for wide tables."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(20)
    section.top_margin = Mm(30)


def _add_line(cell: _Cell, text: str) -> None:
    paragraph = cell.add_paragraph()
    fill(paragraph, text, size=9)
    paragraph.alignment = RIGHT
    paragraph.paragraph_format.space_after = Pt(2)


def _set_cell(cell: _Cell, text: str, *, bold: bool = False, align: Any = LEFT, size: float = SMALL) -> None:
    paragraph = cell.paragraphs[0]
    fill(paragraph, text, size=size, bold=bold)
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.space_before = Pt(2)


def _fix(table: Table, widths: Sequence[float]) -> None:
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60")  # twentieths of a point: 1 mm
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    table._tbl.tblPr.insert(len(table._tbl.tblPr) if look is None else table._tbl.tblPr.index(look), margins)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
        _add_flag(row, "w:cantSplit")


def _repeat(table: Table) -> None:
    """Let the first row stand on every page the table reaches."""
    _add_flag(table.rows[0], "w:tblHeader")


def _add_flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
