"""The tablets of the office: who is let in, by a code shown once; which there are; withdrawing one."""

import base64
from datetime import datetime
from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.accounts.model import CODE_LASTS, Tablet
from survey_app.errors import SurveyError, Unavailable
from survey_app.rounds import service as rounds
from survey_app.store import Database
from survey_app.sync import service
from survey_app.sync.forms import invitation_form
from survey_app.sync.views.pages import pages
from wording import say

_PER_PAGE = 50
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@pages.get("/devices")
@web.only("administrator")
def devices() -> str:
    """Every tablet that was ever let in, the last one first, those that were revoked behind."""
    db = web.current_store().read()
    found = sorted(accounts.devices(db), key=lambda one: one.revoked_at is not None)
    last = max(1, -(-len(found) // _PER_PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    return render_template(
        "sync/devices.html",
        tablets=found[(page - 1) * _PER_PAGE : page * _PER_PAGE],
        page=page,
        pages=last,
        names=_names(db),
        clock=_clock,
        waiting=service.count_waiting(db),
    )


@pages.route("/devices/new", methods=["GET", "POST"])
@web.only("administrator")
def new_device() -> tuple[str, int]:
    """Make a code that lets one tablet in, and show it this once: it is kept nowhere."""
    form, person, store = invitation_form(), web.signed_in(), web.current_store()
    if person is not None and form.validate_on_submit():
        now = web.now()
        try:
            code = accounts.invite(store, form.name.data, person.username, now)
        except SurveyError as error:
            form.take(error)
        else:
            return _invitation(form.name.data.strip(), code, now + CODE_LASTS), 200
    return web.form_page("sync/new_device.html", form)


@pages.route("/devices/<uuid:device_id>/revoke", methods=["GET", "POST"])
@web.only("administrator")
def revoke_device(device_id: UUID) -> Answer | tuple[str, int]:
    """Withdraw a tablet's token, once somebody has said that they mean it."""
    store, person = web.current_store(), web.signed_in()
    db = store.read()
    found = accounts.device(db, str(device_id))
    form = web.StaffForm()
    if person is not None and form.validate_on_submit():
        accounts.revoke(store, found.id, person.username, web.now())
        web.done("sync.revoked", name=found.name)
        return redirect(url_for("sync.devices"), code=303)
    return web.form_page("sync/revoke_device.html", form, tablet=found, names=_names(db), clock=_clock)


def _invitation(name: str, code: str, until: datetime) -> str:
    """The page that shows a code as letters and as a picture; the letters suffice when none can be drawn."""
    served = current_app.extensions["served"]
    office = service.office_address(web.current_store(), served, request.host_url)
    address = service.enrolment_address(office, code)
    try:
        picture = base64.b64encode(rounds.qr_picture(address, ".svg")).decode()
    except Unavailable:
        picture = ""
    problem = service.address_problem(office)
    return render_template(
        "sync/invitation.html",
        name=name,
        code=code,
        until=until,
        app=f"{office}{service.APP}",
        picture=picture,
        problem=web.problem_text(problem) if problem else "",
    )


def _names(db: Database) -> dict[str, str]:
    """What everybody is called, by user name."""
    return {one.username: one.name for one in accounts.people(db)}


def _clock(tablet: Tablet) -> str:
    """How the tablet's clock stood when it called last, in words; '' when it never said."""
    return clock_off(tablet.offset) if tablet.offset is not None else ""


@pages.app_template_filter("clock_off")
def clock_off(offset: float) -> str:
    """How far a clock is off in words, where ours is ``offset`` seconds ahead of it."""
    away = abs(offset)
    if away < _MINUTE:
        return say(web.language(), "sync.clock_right")
    way = "slow" if offset > 0 else "fast"
    if away < 2 * _HOUR:
        return say(web.language(), f"sync.clock_{way}_minutes", n=round(away / _MINUTE))
    if away < 2 * _DAY:
        return say(web.language(), f"sync.clock_{way}_hours", n=round(away / _HOUR))
    return say(web.language(), f"sync.clock_{way}_days", n=round(away / _DAY))
