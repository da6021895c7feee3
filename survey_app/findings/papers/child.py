"""The child process: which findings on standard input, the register as a Word file on standard output.

    python -m survey_app.findings.papers.child

It is asked in JSON what the workbook's process is asked, and for which moment.
"""

import json
import os
import sys
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from survey_app import documents
from survey_app.documents import About, Look
from survey_app.findings import service
from survey_app.findings.child import asker_of, filters_of
from survey_app.findings.model import Order, State
from survey_app.findings.papers.entries import entry_of, sums_of
from survey_app.findings.papers.scope import scope_of
from survey_app.findings.papers.values import MOST_ROWS, values
from survey_app.places.model import LOCAL_TIME
from survey_app.store import Database, Instance, open_store


def main() -> None:
    """Read what is asked, write the document."""
    if sys.platform != "win32":
        os.nice(5)  # on a small machine citizens come first
    asked = json.load(sys.stdin)
    store = open_store(Instance(Path(asked["root"])))
    sys.stdout.buffer.write(write(store.read(), asked))
    store.close()


def write(db: Database, asked: dict[str, Any]) -> bytes:
    """The register that is ``asked`` for, as far as whoever asks reaches."""
    language, now = asked["language"], datetime.fromisoformat(asked["now"]).astimezone(LOCAL_TIME)
    asker, filters = asker_of(asked["asker"]), filters_of(asked["filters"])
    look = Look(language, documents.office_of(db), now)
    unit, people = service.unit_namer(db, language), service.people_names(db)
    entries = [
        entry_of(found, log, unit, people, look)
        for found, log in islice(service.history(db, asker, filters, Order(asked["order"])), MOST_ROWS)
    ]
    totals = service.totals(db, asker, filters)
    withdrawn = sum(count for (_, state), count in totals.items() if state is State.WITHDRAWN)
    figures = service.indicators(db, asker, filters, now.date()).all
    sums = sums_of(figures, withdrawn)
    said = values(entries, sum(totals.values()), sums, scope_of(filters, unit, look), look)
    template = documents.current(db, documents.kind_of("findings_register", language))
    return documents.fill(template.content, said, About(look.say("register_title"), look.office.name, now))


if __name__ == "__main__":
    main()
