"""The workbook of findings, written while the server answers others."""

from dataclasses import asdict
from pathlib import Path
from typing import Final

from survey_app.findings.model import Filters
from survey_app.jobs import Maker

SECONDS: Final = 120
_MAKER: Final = Maker(busy="file_making_busy", late="file_making_failed", failed="file_making_failed")


def made_workbook(root: Path, filters: Filters, language: str) -> bytes:
    """The workbook of the findings meant, of the instance at ``root``.

    Raises Unavailable when two others are being made, or when it fails or takes longer than two minutes.
    """
    wanted = {name: str(value or "") for name, value in asdict(filters).items()}
    asked = {"root": str(root.absolute()), "language": language, "filters": wanted}
    return _MAKER.make("survey_app.findings.child", asked, SECONDS)
