"""The parent's side: a workbook of findings, written in a child process while the server answers others."""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Final

from survey_app.errors import Unavailable
from survey_app.findings.model import Filters

SECONDS: Final = 120
_HOUSE = Path(__file__).parents[2]
_LOG = logging.getLogger(__name__)
# The other threads answer citizens.
_AT_ONCE = threading.BoundedSemaphore(2)


def made_workbook(root: Path, filters: Filters, language: str) -> bytes:
    """The workbook of the findings meant, of the instance at ``root``.

    Raises Unavailable when two others are being made, or when it fails or takes longer than two minutes.
    """
    asked = {"root": str(root.absolute()), "language": language, "filters": asdict(filters)}
    if not _AT_ONCE.acquire(blocking=False):
        raise Unavailable("file_making_busy")
    try:
        made = subprocess.run(  # our own module on our own interpreter
            [sys.executable, "-m", "survey_app.findings.child"],
            input=json.dumps(asked, default=str).encode(),
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
        _LOG.error("workbook of findings: %s", made.stderr.decode(errors="replace"))
        raise Unavailable("file_making_failed")
    return made.stdout
