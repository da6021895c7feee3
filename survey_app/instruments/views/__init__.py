"""The pages of the publishing desk: what is published, uploads that wait, previews of both, languages."""

from survey_app.instruments.views import (
    desk,
    drafting,
    drafts,
    files,
    languages,
    preview,
    translating,
    translation_table,
    versions,
)
from survey_app.instruments.views.pages import pages

__all__ = [
    "desk",
    "drafting",
    "drafts",
    "files",
    "languages",
    "pages",
    "preview",
    "translating",
    "translation_table",
    "versions",
]
