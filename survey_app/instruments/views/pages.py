"""The room's blueprint and who may open its pages."""

from flask import Blueprint

pages = Blueprint("instruments", __name__, template_folder="../templates")
READERS = ("administrator", "analyst")
PUBLISHERS = ("administrator",)
