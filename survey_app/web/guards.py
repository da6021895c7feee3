"""Who may open which page: denied unless a view says `public`, names the roles or is for tablets."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from flask import Flask, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from survey_app.errors import Refused, Unknown
from survey_app.web.frame import language
from survey_app.web.held import hold, signed_out_page
from wording import say

View = TypeVar("View", bound=Callable[..., Any])
SESSION_TOKEN = "token"  # noqa: S105  # the name of a place, not a secret
_PUBLIC = "public"
# What a tablet's door says of itself; the second also opens to one whose token was withdrawn.
DEVICE, EVEN_REVOKED = "device", "device, even revoked"
_BEARER = "Bearer "


class Person(Protocol):
    """What a guard needs to know of whoever is signed in."""

    @property
    def username(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...


class Device(Protocol):
    """What a guard needs to know of a tablet."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def revoked(self) -> bool: ...


SessionReader = Callable[[str], Person | None]
DeviceReader = Callable[[str], Device | None]


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


def device_only(*, even_revoked: bool = False) -> Callable[[View], View]:
    """Mark a view as a door for tablets: a bearer token in the header opens it, no session does."""

    def mark(view: View) -> View:
        cast(Any, view).roles = EVEN_REVOKED if even_revoked else DEVICE
        return view

    return mark


def guard(app: Flask, endpoint: str) -> str | frozenset[str] | None:
    """What guards ``endpoint``: 'public', `DEVICE`, `EVEN_REVOKED`, its roles, or None (denied)."""
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


def device() -> Device:
    """The tablet whose token came with this request. Only a view marked `device_only` may ask."""
    return cast(Device, g.device)


def register_guards(app: Flask, read_session: SessionReader, read_device: DeviceReader) -> None:
    """Check every request of ``app`` before its view runs.

    ``read_session`` turns a session's token into a person, ``read_device`` a bearer token into a tablet.
    """
    app.extensions["read_session"] = read_session
    app.extensions["read_device"] = read_device

    @app.before_request
    def check() -> Response | None:
        if request.endpoint is None:
            return None  # no such page: the 404 says so
        allowed = guard(app, request.endpoint)
        if allowed == _PUBLIC:
            return None
        if allowed in (DEVICE, EVEN_REVOKED):
            _check_device(even_revoked=allowed == EVEN_REVOKED)
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


def _check_device(*, even_revoked: bool) -> None:
    """Have the tablet of this request at hand. Raises Unknown for a token nobody has, Refused if revoked."""
    given = request.headers.get("Authorization", "")
    token = given.removeprefix(_BEARER) if given.startswith(_BEARER) else ""
    found = current_app.extensions["read_device"](token) if token else None
    if found is None:
        raise Unknown("no_such_device")
    if found.revoked and not even_revoked:
        raise Refused("device_revoked", name=found.name)
    g.device = found
