"""What is done with responses: taken in, sealed, counted, verified, imported."""

from survey_app.responses.desk import About, Captured, Exclusion, Found, Origin, Review, Revision
from survey_app.responses.desk import State as ReviewState
from survey_app.responses.keying import Paper, unkeyed
from survey_app.responses.service.accept import accept, accept_inspection, accept_sealed, differing
from survey_app.responses.service.desk import dossier, facets, line, listing, review
from survey_app.responses.service.importing import (
    FileMapping,
    Imported,
    Task,
    import_file,
    mapping,
    purge_uploads,
)
from survey_app.responses.service.keying import open_sheets, paper_of
from survey_app.responses.service.purge import purge
from survey_app.responses.service.quarantine import (
    Released,
    discard,
    discarded,
    quarantine,
    quarantined,
    release,
)
from survey_app.responses.service.revisions import correct, different, exclude, new_problems
from survey_app.responses.service.seal import received, seal_due, seal_round
from survey_app.responses.service.stored import (
    Batch,
    batches,
    changed_waiting,
    excluded,
    excluded_in,
    flags,
    purged,
    repeated,
    response,
    sealed,
    waiting,
)
from survey_app.responses.service.uploads import (
    MOST_FILES,
    MOST_MEGABYTES,
    files_named,
    files_of,
    files_of_round,
    keep_upload,
    move_uploads,
    purge_waiting,
    remove_upload,
    uploads_of,
)
from survey_app.responses.service.verify import verify

__all__ = [
    "MOST_FILES",
    "MOST_MEGABYTES",
    "About",
    "Batch",
    "Captured",
    "Exclusion",
    "FileMapping",
    "Found",
    "Imported",
    "Origin",
    "Paper",
    "Released",
    "Review",
    "ReviewState",
    "Revision",
    "Task",
    "accept",
    "accept_inspection",
    "accept_sealed",
    "batches",
    "changed_waiting",
    "correct",
    "different",
    "differing",
    "discard",
    "discarded",
    "dossier",
    "exclude",
    "excluded",
    "excluded_in",
    "facets",
    "files_named",
    "files_of",
    "files_of_round",
    "flags",
    "import_file",
    "keep_upload",
    "line",
    "listing",
    "mapping",
    "move_uploads",
    "new_problems",
    "open_sheets",
    "paper_of",
    "purge",
    "purge_uploads",
    "purge_waiting",
    "purged",
    "quarantine",
    "quarantined",
    "received",
    "release",
    "remove_upload",
    "repeated",
    "response",
    "review",
    "seal_due",
    "seal_round",
    "sealed",
    "unkeyed",
    "uploads_of",
    "verify",
    "waiting",
]
