"""What is due in words, with the page where it is seen to."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Final

from survey_app.findings import service as findings
from survey_app.notices import ESCALATES, Entry, Notice, Rung, calendar, days_text
from survey_app.office.service.reminders.dues import Due, Kind, Part
from survey_app.store import Database, Store, get_setting
from wording import LANGUAGES, say
from wording.figures import day

_OF_FINDINGS: Final = frozenset({Kind.REMEDY, Kind.VERIFY, Kind.EXPLAIN})
Namers = Mapping[str, Callable[[str, date], str]]


def page_of(due: Due) -> str:
    """The page where it is seen to, without the server's address."""
    return f"/{'findings' if due.kind in _OF_FINDINGS else 'cases'}/{due.reference}"


def task_text(due: Due, part: Part, language: str) -> str:
    """What is to be done, with the reference: 'Khắc phục kiến nghị TT-2026-0001'."""
    task = say(language, f"notices.task_{due.kind}", reference=due.reference)
    return task if part is Part.ACTS else say(language, "notices.escalated", days=ESCALATES, task=task)


def namers(db: Database) -> Namers:
    """What units are called on a day, by language."""
    return {language: findings.unit_namer(db, language) for language in LANGUAGES}


def notice_of(
    due: Due, part: Part, rung: Rung, usernames: Iterable[str], named: Namers, base: str, today: date
) -> Notice:
    """The reminder of ``due`` for these people."""
    text = {language: _line(due, part, named, today, language) for language in LANGUAGES}
    # What comes to who leads is another reminder than the one to who acts.
    key = f"{due.key} {part}"
    return Notice(key, text, base and base + page_of(due), due.due_on, rung, tuple(usernames))


def calendar_of(
    store: Store, username: str, dues: Iterable[tuple[Due, Part]], language: str, now: datetime
) -> bytes:
    """The calendar of ``username`` with ``dues``, as a file; without what may not leave the house."""
    db, key = store.read(), store.key("signing")
    name, base = findings.unit_namer(db, language), get_setting(db, "public_url")
    office = get_setting(db, "office_name")
    entries = [
        Entry(
            uid=_uid(key, username, due, part),
            day=due.due_on,
            title=task_text(due, part, language),
            text="\n".join(filter(None, [name(due.unit, due.due_on), office])),
            address=base and base + page_of(due),
        )
        for due, part in dues
        if due.leaves_the_house
    ]
    return calendar(say(language, "notices.calendar_name"), entries, now)


def _line(due: Due, part: Part, named: Namers, today: date, language: str) -> str:
    return say(
        language,
        "notices.mail_line",
        task=task_text(due, part, language),
        unit=named[language](due.unit, today),
        day=day(due.due_on, language),
        left=days_text(due.due_on, today, language),
    )


def _uid(key: bytes, username: str, due: Due, part: Part) -> str:
    """Stays whatever day it is due, so that a calendar moves what was put off; nobody else's is the same."""
    said = f"calendar {username} {due.key} {part}".encode()
    return f"{hmac.new(key, said, hashlib.sha256).hexdigest()[:32]}@survey"
