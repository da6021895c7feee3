"""The sheets: panels on pages, with the lines to cut and fold along."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache, partial

from fpdf import FPDF

from survey_app.rounds.model import Poster, Size
from survey_app.rounds.posters import FONTS
from survey_app.rounds.posters.layouts import LAYOUTS, Box, Layout
from survey_app.rounds.posters.said import texts
from survey_app.rounds.posters.wrapping import fit, line_height
from survey_app.rounds.qr import modules
from wording import nfc, say

_FAMILY = "KhaoSatSans"
_PAGES: dict[Size, tuple[float, float]] = {
    Size.A4: (210, 297),
    Size.A6: (148, 210),
    Size.STICKERS: (210, 297),
}
_COLUMNS, _ROWS = 2, 4
_GREY = 130
_MEASURED = 100  # points; widths are exact at a large size
_BASELINE = 0.78  # of a line's height, from its top


def draw_sheets(posters: Sequence[Poster], size: Size, day: date, *, demo: bool) -> bytes:
    """A PDF: a page for each poster, stickers eight a page; one sticker alone fills its sheet."""
    paper = _Paper(size, posters, day, demo=demo)
    if size is Size.STICKERS:
        a_sheet = _COLUMNS * _ROWS
        wanted = [posters[0]] * a_sheet if len(posters) == 1 else list(posters)
        for start in range(0, len(wanted), a_sheet):
            paper.stickers(wanted[start : start + a_sheet])
    else:
        for poster in posters:
            paper.tent(poster) if size is Size.A6 else paper.wall(poster)
    return bytes(paper.pdf.output())


@lru_cache(maxsize=2)
def _modules(url: str) -> list[list[bool]]:
    return modules(url)


class _Paper:
    def __init__(self, size: Size, posters: Sequence[Poster], day: date, *, demo: bool) -> None:
        self.layout: Layout = LAYOUTS[size]
        self.demo = demo
        self._widths: dict[tuple[str, str], float] = {}
        self.pdf = FPDF(unit="mm", format=_PAGES[size])
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.pdf.add_font(_FAMILY, style, FONTS / f"KhaoSatSans-{name}.ttf")
        self.pdf.set_lang("vi")
        self.pdf.set_title(say("vi", "rounds.poster_document", codes=", ".join(p.code for p in posters[:8])))
        self.pdf.set_author(posters[0].office)
        self.pdf.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))

    def wall(self, poster: Poster) -> None:
        """A page for a wall."""
        self.pdf.add_page()
        self._panel(poster, 0, 0)

    def tent(self, poster: Poster) -> None:
        """A page folded in the middle; its upper half stands on its head."""
        layout = self.layout
        self.pdf.add_page()
        self._panel(poster, 0, layout.height)
        with self.pdf.rotation(180, layout.width / 2, layout.height / 2):
            self._panel(poster, 0, 0)
        self._dashed(0, layout.height, layout.width, layout.height)
        self._text(Box(1, layout.height - 3, 60, 3, 5, 5), say("vi", "rounds.poster_fold"), 0, 0, _GREY)

    def stickers(self, posters: Sequence[Poster]) -> None:
        """A page to cut into eight."""
        layout = self.layout
        self.pdf.add_page()
        for place, poster in enumerate(posters):
            row, column = divmod(place, _COLUMNS)
            self._panel(poster, column * layout.width, row * layout.height)
        for row in range(1, _ROWS):
            self._dashed(0, row * layout.height, self.pdf.w, row * layout.height)
        self._dashed(layout.width, 0, layout.width, self.pdf.h)

    def _panel(self, poster: Poster, x: float, y: float) -> None:
        said = texts(poster, demo=self.demo)
        for name, box in self.layout.boxes.items():
            self._text(box, said[name], x, y)
        self._qr(poster.url, x + self.layout.qr_x, y + self.layout.qr_y)

    def _text(self, box: Box, text: str, x: float, y: float, grey: int = 0) -> None:
        style = "B" if box.bold else ""
        measure = partial(self._width, style)
        size, lines = fit(nfc(text), box.width, box.height, box.largest, box.least, measure)
        shifts = [(box.width - measure(line) * size) / 2 if box.centred else 0 for line in lines]
        self.pdf.set_font(_FAMILY, style, size)
        self.pdf.set_text_color(grey)
        for number, (line, shift) in enumerate(zip(lines, shifts, strict=True)):
            self.pdf.text(x + box.x + shift, y + box.y + line_height(size) * (number + _BASELINE), line)

    def _width(self, style: str, text: str) -> float:
        """The width of ``text`` in millimetres, in letters of one point."""
        known = self._widths.get((style, text))
        if known is None:
            self.pdf.set_font(_FAMILY, style, _MEASURED)
            known = self._widths[style, text] = self.pdf.get_string_width(text) / _MEASURED
        return known

    def _qr(self, url: str, x: float, y: float) -> None:
        rows = _modules(url)
        side = self.layout.qr_side / len(rows)
        self.pdf.set_fill_color(0)
        for number, row in enumerate(rows):
            start = 0
            while start < len(row):
                length = next((i for i, dark in enumerate(row[start:]) if not dark), len(row) - start)
                if length:
                    self.pdf.rect(x + start * side, y + number * side, length * side, side, style="F")
                start += length + 1

    def _dashed(self, *ends: float) -> None:
        self.pdf.set_draw_color(_GREY)
        self.pdf.set_line_width(0.2)
        with self.pdf.local_context(dash_pattern={"dash": 2, "gap": 2, "phase": 0}):
            self.pdf.line(*ends)
