"""What draws: the serving process never loads the libraries of pictures and pages."""

from typing import Final

from survey_app.jobs import Maker

DRAWER: Final = Maker(busy="printing_busy", late="printing_took_too_long", failed="printing_failed")
