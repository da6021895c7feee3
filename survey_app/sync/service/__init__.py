"""What tablets ask for and hand in."""

from survey_app.sync.service.pack import file_address, pack, page_address
from survey_app.sync.service.places import APP, address_problem, enrolment_address, office_address
from survey_app.sync.service.records import state_of, take_record

__all__ = [
    "APP",
    "address_problem",
    "enrolment_address",
    "file_address",
    "office_address",
    "pack",
    "page_address",
    "state_of",
    "take_record",
]
