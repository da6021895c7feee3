"""The room's blueprint."""

from flask import Blueprint

pages = Blueprint("office", __name__, template_folder="../templates")
