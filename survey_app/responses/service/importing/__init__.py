"""Raw import: a file of responses becomes stored responses, all of them or none."""

from survey_app.responses.service.importing.run import Imported, import_file

__all__ = ["Imported", "import_file"]
