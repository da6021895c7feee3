"""The child process: which findings on standard input, the workbook of them on standard output.

    python -m survey_app.findings.child

It is asked in JSON: root, language, asker, filters. Writing 20,000 findings keeps an interpreter busy:
here it is none that answers citizens.
"""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from survey_app.accounts.model import Asker, Role
from survey_app.findings import service
from survey_app.findings.files import look, write_xlsx
from survey_app.findings.model import Filters
from survey_app.store import Instance, open_store


def main() -> None:
    """Read what is asked, write the workbook."""
    if sys.platform != "win32":
        os.nice(5)  # on a small machine citizens come first
    asked = json.load(sys.stdin)
    store = open_store(Instance(Path(asked["root"])))
    db, language = store.read(), asked["language"]
    lines = service.history(db, asker_of(asked["asker"]), filters_of(asked["filters"]))
    sys.stdout.buffer.write(write_xlsx(lines, look(db, language)))
    store.close()


def asker_of(values: dict[str, Any]) -> Asker:
    """Who asks, as it was written into JSON."""
    units = None if values["units"] is None else tuple(values["units"])
    return Asker(values["username"], Role(values["role"]), units)


def filters_of(values: dict[str, Any]) -> Filters:
    """Which findings are meant, as it was written into JSON."""
    names = [name for name in ("first", "last", "due_before") if values[name]]
    return Filters(**{**values, **{name: date.fromisoformat(values[name]) for name in names}})


if __name__ == "__main__":
    main()
