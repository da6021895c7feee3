"""Import: a file of responses becomes stored responses, all of them or none.

A strict CSV is read as it is; any other table through a mapping of its columns.
"""

from survey_app.responses.service.importing.mapping import Column, Dates, Decimals, FileMapping, Layout
from survey_app.responses.service.importing.run import Examined, Imported, Task, examine_file, import_file
from survey_app.responses.service.importing.runner import Runner
from survey_app.responses.service.importing.saved import (
    drop_mapping,
    imported,
    imports,
    mapping,
    mappings,
    save_mapping,
)
from survey_app.responses.service.importing.uploads import (
    Upload,
    find_upload,
    keep_upload,
    purge_uploads,
    uploads_of,
)

__all__ = [
    "Column",
    "Dates",
    "Decimals",
    "Examined",
    "FileMapping",
    "Imported",
    "Layout",
    "Runner",
    "Task",
    "Upload",
    "drop_mapping",
    "examine_file",
    "find_upload",
    "import_file",
    "imported",
    "imports",
    "keep_upload",
    "mapping",
    "mappings",
    "purge_uploads",
    "save_mapping",
    "uploads_of",
]
