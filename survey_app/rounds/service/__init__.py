"""What a person does with rounds: open a wave, give counters their codes, print them, close them."""

from survey_app.rounds.service.address import (
    HOTSPOT_ONLY,
    PUBLIC_URL,
    collector_url,
    is_of_this_machine,
    reachable,
)
from survey_app.rounds.service.collectors import (
    add_collector,
    check_counter,
    close_collector,
    collector,
    collectors,
    collectors_page,
    day_at,
    left_open,
    open_collectors,
)
from survey_app.rounds.service.paper import paper_form, paper_pdf
from survey_app.rounds.service.pictures import QR_SUFFIXES, qr_picture
from survey_app.rounds.service.posters import make_posters, posters_below
from survey_app.rounds.service.waves import (
    add_round,
    change_first_day,
    change_last_day,
    check_unused,
    delete_round,
    has_codes,
    is_for_visits,
    reach,
    round_,
    rounds,
)

__all__ = [
    "HOTSPOT_ONLY",
    "PUBLIC_URL",
    "QR_SUFFIXES",
    "add_collector",
    "add_round",
    "change_first_day",
    "change_last_day",
    "check_counter",
    "check_unused",
    "close_collector",
    "collector",
    "collector_url",
    "collectors",
    "collectors_page",
    "day_at",
    "delete_round",
    "has_codes",
    "is_for_visits",
    "is_of_this_machine",
    "left_open",
    "make_posters",
    "open_collectors",
    "paper_form",
    "paper_pdf",
    "posters_below",
    "qr_picture",
    "reach",
    "reachable",
    "round_",
    "rounds",
]
