"""What a tablet holds of files before it keeps them is what the office takes."""

import re
from pathlib import Path

from survey_app import web
from survey_app.media import MOST_OF
from survey_app.media.kinds import Kind

SCRIPT = Path(web.__file__).parent / "static/tablet/photo.js"


def test_limits_of_files__on_the_tablet__are_those_of_the_office() -> None:
    found = re.search(r"MOST = \{ video: (\d+), other: (\d+) \}", SCRIPT.read_text("utf-8"))
    assert found is not None
    video, other = map(int, found.groups())
    assert {kind: video if kind is Kind.VIDEO else other for kind in Kind} == dict(MOST_OF)
