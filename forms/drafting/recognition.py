"""Rows of a table as questions, parts, notes, and what is not used, each with its reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from forms.drafting.headings import Heading, changed_uses, counts_columns, find_heading
from forms.drafting.names import named
from forms.drafting.numbering import split_number
from forms.drafting.parts import with_parts
from forms.drafting.rows import RowReader
from forms.drafting.signatures import signing_begins
from forms.drafting.source import Block, Entry
from forms.drafting.steps import with_steps
from forms.drafting.understood import ASKED, Column, Draft, Kind, Line, Use
from forms.drafting.vocabulary import SATISFIED, plain, speaks_english

_TITLE = re.compile(
    r"(phieu|bang|bieu|mau phieu|danh muc|bo cau hoi|bo tieu chi|noi dung kiem tra|checklist|questionnaire"
    r"|survey|form)\b.*"
)
_FEWEST = 12  # letters of a title
_LONGEST_TITLE = 120  # letters of what names a further table


def recognise(blocks: Sequence[Block], uses: Mapping[str, Use] | None = None) -> Draft:
    """What every row and column of the tables was taken for; ``uses`` a person chose for columns, by key."""
    lines: list[Line] = []
    columns: list[Column] = []
    heading: Heading | None = None
    key = 0
    for number, whole in enumerate(blocks, start=1):
        signed = signing_begins(whole.entries)
        block = replace(whole, entries=whole.entries[:signed])
        found = find_heading(block, number)
        fresh = found is not None and heading is not None and _titles(found) != _titles(heading)
        if found is not None:
            heading = replace(found, columns=changed_uses(found.columns, uses or {}))
            columns += heading.columns
        own = _lines(block, heading, found is not None, key)
        lines += _opened(own) if fresh else own
        ends = range(signed, len(whole.entries))
        lines += [replace(_bare(whole, place, key), why="signature") for place in ends]
        key += len(whole.entries)
    titles = [column.title for column in columns if column.title]
    language = "en" if speaks_english(titles) else "vi"
    scale = {answer.score for answer in SATISFIED}
    asked = {
        column.answer.score for column in columns if column.answer and column.answer.satisfied is not None
    }
    return Draft(
        language,
        _title(lines),
        tuple(columns),
        named(with_parts(with_steps(lines))),
        bilingual=language == "vi" and any(column.use is Use.ENGLISH for column in columns),
        citizens=asked == scale,
    )


def _titles(heading: Heading) -> list[str]:
    return [plain(column.title) for column in heading.columns if column.title]


def _opened(lines: list[Line]) -> list[Line]:
    """The lines of a further table with other columns: it begins anew, as a part if words above name it."""
    above = [place for place, line in enumerate(lines) if line.why in ("beside_tables", "above_heading")]
    asked = next((place for place, line in enumerate(lines) if line.kind in ASKED | {Kind.PART}), len(lines))
    named = next((p for p in reversed(above) if p < asked and len(lines[p].text) <= _LONGEST_TITLE), None)
    if named is not None:
        style, doubts = "table", ("table_part",)
        lines[named] = replace(lines[named], kind=Kind.PART, why="", style=style, doubts=doubts)
    first = named if named is not None else asked
    return [replace(line, anew=place == first) for place, line in enumerate(lines)]


def _lines(block: Block, heading: Heading | None, own: bool, before: int) -> list[Line]:
    """The lines of one table, after ``before`` others; a table without a heading goes on with the last."""
    if heading is None or not (own or _fits(block, heading.columns)):
        found = [_bare(block, place, before) for place in range(len(block.entries))]
        return [
            _beside(line) if entry.beside else replace(line, why="no_heading")
            for line, entry in zip(found, block.entries, strict=True)
        ]
    lines = _read(block, heading, own, before)
    if not any(line.kind in ASKED for line in lines):
        lines = _read(block, heading, own, before, parts=False)
    part, filled = "", []
    for line in lines:
        part = "" if line.kind is Kind.PART else line.column or part
        filled.append(replace(line, column=part) if line.kind in ASKED else line)
    return filled


def _read(block: Block, heading: Heading, own: bool, before: int, parts: bool = True) -> list[Line]:
    reader = RowReader(heading.columns, parts)
    lines = []
    for place, entry in enumerate(block.entries):
        line = _bare(block, place, before)
        if entry.beside:
            lines.append(_beside(line))
        elif own and place < heading.end:
            doubts = _uncounted(heading) if place == heading.first else ()
            why = "above_heading" if place < heading.first else "heading"
            lines.append(replace(line, why=why, doubts=doubts))
        elif counts_columns(entry):
            lines.append(replace(line, why="counts_columns"))
        elif _same(entry, heading.columns):
            lines.append(replace(line, why="heading_again"))
        else:
            lines.append(reader.read(entry, line))
    return lines


def _uncounted(heading: Heading) -> tuple[str, ...]:
    """What is to be known of a table that gives points to each row, and has no column to count them in."""
    uses = {column.use for column in heading.columns}
    return ("most_uncounted",) if Use.MOST in uses and Use.CHOICE in uses and Use.POINTS not in uses else ()


def _bare(block: Block, place: int, before: int) -> Line:
    entry = block.entries[place]
    return Line(before + place + 1, block.name, entry.number, "", _words(entry), Kind.UNUSED)


def _beside(line: Line) -> Line:
    """What stands between the tables: the heading of a part, or not used."""
    number, words = split_number(line.text)
    if number is not None and number.style in ("part", "roman", "capital") and len(words) <= 200:
        return replace(line, kind=Kind.PART, code=number.code, text=words, style=number.style)
    return replace(line, why="beside_tables")


def _fits(block: Block, columns: Sequence[Column]) -> bool:
    """Whether a table without a heading can be the next page of the one before: as many columns."""
    widths = [len(entry.cells) for entry in block.entries if not entry.beside]
    return bool(widths) and abs(max(widths) - (columns[-1].place + 1)) <= 1


def _same(entry: Entry, columns: Sequence[Column]) -> bool:
    """Whether a row says the heading again, as on the next page of a long table."""
    said = {plain(column.title): column for column in columns if column.title}
    cells = [plain(cell) for cell in entry.cells if cell]
    return len(cells) >= 2 and all(cell in said for cell in cells)


def _words(entry: Entry) -> str:
    return " | ".join(dict.fromkeys(cell for cell in entry.cells if cell))


def _title(lines: Sequence[Line]) -> str:
    """What a row above the first question calls the form; '' when none does."""
    for line in lines:
        if line.kind in ASKED:
            return ""
        if line.why in ("above_heading", "beside_tables", "no_heading"):
            for words in line.text.replace(" | ", "\n").split("\n"):
                if len(words) >= _FEWEST and _TITLE.fullmatch(plain(words)):
                    return words[:200]
    return ""
