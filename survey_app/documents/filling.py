"""A template filled with values. Loads docxtpl: for the processes that make documents, not for the server."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docxtpl import DocxTemplate


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG) among the values: what it shows in words, and its width in millimetres."""

    content: bytes
    text: str
    width: float


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself: its title, who made it and when."""

    title: str
    author: str
    at: datetime


def fill(template: bytes, values: Mapping[str, Any], about: About | None = None) -> bytes:
    """The document: ``template`` with each tag replaced by its value, its properties those of ``about``.

    ``values`` are texts, lists, mappings and `Picture`; texts are taken as they are, letter by letter. Equal
    input gives equal content. Raises what Jinja and docxtpl raise for a template that `check` refuses.
    """
    from docxtpl import DocxTemplate

    from survey_app.documents.fitting import fit
    from survey_app.documents.sandbox import Sandbox

    class Fitted(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
        """A template whose tables keep the widths they were drawn with."""

        def fix_tables(self, xml: str) -> Any:
            tree = super().fix_tables(xml)
            fit(tree)
            return tree

    document = Fitted(io.BytesIO(template))
    document.render(_ready(document, values), jinja_env=Sandbox(), autoescape=True)
    if about is not None:
        _say(document.docx.core_properties, about)
    filled = io.BytesIO()
    document.save(filled)
    return filled.getvalue()


def _say(properties: Any, about: About) -> None:
    title, author = (_printable(text)[:255] for text in (about.title, about.author))
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created = properties.modified = about.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _ready(document: "DocxTemplate", value: Any) -> Any:
    """``value`` with its pictures as docxtpl wants them."""
    if isinstance(value, Picture):
        return _inline(document, value)
    if isinstance(value, Mapping):
        return {name: _ready(document, part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_ready(document, part) for part in value]
    return _printable(value) if isinstance(value, str) else value


def _printable(text: str) -> str:
    """``text`` without the control characters XML cannot hold and docxtpl takes for layout."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\u00a0\u200b")


def _inline(document: "DocxTemplate", picture: Picture) -> Any:
    from docx.shared import Mm
    from docxtpl import InlineImage

    class Described(InlineImage):  # type: ignore[misc]  # docxtpl has no types
        """A picture that says in words what it shows."""

        def _insert_image(self) -> str:
            part = self.tpl.current_rendering_part
            inline = part.new_pic_inline(self.image_descriptor, self.width, self.height)
            inline.docPr.set("descr", picture.text)
            before, after = "</w:t></w:r><w:r><w:drawing>", "</w:drawing></w:r><w:r>"
            return f'{before}{inline.xml}{after}<w:t xml:space="preserve">'

    return Described(document, io.BytesIO(picture.content), width=Mm(picture.width))
