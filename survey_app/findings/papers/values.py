"""What the register says as a document: a line a finding, the figures above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from survey_app.documents import Look

# A document of more lines is read by nobody; the workbook has them all.
MOST_ROWS: Final = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: where it comes from, what is to be done by whom and when, where it stands, who verified it."""

    reference: str
    conclusion: str
    unit: str
    content: str
    severity: str
    due_on: date | None
    state: str
    overdue: int
    extensions: int
    failures: int
    evidence: int
    verifier: str


@dataclass(frozen=True, slots=True)
class Sums:
    """The indicators; shares as (so many, of so many); how many were ``withdrawn`` and count in none."""

    open: int
    overdue: int
    open_n1: int
    on_time: tuple[int, int]
    first_time: tuple[int, int]
    repeats: tuple[int, int]
    median_days: float | None = None
    withdrawn: int = 0


def values(entries: Sequence[Entry], total: int, sums: Sums, scope: str, look: Look) -> dict[str, Any]:
    """The value of every tag (`REGISTER_TAGS`) for the first of ``total`` findings."""
    listed = entries[:MOST_ROWS]
    left = total - len(listed)
    return {
        **look.of_office(),
        "number": look.numbered("", "BC"),
        "place_and_date": look.dated(look.now.date()),
        "scope": scope,
        "total": _total(total, sums.withdrawn, look),
        "not_listed": look.say("not_listed", n=left) if left else "",
        "figures": _figures(sums, look),
        "rows": [_row(entry, look) for entry in listed],
        "notes": [look.say("register_note")],
    }


def _total(total: int, withdrawn: int, look: Look) -> str:
    """How many lines; the indicators are of fewer where some were withdrawn."""
    if not withdrawn:
        return look.number(total)
    return look.say("total_withdrawn", total=look.number(total), withdrawn=look.number(withdrawn))


def _row(entry: Entry, look: Look) -> dict[str, str]:
    return {
        "reference": entry.reference,
        "conclusion": entry.conclusion,
        "unit": entry.unit,
        "content": entry.content,
        "severity": entry.severity,
        "due_on": look.day(entry.due_on) if entry.due_on else "",
        "state": entry.state,
        "overdue": look.number(entry.overdue) if entry.overdue else "",
        "extensions": look.number(entry.extensions),
        "failures": look.number(entry.failures),
        "evidence": look.number(entry.evidence),
        "verifier": entry.verifier,
    }


def _figures(sums: Sums, look: Look) -> list[str]:
    days = look.exact(sums.median_days) if sums.median_days is not None else "–"
    return [
        look.say(
            "register_open",
            open=look.number(sums.open),
            overdue=look.number(sums.overdue),
            n1=look.number(sums.open_n1),
        ),
        look.say("register_on_time", share=look.share(*sums.on_time)),
        look.say("register_days", days=days),
        look.say("register_first_time", share=look.share(*sums.first_time)),
        look.say("register_repeats", share=look.share(*sums.repeats)),
    ]
