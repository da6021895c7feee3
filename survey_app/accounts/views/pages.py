"""The room's blueprint."""

from flask import Blueprint

pages = Blueprint("accounts", __name__, template_folder="../templates")
