"""Write the shipped templates, the same bytes every time."""

import io
import zipfile
from pathlib import Path

from docx.document import Document

from survey_app.documents.layout import draw
from survey_app.documents.model import Kind

_FOLDER = Path(__file__).parents[1] / "templates"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(document: Document) -> bytes:
    """``document`` as a file without the time of its making."""
    made, file = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()


if __name__ == "__main__":
    for kind in Kind:
        (_FOLDER / f"{kind}.docx").write_bytes(packed(draw(kind)))
