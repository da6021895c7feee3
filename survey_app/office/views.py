"""The first page."""

from flask import Blueprint, render_template

from survey_app import web
from survey_app.accounts import service as people
from survey_app.store import get_setting

pages = Blueprint("office", __name__, template_folder="templates")
DEMO_LINK = "demo_citizen_link"


@pages.get("/")
@web.public
def home() -> str:
    """What this server is, and where citizens and staff go on."""
    web.signed_in()
    db = web.current_store().read()
    return render_template(
        "office/home.html",
        needs_administrator=people.needs_administrator(db),
        demo_link=get_setting(db, DEMO_LINK),
    )
