"""Citizens' responses on their way: once, sorted, sealed, and with nothing that tells when or whose."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from forms import check
from survey_app import store, web
from survey_app.responses import service as responses
from survey_app.responses.model import Context, day_and_slot
from survey_app.sync.service import bundles
from tests.survey_app.conftest import NOW, TODAY, compiled
from tests.survey_app.conftest import Office as Counter
from tests.survey_app.conftest import office as counter
from tests.survey_app.sync.bundles.conftest import Office

__all__ = ["counter"]

Pack = Callable[..., bundles.Written]


def give(
    at: Counter, count: int, slot: int | None = 4, uuids: list[str] | None = None, answer: str = "4"
) -> list[str]:
    """The ids of ``count`` responses given today in that slot."""
    instrument = compiled("counter_rating").instrument
    said = {item.name: answer for item in instrument.items[:-1]}
    ids = uuids or [str(uuid4()) for _ in range(count)]
    for uuid in ids:
        context = Context(uuid=uuid, round="R1", counter="Q1", mode="kiosk", tier="K", day=TODAY, slot=slot)
        responses.accept(at.store, check(instrument, said), context)
    return ids


def rows(of: store.Store) -> list[tuple[object, ...]]:
    """What is stored of responses, but for the digest that only one instance can make."""
    columns = "uuid, instrument, version, round, counter, mode, tier, day, slot, document"
    return list(of.read().execute(f"SELECT {columns} FROM responses_response ORDER BY uuid"))  # noqa: S608


def test_citizens__come_home__once_sealed_and_as_they_were(
    counter: Counter, office: Office, pack: Pack, tomorrow: datetime
) -> None:
    give(counter, 30)
    written = pack(counter.store, now=tomorrow)
    done = office.take(*written.files)
    assert done.new["response"] == 30
    assert rows(office.store) == rows(counter.store)
    db = office.store.read()
    assert responses.verify(db) == []
    assert list(responses.waiting(db)) == []
    assert office.take(*written.files).new["response"] == 0
    assert office.take(*pack(counter.store, now=tomorrow).files).known["response"] == 30
    assert rows(office.store) == rows(counter.store)


def test_citizens__of_the_two_hours_that_go_on__stay_until_they_are_over(
    counter: Counter, pack: Pack, tomorrow: datetime
) -> None:
    _, slot = day_and_slot(NOW)
    give(counter, 3, slot=slot)
    give(counter, 2, slot=None)  # of today, nobody knows when
    early = give(counter, 4, slot=slot - 1) if slot else []
    now = pack(counter.store, now=NOW).manifest
    assert {line.id for line in now.lines if line.kind == "response"} == set(early)
    assert now.left == 5
    assert pack(counter.store, now=tomorrow).manifest.left == 0


def test_citizens__in_a_bundle__are_sorted_and_carry_neither_salt_nor_digest_nor_time(
    counter: Counter, pack: Pack, tomorrow: datetime
) -> None:
    give(counter, 20)
    responses.seal_round(counter.store, "R1", TODAY)
    (file,) = pack(counter.store, now=tomorrow).files
    lines = [json.loads(line) for line in file.read_bytes().splitlines()[1:-1]]
    ids = [line["id"] for line in lines if line["kind"] == "response"]
    assert ids == sorted(ids)
    one = next(line for line in lines if line["kind"] == "response")["content"]
    assert not {"digest", "salt", "batch", "at"} & {*one, *one["response"]}
    for salt, digest in counter.store.read().execute("SELECT salt, digest FROM responses_part"):
        assert salt.hex() not in file.read_text()
        assert digest.hex() not in file.read_text()


def test_citizens__stored_there__are_not_noted_one_by_one(
    counter: Counter, office: Office, pack: Pack, tomorrow: datetime
) -> None:
    ids = give(counter, 12)
    office.take(*pack(counter.store, now=tomorrow).files)
    for table in ("sync_bundle", "sync_bundle_thing", "sync_bundle_conflict"):
        content = str(office.store.read().execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608
        assert not [uuid for uuid in ids if uuid in content]
    (came,) = bundles.came(office.store.read())
    assert came.responses == 12


def test_citizens__same_id_other_answers__first_stands_and_the_other_is_kept(
    counter: Counter, office: Office, pack: Pack, tomorrow: datetime, instance_twice: Counter
) -> None:
    ids = give(counter, 3)
    give(instance_twice, 0, uuids=ids[:1], answer="1")
    office.take(*pack(counter.store, now=tomorrow).files)
    before = rows(office.store)
    done = office.take(*pack(instance_twice.store, now=tomorrow).files)
    assert done.conflicts == [("response", ids[0], "carried_response_differs")]
    assert rows(office.store) == before
    assert responses.differing(office.store.read()) == 1


def test_citizens__removed_there__do_not_come_back(
    counter: Counter, office: Office, pack: Pack, tomorrow: datetime
) -> None:
    ids = give(counter, 5)
    files = pack(counter.store, now=tomorrow).files
    office.take(*files)
    responses.purge(office.store, ids[:2], TODAY)
    done = office.take(*files)
    assert (done.purged, done.known["response"]) == (2, 3)
    assert len(rows(office.store)) == 3
    assert responses.verify(office.store.read()) == []


@pytest.fixture
def instance_twice(counter: Counter, tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Counter:
    """Another instance with the same round, begun from what the first one had."""
    opened = store.create(store.Instance(tmp_path_factory.mktemp("other")))
    asked = bundles.Asked(bundles.Purpose.TRIP)
    catalogue = bundles.open_bundle(pack(counter.store, asked).files)
    bundles.begin_trip(opened, catalogue, "", web.now() - timedelta(1))
    return Counter(opened, TODAY)
