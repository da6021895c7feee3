"""Where somebody is signed in, and ending it."""

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.model import Role
from survey_app.accounts.views.pages import me, pages


@pages.get("/sessions")
@web.only(*Role)
def own_sessions() -> str:
    """One's own sessions, this one marked."""
    return render_template(
        "accounts/sessions.html",
        sessions=service.own_sessions(web.current_store().read(), me().username, web.now()),
        here=service.session_id(session[web.SESSION_TOKEN]),
    )


@pages.post("/sessions")
@web.only(*Role)
def end_own_sessions() -> Answer:
    """End one session, or all but this one."""
    store, username = web.current_store(), me().username
    if one := request.form.get("session", ""):
        service.end_session(store, username, one, username, web.now())
        ended = 1
    else:
        ended = service.end_sessions(store, username, username, web.now(), but=session[web.SESSION_TOKEN])
    web.done("accounts.sessions_ended", n=ended)
    return redirect(url_for("accounts.own_sessions"), code=303)
