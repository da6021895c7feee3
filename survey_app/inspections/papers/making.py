"""A document of an inspection, written while the server answers others."""

from datetime import datetime
from pathlib import Path
from typing import Final

from survey_app.accounts.model import Asker
from survey_app.jobs import Maker

SECONDS: Final = 60
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAKER: Final = Maker(busy="file_making_busy", late="file_making_failed", failed="file_making_failed")


def made_document(
    root: Path, document: str, reference: str, asker: Asker, language: str, now: datetime
) -> bytes:
    """``document`` of the case called ``reference`` for ``asker``, in the instance at ``root``.

    Of a draw ``reference`` is its id. Raises Unavailable when two others are being made, or when it fails or
    takes longer than a minute.
    """
    asked = {
        "root": str(root.absolute()),
        "language": language,
        "document": document,
        "reference": reference,
        "username": asker.username,
        "role": asker.role.value,
        "now": now.isoformat(),
    }
    return _MAKER.make("survey_app.inspections.papers.child", asked, SECONDS)
