"""What tablets ask for and hand in."""

from survey_app.sync.service.deciding import (
    Waiting,
    body_of,
    conflicts,
    count_waiting,
    fitting_visits,
    release,
    remove,
    removed,
    waiting,
    waiting_record,
)
from survey_app.sync.service.pack import file_address, pack, page_address
from survey_app.sync.service.places import APP, address_problem, enrolment_address, office_address
from survey_app.sync.service.records import state_of, take_record
from survey_app.sync.store.records import Kept

__all__ = [
    "APP",
    "Kept",
    "Waiting",
    "address_problem",
    "body_of",
    "conflicts",
    "count_waiting",
    "enrolment_address",
    "file_address",
    "fitting_visits",
    "office_address",
    "pack",
    "page_address",
    "release",
    "remove",
    "removed",
    "state_of",
    "take_record",
    "waiting",
    "waiting_record",
]
