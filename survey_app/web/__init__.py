"""The frame every page stands in: who may see it, its headers, its language, its errors."""

from survey_app.web.errors import register_errors, status_of
from survey_app.web.frame import clear_session, current_store, language, now, register_frame
from survey_app.web.guards import SESSION_TOKEN, guard, only, public, register_guards, signed_in
from survey_app.web.headers import register_headers

__all__ = [
    "SESSION_TOKEN",
    "clear_session",
    "current_store",
    "guard",
    "language",
    "now",
    "only",
    "public",
    "register_errors",
    "register_frame",
    "register_guards",
    "register_headers",
    "signed_in",
    "status_of",
]
