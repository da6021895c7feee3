"""The report of a round, drawn as a template."""

from collections.abc import Mapping

from docx.document import Document as Written
from docx.shared import Pt, RGBColor

from survey_app.documents.layout.parts import (
    BOTH,
    CENTRE,
    columns,
    fill,
    listing,
    new_document,
    page_number,
    rule,
    spread,
    write,
)
from survey_app.documents.layout.words import WORDS

Words = Mapping[str, str]
_LEFT_WIDTH, _RIGHT_WIDTH = 6.2, 10.0
_INDENT = 1.0
_ESTIMATE = ("n", "share", "low", "high", "interval")
_FIVE = (1.6, 1.9, 1.8, 1.8, 2.2)


def draw_report(language: str) -> Written:
    """The template of the round report in ``language``."""
    words = WORDS[language]
    document = new_document(words["locale"])
    document.core_properties.title = words["subject"]
    _marks(document)
    _state_header(document, words)
    _title(document, words)
    _general(document, words)
    _overall(document, words)
    _criteria(document, words)
    _units(document, words)
    _channels(document, words)
    _notes(document, words)
    _signature(document, words)
    return document


def _marks(document: Written) -> None:
    """What stands at the top of every page: the page's number, and that a demonstration is one."""
    section = document.sections[0]
    first, others = section.first_page_header.paragraphs[0], section.header.paragraphs[0]
    page_number(others)
    others.alignment = CENTRE
    for paragraph in (first, section.header.add_paragraph()):
        paragraph.alignment = CENTRE
        fill(paragraph, "{{ demo_mark }}", size=13, bold=True)
        paragraph.runs[-1].font.color.rgb = RGBColor(0xB0, 0, 0)
        paragraph.paragraph_format.space_after = Pt(0)


def _state_header(document: Written, words: Words) -> None:
    left, right = columns(document, (_LEFT_WIDTH, _RIGHT_WIDTH))
    write(left, "{{ office_parent|upper }}", size=13, align=CENTRE)
    write(left, "{{ office_name|upper }}", size=13, bold=True, align=CENTRE)
    rule(left, 2.5, _LEFT_WIDTH - 0.4, after=4)
    write(left, words["number"], size=13, align=CENTRE)
    write(right, words["state"], size=13, bold=True, align=CENTRE)
    write(right, words["motto"], size=14, bold=True, align=CENTRE)
    rule(right, 6.2, _RIGHT_WIDTH - 0.4, after=4)
    write(right, "{{ place_and_date }}", size=14, italic=True, align=CENTRE)


def _title(document: Written, words: Words) -> None:
    write(document, words["kind"], bold=True, align=CENTRE, before=18)
    write(document, words["subject"], bold=True, align=CENTRE)
    rule(document, 4, 16, after=10)


def _line(document: Written, text: str, *, bold: bool = False) -> None:
    write(document, text, align=BOTH, after=6, indent=_INDENT, bold=bold)


def _general(document: Written, words: Words) -> None:
    document.add_heading(words["part_general"], level=1)
    _line(document, "{%p if demo_note %}")
    _line(document, "{{ demo_note }}", bold=True)
    _line(document, "{%p endif %}")
    _line(document, words["questionnaire"])
    _line(document, "{%p if status %}")
    _line(document, words["status"], bold=True)
    _line(document, "{%p endif %}")
    for name in ("days", "scope", "received", "method"):
        _line(document, words[name])


def _overall(document: Written, words: Words) -> None:
    document.add_heading(words["part_overall"], level=1)
    _line(document, "{{ summary }}")
    _charts(document, "factor_charts")
    _line(document, "{%p if factors %}")
    _caption(document, "{{ factors_caption }}")
    listing(
        document,
        [words[name] for name in ("indicator", "aggregation", *_ESTIMATE)],
        ["{{ row.name }}", "{{ row.aggregation }}", *_figures()],
        (4.1, 2.6, *_FIVE),
        rows="row in factors",
        figures=(2, 3, 4, 5),
    )
    _line(document, "{%p endif %}")


