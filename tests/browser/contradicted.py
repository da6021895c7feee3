"""What a bundle brought and contradicts what is here, for who looks at its page."""

import json
from datetime import datetime
from uuid import uuid4

from survey_app import store
from survey_app.inspections.service import carrying
from survey_app.sync.service import bundles
from survey_app.sync.store import bundles as rows


def contradiction(opened: store.Store, visit: str, now: datetime) -> dict[str, str]:
    """Another content of a visit: the end of its page's address."""
    digest, bundle, at, sender = "c" * 64, str(uuid4()), now.isoformat(), "d" * 64
    came = json.dumps(carrying.carried_visit(opened.read(), visit))
    new = bundles.Contradiction("visit", visit, digest, bundle, "carried_visit_differs", came, at)

    def work(db: store.Database) -> None:
        rows.accept(db, bundles.Sender(sender, "Máy chuyến đi", "kiemtra1", at))
        rows.begin(db, bundles.Came(bundle, sender, "home", at, at, "", 0, "", 0, "[]"))
        rows.add_contradiction(db, new)

    opened.write(work)
    return {"contradiction": f"visit/{visit}/{digest}"}
