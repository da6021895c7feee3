"""The publishing desk: what was published."""

from survey_app.instruments.service.versions import (
    attachment,
    newest_version,
    original,
    publish,
    published,
    versions,
)

__all__ = ["attachment", "newest_version", "original", "publish", "published", "versions"]
