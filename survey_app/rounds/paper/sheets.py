"""The pages of an empty form, in two columns: questions, boxes to mark, lines and room to write and sign."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from fpdf import FPDF

from survey_app.rounds.posters import FONTS
from survey_app.rounds.qr import modules

_FAMILY: Final = "KhaoSatSans"
_MARGIN: Final = 13
_GAP: Final = 7  # between the columns
_QR_SIDE: Final = 22
_LINE: Final = 4.6
_BOX: Final = 3
_DOTTED: Final = 6.5
_SHORT: Final = 24  # what is written beside a question
_SIGNED: Final = 20  # the height of a signature


def draw_form(asked: Mapping[str, Any]) -> bytes:
    """A PDF of what was asked: title, code, head, qr, parts with lines of label, notes, choices and rules."""
    sheet = _Sheet(asked["code"])
    sheet.add_page()
    sheet.head(asked)
    for part in asked["parts"]:
        sheet.part(part)
    return bytes(sheet.output())


class _Sheet(FPDF):
    def __init__(self, code: str) -> None:
        super().__init__(unit="mm", format="A4")
        self.code = code
        self.column, self.top = 0, float(_MARGIN)
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, _MARGIN)
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font(_FAMILY, style, FONTS / f"KhaoSatSans-{name}.ttf")
        self.set_title(code)

    def footer(self) -> None:
        """The form's code and the page, on every page."""
        self.set_y(-10)
        self.set_font(_FAMILY, "", 8)
        self.set_x(_MARGIN)
        self.cell(self.w - 2 * _MARGIN, 5, f"{self.code} · {self.page_no()}/{{nb}}", align="C")

    def head(self, asked: Mapping[str, Any]) -> None:
        """What the form is, its code as text and as a picture, and who fills it in where."""
        width = self.epw - _QR_SIDE - 4
        self._code(asked["qr"], self.w - _MARGIN - _QR_SIDE, _MARGIN)
        self._say(asked["title"], 14, bold=True, width=width)
        self._say(asked["code"], 8, width=width)
        self.set_y(max(self.get_y(), _MARGIN + _QR_SIDE) + 1)
        for label in asked["head"]:
            self._rule(label)
        self._say(asked["how"], 8)
        self.top = self.get_y() + 1
        self._begin_column(0)

    def part(self, part: Mapping[str, Any]) -> None:
        """A part: its title and questions."""
        if part["title"]:
            # A title stays with what it stands above.
            self._have_room(5 * _LINE)
            self.ln(2)
            self._say(part["title"], 10.5, bold=True)
        for note in part["notes"]:
            self._say(note, 8)
        for line in part["lines"]:
            self._have_room(self._height(line))
            self._line(line)

    def _begin_column(self, column: int) -> None:
        self.column = column
        width = (self.w - 2 * _MARGIN - _GAP) / 2
        left = _MARGIN + column * (width + _GAP)
        self.set_left_margin(left)
        self.set_right_margin(self.w - left - width)
        self.set_xy(left, self.top)

    def _have_room(self, height: float) -> None:
        """Go on in the next column, or on the next page, where ``height`` does not fit: a question stays
        whole, as long as it fits in a column at all."""
        whole = self.h - 2 * _MARGIN
        if self.get_y() + min(height, whole) <= self.h - _MARGIN:
            return
        if self.column == 0:
            self._begin_column(1)
        else:
            self.top = float(_MARGIN)
            self.add_page()
            self._begin_column(0)

    def _height(self, line: Mapping[str, Any]) -> float:
        room = self.epw - (_SHORT if line["short"] else 0)
        height: float = 2 + self._measure(line["label"], 9, room, bold=bool(line["room"]))
        height += sum(self._measure(note, 7.5, self.epw) for note in line["notes"])
        height += sum(max(height for _, height in row) for row in self._rows(line["choices"]))
        height += _DOTTED * line["rules"] + (_SIGNED + 1 if line["signs"] else 0)
        return height

    def _measure(self, text: str, size: float, width: float, *, bold: bool = False) -> float:
        self.set_font(_FAMILY, "B" if bold else "", size)
        found = self.multi_cell(width, size * 0.45, text, align="L", dry_run=True, output="HEIGHT")
        return cast(float, found)

    def _line(self, line: Mapping[str, Any]) -> None:
        self.ln(1.2)
        if line["short"]:
            self._say(line["label"], 9, bold=True, width=self.epw - _SHORT)
            y = self.get_y() - 0.6
            self._dots(self.w - self.r_margin - _SHORT + 2, y)
        else:
            self._say(line["label"], 9, bold=bool(line["room"]))
        for note in line["notes"]:
            self._say(note, 7.5)
        for row in self._rows(line["choices"]):
            self._boxes(row)
        for _ in range(line["rules"]):
            self._rule("")
        if line["signs"]:
            self.rect(self.l_margin, self.get_y() + 0.5, self.epw, _SIGNED)
            self.ln(_SIGNED + 1)

    def _say(self, text: str, size: float, *, bold: bool = False, width: float = 0) -> None:
        self.set_font(_FAMILY, "B" if bold else "", size)
        self.multi_cell(width, size * 0.45, text, align="L", new_x="LMARGIN", new_y="NEXT")

    def _rows(self, choices: Sequence[str]) -> list[list[tuple[str, float]]]:
        """The choices as they stand beside each other, each with the height it takes."""
        self.set_font(_FAMILY, "", 9)
        rows: list[list[tuple[str, float]]] = []
        left = 0.0
        for text in choices:
            width = self._width(text)
            height = max(_LINE, self._measure(text, 9, self.epw - _BOX - 3))
            if not rows or width > left:
                rows.append([])
                left = self.epw
            rows[-1].append((text, height))
            left -= width
        return rows

    def _width(self, text: str) -> float:
        return float(self.get_string_width(text)) + _BOX + 6

    def _boxes(self, row: Sequence[tuple[str, float]]) -> None:
        self.set_font(_FAMILY, "", 9)
        x, y = self.l_margin + 1, self.get_y()
        for text, _ in row:
            self.rect(x, y + (_LINE - _BOX) / 2, _BOX, _BOX)
            self.set_xy(x + _BOX + 1, y)
            width = self.epw - _BOX - 3 if len(row) == 1 else self._width(text)
            self.multi_cell(width, _LINE, text, align="L", new_x="LMARGIN", new_y="NEXT")
            x += self._width(text)
        self.set_xy(self.l_margin, max(self.get_y(), y + max(height for _, height in row)))

    def _rule(self, label: str) -> None:
        self.set_font(_FAMILY, "", 9.5)
        y = self.get_y() + _DOTTED - 1.5
        begin = self.l_margin + (self.get_string_width(label) + 2 if label else 0)
        self.text(self.l_margin, y - 0.8, label)
        self._dots(begin, y)
        self.ln(_DOTTED)

    def _dots(self, begin: float, y: float) -> None:
        with self.local_context(dash_pattern={"dash": 0.3, "gap": 0.9, "phase": 0}):
            self.line(begin, y, self.w - self.r_margin, y)

    def _code(self, text: str, x: float, y: float) -> None:
        rows = modules(text)
        side = _QR_SIDE / len(rows)
        self.set_fill_color(0)
        for down, row in enumerate(rows):
            for across, dark in enumerate(row):
                if dark:
                    self.rect(x + across * side, y + down * side, side, side, style="F")
