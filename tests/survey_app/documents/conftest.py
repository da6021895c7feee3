"""Small templates, and the tags they may use."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import pytest
from docx import Document

from survey_app.documents import Tag

TAGS = (
    Tag("title", "…", needed=True),
    Tag("office", "…"),
    Tag("rows", [{"name": "…", "share": "…"}]),
    Tag("notes", ["…"]),
)
Make = Callable[..., bytes]


def write(*paragraphs: str, header: str = "") -> bytes:
    """A Word file of those paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def change(content: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """``content`` with parts of its archive replaced, added, or (None) left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as archive:
        for name in source.namelist():
            if name not in parts:
                archive.writestr(name, source.read(name))
        for name, new in parts.items():
            if new is not None:
                archive.writestr(name, new)
    return made.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of the archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


@pytest.fixture
def tags() -> Sequence[Tag]:
    return TAGS


@pytest.fixture
def make() -> Make:
    return write


@pytest.fixture
def changed() -> Callable[[bytes, Mapping[str, bytes | None]], bytes]:
    return change


@pytest.fixture
def read_part() -> Callable[[bytes, str], bytes]:
    return part
