"""The pages where units and dossiers are drawn by lot."""

from survey_app.inspections.views.draws import dossiers, one, units
from survey_app.inspections.views.draws.pages import draws

__all__ = ["dossiers", "draws", "one", "units"]
