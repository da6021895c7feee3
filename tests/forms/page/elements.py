"""The HTML of a screen, read as a browser's parser reads it."""

from collections.abc import Mapping
from html.parser import HTMLParser

from forms import Instrument, check, render_screen, screens
from forms.answers import Given


class Elements(HTMLParser):
    """All start tags with their attributes, and the text in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += [data.strip()] if data.strip() else []

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """The elements called ``tag`` with these attributes."""
        return [
            attributes
            for name, attributes in self.found
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]

    def one(self, tag: str, **wanted: str) -> dict[str, str | None]:
        """The only such element."""
        (found,) = self.all(tag, **wanted)
        return found

    def questions(self) -> list[str | None]:
        """The names of the questions drawn, in order; of those in a template, too."""
        return [attributes["data-item"] for _, attributes in self.found if "data-item" in attributes]


def judged(
    instrument: Instrument, number: int, answers: Mapping[str, Given], language: str = "vi", **options: str
) -> Elements:
    """A screen drawn from judged answers, without what is wrong with them."""
    checked = check(instrument, answers, **options)  # type: ignore[arg-type]
    screen = screens(instrument)[number - 1]
    return Elements(render_screen(instrument, screen, language, answers, checked=checked))
