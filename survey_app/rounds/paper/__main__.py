"""A request as JSON on stdin, its PDF on stdout."""

import json
import sys

from survey_app.rounds.paper.sheets import draw_form

sys.stdout.buffer.write(draw_form(json.load(sys.stdin.buffer)))
