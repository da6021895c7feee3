"""The application: every room's pages put on one frame."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from flask_wtf import CSRFProtect

from survey_app import certificates, jobs, spreadsheets, web
from survey_app.accounts import service as people
from survey_app.accounts import views as account_views
from survey_app.findings import service as findings
from survey_app.findings import views as finding_views
from survey_app.inspections import service as inspections
from survey_app.inspections import views as visit_views
from survey_app.inspections.views import cases as case_views
from survey_app.instruments import views as instrument_views
from survey_app.office import views as office_views
from survey_app.office.service import reminders
from survey_app.places import views as place_views
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.responses import views as citizen_views
from survey_app.responses.views import importing as import_views
from survey_app.results import views as result_views
from survey_app.rounds import service as rounds
from survey_app.rounds import views as round_views
from survey_app.rounds.model import State
from survey_app.store import Database, Instance, Store, get_setting, open_store, sole_use
from survey_app.sync import service as tablets
from survey_app.sync import views as tablet_views
from survey_app.sync.service import files as tablet_files

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ROOMS = (
    office_views,
    account_views,
    citizen_views,
    import_views,
    result_views,
    instrument_views,
    case_views,
    visit_views,
    finding_views,
    place_views,
    round_views,
    tablet_views,
)
# A citizen's whole form is a few kilobytes.
_LARGEST_POST = 256 * 1024
# One with files comes in parts, each field its own: hundreds of questions, and repeats of some of them.
_MOST_PARTS = 10_000


def create_app(
    store: Store,
    served: certificates.Served | None = None,
    clock: Callable[[], datetime] = web.utc_now,
) -> Flask:
    """The application over an open store; it holds no state of its own but caches.

    ``served`` says how, when this server speaks TLS by a certificate of its own. ``clock`` says what time it
    is, in UTC.
    """
    secure = served is not None or get_setting(store.read(), "public_url").startswith("https:")
    app = _configured(store.key("signing"), secure=secure)
    app.extensions["served"] = served
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    web.register_uploads(app)
    web.register_frame(app, store, clock)
    # Before the forms' own tokens are looked at: nobody's post, too, leads to the log-in.
    web.register_guards(
        app,
        read_session=lambda token: people.session_person(store, token, web.now()),
        read_device=lambda token: people.device_of(store, token),
    )
    protect = CSRFProtect(app)
    web.register_layout(app)
    web.register_headers(app)
    web.register_compression(app)
    web.register_errors(app)
    web.register_scripts(app)
    _put_rooms(app, store, protect)
    return app


def _configured(key: bytes, *, secure: bool) -> Flask:
    """An application without pages; ``secure`` keeps its cookie to TLS."""
    web_folder = Path(web.__file__).parent
    app = Flask(__name__, static_folder=web_folder / "static", template_folder=web_folder / "templates")
    app.config.update(
        SECRET_KEY=key,
        SESSION_COOKIE_NAME="__Host-survey" if secure else "survey",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=_LARGEST_POST,
        MAX_FORM_PARTS=_MOST_PARTS,
        # A token lives as long as the log-in: a slow form must not lose what was typed.
        WTF_CSRF_TIME_LIMIT=None,
        # By TLS of our own Flask-WTF would want a referrer, which our headers keep browsers from sending.
        WTF_CSRF_SSL_STRICT=False,
    )
    return app


def _put_rooms(app: Flask, store: Store, protect: CSRFProtect) -> None:
    """Put every room's pages on ``app``, and hand each what it needs of one to its right."""
    for views in _ROOMS:
        app.register_blueprint(views.pages)
    app.register_blueprint(citizen_views.desk)
    app.register_blueprint(citizen_views.keying)
    app.register_blueprint(visit_views.draws)
    app.register_blueprint(visit_views.incidents)
    app.register_blueprint(visit_views.self_reports)
    app.register_blueprint(tablet_views.doors)
    app.register_blueprint(tablet_views.bundles.pages)
    citizen_views.told_by(app, inspections.Told(tablets.arrivals))
    visit_views.refused_by(app, tablets.refused_in)
    visit_views.arrived_by(app, tablets.arrivals, tablets.sent_codes)
    round_views.count_received_with(app, lambda code: responses.received(store.read(), code))
    round_views.is_used_with(app, _is_used)
    # Citizens have no session to ride on; their pages carry a signed token of their own.
    protect.exempt(citizen_views.pages)
    # Programs come with a token in the header; no browser sends that unasked.
    protect.exempt(tablet_views.doors)


