"""What the report says in single words: who, what, when, how many, by which method."""

from datetime import datetime
from typing import Final

from analysis.disclosure import LEAST
from survey_app.places.model import LOCAL_TIME, local_day
from survey_app.responses import service as responses
from survey_app.results.model import POOLED
from survey_app.results.page import Findings
from survey_app.results.page.look import Look
from survey_app.results.page.notes import month_name, notes, round_notes
from survey_app.results.page.overall import estimate_heading
from survey_app.store import Database, get_setting, head
from wording.figures import day, number

_BLANK: Final = "………………"
_MARK: Final = "DỮ LIỆU GIẢ LẬP"


def texts(db: Database, found: Findings, digest: str, now: datetime) -> dict[str, object]:
    """The values of the tags that are texts, and ``notes``."""
    look = found.look
    instrument = look.instrument
    told = notes(look)
    return {
        **_office(db, look, now),
        **_scope(found),
        **_figures(db, found),
        "demo_mark": _MARK if look.demo else "",
        "demo_note": told[0] if look.demo else "",
        "round": look.round.code,
        "first_day": day(look.round.starts_on, look.language),
        "last_day": day(look.round.ends_on, look.language),
        "state": look.say(f"state_{look.round.state(local_day(now))}"),
        "questionnaire": look.text(instrument.title),
        "questionnaire_id": instrument.id,
        "questionnaire_version": instrument.version,
        "status": look.text(instrument.status),
        "method": look.method.label(look.language),
        "method_id": str(look.method),
        "method_source": look.method.source(look.language),
        "measure": estimate_heading(look),
        "notes": [*told, *round_notes(look)],
        "sealed": _sealed(db, look),
        "made_at": _moment(now, look),
        "digest": digest,
    }


def _office(db: Database, look: Look, now: datetime) -> dict[str, str]:
    named = {
        name: get_setting(db, name) or _BLANK for name in ("office_parent", "office_name", "office_place")
    }
    today = local_day(now)
    # Days and the first two months are written with a zero before them, as offices do.
    values = {"day": f"{today.day:02d}", "month": f"{today.month:02d}" if today.month < 3 else today.month}
    if look.language == "en":
        values = {"day": str(today.day), "month": f"{today:%B}"}
    place = named["office_place"]
    return {**named, "place_and_date": look.say("report_dated", place=place, year=today.year, **values)}


def _scope(found: Findings) -> dict[str, str]:
    look, channel = found.look, found.channel
    asked = look.request
    mode, tier = (POOLED, "") if channel is None else (channel.mode, channel.tier)
    return {
        "unit": look.unit_name(asked.unit) if asked.unit else look.say("nation"),
        "channel": look.channel_name(mode, tier),
        "month": month_name(asked.month) if asked.month else look.say("month_all"),
    }


def _figures(db: Database, found: Findings) -> dict[str, str]:
    look = found.look
    headline = found.headline()
    received = number(responses.received(db, look.round.code), look.language)
    counted = {"received": received, "least": str(LEAST)}
    if headline is None:
        hidden = look.say("headline_hidden" if found.sections else "nothing_text")
        return {**counted, "shown": look.say("hidden"), "summary": hidden, "share": "", "low": "", "high": ""}
    return {
        **counted,
        "shown": headline["n"],
        "summary": look.say("report_summary", measure=estimate_heading(look), **headline),
        "share": headline["est"],
        "low": headline["lci"],
        "high": headline["uci"],
    }


def _sealed(db: Database, look: Look) -> str:
    last = head(db)
    return look.say("report_sealed", number=number(last.number, look.language)) if last else ""


def _moment(now: datetime, look: Look) -> str:
    local = now.astimezone(LOCAL_TIME)
    return look.say("report_moment", time=f"{local:%H:%M}", day=day(local.date(), look.language))
