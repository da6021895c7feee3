"""Taking a bundle in, thing by thing: what is known stays, what contradicts is kept beside it, and doing it
again goes on where it ended."""

import base64
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from survey_app import media
from survey_app.accounts.service import carrying as people
from survey_app.errors import Conflict, Invalid, Problem, SurveyError, Unavailable
from survey_app.inspections.service import carrying as visits
from survey_app.inspections.service.scheme_carrying import take_scheme
from survey_app.instruments.service import carrying as instruments
from survey_app.places.model import local_day
from survey_app.places.service import carrying as units
from survey_app.responses.service import carrying as responses
from survey_app.rounds.service import carrying as carried_rounds
from survey_app.store import Database, Store
from survey_app.sync.service.bundles.looking import Look, check_mark, check_takable, look_at, published
from survey_app.sync.service.bundles.manifest import Kind, Line, Purpose
from survey_app.sync.service.bundles.reading import Catalogue
from survey_app.sync.store import bundles as rows

_AT_ONCE = 5_000
Told = Callable[[int], None]


@dataclass(slots=True)
class Imported:
    """What became of a bundle: kind -> how many were new, and known; what contradicts; what is not here yet
    and why; how many responses had been removed here."""

    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)
    lacking: list[tuple[str, str, str]] = field(default_factory=list)
    purged: int = 0


def import_bundle(
    store: Store,
    catalogue: Catalogue,
    by: str,
    now: datetime,
    *,
    adds_units: bool = False,
    begin: Callable[[int], Told] = lambda _: lambda _done: None,
) -> Imported:
    """What became of everything in a bundle. Done again, also with mended files, it completes what is here.

    Raises, before anything is stored: Refused for a sender nobody accepted, Invalid for units that are
    nowhere, that nobody confirmed or that do not fit the tree here, Conflict when the sender's ledger is not
    the one it was, and when only one of both instances holds simulated data.
    """
    db, manifest = store.read(), catalogue.manifest
    look = _checked(db, catalogue, adds_units=adds_units)
    run = _Run(store, catalogue, look, now, Imported(), begin(sum(line.size for line in manifest.lines)))
    came = rows.Came(
        manifest.bundle,
        manifest.fingerprint,
        manifest.purpose,
        manifest.made_at,
        now.isoformat(timespec="seconds"),
        by,
        manifest.number,
        manifest.hash,
        0,
        json.dumps([["bundle", manifest.bundle, "unfinished"]]),
    )
    store.write(lambda writer: rows.begin(writer, came))
    run.take_all()
    done = run.done
    store.write(lambda writer: rows.end(writer, manifest.bundle, done.new[Kind.RESPONSE], done.lacking))
    return done


def _checked(db: Database, catalogue: Catalogue, *, adds_units: bool) -> Look:
    """What a bundle would bring, once nothing stands against taking it in."""
    check_mark(db, catalogue.manifest)
    look = look_at(db, catalogue)
    try:
        check_takable(catalogue.manifest, look, adds_units=adds_units)
        units.check_addable(db, look.unknown)
    except Invalid:
        if catalogue.cut and any(line.kind == Kind.UNIT for line in catalogue.missing):
            raise Invalid([Problem("bundle_cut_units")]) from None
        raise
    _check_ledger(db, catalogue)
    return look


def _check_ledger(db: Database, catalogue: Catalogue) -> None:
    """Raise Conflict when what the sender sealed before is not in its ledger any more."""
    manifest = catalogue.manifest
    for earlier in rows.came(db):
        if earlier.sender != manifest.fingerprint or earlier.made_at > manifest.made_at:
            continue
        if earlier.number and list(manifest.ledger)[earlier.number - 1 : earlier.number] != [earlier.hash]:
            raise Conflict("bundle_ledger_changed", made=earlier.made_at[:10], number=earlier.number)