def _is_used(db: Database, round_: str) -> bool:
    """Whether a round has a response, paper that is being keyed, or a visit."""
    return (
        responses.received(db, round_) > 0
        or responses.open_sheets(db, round_) > 0
        or round_ in inspections.rounds_visited(db)
    )


def serving_app() -> Flask:
    """The application of the one serving process, its clock running; refuses to start beside another."""
    instance = Instance(Path(os.environ["SURVEY_INSTANCE"]))
    held = ExitStack()
    held.enter_context(sole_use(instance))
    store = open_store(instance)
    clock = jobs.Clock(timed_tasks(store))
    clock.start()
    # A slow mail server holds up nothing else.
    post = jobs.Clock(posting_tasks(store))
    post.start()
    # The serving process is forked or spawned: it ends by multiprocessing's way out, past atexit.
    for order, end in enumerate((held.close, store.close, clock.stop, post.stop), start=1):
        Finalize(None, end, exitpriority=order)  # the highest first
    _end_with_parent()
    tls = os.environ.get("SURVEY_TLS", "")
    served = certificates.Served.read(tls) if tls else None
    app = create_app(store, served)
    if served is not None and served.door:
        door = certificates.Door(app.wsgi_app, served.host, served.door)
        door.open()
        Finalize(None, door.close, exitpriority=9)  # before what it asks
    # What is loaded stays for good: searching it in every full collection would hold up the slowest answers.
    gc.freeze()
    app.wsgi_app = _in_one_piece(app.wsgi_app)  # type: ignore[assignment, method-assign]
    return app


def _in_one_piece(application: "WSGIApplication") -> "WSGIApplication":
    """``application`` answering with a list: the server hands that to its network thread at once."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        parts = application(environ, start_response)
        try:
            return list(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()

    return answer


def _end_with_parent() -> None:
    """Let this process end when the one that started it is killed: nothing else would stop it."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def timed_tasks(store: Store) -> list[jobs.Task]:
    """What comes round while the server runs."""

    def seal(now: datetime) -> None:
        today = local_day(now)
        responses.seal_due(store, now, lambda code: _ended(store, code, today))

    def purge(now: datetime) -> None:
        responses.purge_uploads(store.instance, now)
        responses.purge_waiting(store, now)
        spreadsheets.purge_uploads(store.instance.root, now)

    def sweep(now: datetime) -> None:
        # Before what nothing names goes: what waited for its record may be named by now.
        tablet_files.sweep(store, now)
        tablets.forget_gone(store, now)
        inspections.sweep_photos(store, now)

    def hand_over(now: datetime) -> None:
        findings.hand_over_open(store, now)

    return [
        jobs.Task("successors", timedelta(minutes=10), hand_over),
        jobs.Task("seal", timedelta(minutes=1), seal),
        jobs.Task("uploads", timedelta(hours=1), purge),
        jobs.Task("photos", timedelta(hours=1), sweep),
        jobs.Task("lines", timedelta(seconds=10), lambda _: web.mind_lines()),
    ]


def posting_tasks(store: Store) -> list[jobs.Task]:
    """What is written to people while the server runs."""
    refused: dict[str, datetime] = {}

    def remind(now: datetime) -> None:
        reminders.send_reminders(store, now, refused)

    return [jobs.Task("reminders", timedelta(minutes=10), remind)]


def _ended(store: Store, round_: str, today: date) -> bool:
    return rounds.round_(store.read(), round_).state(today) is State.ENDED
