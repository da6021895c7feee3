"""Tablets: let in once by a code, known by a token, withdrawn by an administrator."""

from survey_app.accounts import store as rows
from survey_app.accounts.model import Device
from survey_app.accounts.service.sessions import digest
from survey_app.store import Database, Store


def device_of(store: Store, token: str) -> Device | None:
    """The tablet whose token that is, also one that was revoked; None for a token nobody has."""
    return rows.find_device(store.read(), digest(token))


def has_proved(db: Database, device: str, username: str) -> bool:
    """Whether ``username`` proved on that tablet who they are, and has not left."""
    return rows.has_proved(db, device, username)
