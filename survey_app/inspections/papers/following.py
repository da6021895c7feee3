"""What became of a finding, read from its log: explained, reported, checked on site."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from survey_app.accounts.model import Asker
from survey_app.findings import service as findings
from survey_app.findings.model import Event, Finding, State, Step
from survey_app.inspections.papers.facts import Found, Shot
from survey_app.inspections.store import parts as captures
from survey_app.places.model import LOCAL_TIME, local_day
from survey_app.store import Database
from wording import figures, say

Namer = Callable[[str, date], str]


def found_of(db: Database, of: Finding, asker: Asker, language: str, name: Namer, today: date) -> Found:
    """``of`` as documents in ``language`` say it to ``asker`` ``today``."""
    before = findings.related(db, asker, of).get(of.repeats)
    log = findings.events(db, of)
    explained, reported = _last(log, Step.EXPLAIN), _last(log, Step.REPORT)
    rechecked = _last(log, Step.RECHECK_PASS, Step.RECHECK_FAIL)
    return Found(
        reference=of.reference,
        severity=of.severity.value,
        statement=of.text(language),
        unit=name(of.unit, of.found_on),
        code=of.code,
        legal_basis=of.legal_basis,
        note=of.note,
        photos=_shots(db, of, language),
        state=say(language, f"findings.state_{of.state}"),
        withdrawn=of.state is State.WITHDRAWN,
        issued=of.issued_on is not None,
        closed=of.state is State.CLOSED,
        overdue=of.overdue(today),
        repeats=before.reference if before else "",
        explanation=explained.note if explained else "",
        recommendation=of.recommendation,
        owner=name(of.owner, of.issued_on or today) if of.owner else "",
        due_on=of.due_on,
        cause=_said(reported, "cause"),
        measure=_said(reported, "measure") or (reported.note if reported else ""),
        reported_on=local_day(reported.at) if reported else None,
        evidence=len(reported.files) if reported else 0,
        site_check=of.site_check,
        remedied=rechecked.step is Step.RECHECK_PASS if rechecked else None,
        rechecked_on=local_day(rechecked.at) if rechecked else None,
        recheck_note=rechecked.note if rechecked else "",
    )


def _last(log: Sequence[Event], *steps: Step) -> Event | None:
    return next((event for event in reversed(log) if event.step in steps), None)


def _said(event: Event | None, name: str) -> str:
    return str(event.data.get(name, "")) if event else ""


def _shots(db: Database, of: Finding, language: str) -> tuple[Shot, ...]:
    """Its photos; under each its caption and when it was taken, where a tablet said so."""
    taken = {name: how for there in captures.captured(db, of.visit).values() for name, how in there.items()}
    shots = []
    for number, name in enumerate(of.photos, start=1):
        how = taken.get(name)
        said = [say(language, "papers.photo", number=number, reference=of.reference)]
        if how and how.caption:
            said.append(how.caption)
        if how and how.taken_at:
            said.append(_moment(how.taken_at, language))
        shots.append(Shot(name, ". ".join(said)))
    return tuple(shots)


def _moment(taken_at: str, language: str) -> str:
    try:
        return figures.moment(datetime.fromisoformat(taken_at).astimezone(LOCAL_TIME), language)
    except ValueError:
        return taken_at
