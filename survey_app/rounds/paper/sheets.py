"""The pages of an empty form: questions, boxes to mark and lines to write on, its code at the foot."""

from collections.abc import Mapping
from typing import Any, Final

from fpdf import FPDF

from survey_app.rounds.posters import FONTS
from survey_app.rounds.qr import modules

_FAMILY: Final = "KhaoSatSans"
_MARGIN: Final = 18
_QR_SIDE: Final = 24
_LINE: Final = 6
_BOX: Final = 3.6
_DOTTED: Final = 8


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
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, _MARGIN)
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font(_FAMILY, style, FONTS / f"KhaoSatSans-{name}.ttf")
        self.set_title(code)

    def footer(self) -> None:
        """The form's code and the page, on every page."""
        self.set_y(-12)
        self.set_font(_FAMILY, "", 8)
        self.cell(0, 5, f"{self.code} · {self.page_no()}/{{nb}}", align="C")

    def head(self, asked: Mapping[str, Any]) -> None:
        """What the form is, its code as text and as a picture, and who fills it in where."""
        width = self.epw - _QR_SIDE - 4
        self._code(asked["qr"], self.w - _MARGIN - _QR_SIDE, _MARGIN)
        self._say(asked["title"], 15, bold=True, width=width)
        self._say(asked["code"], 9, width=width)
        self.set_y(max(self.get_y(), _MARGIN + _QR_SIDE) + 2)
        for label in asked["head"]:
            self._rule(label)
        self._say(asked["how"], 9)

    def part(self, part: Mapping[str, Any]) -> None:
        """A part: its title and questions."""
        if part["title"]:
            # A title stays with what it stands above.
            if self.will_page_break(4 * _LINE + 2 * _DOTTED):
                self.add_page()
            self.ln(3)
            self._say(part["title"], 12, bold=True)
        for note in part["notes"]:
            self._say(note, 9)
        for line in part["lines"]:
            # A question stays with its choices.
            height = _LINE * (3 + len(line["choices"])) + _DOTTED * line["rules"]
            if self.will_page_break(min(height, self.eph / 2)):
                self.add_page()
            self._line(line)

    def _line(self, line: Mapping[str, Any]) -> None:
        self.ln(2)
        self._say(line["label"], 10.5, bold=bool(line["room"]))
        for note in line["notes"]:
            self._say(note, 8.5)
        for choice in line["choices"]:
            self._box(choice)
        for _ in range(line["rules"]):
            self._rule("")

    def _say(self, text: str, size: float, *, bold: bool = False, width: float = 0) -> None:
        self.set_font(_FAMILY, "B" if bold else "", size)
        self.multi_cell(width, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")

    def _box(self, text: str) -> None:
        if self.will_page_break(_LINE):
            self.add_page()
        y = self.get_y() + (_LINE - _BOX) / 2
        self.rect(_MARGIN + 4, y, _BOX, _BOX)
        self.set_font(_FAMILY, "", 10)
        self.set_x(_MARGIN + 4 + _BOX + 2)
        self.multi_cell(0, _LINE, text, align="L", new_x="LMARGIN", new_y="NEXT")

    def _rule(self, label: str) -> None:
        if self.will_page_break(_DOTTED):
            self.add_page()
        self.set_font(_FAMILY, "", 10)
        y = self.get_y() + _DOTTED - 2
        begin = _MARGIN + (self.get_string_width(label) + 2 if label else 0)
        self.text(_MARGIN, y - 0.8, label)
        with self.local_context(dash_pattern={"dash": 0.3, "gap": 0.9, "phase": 0}):
            self.line(begin, y, self.w - _MARGIN, y)
        self.ln(_DOTTED)

    def _code(self, text: str, x: float, y: float) -> None:
        rows = modules(text)
        side = _QR_SIDE / len(rows)
        self.set_fill_color(0)
        for down, row in enumerate(rows):
            for across, dark in enumerate(row):
                if dark:
                    self.rect(x + across * side, y + down * side, side, side, style="F")
