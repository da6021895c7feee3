"""The child process that draws: the serving process never loads the libraries of pictures and pages."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Mapping

from survey_app.errors import Unavailable

_LOG = logging.getLogger(__name__)
# Citizens are served by the other threads.
_AT_ONCE = threading.BoundedSemaphore(2)


def draw(module: str, request: Mapping[str, object], seconds: float) -> bytes:
    """What ``module`` writes for ``request``.

    Raises Unavailable when two others are drawing, or when it fails or takes longer than ``seconds``.
    """
    if not _AT_ONCE.acquire(blocking=False):
        raise Unavailable("printing_busy")
    try:
        drawn = subprocess.run(  # noqa: S603  # our own module on our own interpreter
            [sys.executable, "-m", module],
            input=json.dumps(request, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unavailable("printing_took_too_long", seconds=int(seconds)) from None
    finally:
        _AT_ONCE.release()
    if drawn.returncode or not drawn.stdout:
        _LOG.error("%s: %s", module, drawn.stderr.decode(errors="replace"))
        raise Unavailable("printing_failed")
    return drawn.stdout
