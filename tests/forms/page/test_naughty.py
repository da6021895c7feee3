"""The strings that break programs, in the fields of a page, read as a browser's parser reads them."""

from html.parser import HTMLParser

from forms import check, render_hidden, render_screen, screens
from tests.forms.parts import form, item
from tests.naughty import kept

FORM = form(
    item("text", "long", appearance="multiline", screen=1),
    item("text", "line", screen=1),
    item("text", "away", screen=2),
)


class Fields(HTMLParser):
    """The values of the fields of a page by their names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "input":
            self.values[str(named["name"])] = named.get("value") or ""
        self._area = str(named["name"]) if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] = self.values.get(self._area, "") + data

    def handle_endtag(self, _tag: str) -> None:
        if self._area:  # a parser drops the line end that a textarea begins with
            self.values[self._area] = self.values.get(self._area, "").removeprefix("\n")
        self._area = ""


def test_fields__naughty_answers__hold_them_as_they_were_stored() -> None:
    screen, away = screens(FORM)
    for text in kept():
        answers = {"long": text, "line": text}
        drawn = Fields(render_screen(FORM, screen, "vi", answers, checked=check(FORM, answers))).values
        assert (drawn["f1"], drawn["f2"]) == (text, text)
        assert Fields(render_hidden(FORM, answers, away)).values.get("f1") == text
