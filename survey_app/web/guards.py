"""Who may open which page: denied unless a view says `public` or names the roles it is for."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from flask import Flask, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from survey_app.errors import Refused
from survey_app.web.frame import language
from survey_app.web.held import hold, signed_out_page
from wording import say

View = TypeVar("View", bound=Callable[..., Any])
SESSION_TOKEN = "token"  # noqa: S105  # the name of a place, not a secret
_PUBLIC = "public"


class Person(Protocol):
    """What a guard needs to know of whoever is signed in."""

    @property
    def username(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...


SessionReader = Callable[[str], Person | None]


def public(view: View) -> View:
    """Mark ``view`` as open to everybody."""
    cast(Any, view).roles = _PUBLIC
    return view


def only(*roles: str) -> Callable[[View], View]:
    """Mark a view as open to people of these roles only."""

    def mark(view: View) -> View:
        cast(Any, view).roles = frozenset(roles)
        return view

    return mark


def guard(app: Flask, endpoint: str) -> str | frozenset[str] | None:
    """What guards ``endpoint``: 'public', its roles, or None for one nobody thought of (denied)."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return _PUBLIC
    found: str | frozenset[str] | None = getattr(app.view_functions.get(endpoint), "roles", None)
    return found


def signed_in() -> Person | None:
    """Who is signed in on this request, or None."""
    if "person" not in g:
        token = session.get(SESSION_TOKEN)
        g.person = current_app.extensions["read_session"](token) if token else None
    return cast(Person | None, g.person)


def register_guards(app: Flask, read_session: SessionReader) -> None:
    """Check every request of ``app`` before its view runs; ``read_session`` turns a token into a person."""
    app.extensions["read_session"] = read_session

    @app.before_request
    def check() -> Response | None:
        if request.endpoint is None:
            return None  # no such page: the 404 says so
        allowed = guard(app, request.endpoint)
        if allowed == _PUBLIC:
            return None
        person = signed_in()
        if person is None:
            if held := hold():
                return signed_out_page(held)
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), code=303)
        if allowed is None or person.role not in allowed:
            role = say(language(), f"accounts.role_{person.role}")
            raise Refused("not_for_this_role", role=role)
        return None
