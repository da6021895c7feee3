"""What a document of an inspection says: the value of every tag, from what is known of the inspection."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from survey_app.documents import BLANK, Look
from survey_app.inspections.papers.facts import Facts, Found, Seen
from survey_app.inspections.papers.findings import finding_values

NOTICE, MINUTES, RESULT, CONCLUSION, REMEDIATION, RECHECK = DOCUMENTS = (
    "inspection_notice",
    "inspection_minutes",
    "inspection_report",
    "inspection_conclusion",
    "remediation_report",
    "recheck_minutes",
)
# What stands after the number: by kind of document.
_SYMBOLS: Final = {
    NOTICE: "TB",
    MINUTES: "BB",
    RESULT: "BC",
    CONCLUSION: "TB",
    REMEDIATION: "BC",
    RECHECK: "BB",
}
# Which findings a document lists.
_LISTED: Final[Mapping[str, Callable[[Found], bool]]] = {
    NOTICE: lambda found: False,  # noqa: ARG005
    MINUTES: lambda found: True,  # noqa: ARG005
    RESULT: lambda found: True,  # noqa: ARG005
    CONCLUSION: lambda found: found.issued and not found.withdrawn,
    REMEDIATION: lambda found: found.issued and not found.withdrawn,
    RECHECK: lambda found: found.issued and (found.site_check or found.remedied is not None),
}


def values(document: str, facts: Facts, look: Look) -> dict[str, Any]:
    """The value of every tag (`TAGS`) for one of `DOCUMENTS`. Texts, lists, mappings and pictures."""
    listed = [found for found in facts.found if _LISTED[document](found)]
    return {
        **look.of_office(),
        **_texts(document, facts, look),
        **_lists(facts, look),
        **_signed(document, facts),
        "summary": _summary(document, facts, listed, look),
        "draft_mark": _draft(document, facts, look),
        "findings": [finding_values(found, look) for found in listed],
        "strengths": _strengths(facts, look),
        "causes": [
            look.say("said_of", reference=found.reference, text=text)
            for found in listed
            if (text := found.cause)  # what a unit explained may be an objection
        ],
        "responsibility": [],
        "proposals": [
            look.say("said_of", reference=found.reference, text=found.recommendation)
            for found in listed
            if found.recommendation and document != MINUTES  # signed before anything was issued
        ],
        "notes": _notes(facts, look),
    }


def _texts(document: str, facts: Facts, look: Look) -> dict[str, Any]:
    on, number = _own_date(document, facts, look)
    period = facts.period
    return {
        "number": look.numbered(number, _SYMBOLS[document]),
        "place_and_date": look.dated(on),
        "reference": facts.reference,
        "title": facts.title,
        "kind": facts.kind,
        "unit": facts.unit,
        "unit_code": facts.unit_code,
        "unit_parent": facts.unit_parent or BLANK,
        "period": look.say("period", first=look.day(period[0]), last=look.day(period[1]))
        if period
        else BLANK,
        "day": look.day(facts.planned_on),
        "decision_number": facts.decision_number or BLANK,
        "decision_on": look.long_day(facts.decision_on),
        "report_due": look.day(facts.report_due),
        "explain_due": look.day(facts.explain_due),
        "conclusion_number": facts.conclusion_number or BLANK,
        "conclusion_on": look.long_day(facts.conclusion_on),
        "begun_at": look.moment(facts.begun_at),
        "ended_at": look.moment(facts.ended_at),
        "outline_form": facts.outline_form,
        "score": facts.score_signed if document == MINUTES else facts.score,
        "digest": facts.digest or BLANK,
        "digest_note": look.say(f"digest_{facts.digest_cover}" if facts.digest else "digest_missing"),
        "qr": _code(facts, look),
    }


def _own_date(document: str, facts: Facts, look: Look) -> tuple[date, str]:
    """The day a document bears, and its number where it has one."""
    if document == CONCLUSION and facts.conclusion_on:
        return facts.conclusion_on, facts.conclusion_number
    if document == MINUTES and facts.signed_on:
        return facts.signed_on, ""
    return look.now.date(), ""


def _code(facts: Facts, look: Look) -> Any:
    """The picture that leads to the record and says its digest; nothing before there is one."""
    if not facts.digest:
        return ""
    said = f"{facts.reference} SHA-256 {facts.digest}"
    if facts.address:
        said = f"{facts.address}#sha256={facts.digest}"
    return look.code(said, look.say("qr", reference=facts.reference))


def _lists(facts: Facts, look: Look) -> dict[str, Any]:
    return {
        "basis": _basis(facts, look),
        "team": [{"name": name, "task": task} for name, task in facts.team],
        "visits": [_visit(seen, look) for seen in facts.visits],
        "attendance": _attendance(facts, look),
        "outline": [{"title": part.title, "questions": list(part.questions)} for part in facts.outline],
    }


def _signed(document: str, facts: Facts) -> dict[str, Any]:
    """What was said and who signed: of the minutes only; others are signed by hand."""
    if document != MINUTES:
        facts = replace(facts, unit_signer="", team_signer="", refusal="", opinion="", witnesses=())
    return {
        "unit_people": [facts.unit_signer] if facts.unit_signer else [],
        "unit_signer": facts.unit_signer,
        "team_signer": facts.team_signer,
        "secretary_signer": facts.secretary if document in (MINUTES, RECHECK) else "",
        "refusal": facts.refusal,
        "opinion": [line for line in facts.opinion.splitlines() if line.strip()],
        "witnesses": list(facts.witnesses),
    }


def _basis(facts: Facts, look: Look) -> list[str]:
    """What the inspection rests on; lines end as offices end them."""
    lines = []
    if facts.plan_number:
        lines.append(
            look.say(
                "basis_plan", title=facts.plan, number=facts.plan_number, day=look.long_day(facts.plan_on)
            )
        )
    if facts.decision_number:
        lines.append(
            look.say("basis_decision", number=facts.decision_number, day=look.long_day(facts.decision_on))
        )
    return [line + (";" if place < len(lines) else ".") for place, line in enumerate(lines, start=1)]


def _visit(seen: Seen, look: Look) -> dict[str, Any]:
    return {
        "unit": seen.unit,
        "day": look.day(seen.day),
        "form": seen.form,
        "inspectors": ", ".join(seen.inspectors),
        "sections": [
            {
                "title": row.title,
                **{name: look.number(getattr(row, name)) for name in _COUNTED},
            }
            for row in seen.sections
        ],
        "figures": [{"name": name, "value": value} for name, value in seen.figures],
    }


_COUNTED: Final = ("asked", "met", "failed", "other", "missing")
_PRESENCE: Final = ("due", "present", "excused", "unexcused")


def _attendance(facts: Facts, look: Look) -> list[dict[str, str]]:
    """A line a count, and the sums of several places; people counted twice in one are no more people."""
    lines = [
        {
            "place": count.place,
            "at": look.moment(count.at),
            **{name: look.number(getattr(count, name)) for name in _PRESENCE},
        }
        for count in facts.counts
    ]
    if 1 < len(lines) == len({count.place for count in facts.counts}):
        sums = {name: sum(getattr(count, name) for count in facts.counts) for name in _PRESENCE}
        total = {name: look.number(value) for name, value in sums.items()}
        lines.append({"place": look.say("total"), "at": "", **total})
    return lines


def _summary(document: str, facts: Facts, listed: Sequence[Found], look: Look) -> str:
    if document in (REMEDIATION, RECHECK):
        return look.say(
            "summary_followed",
            issued=look.number(len(listed)),
            reported=look.number(sum(found.reported_on is not None for found in listed)),
            closed=look.number(sum(found.closed for found in listed)),
            overdue=look.number(sum(found.overdue for found in listed)),
        )
    rows = [row for seen in facts.visits for row in seen.sections]
    sums = {name: look.number(sum(getattr(row, name) for row in rows)) for name in _COUNTED}
    said = look.say(
        "summary", visits=look.number(len(facts.visits)), findings=look.number(len(listed)), **sums
    )
    # Without them what failed and what is listed would not agree.
    if document == CONCLUSION and facts.withdrawn:
        said += " " + look.say("summary_withdrawn", withdrawn=look.number(facts.withdrawn))
    if document == MINUTES and facts.unlisted:
        said += " " + look.say("summary_unlisted", withdrawn=look.number(facts.unlisted))
    return said


def _strengths(facts: Facts, look: Look) -> list[str]:
    """The sections in which nothing failed, nothing is left open, and at least half could be judged."""
    return [
        look.say(
            "strength_of_part" if row.other else "strength",
            title=row.title,
            met=look.number(row.met),
            other=look.number(row.other),
            unit=seen.unit,
        )
        for seen in facts.visits
        for row in seen.sections
        if row.met and row.met >= row.other and not row.failed and not row.missing
    ]


def _draft(document: str, facts: Facts, look: Look) -> str:
    """That a document is a draft: minutes before they are signed, a conclusion before it is given."""
    draft = document == MINUTES and facts.signed_on is None
    draft = draft or (document == CONCLUSION and facts.conclusion_on is None)
    return look.say("draft") if draft else ""


def _notes(facts: Facts, look: Look) -> list[str]:
    forms = [(seen.form, seen.status) for seen in facts.visits]
    forms.append((facts.outline_form, facts.outline_status))
    statuses = dict.fromkeys((form, status) for form, status in forms if status)
    return [look.say("form_status", form=form, status=status) for form, status in statuses]
