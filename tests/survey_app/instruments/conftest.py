"""Forms small enough to read, sound files that are none longer than they must be."""

from functools import cache
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import Workbook

from survey_app import store, web
from survey_app.instruments import service
from survey_app.instruments.model import Upload

MP3 = b"ID3\x04\x00" + bytes(60)
FORM = """\
| survey |                  |      |                        |                     |              |
|        | type             | name | label::Tiếng Việt (vi) | label::English (en) | media::audio |
|        | select_one words | q1   | {label}                | How was it?         | {sound}      |
|        | text             | q2   | Góp ý                  | Anything else?      |              |

| choices |           |      |                        |                     |
|         | list_name | name | label::Tiếng Việt (vi) | label::English (en) |
|         | words     | a    | Tốt                    | Good                |
|         | words     | b    | Chưa tốt               | Bad                 |

| settings |         |            |                       |           |                  |
|          | form_id | form_title | heading::English (en) | version   | default_language |
|          | thu     | Phiếu thử  | Trial                 | {version} | Tiếng Việt (vi)  |
"""


@cache
def _examined(version: str, label: str, sound: str, sent: tuple[str, ...]) -> service.Examined:
    upload = Upload("thu.md", Samples.form(version, label, sound), [(name, MP3) for name in sent])
    return service.examine(upload)


class Samples:
    """Forms and files; checking a form starts a process, so each is checked once."""

    mp3 = MP3
    now = web.now()

    @staticmethod
    def form(version: str = "1", label: str = "Thế nào?", sound: str = "") -> bytes:
        """A workbook whose first question may name a sound file."""
        return FORM.format(version=version, label=label, sound=sound).encode()

    @staticmethod
    def examined(
        version: str = "1", label: str = "Thế nào?", sound: str = "", sent: tuple[str, ...] = ()
    ) -> service.Examined:
        """The workbook after its check, with the files of these names."""
        return _examined(version, label, sound, sent)

    @staticmethod
    def excel(hidden: str = "") -> bytes:
        """The smallest workbook, one sheet of it perhaps hidden."""
        book = Workbook()
        book.remove(book.worksheets[0])
        sheets = {
            "survey": (["type", "name", "label"], ["text", "q1", "Góp ý?"]),
            "settings": (["form_id", "version", "form_title"], ["excel", "1", "Phiếu"]),
        }
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            sheet.sheet_state = "hidden" if name == hidden else "visible"
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()

    def draft(self, opened: store.Store, **of: Any) -> str:
        """The id of a draft that was sent in now."""
        id, examined = uuid4().hex, self.examined(**of)
        opened.write(lambda db: service.add_draft(db, examined, id, "ánh", web.now()))
        return id


@pytest.fixture
def samples() -> Samples:
    return Samples()
