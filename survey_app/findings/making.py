"""The register as files, written while the server answers others."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from survey_app.accounts.model import Asker
from survey_app.findings.model import Filters, Order
from survey_app.jobs import Maker

SECONDS: Final = 120
_MAKER: Final = Maker(busy="file_making_busy", late="file_making_failed", failed="file_making_failed")


def made_file(
    root: Path, kind: str, asker: Asker, filters: Filters, order: Order, language: str, today: date
) -> bytes:
    """The findings meant that ``asker`` reaches, of the instance at ``root``, as a file: 'csv' or 'xlsx'.

    Raises Unavailable when two others are being made, or when it fails or takes longer than two minutes.
    """
    asked = _asked(root, asker, filters, order, language)
    return _MAKER.make(
        "survey_app.findings.child", {**asked, "kind": kind, "today": today.isoformat()}, SECONDS
    )


def made_register(
    root: Path, asker: Asker, filters: Filters, order: Order, language: str, now: datetime
) -> bytes:
    """The register of the same as a Word file, as of ``now``. Raises as `made_file`."""
    asked = {**_asked(root, asker, filters, order, language), "now": now.isoformat()}
    return _MAKER.make("survey_app.findings.papers.child", asked, SECONDS)


def _asked(root: Path, asker: Asker, filters: Filters, order: Order, language: str) -> dict[str, Any]:
    return {
        "root": str(root.absolute()),
        "asker": asdict(asker),
        "filters": {name: _plain(value) for name, value in asdict(filters).items()},
        "order": order.value,
        "language": language,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
