"""Schemes between instances: a trip follows the office's, and the office says where a score was another's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from survey_app import store
from survey_app.inspections.model import Visit
from survey_app.inspections.model.scores import Scheme
from survey_app.inspections.service import scores
from survey_app.inspections.store import schemes as rows
from survey_app.sync.service import bundles
from tests.survey_app.inspections.conftest import NOW, TODAY, Team
from tests.survey_app.sync.bundles.conftest import Office

Pack = Callable[..., bundles.Written]


def follow(of: store.Store, number: int, begins: date, name: str = "Cách chấm của Sở") -> None:
    """Let visits from that day on be scored by an office's own scheme."""
    said = replace(scores.scheme(of.read(), 1).said, name=name, paper="", valid_from=begins)
    of.write(lambda db: rows.insert(db, Scheme(number, said, begins, "chief", NOW)))


def test_trip__begun_from_a_bundle__scores_as_the_office_does(team: Team, office: Office, pack: Pack) -> None:
    follow(team.store, 2, TODAY - timedelta(9))
    follow(team.store, 3, TODAY - timedelta(2), "Cách chấm mới")
    asked = bundles.Asked(bundles.Purpose.TRIP, rounds=("K1",), people=("anh",))
    written = pack(team.store, asked)
    bundles.begin_trip(office.store, bundles.open_bundle(written.files), "", NOW)
    assert scores.schemes(office.store.read()) == scores.schemes(team.store.read())
    again = office.take(*written.files)
    assert (again.new["scheme"], again.known["scheme"], again.conflicts) == (0, 2, [])


def test_home__scored_by_the_same_scheme__says_nothing(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    assert handed_in.day == TODAY
    done = office.take(*pack(team.store).files)
    assert (done.known["scheme"], done.conflicts) == (1, [])


def test_home__scored_by_a_scheme_that_is_not_there__is_listed_and_nothing_moves(
    team: Team, office: Office, pack: Pack, handed_in: Visit
) -> None:
    follow(team.store, 2, TODAY - timedelta(9))
    done = office.take(*pack(team.store).files)
    assert done.conflicts == [("scheme", "2 Cách chấm của Sở", "carried_scheme_other")]
    assert [one.number for one in scores.schemes(office.store.read())] == [1]
    scored = scores.score_of_visit(office.store.read(), handed_in, "vi")
    assert scored is not None
    assert scored.scheme.number == 1


def test_trip__that_scored_those_days_already__keeps_its_scheme_and_lists_the_other(
    team: Team, office: Office, pack: Pack, handed_in: Visit
) -> None:
    office.take(*pack(team.store).files)
    follow(team.store, 2, handed_in.day)
    written = pack(team.store, bundles.Asked(bundles.Purpose.TRIP, rounds=("K1",)))
    done = office.take(*written.files)
    assert ("scheme", "2 Cách chấm của Sở", "carried_scheme_other") in done.conflicts
    assert [one.number for one in scores.schemes(office.store.read())] == [1]
