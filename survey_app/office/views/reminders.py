"""What the reader has to do by a day: on a page, and as a calendar by a secret address."""

from typing import Any, cast

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import notices, web
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Asker
from survey_app.errors import NotFound
from survey_app.findings import service as findings
from survey_app.office.service import reminders
from survey_app.office.views.pages import pages
from survey_app.places.model import local_day
from survey_app.store import get_setting
from wording import LANGUAGES


@pages.get("/reminders")
@web.only(*reminders.CONCERNED)
def reminders_page() -> str:
    """What concerns the reader, the most urgent first; their calendar's address; the language of mails."""
    return _page()


@pages.post("/reminders/calendar")
@web.only(*reminders.CONCERNED)
def calendar_address() -> Answer | str:
    """Make a new address for the reader's calendar and show it, this once; or let none open it."""
    store, username = web.current_store(), _asker().username
    if request.form.get("do") == "end":
        notices.end_feed(store, username)
        web.done("notices.feed_ended")
        return redirect(url_for("office.reminders_page"), code=303)
    token = notices.make_feed(store, username, web.now())
    base = get_setting(store.read(), "public_url") or request.url_root.rstrip("/")
    path = url_for("office.calendar_feed", token=token, lang=web.language())
    return render_template("office/calendar_address.html", address=base + path)


@pages.post("/reminders/language")
@web.only(*reminders.CONCERNED)
def mail_language() -> Answer:
    """Let the reader be written to in the language they chose."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        notices.put_reader_language(web.current_store(), _asker().username, chosen)
        web.done("notices.language_kept")
    return redirect(url_for("office.reminders_page"), code=303)


@pages.get("/calendar/<token>.ics")
@web.public
def calendar_feed(token: str) -> Response:
    """The calendar of whoever was given that address; it goes as far as they reach today."""
    store, today = web.current_store(), local_day(web.now())
    db = store.read()
    username = notices.feed_reader(db, token)
    person = accounts.person(db, username) if username else None
    if person is None or person.left_on is not None or person.role not in reminders.CONCERNED:
        raise NotFound("no_such_calendar")
    asker = accounts.asker(db, username, person.role, today)
    dues = reminders.dues_of(db, asker, today)
    made = reminders.calendar_of(store, username, dues, web.language(), web.now())
    return Response(made, mimetype="text/calendar", headers={"X-Robots-Tag": "noindex"})


def own_list(most: int) -> dict[str, Any]:
    """What concerns the reader, at most so much, as the page and the first page show it."""
    db, today = web.current_store().read(), local_day(web.now())
    asker = _asker()
    dues = reminders.dues_of(db, asker, today)
    near = [one for one in dues if notices.urgency(one[0].due_on, today) is not notices.Urgency.LATER]
    name, language = findings.unit_namer(db, web.language()), web.language()
    return {
        "rows": [
            {
                "task": reminders.task_text(due, part, language),
                "address": reminders.page_of(due),
                "unit": name(due.unit, today),
                "due_on": due.due_on,
                "urgency": notices.urgency(due.due_on, today).value,
                "left": notices.days_text(due.due_on, today, language),
            }
            for due, part in (dues if most >= len(dues) else near)[:most]
        ],
        "counts": reminders.count_by_urgency(dues, today),
        "more": len(dues) >= reminders.MOST,
        "of_unit": asker.of_unit,
    }


def _page() -> str:
    db, username = web.current_store().read(), _asker().username
    return render_template(
        "office/reminders.html",
        own=own_list(reminders.MOST),
        feed=notices.feed_made_at(db, username),
        email=accounts.person(db, username).email,
        mails=bool(get_setting(db, "smtp_host")),
        mail_language=notices.reader_language(db, username),
    )


def _asker() -> Asker:
    """Who asks, with the units they act for today."""
    person = cast(Any, web.signed_in())  # the guard lets nobody else in
    return accounts.asker(web.current_store().read(), person.username, person.role, local_day(web.now()))
