"""Bundles: what one instance collected, signed, on its way into another; and what a trip takes along."""

from survey_app.sync.service.bundles.contents import Asked
from survey_app.sync.service.bundles.deciding import decide, may_be_taken
from survey_app.sync.service.bundles.keys import spelled
from survey_app.sync.service.bundles.looking import Look, check_mark, look_at
from survey_app.sync.service.bundles.manifest import Kind, Manifest, Purpose
from survey_app.sync.service.bundles.reading import Catalogue, open_bundle
from survey_app.sync.service.bundles.senders import accept_sender, begin_trip, check_trip, own_fingerprint
from survey_app.sync.service.bundles.shelf import (
    Shelved,
    new_place,
    put_on_shelf,
    remove_from_shelf,
    shelf,
    shelved,
)
from survey_app.sync.service.bundles.storing import Imported, import_bundle
from survey_app.sync.service.bundles.writing import Written, write_bundle
from survey_app.sync.store.bundles import (
    Came,
    Contradiction,
    Sender,
    came,
    contradiction,
    contradictions,
    count_things,
    senders,
)

__all__ = [
    "Asked",
    "Came",
    "Catalogue",
    "Contradiction",
    "Imported",
    "Kind",
    "Look",
    "Manifest",
    "Purpose",
    "Sender",
    "Shelved",
    "Written",
    "accept_sender",
    "begin_trip",
    "came",
    "check_mark",
    "check_trip",
    "contradiction",
    "contradictions",
    "count_things",
    "decide",
    "import_bundle",
    "look_at",
    "may_be_taken",
    "new_place",
    "open_bundle",
    "own_fingerprint",
    "put_on_shelf",
    "remove_from_shelf",
    "senders",
    "shelf",
    "shelved",
    "spelled",
    "write_bundle",
]
