"""The child process: which findings on standard input, the workbook of them on standard output.

    python -m survey_app.findings.child

It is asked in JSON: root, language, filters. Writing 20,000 findings keeps an interpreter busy for seconds:
here it is none that answers citizens.
"""

import json
import os
import sys
from datetime import date
from pathlib import Path

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
    lines = service.history(db, _filters(asked["filters"]))
    sys.stdout.buffer.write(write_xlsx(lines, look(db, language)))
    store.close()


def _filters(values: dict[str, str]) -> Filters:
    days = {name: date.fromisoformat(values[name]) for name in ("first", "last") if values[name]}
    return Filters(values["state"], values["severity"], values["unit"], values["code"], **days)


if __name__ == "__main__":
    main()