@dataclass(slots=True)
class _Run:
    """One import, as far as it has come."""

    store: Store
    catalogue: Catalogue
    look: Look
    now: datetime
    done: Imported
    told: Told
    photos: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    open: set[str] = field(default_factory=set)

    def take_all(self) -> None:
        """Store what can be, in the order in which one thing needs another."""
        self.done.lacking += sorted(
            {(line.kind, line.id.partition("#")[0], "damaged") for line in self.catalogue.missing}
        )
        for line in self.catalogue.whole(Kind.PHOTO):
            self.photos[line.id.partition("#")[0]].append(line)
        self._each(Kind.INSTRUMENT, lambda db, came: instruments.take_version(db, came))
        self._take_units()
        today = local_day(self.now)
        self._each(Kind.PERSON, lambda db, came: people.take_person(db, came, today, self.now))
        self._each(Kind.ROUND, self._take_round)
        trip = self.catalogue.manifest.purpose == Purpose.TRIP
        self._each(Kind.SCHEME, lambda db, came: take_scheme(db, came, adopts=trip))
        self._each(Kind.VISIT, self._take_visit)
        self._take_responses()
        self._each(Kind.RECORD, lambda db, came: self._take_record(db, came, self.now.isoformat()))
        for name in list(self.photos):
            self._take_photo(name)

    def _each(self, kind: Kind, take: Callable[[Database, Any], bool]) -> None:
        """Store every whole line of a kind, each in a write of its own; what cannot be is named."""
        for line in self.catalogue.whole(kind):
            came = self.catalogue.content(line)
            self._bring_photos(kind, came)

            def work(db: Database, line: Line = line, came: Any = came) -> bool:
                new = take(db, came)
                rows.add_thing(db, kind, line.id, self.catalogue.manifest.bundle, _mark(kind, line, came))
                rows.drop_contradictions(db, kind, line.id)
                return new

            try:
                new = self.store.write(work)
            except Conflict as error:
                self._contradicts(line, error.problem.code)
            except Unavailable:
                raise
            except (SurveyError, sqlite3.IntegrityError) as error:
                code = error.problem.code if isinstance(error, SurveyError) else "does_not_fit"
                self.done.lacking.append((kind, line.id, code))
            else:
                (self.done.new if new else self.done.known)[kind] += 1
            self.told(line.size)

    def _take_units(self) -> None:
        """The units that are new here, all or none: a tree is right only as a whole."""
        unknown = self.look.unknown
        if unknown:
            self.store.write(lambda db: units.add_units(db, unknown))
        codes = {unit.code for unit in unknown}
        for line in self.catalogue.whole(Kind.UNIT):
            (self.done.new if line.id in codes else self.done.known)[Kind.UNIT] += 1
            self.told(line.size)
        differing = [(Kind.UNIT, unit.code, "carried_unit_differs") for unit in self.look.differing]
        self.done.conflicts += differing

    def _take_round(self, db: Database, came: Any) -> bool:
        """Whether a round was new; one that asks something else here than there is barred."""
        row = came["round"]
        if (row["instrument"], row["version"]) not in self._same_versions(db):
            raise Conflict("carried_round_form", round=row["code"])
        new = carried_rounds.take_round(db, came)
        self.open.add(row["code"])
        return new

    def _same_versions(self, db: Database) -> set[tuple[str, str]]:
        """The versions that what is carried answers and that are the same here."""
        return {
            (one.instrument, one.version)
            for one in self.catalogue.manifest.versions
            if (found := published(db, one)) is not None and found.digest == one.digest
        }

    def _check_round(self, code: str) -> None:
        if code not in self.open:
            raise Invalid([Problem("carried_round_barred", code)])

    def _take_visit(self, db: Database, came: Any) -> bool:
        self._check_round(came["visit"]["round"])
        sender = visits.Sender(self.catalogue.manifest.fingerprint, came["began"])
        key = self.store.key("digest")
        brought = visits.take_visit(db, key, came, sender, local_day(self.now), self.now)
        id_ = came["visit"]["id"]
        self.done.conflicts += [("finding", one, "carried_finding_differs") for one in brought.findings]
        if not brought.changes:
            self.done.conflicts.append((Kind.VISIT, id_, "carried_changes_differ"))
        return brought.outcome is not visits.Outcome.KNOWN

    def _take_responses(self) -> None:
        """By round, many at once and sealed together: nothing tells in which order they were given."""
        group: list[tuple[Line, Any]] = []
        for line in self.catalogue.whole(Kind.RESPONSE):
            came = self.catalogue.content(line)
            round_ = came["response"]["round"]
            if group and (len(group) == _AT_ONCE or group[0][1]["response"]["round"] != round_):
                self._take_group(group)
                group = []
            group.append((line, came))
        if group:
            self._take_group(group)

    def _take_group(self, group: Sequence[tuple[Line, Any]]) -> None:
        key, today = self.store.key("digest"), local_day(self.now)
        for _, came in group:
            self._bring_photos(Kind.RESPONSE, came)

        def work(db: Database) -> tuple[responses.Taken, list[str]]:
            self._check_round(group[0][1]["response"]["round"])
            taken = responses.take_responses(db, key, (came for _, came in group), today)
            apart = [
                line.id
                for line, came in group
                if line.id not in taken.differing and not responses.take_changes(db, came, today)
            ]
            return taken, apart

        try:
            taken, apart = self.store.write(work)
        except Unavailable:
            raise
        except (SurveyError, sqlite3.IntegrityError) as error:
            if len(group) > 1:  # one of them, perhaps: the others go in
                for one in group:
                    self._take_group([one])
                return
            code = error.problem.code if isinstance(error, SurveyError) else "does_not_fit"
            self.done.lacking.append((Kind.RESPONSE, group[0][0].id, code))
            return
        self.done.new[Kind.RESPONSE] += taken.added
        self.done.known[Kind.RESPONSE] += taken.known
        self.done.purged += taken.purged
        self.done.conflicts += [(Kind.RESPONSE, id_, "carried_response_differs") for id_ in taken.differing]
        self.done.conflicts += [(Kind.RESPONSE, id_, "carried_changes_differ") for id_ in apart]
        self.told(sum(line.size for line, _ in group))

    def _take_record(self, db: Database, came: Mapping[str, Any], at: str) -> bool:
        taken = rows.take_record(db, came, at)
        if taken is None:
            self.done.conflicts.append((Kind.RECORD, came["record"]["uuid"], "carried_record_differs"))
        return bool(taken)

    def _contradicts(self, line: Line, reason: str) -> None:
        before = rows.contradiction(self.store.read(), line.kind, line.id, line.digest)
        if before is not None and before.decisions:
            self.done.known[line.kind] += 1
            return
        at = self.now.isoformat(timespec="seconds")
        content = json.dumps(self.catalogue.content(line), ensure_ascii=False)
        bundle = self.catalogue.manifest.bundle
        new = rows.Contradiction(line.kind, line.id, line.digest, bundle, reason, content, at)
        self.store.write(lambda db: rows.add_contradiction(db, new))
        self.done.conflicts.append((line.kind, line.id, reason))

    def _bring_photos(self, kind: Kind, came: Any) -> None:
        """Have the files a thing names on disk before the rows that name them."""
        named = {Kind.VISIT: visits.files_carried, Kind.RESPONSE: responses.files_carried}.get(kind)
        for name in named(came) if named else ():
            self._take_photo(name)

    def _take_photo(self, name: str) -> None:
        pieces = self.photos.pop(name, [])
        if not pieces:
            return
        read = [self.catalogue.content(line) for line in pieces]
        size = sum(line.size for line in pieces)
        if len(pieces) == read[0]["of"]:  # else a piece was damaged, and that is named
            content = b"".join(base64.b64decode(one["piece"]) for one in read)
            try:
                new = media.keep_copy(self.store, name, content, self.now)
            except Invalid as error:
                self.done.lacking.append((Kind.PHOTO, name, error.problem.code))
            else:
                (self.done.new if new else self.done.known)[Kind.PHOTO] += 1
        self.told(size)


def _mark(kind: Kind, line: Line, came: Any) -> str:
    """What is kept of a thing that came: of a visit what its draft said, so that it is known when it comes
    back whether anybody changed it meanwhile."""
    return visits.draft_digest(came) if kind is Kind.VISIT else line.digest
