"""SQL over the tables of bundles: whose are trusted, which came, what came in which, what contradicts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from survey_app.store import Carried, Database, Table, bring, carried, known

_RECORD = Table("sync_record", ("uuid",))
_RECORD_FILE = Table("sync_record_file", ("record", "address"))
_FILE = Table("sync_file", ("digest",))


class Sender(NamedTuple):
    """An instance whose bundles are taken."""

    fingerprint: str
    name: str
    accepted_by: str
    accepted_at: str

    @property
    def called(self) -> str:
        """Its name with the head of its fingerprint: instances of one office may bear one name."""
        return f"{self.name or '—'} ({self.fingerprint[:8].upper()})"


class Came(NamedTuple):
    """A bundle that came: from whom, the sender's last entry of its ledger, what of it is not here yet."""

    id: str
    sender: str
    purpose: str
    made_at: str
    came_at: str
    by: str
    number: int
    hash: str
    responses: int
    lacking: str

    @property
    def made(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.came_at)

    @property
    def missing(self) -> list[list[str]]:
        """Kind, id and why of what is not here yet."""
        found: list[list[str]] = json.loads(self.lacking)
        return found


class Decided(NamedTuple):
    """What somebody decided about what contradicts, who, when and why."""

    what: str
    by: str
    at: str
    why: str


# Where the decisions stand in the content that is kept.
DECISIONS = "decisions"


class Contradiction(NamedTuple):
    """What came and contradicts what is stored here; ``content`` is JSON, with what was decided about it."""

    kind: str
    id: str
    digest: str
    bundle: str
    reason: str
    content: str
    found_at: str

    @property
    def came(self) -> dict[str, Any]:
        """What came, as it came."""
        found: dict[str, Any] = json.loads(self.content)
        found.pop(DECISIONS, None)
        return found

    @property
    def decisions(self) -> list[Decided]:
        """What was decided, the oldest first."""
        found = json.loads(self.content)
        return [Decided(**one) for one in found.get(DECISIONS, ())] if isinstance(found, dict) else []


def sender(db: Database, fingerprint: str) -> Sender | None:
    """The accepted instance with that fingerprint, or None."""
    query = f"SELECT {', '.join(Sender._fields)} FROM sync_sender WHERE fingerprint = ?"  # noqa: S608
    row = db.execute(query, [fingerprint]).fetchone()
    return Sender(*row) if row else None


def senders(db: Database) -> list[Sender]:
    """The instances whose bundles are taken, the latest accepted first."""
    query = f"SELECT {', '.join(Sender._fields)} FROM sync_sender ORDER BY accepted_at DESC"  # noqa: S608
    return [Sender(*row) for row in db.execute(query)]


def accept(db: Database, new: Sender) -> None:
    """Keep that an instance's bundles are taken; who accepted it first stays."""
    db.execute("INSERT INTO sync_sender VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", new)


def begin(db: Database, came: Came) -> None:
    """Keep that a bundle came; of one that came before what was taken in stays counted."""
    db.execute(
        "INSERT INTO sync_bundle VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET came_at = excluded.came_at, by = excluded.by,"
        " lacking = excluded.lacking",
        came,
    )


def end(db: Database, bundle: str, responses: int, lacking: Sequence[tuple[str, str, str]]) -> None:
    """Keep how many responses more a bundle brought and what of it is not here yet."""
    db.execute(
        "UPDATE sync_bundle SET responses = responses + ?, lacking = ? WHERE id = ?",
        [responses, json.dumps(lacking), bundle],
    )


def came(db: Database) -> list[Came]:
    """The bundles that came, the latest first."""
    query = f"SELECT {', '.join(Came._fields)} FROM sync_bundle ORDER BY came_at DESC, id"  # noqa: S608
    return [Came(*row) for row in db.execute(query)]


def add_thing(db: Database, kind: str, id_: str, bundle: str, digest: str) -> None:
    """Keep in which bundle something came first."""
    query = "INSERT INTO sync_bundle_thing VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
    db.execute(query, [kind, id_, bundle, digest])


def thing_digest(db: Database, kind: str, id_: str) -> str:
    """The digest something came with, '' for what came in no bundle."""
    row = db.execute("SELECT digest FROM sync_bundle_thing WHERE kind = ? AND id = ?", [kind, id_]).fetchone()
    return str(row[0]) if row else ""


def count_things(db: Database) -> dict[str, dict[str, int]]:
    """Bundle -> kind -> how many came in it first."""
    found: dict[str, dict[str, int]] = {}
    query = "SELECT bundle, kind, count(*) FROM sync_bundle_thing GROUP BY bundle, kind ORDER BY kind"
    for bundle, kind, count in db.execute(query):
        found.setdefault(bundle, {})[kind] = count
    return found


def add_contradiction(db: Database, new: Contradiction) -> bool:
    """Whether what contradicts is kept now and was not before."""
    query = "INSERT INTO sync_bundle_conflict VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    return bool(db.execute(query, new).rowcount)


def keep_decision(db: Database, one: Contradiction, content: str) -> None:
    """Keep what was decided about what contradicts, with what came."""
    query = "UPDATE sync_bundle_conflict SET content = ? WHERE kind = ? AND id = ? AND digest = ?"
    db.execute(query, [content, one.kind, one.id, one.digest])


def sender_of(db: Database, bundle: str) -> str:
    """The fingerprint of who sent a bundle that came."""
    row = db.execute("SELECT sender FROM sync_bundle WHERE id = ?", [bundle]).fetchone()
    return str(row[0]) if row else ""


def drop_contradictions(db: Database, kind: str, id_: str) -> None:
    """Forget what contradicted: it went in, after what stood in its way was taken away."""
    db.execute("DELETE FROM sync_bundle_conflict WHERE kind = ? AND id = ?", [kind, id_])


def contradictions(db: Database) -> list[Contradiction]:
    """What contradicts what is stored here, the latest first."""
    fields = ", ".join(Contradiction._fields)
    query = f"SELECT {fields} FROM sync_bundle_conflict ORDER BY found_at DESC, kind, id"  # noqa: S608
    return [Contradiction(*row) for row in db.execute(query)]


def contradiction(db: Database, kind: str, id_: str, digest: str) -> Contradiction | None:
    """One of them, or None."""
    fields = ", ".join(Contradiction._fields)
    query = f"SELECT {fields} FROM sync_bundle_conflict WHERE kind = ? AND id = ? AND digest = ?"  # noqa: S608
    row = db.execute(query, [kind, id_, digest]).fetchone()
    return Contradiction(*row) if row else None


def carried_records(db: Database) -> Iterator[Carried]:
    """Every record of a tablet with the files it names, by id."""
    for record in carried(db, _RECORD):
        named = carried(db, _RECORD_FILE, record=record["uuid"])
        files = [found for one in named for found in carried(db, _FILE, digest=one["digest"])]
        yield {"record": record, "named": named, "files": files}


def take_record(db: Database, came_: Mapping[str, Any], at: str) -> bool | None:
    """Whether a record was new here; None when another content stands under its id, and both are kept."""
    row = came_["record"]
    new = bring(db, _RECORD, row)
    stored = known(db, _RECORD, row) or {}
    if stored["digest"] != row["digest"]:
        other = Table("sync_conflict", ("uuid", "digest"))
        kept = {name: row[name] for name in ("uuid", "digest", "device")}
        bring(db, other, {**kept, "body": row["body"] or "", "came_at": at})
        return None
    if new:
        for one in came_["named"]:
            bring(db, _RECORD_FILE, one)
    for file in came_["files"]:
        if file["name"]:
            bring(db, _FILE, file)
    return new
