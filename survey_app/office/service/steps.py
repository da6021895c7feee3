"""What an administrator does until the first answer comes in, and what of it is done."""

from dataclasses import dataclass
from datetime import datetime

from survey_app import store
from survey_app.accounts import service as people
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.rounds import service as rounds
from survey_app.rounds.model import State
from survey_app.store import Store, get_setting


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: the page where it is done, and whether it is."""

    name: str
    endpoint: str
    done: bool


def steps(opened: Store, now: datetime) -> list[Step]:
    """The steps in their order; none once all are done."""
    db, today = opened.read(), local_day(now)
    reach = rounds.reach(db)
    open_rounds = [wave.code for wave in rounds.rounds(db) if wave.state(today) is State.OPEN]
    codes = any(reach[code].open_codes for code in open_rounds if code in reach)
    named = bool(get_setting(db, "office_name")) and rounds.reachable(db) is None
    every = [
        Step("name", "office.settings", named),
        Step("units", "places.import_file", not places.only_provinces(db)),
        Step("people", "accounts.people", len(people.people(db)) > 1),
        Step("questionnaire", "instruments.desk", bool(instruments.versions(db))),
        Step("round", "rounds.calendar", bool(open_rounds)),
        Step("codes", "rounds.calendar", codes),
        Step("backup", "office.backups", bool(store.backups(opened.instance))),
    ]
    return [] if all(step.done for step in every) else every
