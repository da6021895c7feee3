"""The child process: which document on standard input, the Word file on standard output.

    python -m survey_app.inspections.papers.child

It is asked in JSON: root, language, document, reference (of a draw its id), username, role, now. What
whoever asks may not have it does not make: it looks for itself.
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from survey_app import documents
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Asker
from survey_app.documents import About, Look
from survey_app.errors import NotFound
from survey_app.findings import service as findings
from survey_app.inspections.model import CaseStep
from survey_app.inspections.model.draws import DrawKind
from survey_app.inspections.papers.gathering import facts_of
from survey_app.inspections.papers.lot import LOT, lot_values
from survey_app.inspections.papers.offering import offered
from survey_app.inspections.papers.pictures import draw_code, photo_drawer
from survey_app.inspections.papers.values import MINUTES, values
from survey_app.inspections.service import cases, draws
from survey_app.places.model import LOCAL_TIME, local_day
from survey_app.store import Database, Instance, Store, open_store


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
    language, document = asked["language"], asked["document"]
    local = now.astimezone(LOCAL_TIME)
    look = Look(language, documents.office_of(db), local, photo_drawer(store), draw_code)
    made = _lot if document == LOT else _of_case
    said, title = made(db, asked, asker, look)
    template = documents.current(db, documents.kind_of(document, language), _signed(db, asked, asker))
    return documents.fill(template.content, said, About(title, look.office.name, now))


def _of_case(db: Database, asked: dict[str, str], asker: Asker, look: Look) -> tuple[dict[str, Any], str]:
    of = cases.case(db, asker, asked["reference"])
    if asked["document"] not in offered(db, of, asker):
        raise NotFound("no_such_page")
    facts = facts_of(db, of, asker, look.language, look.now.date())
    return values(asked["document"], facts, look), f"{of.reference} {of.title}"


def _signed(db: Database, asked: dict[str, str], asker: Asker) -> datetime | None:
    """When what is asked for was signed, whose words stay those of the template of that moment; else None."""
    if asked["document"] != MINUTES:
        return None
    of = cases.case(db, asker, asked["reference"])
    return next((move.at for move in cases.moves(db, of) if move.step == CaseStep.SIGN), None)


def _lot(db: Database, asked: dict[str, str], asker: Asker, look: Look) -> tuple[dict[str, Any], str]:
    of = draws.draw(db, asker, asked["reference"])
    case = cases.unguarded(db, of.inspection) if of.inspection else None
    people, name = findings.people_names(db), findings.unit_namer(db, look.language)
    names = {}
    if of.kind is DrawKind.UNITS:
        day = local_day(of.made_at)
        names = {code: name(code, day) for one in of.drawn for code in (*one.codes, *one.replacements)}
    time = draws.which_time(db, of)
    drawn_by = people.get(of.made_by, of.made_by)
    reference, grouping = case.reference if case else "", draws.grouping(db, of)
    return lot_values(of, reference, drawn_by, names, time, grouping, look), of.about


if __name__ == "__main__":
    main()
