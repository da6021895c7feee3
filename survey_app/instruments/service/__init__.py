"""The publishing desk: uploads that wait, and what was published."""

from survey_app.instruments.service.changes import changed_meanings, changes, changes_since
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
)
from survey_app.instruments.service.findings import KINDS, FindingLine, told
from survey_app.instruments.service.making import made_codebook, made_workbook
from survey_app.instruments.service.methods import methods
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
)

__all__ = [
    "KINDS",
    "Examined",
    "FindingLine",
    "Reviewed",
    "add_draft",
    "attachment",
    "before_publishing",
    "changed_meanings",
    "changes",
    "changes_since",
    "delete_draft",
    "draft_file",
    "drafts",
    "examine",
    "made_codebook",
    "made_workbook",
    "methods",
    "newest_version",
    "original",
    "publish",
    "publish_draft",
    "publish_shipped",
    "published",
    "published_until",
    "review",
    "told",
    "version",
    "versions",
]
