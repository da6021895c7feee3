"""People, their sessions, and the tablets that were let in."""

from survey_app.accounts.service.devices import (
    device,
    device_of,
    devices,
    enrol,
    has_proved,
    invite,
    note_contact,
    prove,
    proved_on,
    revoke,
)
from survey_app.accounts.service.people import (
    add_person,
    change_own_password,
    change_person,
    people,
    person,
    person_problems,
    set_password,
)
from survey_app.accounts.service.reach import asker, every_scope, scopes
from survey_app.accounts.service.sessions import (
    make_first_administrator,
    needs_administrator,
    session_person,
    setup_code,
    sign_in,
    sign_out,
)

__all__ = [
    "add_person",
    "asker",
    "change_own_password",
    "change_person",
    "device",
    "device_of",
    "devices",
    "enrol",
    "every_scope",
    "has_proved",
    "invite",
    "make_first_administrator",
    "needs_administrator",
    "note_contact",
    "people",
    "person",
    "person_problems",
    "prove",
    "proved_on",
    "revoke",
    "scopes",
    "session_person",
    "set_password",
    "setup_code",
    "sign_in",
    "sign_out",
]
