"""The pages of the room: the tree, one unit, editing, import."""

from survey_app.places.views import editing, importing, tree
from survey_app.places.views.pages import pages

__all__ = ["editing", "importing", "pages", "tree"]
