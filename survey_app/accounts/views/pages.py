"""The room's blueprint, and who asks for its pages."""

from typing import cast

from flask import Blueprint, request

from survey_app import web
from survey_app.accounts.browsers import browser_of
from survey_app.accounts.model import Person

pages = Blueprint("accounts", __name__, template_folder="../templates")
HALF = "half"  # where the token of a session lies that waits for the second proof


def me() -> Person:
    """Who is signed in. Only a page that the guard keeps for people may ask."""
    return cast(Person, web.signed_in())


def browser() -> str:
    """What this request's browser calls itself."""
    return browser_of(request.headers.get("User-Agent", ""))
