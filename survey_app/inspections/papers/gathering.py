"""What is known of an inspection, looked up for its documents as far as somebody may see it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from forms import Instrument, screens
from survey_app.accounts.model import Asker
from survey_app.errors import NotFound
from survey_app.findings import service as findings
from survey_app.findings.model import State
from survey_app.inspections.model import Case, CaseState, CaseStep, Move, Task, Visit, section_title
from survey_app.inspections.papers.facts import DRAFT, Count, Facts, Outline, Seen
from survey_app.inspections.papers.following import Namer, found_of
from survey_app.inspections.papers.scores import said_score
from survey_app.inspections.papers.tallies import figures_of, rows_of
from survey_app.inspections.service import cases, scores
from survey_app.inspections.service.judging import instrument_of, progress
from survey_app.inspections.store import attendance, plans
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.store import Database, get_setting
from wording import say


def facts_of(db: Database, of: Case, asker: Asker, language: str, today: date) -> Facts:
    """What documents of the case say to ``asker``, in ``language``."""
    name = findings.unit_namer(db, language)
    people = findings.people_names(db)
    form = _newest(db, of.self_report)
    listed = findings.of_case(db, of.id, asker)
    withdrawn = {one.id for one in findings.of_case(db, of.id) if one.state is State.WITHDRAWN}
    base = get_setting(db, "public_url").rstrip("/")
    return Facts(
        reference=of.reference,
        title=of.title,
        kind=say(language, f"cases.kind_{of.kind}"),
        unit=name(of.unit, of.planned_on),
        unit_code=of.unit,
        unit_parent=_parent(db, of, name),
        planned_on=of.planned_on,
        period=(of.period_first, of.period_last) if of.period_first and of.period_last else None,
        team=tuple(
            (people.get(one.username, one.username), say(language, f"cases.task_{one.task}"))
            for one in of.members
        ),
        secretary=_secretary(of, people),
        visits=tuple(_seen(db, visit, language, name, people) for visit in cases.visits_of(db, of)),
        counts=tuple(Count(*one) for one in attendance.counted(db, of.id)),
        outline_form=form.text(form.title, language) if form else "",
        outline_status=form.text(form.status, language) if form else "",
        outline=tuple(_outline(form, language)) if form else (),
        found=tuple(found_of(db, one, asker, language, name, today) for one in listed),
        withdrawn=len(withdrawn),
        unlisted=len(withdrawn - {one.id for one in listed}),
        address=f"{base}/cases/{of.reference}" if base else "",
        **_scores(db, of, asker, language),
        **_digest(db, of),
        **_decisions(db, of),
        **_steps(cases.moves(db, of)),
    )


def _scores(db: Database, of: Case, asker: Asker, language: str) -> dict[str, Any]:
    """What it came to, where ``asker`` may see that by now."""
    if not scores.may_see(asker, of):
        return {}
    return {
        "score": said_score(scores.score_of_case(db, of, language), language),
        "score_signed": said_score(scores.score_of_case(db, of, language, as_signed=True), language),
    }


def _digest(db: Database, of: Case) -> dict[str, Any]:
    """The digest of its minutes: as they were signed, or would be now that they are drawn up."""
    if of.minutes_digest or of.reached is not CaseState.MINUTES:
        return {"digest": of.minutes_digest, "digest_cover": cases.minutes_cover(db, of) or ""}
    return {"digest": cases.minutes_digest(db, of), "digest_cover": DRAFT}


def _decisions(db: Database, of: Case) -> dict[str, Any]:
    """By which papers it goes, and the days it sets."""
    plan = plans.find(db, of.plan) if of.plan else None
    return {
        "plan": plan.title if plan else "",
        "plan_number": plan.number if plan else "",
        "plan_on": plan.signed_on if plan else None,
        "decision_number": of.decision_number,
        "decision_on": of.decision_on,
        "report_due": of.report_due,
        "explain_due": of.explain_due,
        "conclusion_number": of.conclusion_number,
        "conclusion_on": of.conclusion_on,
    }


def _steps(moves: Iterable[Move]) -> dict[str, Any]:
    """What the steps of a case say: when the team came and was done, who signed, what was said."""
    last = {move.step: move for move in moves}
    begun, done, signed = (last.get(step) for step in (CaseStep.BEGIN, CaseStep.DRAW_UP, CaseStep.SIGN))
    said = {name: str(text) for name, text in signed.data.items()} if signed else {}
    refused = bool(said.get("refused"))
    witnesses = tuple(filter(None, (said.get("witness_1", ""), said.get("witness_2", ""))))
    return {
        "begun_at": begun.came_at if begun else None,
        "ended_at": done.at if done else None,
        "signed_on": local_day(signed.at) if signed else None,
        "team_signer": said.get("for_team", ""),
        "unit_signer": "" if refused else said.get("for_unit", ""),
        "refusal": signed.note if signed and refused else "",
        "witnesses": witnesses if refused else (),
        "opinion": said.get("opinion", ""),
    }


def _parent(db: Database, of: Case, name: Namer) -> str:
    """What the unit stands under on its day; '' for what stands under nothing or is gone."""
    try:
        above = places.path(db, of.unit, of.planned_on)[:-1]
    except NotFound:
        return ""
    return name(above[-1].code, of.planned_on) if above else ""


def _secretary(of: Case, people: Mapping[str, str]) -> str:
    named = next((one.username for one in of.members if one.task is Task.SECRETARY), "")
    return people.get(named, named)


def _seen(db: Database, visit: Visit, language: str, name: Namer, people: Mapping[str, str]) -> Seen:
    """A visit with what its form found; its sums are missing where its answers were purged."""
    instrument = instrument_of(db, visit)
    judged = progress(db, visit)
    went = dict.fromkeys((visit.submitted_by or visit.made_by, *visit.inspectors))
    return Seen(
        unit=name(visit.unit, visit.day),
        day=visit.day,
        form=instrument.text(instrument.title, language),
        status=instrument.text(instrument.status, language),
        inspectors=tuple(people.get(username, username) for username in went),
        sections=rows_of(judged, visit.day, language) if judged else (),
        figures=figures_of(judged, language) if judged else (),
    )


def _newest(db: Database, form: str) -> Instrument | None:
    """The form a unit reports with, as it was published last; None when there is none."""
    known = [version.version for version in instruments.versions(db, form)] if form else []
    return instruments.published(db, form, known[-1]) if known else None


def _outline(form: Instrument, language: str) -> Iterable[Outline]:
    """The parts of a form with what each asks."""
    for screen in screens(form):
        asked = tuple(form.text(item.label, language) for item in screen.items if item.askable)
        if any(asked):
            yield Outline(section_title(form, screen, language), tuple(filter(None, asked)))
