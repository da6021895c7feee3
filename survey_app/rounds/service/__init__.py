"""What a person does with rounds: open a wave, give counters their codes, print them, close them."""

from survey_app.rounds.service.address import (
    HOTSPOT_ONLY,
    PUBLIC_URL,
    collector_url,
    reachable,
)
from survey_app.rounds.service.collectors import (
    add_collector,
    close_collector,
    collector,
    collectors,
    collectors_page,
    open_collectors,
)
from survey_app.rounds.service.pictures import QR_SUFFIXES, qr_picture
from survey_app.rounds.service.posters import make_posters, posters_below
from survey_app.rounds.service.waves import (
    add_round,
    change_last_day,
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
    "change_last_day",
    "close_collector",
    "collector",
    "collector_url",
    "collectors",
    "collectors_page",
    "is_for_visits",
    "make_posters",
    "open_collectors",
    "posters_below",
    "qr_picture",
    "reach",
    "reachable",
    "round_",
    "rounds",
]
