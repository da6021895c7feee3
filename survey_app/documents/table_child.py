"""The child process of `read_tables`: a .docx on standard input, its tables as JSON on standard output.

    python -m survey_app.documents.table_child

It limits itself before it reads a byte. 'null' is the answer to a file that cannot be read.
"""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

_SECONDS = 25
_MEMORY = 800_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_SPAN = 100  # columns a merged cell may say it covers
Row = tuple[list[str], bool, bool]


def main() -> None:
    """Read, write one JSON list of tables, or null."""
    _limit()
    try:
        tables: list[list[Row]] | None = list(tables_in(sys.stdin.buffer.read()))
    except MemoryError:
        raise
    except Exception:  # whatever a damaged file sets off has the one answer
        tables = None
    sys.stdout.write(json.dumps(tables))


def _limit() -> None:
    """Cap memory and processor time where the platform can; the parent's clock holds everywhere."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def tables_in(content: bytes) -> Iterator[list[Row]]:
    """The tables in order, each after the paragraphs before it; the last may be paragraphs only."""
    from docx import Document

    document = Document(io.BytesIO(content))
    numbers = _Numbers(document)
    rows: list[Row] = []
    for element in _inside(document.element.body):
        if element.tag == f"{_W}p":
            text = _paragraph(element, numbers)
            if text:
                rows.append(([text], False, True))
        elif element.tag == f"{_W}tbl":
            yield [*rows, *(_row(row, numbers) for row in _inside(element) if row.tag == f"{_W}tr")]
            rows = []
    if rows:
        yield rows


def _inside(element: Any) -> Iterator[Any]:
    """The children, those in content controls and the like among them."""
    for child in element:
        if child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}smartTag"):
            yield from _inside(child)
        else:
            yield child


def _row(row: Any, numbers: "_Numbers") -> Row:
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    cells = [""] * (min(int(before.get(f"{_W}val")), _MOST_SPAN) if before is not None else 0)
    wide = 0
    for cell in _inside(row):
        if cell.tag != f"{_W}tc":
            continue
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = min(int(span.get(f"{_W}val")), _MOST_SPAN) if span is not None else 1
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        covered = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
        text = "" if covered else "\n".join(_texts(cell, numbers))
        wide += bool(text) and width > 1
        cells += [text] + [""] * (width - 1)
    # A number of its own may stand before the merged cell of a part's heading.
    return cells, wide == 1 and sum(map(bool, cells)) <= 2, False


def _texts(cell: Any, numbers: "_Numbers") -> Iterator[str]:
    """The paragraphs of a cell, and those of tables within it."""
    for paragraph in cell.iter(f"{_W}p"):
        text = _paragraph(paragraph, numbers)
        if text:
            yield text


def _paragraph(paragraph: Any, numbers: "_Numbers") -> str:
    pieces = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen", f"{_W}sym"):
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag == f"{_W}sym":  # a letter of a font of signs: a box to tick
            pieces.append("☐")
        elif node.getparent().tag == f"{_W}r":  # a tab of the text, not one of the ruler
            pieces.append({f"{_W}tab": " ", f"{_W}br": "\n"}.get(node.tag, "-"))
    text = "".join(pieces).strip()
    number = numbers.next(paragraph)
    return f"{number} {text}".strip()


class _Numbers:
    """The automatic numbers of paragraphs, counted as they come."""

    def __init__(self, document: Any) -> None:
        self._formats: dict[tuple[str, str], tuple[str, str]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        parts = document.part.package.iter_parts()
        found = [part for part in parts if str(part.partname).endswith("/numbering.xml")]
        if found:
            self._read(found[0].element)

    def _read(self, root: Any) -> None:
        levels = {}
        for abstract in root.iter(f"{_W}abstractNum"):
            for level in abstract.iter(f"{_W}lvl"):
                said = [level.find(f"{_W}{name}") for name in ("numFmt", "lvlText")]
                values = ["" if node is None else node.get(f"{_W}val", "") for node in said]
                levels[abstract.get(f"{_W}abstractNumId"), level.get(f"{_W}ilvl")] = (values[0], values[1])
        for number in root.iter(f"{_W}num"):
            base = number.find(f"{_W}abstractNumId")
            for (abstract_id, level_id), said_so in levels.items():
                if base is not None and base.get(f"{_W}val") == abstract_id:
                    self._formats[number.get(f"{_W}numId"), level_id] = said_so

    def next(self, paragraph: Any) -> str:
        """The number before a paragraph, '-' for a bullet, '' for none."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        if own is None:
            return ""
        said = [own.find(f"{_W}{name}") for name in ("numId", "ilvl")]
        list_id, level = ("0" if node is None else node.get(f"{_W}val", "0") for node in said)
        kind, pattern = self._formats.get((list_id, level), ("none", ""))
        if kind in ("none", ""):
            return ""
        if kind == "bullet":
            return "-"
        depth = int(level)
        self._counts[list_id, depth] = self._counts.get((list_id, depth), 0) + 1
        for deeper in [key for key in self._counts if key[0] == list_id and key[1] > depth]:
            del self._counts[deeper]
        for each in range(depth + 1):
            own_kind = self._formats.get((list_id, str(each)), ("decimal", ""))[0]
            pattern = pattern.replace(
                f"%{each + 1}", _written(self._counts.get((list_id, each), 1), own_kind)
            )
        return pattern


def _written(number: int, kind: str) -> str:
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if kind == "upperLetter" else letter.lower()
    if kind in ("upperRoman", "lowerRoman"):
        roman = ""
        for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
            while number >= value:
                roman, number = roman + sign, number - value
        return roman if kind == "upperRoman" else roman.lower()
    return str(number)


if __name__ == "__main__":
    main()
