"""The publishing desk: uploads that wait, and what was published."""

from survey_app.instruments.service.changes import changes, changes_since
from survey_app.instruments.service.drafts import (
    Examined,
    Reviewed,
    add_draft,
    before_publishing,
    delete_draft,
    draft_file,
    drafts,
    examine,
    publish_draft,
    review,
    waiting,
)
from survey_app.instruments.service.findings import KINDS, FindingLine, told
from survey_app.instruments.service.languages import (
    Brought,
    add_language,
    brought,
    language,
    languages,
    new_version,
)
from survey_app.instruments.service.making import made_codebook, made_workbook
from survey_app.instruments.service.methods import methods
from survey_app.instruments.service.text_names import names_of
from survey_app.instruments.service.translating import Entry, lines, recorded, save, tidy
from survey_app.instruments.service.translation_table import made_table, read_table, take_table
from survey_app.instruments.service.versions import (
    attachment,
    newest_version,
    original,
    publish,
    publish_shipped,
    published,
    published_until,
    version,
    versions,
    with_digest,
)

__all__ = [
    "KINDS",
    "Brought",
    "Entry",
    "Examined",
    "FindingLine",
    "Reviewed",
    "add_draft",
    "add_language",
    "attachment",
    "before_publishing",
    "brought",
    "changes",
    "changes_since",
    "delete_draft",
    "draft_file",
    "drafts",
    "examine",
    "language",
    "languages",
    "lines",
    "made_codebook",
    "made_table",
    "made_workbook",
    "methods",
    "names_of",
    "new_version",
    "newest_version",
    "original",
    "publish",
    "publish_draft",
    "publish_shipped",
    "published",
    "published_until",
    "read_table",
    "recorded",
    "review",
    "save",
    "take_table",
    "tidy",
    "told",
    "version",
    "versions",
    "waiting",
    "with_digest",
]
