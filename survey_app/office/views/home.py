"""The first page."""

from flask import render_template

from survey_app import web
from survey_app.accounts import service as people
from survey_app.office import service
from survey_app.office.views.pages import pages
from survey_app.office.views.reminders import own_list
from survey_app.store import get_setting

# A first page is read at a glance.
_MOST_REMINDERS = 6
DEMO_LINK = "demo_citizen_link"


@pages.get("/")
@web.public
def home() -> str:
    """What this server is; where citizens go on, and what staff can do next."""
    db = web.current_store().read()
    signed_in = web.signed_in()
    administers = signed_in is not None and signed_in.role == "administrator"
    return render_template(
        "office/home.html",
        needs_administrator=people.needs_administrator(db),
        demo_link=get_setting(db, DEMO_LINK),
        waiting=service.records(db) if web.may_open("sync.records") else [],
        own=own_list(_MOST_REMINDERS) if web.may_open("office.reminders_page") else None,
        steps=service.steps(web.current_store(), web.now()) if administers else [],
    )
