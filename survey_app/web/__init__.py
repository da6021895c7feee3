"""The frame every page stands in: who may see it, its headers, its language, its errors."""

from survey_app.web.compression import compressed, register_compression
from survey_app.web.errors import register_errors, status_of, too_large_page
from survey_app.web.fields import DateField, IntegerField, whole, whole_or
from survey_app.web.files import kept_file
from survey_app.web.forms import (
    StaffForm,
    at_most,
    done,
    form_page,
    labelled,
    names_sent,
    new_key,
    problem_text,
    read_key,
    required,
    uploaded,
)
from survey_app.web.frame import API, clear_session, current_store, language, now, register_frame, utc_now
from survey_app.web.guards import (
    DEVICE,
    EVEN_REVOKED,
    SESSION_TOKEN,
    device,
    device_only,
    guard,
    only,
    public,
    register_guards,
    signed_in,
)
from survey_app.web.headers import register_headers
from survey_app.web.held import release, send_again_page
from survey_app.web.layout import may_open, register_layout
from survey_app.web.lines import mind_lines
from survey_app.web.scripts import register_scripts
from survey_app.web.uploads import register_uploads, takes_files

__all__ = [
    "API",
    "DEVICE",
    "EVEN_REVOKED",
    "SESSION_TOKEN",
    "DateField",
    "IntegerField",
    "StaffForm",
    "at_most",
    "clear_session",
    "compressed",
    "current_store",
    "device",
    "device_only",
    "done",
    "form_page",
    "guard",
    "kept_file",
    "labelled",
    "language",
    "may_open",
    "mind_lines",
    "names_sent",
    "new_key",
    "now",
    "only",
    "problem_text",
    "public",
    "read_key",
    "register_compression",
    "register_errors",
    "register_frame",
    "register_guards",
    "register_headers",
    "register_layout",
    "register_scripts",
    "register_uploads",
    "release",
    "required",
    "send_again_page",
    "signed_in",
    "status_of",
    "takes_files",
    "too_large_page",
    "uploaded",
    "utc_now",
    "whole",
    "whole_or",
]
