"""A team with a checklist to fill in, and tablets that were let in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey_app.accounts import service as accounts
from survey_app.accounts.store import devices as device_rows
from survey_app.accounts.store import people as person_rows
from survey_app.app import create_app
from tests.survey_app.inspections.conftest import NOW, PASSWORD, Team, team

__all__ = ["team"]


@dataclass
class Device:
    """A tablet that was let in: it calls with its token, as the app does."""

    client: FlaskClient
    id: str
    token: str
    name: str
    team: Team

    @property
    def headers(self) -> dict[str, str]:
        """What every call of the app carries."""
        return {"Authorization": f"Bearer {self.token}", "X-App-Version": "1"}

    def call(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **sent: Any
    ) -> TestResponse:
        """The answer to one call, with ``headers`` beside or in place of its own."""
        return self.client.open(path, method=method, headers={**self.headers, **(headers or {})}, **sent)

    def prove(self, username: str) -> None:
        """Let somebody be known on it, as if they had typed their password."""
        self.team.store.write(lambda db: device_rows.keep_proof(db, self.id, username, NOW.isoformat()))

    def revoke(self) -> None:
        """Withdraw its token."""
        accounts.revoke(self.team.store, self.id, "chief", NOW)


@pytest.fixture
def app(team: Team) -> Flask:
    return create_app(team.store)


@pytest.fixture
def device(app: Flask, team: Team) -> Callable[..., Device]:
    """Makes tablets that were let in, each with the people who proved themselves on it."""

    def let_in(*proved: str, name: str = "Máy 1") -> Device:
        code = accounts.invite(team.store, name, "chief", NOW)
        known, token = accounts.enrol(team.store, code, "nowhere", NOW)
        made = Device(app.test_client(use_cookies=False), known.id, token, name, team)
        for username in proved:
            made.prove(username)
        return made

    return let_in


@pytest.fixture
def password(team: Team, quick_hash: Callable[[str], str]) -> Callable[[str], str]:
    """Gives somebody of the team a password, and tells it."""

    def give(username: str) -> str:
        team.store.write(lambda db: person_rows.change_password(db, username, quick_hash(PASSWORD)))
        return PASSWORD

    return give