def _criteria(document: Written, words: Words) -> None:
    document.add_heading(words["part_criteria"], level=1)
    _line(document, "{%p for part in answers %}")
    _charts(document, "part.charts")
    _caption(document, "{{ part.caption }}")
    named = [words["question"], words["n"]], ["{{ row.name }}", "{{ row.n }}"]
    spread(
        document,
        *named,
        (4.6, 1.6, 1.95),
        rows="row in part.rows",
        across=("choice in part.choices", "{{ choice }}"),
        each=("answer in row.answers", ("{{ answer.n }}", "{{ answer.share }}")),
    )
    _caption(document, "{{ part.unrated_caption }}")
    spread(
        document,
        *named,
        (5.2, 1.6, 2.3),
        rows="row in part.rows",
        across=("reason in part.reasons", "{{ reason }}"),
        each=("n in row.reasons", ("{{ n }}",)),
    )
    _line(document, "{%p endfor %}")
    _line(document, "{%p if criteria %}")
    _caption(document, "{{ criteria_caption }}")
    listing(
        document,
        [words[name] for name in ("criterion", "factor", *_ESTIMATE)],
        ["{{ row.name }}", "{{ row.factor }}", *_figures()],
        (4.1, 2.6, *_FIVE),
        rows="row in criteria",
        figures=(2, 3, 4, 5),
    )
    _otherwise(document, words["no_figures"])


def _units(document: Written, words: Words) -> None:
    document.add_heading(words["part_units"], level=1)
    _line(document, "{%p if units %}")
    _charts(document, "unit_charts")
    _caption(document, "{{ units_caption }}")
    listing(
        document,
        [words[name] for name in ("unit_heading", "code", *_ESTIMATE)],
        ["{{ row.name }}", "{{ row.code }}", *_figures()],
        (4.9, 1.8, *_FIVE),
        rows="row in units",
        figures=(2, 3, 4, 5),
    )
    _line(document, "{%p elif not units_hidden %}")
    _line(document, words["no_units"])
    _line(document, "{%p endif %}")
    _line(document, "{%p if units_hidden %}")
    _line(document, "{{ units_hidden }}")
    _line(document, "{%p endif %}")


def _channels(document: Written, words: Words) -> None:
    document.add_heading(words["part_channels"], level=1)
    _line(document, "{%p if channels %}")
    _caption(document, "{{ channels_caption }}")
    listing(
        document,
        [words[name] for name in ("mode", "tier", *_ESTIMATE)],
        ["{{ row.mode }}", "{{ row.tier }}", *_figures()],
        (4.0, 2.7, *_FIVE),
        rows="row in channels",
        figures=(2, 3, 4, 5),
    )
    _otherwise(document, words["no_figures"])


def _notes(document: Written, words: Words) -> None:
    document.add_heading(words["part_notes"], level=1)
    _line(document, "{%p for note in notes %}")
    _line(document, "{{ loop.index }}. {{ note }}")
    _line(document, "{%p endfor %}")
    _line(document, words["made"])


def _signature(document: Written, words: Words) -> None:
    write(document, "", size=6)
    left, right = columns(document, (_LEFT_WIDTH, _RIGHT_WIDTH))
    write(left, words["receivers"], size=12, bold=True, italic=True)
    write(left, words["receiver"], size=11)
    write(left, words["archive"], size=11)
    write(right, words["signer"], bold=True, align=CENTRE)
    write(right, words["signature"], italic=True, align=CENTRE, after=60)
    write(right, words["name"], bold=True, align=CENTRE)


def _otherwise(document: Written, text: str) -> None:
    _line(document, "{%p else %}")
    _line(document, text)
    _line(document, "{%p endif %}")


def _figures() -> list[str]:
    return [f"{{{{ row.{name} }}}}" for name in _ESTIMATE]


def _charts(document: Written, listed: str) -> None:
    """Each picture of a list with its title under it, on the same page."""
    _line(document, f"{{%p for chart in {listed} %}}")
    picture = write(document, "{{ chart.picture }}", align=CENTRE)
    picture.paragraph_format.keep_with_next = True
    _caption(document, "{{ chart.title }}", before=0)
    _line(document, "{%p endfor %}")


def _caption(document: Written, text: str, before: float = 8) -> None:
    paragraph = document.add_paragraph(style="Caption")
    fill(paragraph, text, size=13, bold=True)
    paragraph.alignment = CENTRE
    form = paragraph.paragraph_format
    form.keep_with_next, form.space_before, form.space_after = before > 0, Pt(before), Pt(4)
