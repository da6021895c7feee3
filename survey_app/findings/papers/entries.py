"""The lines of the register, read from findings and what was done with them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from survey_app.documents import Look
from survey_app.findings.model import Event, Finding, Line, Source, line
from survey_app.findings.papers.values import Entry, Sums
from survey_app.findings.service import Figures
from wording import say

Namer = Callable[[str, date], str]


def entry_of(
    found: Finding, log: Sequence[Event], unit: Namer, people: Mapping[str, str], look: Look
) -> Entry:
    """The line of ``found``; who verified it is whoever judged its remedy last."""
    today, said = look.now.date(), line(found, log)
    owner = found.owner or found.unit
    return Entry(
        reference=found.reference,
        conclusion=_where_from(said, look),
        unit=unit(owner, found.issued_on or found.found_on),
        content=found.recommendation or found.text(look.language),
        severity=found.severity.value,
        due_on=found.due_on,
        state=say(look.language, f"findings.state_{found.state}"),
        overdue=found.days_over(today),
        extensions=found.extensions,
        failures=found.failures,
        evidence=said.evidence,
        verifier=people.get(said.verifier, said.verifier),
    )


def _where_from(said: Line, look: Look) -> str:
    found = said.finding
    if found.source is Source.EXTERNAL:
        day = look.day(found.document_on)
        return look.say("from_above", authority=found.authority, document=found.document, day=day)
    return said.conclusion or look.say("from_visit", day=look.day(found.found_on))


def sums_of(figures: Figures, withdrawn: int) -> Sums:
    """The indicators as the register says them; ``withdrawn`` findings stand in it and count in none."""
    return Sums(
        open=figures.open,
        overdue=figures.overdue,
        open_n1=figures.open_n1,
        on_time=(figures.on_time.count, figures.on_time.of),
        first_time=(figures.first_time.count, figures.first_time.of),
        repeats=(figures.repeats.count, figures.repeats.of),
        median_days=figures.median_days,
        withdrawn=withdrawn,
    )
