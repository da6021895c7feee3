"""Reminders by mail: who can be written to, what concerns whom, one round of sending."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from survey_app import notices
from survey_app.accounts import service as accounts
from survey_app.accounts.model import OF_UNIT, Asker, Role
from survey_app.errors import NotFound
from survey_app.notices import Addressee, Notice, Sent
from survey_app.office.service.reminders.dues import Due, Part, codes_of, part_of, rung_of
from survey_app.office.service.reminders.gathering import every_due
from survey_app.office.service.reminders.telling import namers, notice_of
from survey_app.store import Database, Store, get_setting

_LOCAL: Final = ZoneInfo("Asia/Ho_Chi_Minh")
# Nobody is woken.
_FIRST_HOUR, _LAST_HOUR = 7, 21
# To whom something may come by their role; others are named by what is due.
_BY_ROLE: Final = OF_UNIT | {Role.LEADER, Role.VERIFIER, Role.SECRETARY}


class Readers:
    """Who can be written to today, found by role and unit: looking at everybody for everything takes long."""

    def __init__(self, askers: Iterable[Asker]) -> None:
        self._named: dict[str, Asker] = {}
        self._of_unit: dict[str, list[Asker]] = defaultdict(list)
        self._everywhere: list[Asker] = []
        for asker in askers:
            self._named[asker.username] = asker
            if asker.role in _BY_ROLE:
                for unit in asker.units or ():
                    self._of_unit[unit].append(asker)
                if asker.units is None:
                    self._everywhere.append(asker)

    def concerned(self, due: Due) -> dict[Part, set[str]]:
        """Whom ``due`` concerns, by what they have to do with it."""
        units = {*codes_of(due.owner_above), *codes_of(due.above)}
        near = [asker for unit in units for asker in self._of_unit.get(unit, ())]
        names = {due.lead, *(due.case.team if due.case else ())}
        named = [self._named[name] for name in names if name in self._named]
        concerned: dict[Part, set[str]] = defaultdict(set)
        for asker in (*self._everywhere, *near, *named):
            if part := part_of(asker, due):
                concerned[part].add(asker.username)
        return concerned


def send_reminders(store: Store, now: datetime, refused: dict[str, datetime]) -> Sent:
    """What one round of the clock sent; nothing at night and without a mail server.

    ``refused`` keeps between rounds whom the mail server refused.
    """
    local, db = now.astimezone(_LOCAL), store.read()
    if not _FIRST_HOUR <= local.hour < _LAST_HOUR or not get_setting(db, "smtp_host"):
        return Sent()
    people = _people(db)
    found = notices_due(db, people, local.date())
    return notices.send_due(store, found, people, get_setting(db, "office_name"), local, refused)


def send_trial(store: Store, address: str, language: str, now: datetime) -> None:
    """Send a letter that says that letters arrive. Raises NotFound without a mail server, Unavailable with
    the mail server's reason."""
    server = notices.mail_server(store)
    if server is None:
        raise NotFound("mail_not_set")
    office = get_setting(store.read(), "office_name")
    letter = notices.trial_letter(server.sender, address, language, office, now.astimezone(_LOCAL))
    notices.send_letter(server, letter)


def notices_due(db: Database, people: Mapping[str, Addressee], today: date) -> Iterator[Notice]:
    """Every reminder of today to ``people``, whether it was sent or not."""
    askers = (accounts.asker(db, one.username, one.role, today) for one in accounts.people(db))
    readers = Readers(asker for asker in askers if asker.username in people)
    named, base = namers(db), get_setting(db, "public_url")
    for due in every_due(db, today):
        if not due.leaves_the_house or not any(rung_of(part, due.due_on, today) for part in Part):
            continue
        for part, usernames in readers.concerned(due).items():
            if rung := rung_of(part, due.due_on, today):
                yield notice_of(due, part, rung, sorted(usernames), named, base, today)


def _people(db: Database) -> dict[str, Addressee]:
    """Everybody with an address who has not left, by user name."""
    return {
        one.username: Addressee(one.username, one.name, one.email)
        for one in accounts.people(db)
        if one.email and one.left_on is None
    }
