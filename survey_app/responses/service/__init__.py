"""What is done with responses: taken in, sealed, counted, verified, imported."""

from survey_app.responses.service.accept import accept, accept_inspection, accept_sealed
from survey_app.responses.service.importing import Imported, import_file
from survey_app.responses.service.purge import purge
from survey_app.responses.service.seal import received, seal_due, seal_round
from survey_app.responses.service.stored import Batch, batches, response, sealed, waiting
from survey_app.responses.service.verify import verify

__all__ = [
    "Batch",
    "Imported",
    "accept",
    "accept_inspection",
    "accept_sealed",
    "batches",
    "import_file",
    "purge",
    "received",
    "response",
    "seal_due",
    "seal_round",
    "sealed",
    "verify",
    "waiting",
]
