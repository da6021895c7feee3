"""The child process: which document on standard input, the Word file on standard output.

    python -m survey_app.inspections.papers.child

It is asked in JSON: root, language, document, reference, username, role, now. What whoever asks may not
have it does not make: it looks for itself.
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path

from survey_app import documents
from survey_app.accounts import service as accounts
from survey_app.documents import About, Look
from survey_app.errors import NotFound
from survey_app.inspections.papers.gathering import facts_of
from survey_app.inspections.papers.offering import offered
from survey_app.inspections.papers.pictures import draw_code, photo_drawer
from survey_app.inspections.papers.values import values
from survey_app.inspections.service import cases
from survey_app.places.model import LOCAL_TIME, local_day
from survey_app.store import Instance, Store, open_store


def main() -> None:
    """Read what is asked, write the document."""
    if sys.platform != "win32":
        os.nice(5)  # on a small machine citizens come first
    asked = json.load(sys.stdin)
    store = open_store(Instance(Path(asked["root"])))
    sys.stdout.buffer.write(write(store, asked))
    store.close()


def write(store: Store, asked: dict[str, str]) -> bytes:
    """The document that is ``asked`` for. Raises NotFound for what there is not for whoever asks."""
    db, now = store.read(), datetime.fromisoformat(asked["now"])
    asker = accounts.asker(db, asked["username"], asked["role"], local_day(now))
    of, document = cases.case(db, asker, asked["reference"]), asked["document"]
    if document not in offered(of, asker):
        raise NotFound("no_such_page")
    language = asked["language"]
    look = Look(language, documents.office_of(db), now.astimezone(LOCAL_TIME), photo_drawer(store), draw_code)
    facts = facts_of(db, of, asker, language, local_day(now))
    template = documents.current(db, documents.kind_of(document, language))
    about = About(f"{of.reference} {facts.title}", look.office.name, now)
    return documents.fill(template.content, values(document, facts, look), about)


if __name__ == "__main__":
    main()
