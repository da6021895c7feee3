"""What every page knows: the store, the clock, the reader's language, the words, the marks of a demo."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request, session, url_for

from survey_app.store import Store, get_setting
from wording import FALLBACK, LANGUAGES, say
from wording.figures import day, exact, moment, number

DEMO_SETTING = "demo"
API = "/api/"  # below it programs ask, not people
_LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def current_store() -> Store:
    """The open store of this server."""
    return cast(Store, current_app.extensions["store"])


def utc_now() -> datetime:
    """This instant by the machine's clock."""
    return datetime.now(UTC)


def now() -> datetime:
    """This instant, in UTC, by the clock the application was made with; outside of one the machine's."""
    return cast(datetime, current_app.extensions["clock"]()) if current_app else utc_now()


def language() -> str:
    """The language of this request: chosen in the address, remembered in the session, else Vietnamese.

    Programs have no session; they say it in a header.
    """
    if "language" not in g and request.path.startswith(API):
        g.language = request.accept_languages.best_match(LANGUAGES, FALLBACK)
    if "language" not in g:
        asked = request.args.get("lang") or session.get("language")
        g.language = asked if asked in LANGUAGES else FALLBACK
    return cast(str, g.language)


def clear_session() -> None:
    """Forget everything about this visitor but the language they read."""
    chosen = session.get("language")
    session.clear()
    # What this request worked out from the session before, its form token among it.
    g.pop("person", None)
    g.pop("csrf_token", None)
    if chosen:
        session["language"] = chosen


def register_frame(app: Flask, store: Store, clock: Callable[[], datetime]) -> None:
    """Give the templates of ``app`` their words and marks, its pages the store and the ``clock``."""
    app.extensions["store"] = store
    app.extensions["clock"] = clock
    demo = get_setting(store.read(), DEMO_SETTING) == "yes"

    @app.before_request
    def remember_language() -> None:
        asked = request.args.get("lang")
        if asked in LANGUAGES and not request.path.lower().startswith("/k/"):
            session["language"] = asked

    @app.context_processor
    def words() -> dict[str, object]:
        def t(key: str, **values: object) -> str:
            return say(language(), key, **values)

        # Only who was looked up already: an error page must not need the database.
        return {"t": t, "lang": language(), "languages": LANGUAGES, "demo": demo, "person": g.get("person")}

    app.jinja_env.globals.update(asset=_asset, here_in=_here_in, language_name=_language_name)
    app.jinja_env.filters.update(
        present=_present, day=_day, number=_number, exact=_exact, moment=_moment, megabytes=_megabytes
    )


@cache
def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _asset(name: str) -> str:
    """The address of a static file, with its digest: it may be kept for a year."""
    folder = Path(cast(str, current_app.static_folder))
    return url_for("static", filename=name, v=_digest(folder / name))


def _here_in(tag: str) -> str:
    """The query that shows this page in another language."""
    return urlencode({**request.args, "lang": tag})


def _language_name(tag: str) -> str:
    """What a language calls itself."""
    return say(tag, "web.language_name")


def _day(value: date) -> str:
    """A date as the reader of this page writes it."""
    return day(value, language())


def _number(value: int | Decimal, decimals: int = 0) -> str:
    """A count, or a figure of so many decimals, as the reader of this page writes it."""
    return number(value, language(), decimals)


def _exact(value: Decimal) -> str:
    """A figure with all the decimals it has, as the reader of this page writes it."""
    return exact(value, language())


def _moment(at: datetime) -> str:
    """An instant as the reader of this page writes it, in Vietnamese time."""
    return moment(at.astimezone(_LOCAL), language())


def _megabytes(size: int) -> str:
    """A size as the reader of this page writes it."""
    return f"{number(size / 2**20, language(), 1)} MB"


def _present(attributes: dict[str, object]) -> dict[str, object]:
    """The attributes that have a value."""
    return {name: value for name, value in attributes.items() if value is not None}
