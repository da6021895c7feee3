"""A request as JSON on stdin, its PDF on stdout."""

import json
import sys
from datetime import date

from survey_app.rounds.model import Poster, Size
from survey_app.rounds.posters.sheets import draw_sheets

asked = json.load(sys.stdin.buffer)
posters = [Poster(**each) for each in asked["posters"]]
sys.stdout.buffer.write(
    draw_sheets(posters, Size(asked["size"]), date.fromisoformat(asked["day"]), demo=asked["demo"])
)
