"""The parent's side: a workbook, written in a child process while the server answers others."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from forms import Instrument
from forms.codebook.document import tables
from forms.workbook import Table, sheets_of
from survey_app.errors import Unavailable

SECONDS: Final = 60
_HOUSE = Path(__file__).parents[3]
_LOG = logging.getLogger(__name__)
# The other threads answer citizens.
_AT_ONCE = threading.BoundedSemaphore(2)


def made_workbook(instrument: Instrument) -> bytes:
    """The instrument as an .xlsx in the form language.

    Raises Unavailable when two others are being made, or when it fails or takes longer than a minute.
    """
    return _made(sheets_of(instrument))


def made_codebook(versions: Sequence[Instrument]) -> bytes:
    """The codebook of ``versions``, oldest first, as an .xlsx. Raises Unavailable likewise."""
    return _made(tables(versions))


def _made(sheets: Sequence[Table]) -> bytes:
    if not _AT_ONCE.acquire(blocking=False):
        raise Unavailable("file_making_busy")
    try:
        made = subprocess.run(  # our own module on our own interpreter
            [sys.executable, "-m", "forms.workbook.child"],
            input=json.dumps([sheet.plain() for sheet in sheets], ensure_ascii=False).encode(),
            capture_output=True,
            timeout=SECONDS,
            cwd=_HOUSE,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise Unavailable("file_making_failed") from error
    finally:
        _AT_ONCE.release()
    if made.returncode or not made.stdout:
        _LOG.error("workbook: %s", made.stderr.decode(errors="replace"))
        raise Unavailable("file_making_failed")
    return made.stdout
