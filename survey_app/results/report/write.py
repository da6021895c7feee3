"""The report of a round: the office's template filled with what the page shows."""

import base64
from datetime import datetime
from typing import Any

from survey_app import documents
from survey_app.documents import About
from survey_app.results.page import Findings
from survey_app.results.report.parts import parts
from survey_app.results.report.texts import texts
from survey_app.store import Database

NAME = "report.docx"


def report(db: Database, found: Findings, digest: str, now: datetime) -> dict[str, Any]:
    """``files`` with the report (base64) and the beginning of its name, as an answer for a page has them.

    ``digest`` is that of the dataset, ``now`` the moment the report says it was made.
    """
    look = found.look
    template = documents.current(db, documents.kind_of("round_report", look.language))
    values = {**texts(db, found, digest, now), **parts(found)}
    about = About(look.say("report_title", round=look.round.code), look.office, now)
    content = documents.fill(template.content, values, about)
    return {
        "files": {NAME: base64.b64encode(content).decode()},
        "file_prefix": "du-lieu-gia-lap-" if look.demo else "",
    }
