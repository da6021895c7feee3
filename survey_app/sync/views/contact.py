"""What every call of a tablet brings: the version of its app, and what its clock says."""

from datetime import datetime

from flask import current_app, request

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.errors import Outdated
from survey_app.sync.model import OLDEST_APP
from survey_app.sync.views.pages import doors, pages

VERSION, CLOCK = "X-App-Version", "X-Device-Time"


@doors.before_request
@pages.before_request
def hear() -> None:
    """Turn an app away that is too old; keep when a tablet called and how its clock stood."""
    version = request.headers.get(VERSION, "")
    if version and _number(version) < OLDEST_APP:
        raise Outdated("app_too_old")
    if web.guard(current_app, request.endpoint or "") in (web.DEVICE, web.EVEN_REVOKED):
        accounts.note_contact(web.current_store(), web.device().id, web.now(), version, _clock())


def _number(version: str) -> int:
    """The version as a number; what is none is older than any."""
    return web.whole_or(0, version)


def _clock() -> datetime | None:
    """What the tablet's clock says, or None where it says nothing that can be read."""
    try:
        said = datetime.fromisoformat(request.headers.get(CLOCK, ""))
    except ValueError:
        return None
    return said if said.tzinfo else None
