"""What tablets ask for and hand in."""

from survey_app.sync.service.arrivals import arrivals, sent_codes
from survey_app.sync.service.conflicts import Both, both, conflicts, count_undecided, put_aside, take
from survey_app.sync.service.deciding import (
    Waiting,
    body_of,
    count_waiting,
    fitting_visits,
    release,
    remove,
    removed,
    waiting,
    waiting_record,
)
from survey_app.sync.service.forgetting import forget_gone
from survey_app.sync.service.pack import file_address, pack, page_address
from survey_app.sync.service.places import APP, address_problem, enrolment_address, office_address
from survey_app.sync.service.records import state_of, take_record
from survey_app.sync.service.refusals import count_refused, refusals, refused_in
from survey_app.sync.store.conflicts import OtherContent
from survey_app.sync.store.records import Kept

__all__ = [
    "APP",
    "Both",
    "Kept",
    "OtherContent",
    "Waiting",
    "address_problem",
    "arrivals",
    "body_of",
    "both",
    "conflicts",
    "count_refused",
    "count_undecided",
    "count_waiting",
    "enrolment_address",
    "file_address",
    "fitting_visits",
    "forget_gone",
    "office_address",
    "pack",
    "page_address",
    "put_aside",
    "refusals",
    "refused_in",
    "release",
    "remove",
    "removed",
    "sent_codes",
    "state_of",
    "take",
    "take_record",
    "waiting",
    "waiting_record",
]
