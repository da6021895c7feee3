"""What is due of the register's recommendations: first pages, one's own list, calendars, a round of mail.

A round of mail is measured up to the letters: what concerns whom, in words, and what was not sent yet.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.figures import Figure
from survey_app import notices, store
from survey_app.accounts.model import Person, Role
from survey_app.notices import Addressee
from survey_app.office.service import reminders
from survey_app.places.model import local_day

_MOST_MS, _ROUNDS = 300, 3
# Who has most to do by a day; a unit's head for one commune, the leader and the verifier for all.
_READERS = {
    "a leader": (Person("leader", "Lãnh đạo", Role.LEADER), ""),
    "a secretary": (Person("secretary", "Thư ký", Role.SECRETARY), ""),
    "a verifier": (Person("verifier", "Người kiểm chứng", Role.VERIFIER), ""),
    "a team lead": (Person("truong1", "Trưởng đoàn", Role.TEAM_LEAD), ""),
    "a unit head": (Person("head", "Lãnh đạo xã", Role.UNIT_HEAD), "X017"),
}
_PAGES = {"first page": "/", "what is due": "/reminders"}


def figures(
    opened: store.Store,
    app: Flask,
    sign_in: Callable[[FlaskClient, Person, str], None],
    get: Callable[[FlaskClient, str], Callable[[], None]],
    take: Callable[..., float],
) -> Iterator[Figure]:
    """What the pages, the calendar and a round of mail cost; ``sign_in``, ``get`` and ``take`` are of who
    measures the register."""
    for who, (person, unit) in _READERS.items():
        client = app.test_client()
        sign_in(client, person, unit)
        token = notices.make_feed(opened, person.username, datetime.now(UTC))
        for what, path in (*_PAGES.items(), ("calendar", f"/calendar/{token}.ics")):
            yield Figure(f"{who}'s {what}", take(get(client, path)), "ms", most=_MOST_MS)
    people = {
        one.username: Addressee(one.username, one.name, f"{one.username}@example.vn")
        for one, _ in _READERS.values()
    }
    yield Figure("a round of mail", take(lambda: _look_round(opened, people), _ROUNDS), "ms")


def _look_round(opened: store.Store, people: dict[str, Addressee]) -> None:
    found = reminders.notices_due(opened.read(), people, local_day(datetime.now(UTC)))
    assert sum(1 for _ in found) > 0
