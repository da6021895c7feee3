"""How somebody gets in, for administrators: sessions, second factor, what was done to the account."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.model import Deed, Done
from survey_app.accounts.service import second_factor
from survey_app.accounts.views.pages import me, pages
from wording import say


@pages.get("/people/<username>/access")
@web.only("administrator")
def access(username: str) -> str:
    """Somebody's sessions, second factor, and what was done to the account."""
    db = web.current_store().read()
    return render_template(
        "accounts/access.html",
        known=service.person(db, username),
        sessions=service.own_sessions(db, username, web.now()),
        factor=second_factor.has_factor(db, username),
        asking=request.args.get("take") == "factor",
        deeds=[(deed, _words(deed)) for deed in service.deeds(db, username)],
        names={one.username: one.name for one in service.people(db)},
    )


@pages.post("/people/<username>/access")
@web.only("administrator")
def change_access(username: str) -> Answer:
    """End one session of somebody, or all; or take the second factor away, once that was asked."""
    store = web.current_store()
    service.person(store.read(), username)
    if request.form.get("do") == "factor":
        if request.form.get("sure") != "yes":
            return redirect(url_for("accounts.access", username=username, take="factor"), code=303)
        second_factor.take_away(store, username, me().username, web.now())
        web.done("accounts.factor_taken")
    elif one := request.form.get("session", ""):
        service.end_session(store, username, one, me().username, web.now())
        web.done("accounts.sessions_ended", n=1)
    else:
        web.done("accounts.sessions_ended", n=service.end_sessions(store, username, me().username, web.now()))
    return redirect(url_for("accounts.access", username=username), code=303)


def _words(deed: Deed) -> str:
    """What was done, in the reader's language."""
    language, values = web.language(), dict(deed.data)
    if deed.done is Done.ROLE:
        values = {name: say(language, f"accounts.role_{role}") for name, role in values.items()}
    elif deed.done is Done.UNITS:
        units = values.get("units")
        listed = "; ".join(map(str, units)) if isinstance(units, list) else ""
        values = {"units": listed or say(language, "accounts.everywhere")}
    elif deed.done is Done.SESSIONS:
        values = {"n": values.get("ended", 0)}
    return say(language, f"accounts.done_{deed.done}", **values)
