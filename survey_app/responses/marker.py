"""The soft marker of a day: a cookie that says this browser has answered here today, and nothing else.

It holds a day and no id. A browser that keeps no cookies is never marked, and one that is may answer again:
its answer is stored with a flag. Only people's own phones are marked: a kiosk or a staff tablet is many
people's, one after the other.
"""

from collections.abc import Mapping
from datetime import date

from werkzeug.wrappers import Response

_NAME = "answered-"
_A_DAY = 24 * 60 * 60


def has_answered(cookies: Mapping[str, str], collector: str, day: date) -> bool:
    """Whether the browser says that it answered through ``collector`` on ``day``."""
    return cookies.get(_NAME + collector) == day.isoformat()


def mark(response: Response, collector: str, day: date, *, secure: bool) -> None:
    """Let the browser remember until tomorrow that it answered through ``collector`` on ``day``."""
    response.set_cookie(
        _NAME + collector,
        day.isoformat(),
        max_age=_A_DAY,
        path=f"/k/{collector}",
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
