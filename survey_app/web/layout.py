"""The menu of staff: each line is shown to whom its page is open."""

from flask import Flask, current_app

from survey_app.web.forms import names_sent
from survey_app.web.guards import guard, signed_in

# In the order of the work: what is looked at, what is done, what is set up.
MENU = (
    ("results.rounds", "results"),
    ("cases.listed", "cases"),
    ("inspections.visits", "visits"),
    ("desk.listed", "responses"),
    ("findings.register", "findings"),
    ("rounds.calendar", "rounds"),
    ("imports.files", "imports"),
    ("instruments.desk", "instruments"),
    ("places.tree", "places"),
    ("accounts.people", "people"),
    ("sync.devices", "devices"),
    ("office.settings", "settings"),
)


def may_open(endpoint: str) -> bool:
    """Whether whoever is signed in may open the page ``endpoint``."""
    person = signed_in()
    roles = guard(current_app, endpoint)
    return person is not None and isinstance(roles, frozenset) and person.role in roles


def register_layout(app: Flask) -> None:
    """Give the templates of ``app`` the menu (endpoint and name) and a way to ask what a reader may open."""

    def menu() -> list[tuple[str, str]]:
        return [(endpoint, name) for endpoint, name in MENU if may_open(endpoint)]

    app.jinja_env.globals.update(menu=menu, may_open=may_open, names_sent=names_sent)
