"""What tablets ask for and hand in."""

from survey_app.sync.service.pack import file_address, pack, page_address

__all__ = ["file_address", "pack", "page_address"]
