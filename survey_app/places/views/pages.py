"""What the pages of units share: their blueprint, the day asked for, how a day and a name are written."""

from datetime import date

from flask import Blueprint, request

from survey_app import web
from survey_app.errors import Invalid, Problem
from survey_app.places.model import Unit, local_day
from wording.figures import day

pages = Blueprint("places", __name__, template_folder="../templates")
READERS = ("administrator", "team_lead", "secretary", "inspector", "analyst")


def asked_day() -> date:
    """The day in the address (`on`), today without one. Raises Invalid for what is no day."""
    text = request.args.get("on", "").strip()
    if not text:
        return local_day(web.now())
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid([Problem("bad_day", "on", {"text": text[:20]})]) from None


@pages.app_template_filter("iso_day")
def write_iso_day(text: str) -> str:
    """A stored day as the reader of this page writes it; what is open or unknown as '…'."""
    return day(date.fromisoformat(text), web.language()) if text else "…"


@pages.app_template_filter("unit_name")
def write_name(unit: Unit) -> str:
    """A unit's name in the reader's language."""
    return unit.name(web.language())
