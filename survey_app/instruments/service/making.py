"""The workbooks of an instrument, written while the server answers others."""

from collections.abc import Sequence
from typing import Final

from forms import Instrument
from forms.codebook.sheets import tables
from forms.workbook import Table, sheets_of
from survey_app.jobs import Maker

SECONDS: Final = 60
_MAKER: Final = Maker(busy="file_making_busy", late="file_making_failed", failed="file_making_failed")


def made_workbook(instrument: Instrument) -> bytes:
    """The instrument as an .xlsx in the form language.

    Raises Unavailable when two others are being made, or when it fails or takes longer than a minute.
    """
    return made_tables(sheets_of(instrument))


def made_codebook(versions: Sequence[Instrument], language: str) -> bytes:
    """The codebook of ``versions``, oldest first, as an .xlsx for a reader of ``language``.

    Raises Unavailable likewise.
    """
    return made_tables(tables(versions, language))


def made_tables(sheets: Sequence[Table]) -> bytes:
    """The tables as an .xlsx. Raises Unavailable likewise."""
    return _MAKER.make("forms.workbook.child", [sheet.plain() for sheet in sheets], SECONDS)
