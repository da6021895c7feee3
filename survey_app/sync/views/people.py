"""The door at which somebody proves once, on a tablet that several share, who they are."""

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.sync.views.enrolment import text_in
from survey_app.sync.views.pages import doors


@doors.post("/people/<username>")
@web.device_only()
def prove(username: str) -> tuple[str, int]:
    """Nothing, when the password is theirs: from now on records in their name are taken from this tablet."""
    accounts.prove(web.current_store(), web.device().id, username, text_in("password"), web.now())
    return "", 204
