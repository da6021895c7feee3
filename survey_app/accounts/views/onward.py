"""Where somebody goes on to who has just signed in."""

from urllib.parse import urlsplit

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.model import Role

_FIRST_PAGES = {
    Role.INSPECTOR: "inspections.visits",
    Role.ANALYST: "results.rounds",
    Role.VIEWER: "results.rounds",
}


def go_on(token: str, held: str) -> Answer:
    """Signed in with ``token``: what was held is asked about, or the page that was asked for comes."""
    web.clear_session()  # nothing of the visit before the log-in survives it
    session[web.SESSION_TOKEN] = token
    if sent := web.release(held):
        return web.send_again_page(sent)
    return redirect(_own_page(request.args.get("next"), token), code=303)


def _own_page(asked: str | None, token: str) -> str:
    """The page to go on to: only a path of this server, never another site; else one that is theirs."""
    parts = urlsplit(asked or "")
    if (
        asked
        and asked.isprintable()
        and asked.startswith("/")
        and not asked.startswith(("//", "/\\"))
        and not parts.netloc
    ):
        return asked
    person = service.session_person(web.current_store(), token, web.now())
    return url_for(_FIRST_PAGES.get(person.role, "office.home") if person is not None else "office.home")
