"""The room's blueprints: pages for browsers, and doors that programs use."""

from flask import Blueprint

pages = Blueprint("sync", __name__, template_folder="../templates")
doors = Blueprint("doors", __name__, url_prefix="/api/v1")
