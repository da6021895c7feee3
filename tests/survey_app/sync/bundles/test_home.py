"""The way home: everything once, again without harm, and nothing overwritten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from survey_app import media, store
from survey_app.errors import Conflict, Invalid, Refused
from survey_app.findings import service as findings
from survey_app.inspections import service as visits
from survey_app.inspections.model import State, Visit
from survey_app.inspections.store import parts as part_rows
from survey_app.places import service as places
from survey_app.places.service import carrying as carried_units
from survey_app.responses import service as responses
from survey_app.sync.service import bundles
from tests.survey_app.inspections.conftest import CHIEF, NOW, TODAY, Team
from tests.survey_app.sync.bundles.conftest import Office

Pack = Callable[..., bundles.Written]


def test_home__a_visit_handed_in__stands_there_with_answers_photos_findings(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    done = office.take(*pack(team.store).files)
    db = office.store.read()
    there = visits.visit(db, handed_in.id, CHIEF)
    assert (done.conflicts, done.lacking) == ([], [])
    assert there == team.now(handed_in)
    assert (
        responses.response(db, there.id).document == responses.response(team.store.read(), there.id).document
    )  # type: ignore[union-attr]
    assert findings.visit_findings(db, there.id) == findings.visit_findings(team.store.read(), there.id)
    photos = visits.photos(db, there)
    assert photos
    for name in photos:
        assert media.kept(office.store, name) == media.kept(team.store, name)
    assert responses.verify(db) == []


def test_home__again__changes_nothing(team: Team, office: Office, handed_in: Visit, pack: Pack) -> None:
    draft = team.make()
    team.save(draft, 1, team.met)
    files = pack(team.store).files
    office.take(*files)
    before = _content(office)
    again = office.take(*files)
    other = office.take(*pack(team.store).files)
    assert not again.new
    assert not other.new
    assert _content(office) == before


def test_home__two_drafts__are_merged_and_differences_kept(team: Team, office: Office, pack: Pack) -> None:
    visit = team.make()
    team.save(visit, 1, {"B01": "yes", "B05": "yes"})
    office.take(*pack(team.store).files)
    theirs = Team(office.store)
    screen = next(one.number for one in team.screens if "B01" in one.names)
    team.save(visit, screen, {"B01": "no", "B05": "yes"})
    theirs.save(visit, screen, {"B01": "yes", "B05": "yes", "B07": "yes"})
    office.take(*pack(team.store).files)
    draft = theirs.now(visit).draft
    assert draft["B07"] == "yes"
    said = {draft["B01"]} | {one.answer for one in part_rows.open_differences(office.store.read(), visit.id)}
    assert "no" in said


def test_home__a_draft_that_went_on_and_back__follows_and_an_old_bundle_changes_nothing(
    team: Team, office: Office, pack: Pack
) -> None:
    visit = team.make()
    screen = next(one.number for one in team.screens if "B08" in one.names)
    said, written = [], []
    for answer in ("1", "2", "1", "3"):
        team.save(visit, screen, {"B08": answer})
        written.append(pack(team.store))
        office.take(*written[-1].files)
        said.append(Team(office.store).now(visit).draft["B08"])
    assert said == ["1", "2", "1", "3"]
    for old in written:
        assert not office.take(*old.files).new
    assert Team(office.store).now(visit).draft["B08"] == "3"
    assert part_rows.open_differences(office.store.read(), visit.id) == []


def test_home__handed_in_away_where_a_draft_stands_untouched__takes_its_place(
    team: Team, office: Office, pack: Pack
) -> None:
    visit = team.make()
    team.save(visit, 2, team.met)
    office.take(*pack(team.store).files)
    team.fill(visit)
    team.submit(visit)
    done = office.take(*pack(team.store).files)
    there = visits.visit(office.store.read(), visit.id, CHIEF)
    assert (there.state, done.conflicts) == (State.SUBMITTED, [])
    assert responses.response(office.store.read(), visit.id) is not None


def test_home__a_draft_that_says_something_else__stays_and_is_listed(
    team: Team, office: Office, pack: Pack
) -> None:
    visit = team.make()
    office.take(*pack(team.store).files)
    theirs = Team(office.store)
    screen = next(one.number for one in team.screens if "B08" in one.names)
    theirs.save(visit, screen, {"B08": "7"})
    team.fill(visit)
    team.submit(visit)
    written = pack(team.store)
    done = office.take(*written.files)
    assert [(kind, id_, why) for kind, id_, why in done.conflicts] == [
        ("visit", visit.id, "carried_draft_differs")
    ]
    assert theirs.now(visit).draft == {"B08": "7"}
    (kept,) = bundles.contradictions(office.store.read())
    assert (kept.id, kept.reason) == (visit.id, "carried_draft_differs")
    theirs.store.write(lambda db: visits.delete(db, visit.id, CHIEF, theirs.now(visit).revision))
    assert office.take(*written.files).conflicts == []
    assert theirs.now(visit).state is State.SUBMITTED
    assert bundles.contradictions(office.store.read()) == []


def test_home__handed_in_on_both_sides_otherwise__both_are_kept(
    team: Team, office: Office, pack: Pack
) -> None:
    visit = team.make()
    office.take(*pack(team.store).files)
    theirs = Team(office.store)
    theirs.fill(visit)
    theirs.submit(visit)
    team.fill(visit, C05_days="31")
    team.submit(visit)
    before = responses.response(office.store.read(), visit.id)
    done = office.take(*pack(team.store).files)
    assert [why for _, _, why in done.conflicts] == ["carried_visit_differs"]
    assert responses.response(office.store.read(), visit.id) == before
    assert responses.verify(office.store.read()) == []


def test_home__a_sender_nobody_accepted__is_refused_with_its_fingerprint(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    catalogue = office.read(*pack(team.store).files)
    with pytest.raises(Refused) as refused:
        bundles.import_bundle(office.store, catalogue, "chief", NOW, adds_units=True)
    assert refused.value.problem.values["fingerprint"] == bundles.own_fingerprint(team.store)
    with pytest.raises(Invalid):
        bundles.accept_sender(office.store, catalogue.manifest, "ABCD" * 8, "chief", NOW)
    assert visits.rounds_visited(office.store.read()) == []


def test_home__units_nobody_has_there__are_named_and_nothing_is_stored(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    files = pack(team.store).files
    with pytest.raises(Invalid) as refused:
        office.take(*files, adds_units=False)
    problem, *named = refused.value.problems
    assert problem.code == "bundle_units_new"
    assert {"Q1 Quầy 1", "C1 Phường Một"} <= {one.values.get("unit") for one in named}
    assert visits.rounds_visited(office.store.read()) == []
    assert bundles.came(office.store.read()) == []


def test_home__very_many_units_nobody_has_there__are_named_in_part_and_counted(
    team: Team, office: Office, pack: Pack
) -> None:
    more = [replace(places.unit(team.store.read(), "Q1", TODAY), code=f"M{n:02}") for n in range(30)]
    team.store.write(lambda db: carried_units.add_units(db, more))
    catalogue = office.read(*pack(team.store, bundles.Asked(bundles.Purpose.TRIP, ("K1",))).files)
    count = len(bundles.look_at(office.store.read(), catalogue).unknown)
    bundles.accept_sender(office.store, catalogue.manifest, catalogue.manifest.fingerprint, "chief", NOW)
    with pytest.raises(Invalid) as refused:
        bundles.import_bundle(office.store, catalogue, "chief", NOW)
    first, *named, rest = refused.value.problems
    assert (first.values["n"], len(named), rest.values["n"]) == (count, 20, count - 20)


def test_home__what_was_sealed_there_is_gone_from_its_ledger__is_refused(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    office.take(*pack(team.store).files)
    office.store.write(lambda db: db.execute("UPDATE sync_bundle SET hash = ?, number = 1", ["00" * 32]))
    with pytest.raises(Conflict) as refused:
        office.take(*pack(team.store).files)
    assert refused.value.problem.code == "bundle_ledger_changed"


def test_home__people__come_as_names_that_nobody_signs_in_with(
    team: Team, office: Office, handed_in: Visit, pack: Pack, tomorrow: datetime
) -> None:
    office.take(*pack(team.store).files, now=tomorrow)
    rows = office.store.read().execute("SELECT username, password_hash, left_on FROM accounts_person")
    found = {username: (password, left) for username, password, left in rows}
    assert "anh" in found
    assert all(password == "" and left for password, left in found.values())


def document(of: store.Store, visit: Visit) -> str:
    """What stands in the response of a visit."""
    row = responses.response(of.read(), visit.id)
    assert row is not None
    return row.document


def _content(office: Office) -> list[str]:
    """All that is stored, but for when bundles came."""
    return [
        line
        for line in office.store.read().conn.iterdump()
        if not line.startswith(('INSERT INTO "sync_', "INSERT INTO sync_"))
    ]
