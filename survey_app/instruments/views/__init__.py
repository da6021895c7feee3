"""The pages of the publishing desk: what is published, uploads that wait, previews of both."""

from survey_app.instruments.views import desk, drafting, drafts, files, preview, versions
from survey_app.instruments.views.pages import pages

__all__ = ["desk", "drafting", "drafts", "files", "pages", "preview", "versions"]
