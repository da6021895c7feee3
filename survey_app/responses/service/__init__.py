"""What is done with responses: taken in, sealed, counted, verified, imported."""

from survey_app.responses.service.accept import accept, accept_inspection, accept_sealed
from survey_app.responses.service.importing import (
    FileMapping,
    Imported,
    Task,
    import_file,
    mapping,
    purge_uploads,
)
from survey_app.responses.service.purge import purge
from survey_app.responses.service.seal import received, seal_due, seal_round
from survey_app.responses.service.stored import (
    Batch,
    batches,
    flags,
    repeated,
    response,
    sealed,
    waiting,
)
from survey_app.responses.service.verify import verify

__all__ = [
    "Batch",
    "FileMapping",
    "Imported",
    "Task",
    "accept",
    "accept_inspection",
    "accept_sealed",
    "batches",
    "flags",
    "import_file",
    "mapping",
    "purge",
    "purge_uploads",
    "received",
    "repeated",
    "response",
    "seal_due",
    "seal_round",
    "sealed",
    "verify",
    "waiting",
]
