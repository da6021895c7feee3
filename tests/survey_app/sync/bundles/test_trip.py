"""The way out and back: an instance for a trip made from the office's, and its day brought home."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey_app import media, store
from survey_app.accounts import service as people
from survey_app.accounts.store import people as person_rows
from survey_app.cli import main
from survey_app.errors import Conflict, Invalid, NotFound
from survey_app.inspections import service as visits
from survey_app.inspections.model import State
from survey_app.places import service as places
from survey_app.responses import service as responses
from survey_app.store import put_setting
from survey_app.sync.service import bundles
from tests.survey_app.inspections.conftest import CHIEF, NOW, PASSWORD, Team
from tests.survey_app.sync.bundles.conftest import Office
from wording import say

Pack = Callable[..., bundles.Written]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[store.Store]:
    opened = store.create(store.Instance(tmp_path / "laptop"))
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def passwords(team: Team, quick_hash: Callable[[str], str]) -> None:
    """Who goes signs in there as here."""
    hashed = quick_hash(PASSWORD)
    for username in ("anh", "binh"):
        team.store.write(partial(person_rows.change_password, username=username, password_hash=hashed))


def trip(**asked: tuple[str, ...]) -> bundles.Asked:
    """What a trip takes along."""
    return bundles.Asked(bundles.Purpose.TRIP, **asked)


def test_trip__begun_from_a_bundle__has_units_rounds_people_visits(
    team: Team, laptop: store.Store, pack: Pack
) -> None:
    visit = team.make()
    team.save(visit, 1, team.met)
    done = team.make()
    team.fill(done)
    team.submit(done)
    asked = trip(rounds=("K1",), units=("C1",), people=("anh",))
    bundles.begin_trip(laptop, bundles.open_bundle(pack(team.store, asked).files), "", NOW)
    db = laptop.read()
    assert visits.visit(db, visit.id, CHIEF) == team.now(visit)
    with pytest.raises(NotFound):  # what was handed in stays at the office
        visits.visit(db, done.id, CHIEF)
    assert places.periods(db, "Q1") == places.periods(team.store.read(), "Q1")
    assert people.sign_in(laptop, "anh", PASSWORD, NOW)
    left = {one.username for one in people.people(db) if one.left_on}
    assert "anh" not in left
    assert "binh" in left


def test_trip__out_and_home__visit_is_handed_in_once_at_the_office(
    team: Team, laptop: store.Store, pack: Pack
) -> None:
    visit = team.make()
    team.save(visit, 2, {"B01": "yes"})
    out = pack(team.store, trip(rounds=("K1",), people=("anh", "binh")))
    bundles.begin_trip(laptop, bundles.open_bundle(out.files), "", NOW)
    away = Team(laptop)
    photo = away.photograph(visit)
    away.fill(visit, B01="no", B01_photo=photo, B01_note="Không niêm yết tại nơi tiếp công dân")
    own = away.make(away.new())  # made on the way
    away.save(own, 2, {"B05": "yes"})
    away.submit(visit)
    home = bundles.open_bundle(pack(laptop).files)
    bundles.accept_sender(team.store, home.manifest, home.manifest.fingerprint, "chief", NOW)
    done = bundles.import_bundle(team.store, home, "chief", NOW)
    assert (done.conflicts, done.lacking) == ([], [])
    assert team.now(visit).state is State.SUBMITTED
    assert team.now(own).draft == away.now(own).draft
    assert media.kept(team.store, photo)
    assert responses.verify(team.store.read()) == []
    again = bundles.import_bundle(team.store, home, "chief", NOW)
    assert not again.new


def test_trip__a_bundle_that_goes_home__begins_no_instance(
    team: Team, laptop: store.Store, pack: Pack
) -> None:
    team.make()
    catalogue = bundles.open_bundle(pack(team.store).files)
    with pytest.raises(Invalid) as refused:
        bundles.begin_trip(laptop, catalogue, "", NOW)
    assert refused.value.problem.code == "bundle_not_for_a_trip"


def test_simulated__and_real_data__never_mix_and_a_trip_keeps_the_mark(
    team: Team, laptop: store.Store, tmp_path: Path, pack: Pack
) -> None:
    team.make()
    real = bundles.open_bundle(pack(team.store).files)
    team.store.write(lambda db: store.put_setting(db, "demo", "yes"))
    simulated = bundles.open_bundle(pack(team.store).files)
    assert (real.manifest.simulated, simulated.manifest.simulated) == (False, True)
    for of, catalogue, code in ((laptop, simulated, "bundle_simulated"), (team.store, real, "bundle_real")):
        manifest = catalogue.manifest
        bundles.accept_sender(of, manifest, manifest.fingerprint, "chief", NOW)
        with pytest.raises(Conflict) as refused:
            bundles.import_bundle(of, catalogue, "chief", NOW, adds_units=True)
        assert refused.value.problem.code == code
        assert bundles.came(of.read()) == []
    out = bundles.open_bundle(pack(team.store, trip(rounds=("K1",), people=("anh",))).files)
    bundles.begin_trip(laptop, out, "", NOW)
    bundles.begin_trip(laptop, out, "", NOW)
    home = bundles.open_bundle(pack(laptop).files)
    assert home.manifest.simulated
    bundles.accept_sender(team.store, home.manifest, home.manifest.fingerprint, "chief", NOW)
    assert bundles.import_bundle(team.store, home, "chief", NOW).lacking == []


def test_trip__of_simulated_data__begins_in_no_instance_where_somebody_works(team: Team, pack: Pack) -> None:
    team.store.write(lambda db: store.put_setting(db, "demo", "yes"))
    out = bundles.open_bundle(pack(team.store, trip(rounds=("K1",))).files)
    team.store.write(lambda db: store.put_setting(db, "demo", ""))
    with pytest.raises(Conflict):
        bundles.begin_trip(team.store, out, "", NOW)
    assert store.get_setting(team.store.read(), "demo") == ""


def test_init__from_a_bundle_no_trip_begins_from__makes_nothing(
    team: Team, tmp_path: Path, pack: Pack
) -> None:
    team.make()
    (home,) = pack(team.store).files
    (out,) = pack(team.store, trip(rounds=("K1",))).files
    cut = tmp_path / "cut.bundle"
    cut.write_bytes(out.read_bytes()[: out.stat().st_size // 2])
    new = tmp_path / "new"
    for file, words in ((home, "none for a trip"), (cut, "cut off")):
        options = ["--instance", str(new), "--lang", "en", "init", "--from", str(file)]
        done = CliRunner().invoke(main, options)
        assert (done.exit_code, words in done.stderr) == (1, True)
        assert not new.exists()


def test_init__from_units_that_do_not_fit__leaves_nothing_half_made(
    team: Team, tmp_path: Path, pack: Pack
) -> None:
    team.make()
    (out,) = pack(team.store, trip(rounds=("K1",))).files
    broken = tmp_path / "broken.bundle"
    lines = out.read_bytes().splitlines(keepends=True)
    broken.write_bytes(b"".join(line for line in lines if b'"id":"C1","kind":"unit"' not in line))
    assert len(broken.read_bytes().splitlines()) == len(lines) - 1
    new = tmp_path / "new"
    done = CliRunner().invoke(main, ["--instance", str(new), "init", "--from", str(broken)])
    assert done.exit_code == 1
    assert not new.exists()


@pytest.mark.parametrize(
    "asked", [trip(units=("nothing",)), trip(rounds=("nothing",)), trip(people=("nobody",))]
)
def test_trip__of_what_there_is_not__is_refused(team: Team, pack: Pack, asked: bundles.Asked) -> None:
    with pytest.raises(NotFound):
        pack(team.store, asked)


def test_commands__export_inspect_import_verify__say_what_they_do(
    team: Team, laptop: store.Store, tmp_path: Path
) -> None:
    visit = team.make()
    team.fill(visit)
    team.submit(visit)

    def survey(of: store.Store, *words: str) -> Result:
        options = ["--instance", str(of.instance.root), "--lang", "en"]
        return CliRunner().invoke(main, [*options, *words])

    file = str(tmp_path / "home.bundle")
    assert survey(team.store, "bundle", "export", "--to", file, "--split", "x").exit_code == 1
    assert survey(team.store, "bundle", "export", "--to", file).stdout.strip() == file
    assert survey(team.store, "bundle", "export", "--to", file).exit_code == 1
    key = survey(team.store, "bundle", "key").stdout.strip()
    assert key in survey(laptop, "bundle", "inspect", file).stdout
    unknown = survey(laptop, "bundle", "import", file)
    assert (unknown.exit_code, key in unknown.stderr) == (1, True)
    units = survey(laptop, "bundle", "import", file, "--trust", key)
    assert (units.exit_code, "Q1 Quầy 1" in units.stderr) == (1, True)
    done = survey(laptop, "bundle", "import", file, "--add-units")
    assert done.exit_code == 0
    assert "Visits: 1 new, 0 known" in done.stdout
    wrong = survey(laptop, "bundle", "import", file, "--trust", "ABCD" * 8)  # known, and yet compared
    assert (wrong.exit_code, "not the fingerprint" in wrong.stderr) == (1, True)
    cut = tmp_path / "cut.bundle"
    cut.write_bytes(Path(file).read_bytes()[: Path(file).stat().st_size // 2])
    inspected = survey(laptop, "bundle", "inspect", str(cut))
    assert inspected.stdout.startswith("cut.bundle: The file is cut off")
    taken = survey(laptop, "bundle", "import", str(cut))
    assert taken.stderr.startswith("cut.bundle: The file is cut off")
    assert taken.stdout.startswith("cut.bundle: The file is cut off")
    verified = survey(laptop, "verify")
    assert verified.exit_code == 0
    assert ledger_head(team.store) in verified.stderr


def ledger_head(of: store.Store) -> str:
    """The head of the ledger of an instance, in hexadecimal."""
    head = store.head(of.read())
    assert head is not None
    return head.hash.hex()


def test_trip__its_bundle_home__bears_a_name_of_its_own(team: Team, office: Office, pack: Pack) -> None:
    team.store.write(lambda db: put_setting(db, "office_name", "Sở Nội vụ"))
    asked = bundles.Asked(bundles.Purpose.TRIP, ("K1",), (), ())
    out = pack(team.store, asked)
    bundles.begin_trip(office.store, office.read(*out.files), "", NOW)
    home = pack(office.store).manifest
    assert out.manifest.name == "Sở Nội vụ"
    assert home.name.startswith("Sở Nội vụ – K1, ")
    sender = bundles.Sender(home.fingerprint, home.name, "", "")
    assert home.fingerprint[:8].upper() in sender.called


def test_drafts__merged_by_bundles__stand_once_and_wait_for_no_tablet(
    team: Team, office: Office, pack: Pack
) -> None:
    visit = team.make()
    for number, answer in enumerate(("6", "7", "8")):
        screen = next(one.number for one in team.screens if "B08" in one.names)
        team.save(team.now(visit), screen, {"B08": answer})
        office.take(*pack(team.store).files, now=NOW + timedelta(minutes=number))
    here = Team(office.store).now(visit)
    assert here.draft["B08"] == "8"
    assert len(visits.sent_parts(office.store.read(), here)) == 1
    assert not visits.waits_for(office.store.read(), here)


def test_import__of_what_contradicts__is_done_and_exits_with_what_is_left(
    team: Team, office: Office, pack: Pack
) -> None:
    visit = team.make()
    office.take(*pack(team.store).files)
    screen = next(one.number for one in team.screens if "B08" in one.names)
    Team(office.store).save(visit, screen, {"B08": "7"})
    team.fill(visit)
    team.submit(visit)
    (file,) = pack(team.store).files
    words = ["--instance", str(office.store.instance.root), "--lang", "en", "bundle"]
    seen = CliRunner().invoke(main, [*words, "inspect", str(file)])
    assert "Q1, " in seen.stdout
    assert say("en", "bundles.look_conflicts", n=1) in seen.stdout
    words += ["import", str(file)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 3
    assert visit.id in done.stdout


def test_look__before_importing__says_what_would_be_new_merged_and_known(
    team: Team, office: Office, pack: Pack
) -> None:
    def look() -> dict[str, int]:
        return dict(bundles.look_at(office.store.read(), office.read(*pack(team.store).files)).visits)

    visit = team.make()
    assert look() == {"new": 1}
    office.take(*pack(team.store).files)
    assert look() == {"known": 1}
    screen = next(one.number for one in team.screens if "B08" in one.names)
    team.save(team.now(visit), screen, {"B08": "7"})
    assert look() == {"merged": 1}
    team.fill(team.now(visit))
    team.submit(team.now(visit))
    assert look() == {"handed_in": 1}
    done = office.take(*pack(team.store).files)
    assert done.conflicts == []
    assert look() == {"known": 1}
