"""What staff entered is reviewed, corrected and excluded; what came first stays, and the ledger knows."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import uuid4

import pytest

from forms import Checked, Instrument, check, compile_workbook, load_shipped
from survey_app.errors import Conflict, Invalid, NotFound
from survey_app.responses import service
from survey_app.responses.desk import Asked, State, needs_reason
from survey_app.rounds.model import Mode, Tier

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
READ = {Mode.STAFF_TABLET, Mode.PAPER_KEYED, Mode.PHONE_CALL}


@cache
def rating() -> Instrument:
    return compile_workbook(load_shipped("counter_rating"), "counter_rating.md").instrument


def answered(**other: str) -> Checked:
    asked = {item.name: "4" for item in rating().items if item.name != "reason"}
    return check(rating(), {**asked, **other})


def receive(office: Any, mode: str = "paper_keyed", tier: str | None = None, *, sealed: bool = True) -> str:
    """The id of a new response."""
    context = replace(office.context(), uuid=str(uuid4()), mode=mode, tier=tier)
    service.accept(office.store, answered(), context)
    if sealed:
        service.seal_round(office.store, "R1", office.today)
    return context.uuid


def correct(office: Any, uuid: str, made_from: int = 0, **other: str) -> int:
    new, reason = answered(**(other or {"overall": "2", "access": "1"})), "Nhập nhầm"
    return service.correct(office.store, uuid, new, answered(), "lan", reason, made_from, NOW, office.today)


def exclude(office: Any, uuid: str, excluded: bool = True, made_from: int = 0, why: str = "Trùng") -> None:
    service.exclude(office.store, uuid, excluded, "lan", why, made_from, NOW, office.today)


def review(office: Any, uuid: str, to: State, why: str = "", made_from: int = 0) -> None:
    service.review(office.store, uuid, to, "lan", why, made_from, NOW)


def faults(office: Any) -> list[str]:
    return [problem.code for problem in service.verify(office.store.read())]


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("tier", [None, *Tier])
@pytest.mark.parametrize("mode", list(Mode))
def test_dossier__of_every_mode__opens_what_staff_entered_alone(
    office: Any, mode: Mode, tier: Tier | None, sealed: bool
) -> None:
    uuid, db = receive(office, mode, tier, sealed=sealed), office.store.read()
    citizen = mode in (Mode.QR_PHONE, Mode.KIOSK)
    if mode in READ or (tier is Tier.INSPECTION and not citizen):
        assert service.dossier(db, uuid).row.uuid == uuid
        assert [line.uuid for line in service.listing(db, Asked(), 1).lines] == [uuid]
        return
    assert service.listing(db, Asked(), 1).total == 0
    with pytest.raises(NotFound):
        service.dossier(db, uuid)
    for act in (review, exclude, correct):
        with pytest.raises(NotFound):
            act(office, uuid, *([State.APPROVED] if act is review else []))


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize("to", list(State))
def test_review__every_step__is_taken_once_with_its_reason(office: Any, before: State, to: State) -> None:
    uuid, made_from = receive(office), 0
    if before is not State.RECEIVED:
        review(office, uuid, before, "trước")
        made_from = 1
    if to is before:
        with pytest.raises(Invalid):
            review(office, uuid, to, "vì", made_from)
        return
    if needs_reason(before, to):
        with pytest.raises(Invalid) as caught:
            review(office, uuid, to, "  ", made_from)
        assert caught.value.problems[0].place == "reason"
    else:
        assert to is State.APPROVED
    review(office, uuid, to, "vì vậy", made_from)
    found = service.dossier(office.store.read(), uuid)
    last = found.reviews[-1]
    assert (found.line.state, last.from_state, last.to_state, last.by, last.reason) == (
        to,
        before,
        to,
        "lan",
        "vì vậy",
    )
    assert last.moment == NOW


def test_review__somebody_was_quicker__is_told_and_changes_nothing(office: Any) -> None:
    uuid = receive(office)
    review(office, uuid, State.APPROVED)
    for act in (
        lambda: review(office, uuid, State.REJECTED, "sai"),
        lambda: correct(office, uuid),
        lambda: exclude(office, uuid),
    ):
        with pytest.raises(Conflict):
            act()
    assert service.dossier(office.store.read(), uuid).line.state == State.APPROVED


def test_correct__answers__are_a_revision_beside_the_first(office: Any) -> None:
    uuid, db = receive(office), office.store.read()
    first = service.dossier(db, uuid).row
    assert correct(office, uuid) == 2
    assert correct(office, uuid, 1, overall="5") == 3
    found = service.dossier(db, uuid)
    assert found.row == first
    assert [json.loads(found.document(n))["answers"]["overall"] for n in (1, 2, 3)] == ["4", "2", "5"]
    assert found.document() == found.document(3)
    assert [(one.by, one.reason, one.moment) for one in found.revisions] == [("lan", "Nhập nhầm", NOW)] * 2
    standing = service.response(db, uuid)
    assert standing is not None
    assert standing.document == found.document(3)
    assert service.different(found.document(1), found.document(2)) == ["access", "overall"]
    assert faults(office) == []


def test_correct__nothing_or_something_wrong__is_refused(office: Any) -> None:
    uuid = receive(office)
    with pytest.raises(Invalid) as caught:
        correct(office, uuid, overall="4")
    assert caught.value.problems[0].code == "correction_changes_nothing"
    with pytest.raises(Invalid) as caught:
        correct(office, uuid, overall="99")
    assert caught.value.problems[0].code == "correction_has_problems"
    with pytest.raises(Invalid):
        service.correct(
            office.store, uuid, answered(overall="2"), answered(), "lan", " ", 0, NOW, office.today
        )
    assert service.dossier(office.store.read(), uuid).revisions == []


def test_correct__what_was_wrong_before__may_stay(office: Any) -> None:
    uuid, faulty = receive(office), answered(staff="99")
    better = answered(staff="99", overall="5")
    assert service.correct(office.store, uuid, better, faulty, "lan", "Đọc lại", 0, NOW, office.today) == 2


def test_exclude__and_lift__says_who_and_why(office: Any) -> None:
    uuid, other, db = receive(office), receive(office), office.store.read()
    exclude(office, uuid)
    assert (service.excluded(db), service.excluded_in(db, "R1")) == ({uuid}, 1)
    assert [line.uuid for line in service.listing(db, Asked(excluded=True), 1).lines] == [uuid]
    with pytest.raises(Invalid):
        exclude(office, uuid, made_from=1)
    exclude(office, uuid, excluded=False, made_from=1, why="Không trùng")
    assert (service.excluded(db), service.excluded_in(db, "R1")) == (set(), 0)
    found = service.dossier(db, uuid)
    assert [(one.excluded, one.reason) for one in found.exclusions] == [(1, "Trùng"), (0, "Không trùng")]
    with pytest.raises(Invalid):
        exclude(office, other, excluded=False, why="")
    assert faults(office) == []


def test_list__narrowed__shows_what_was_asked_for(office: Any) -> None:
    db, first, second = office.store.read(), receive(office), receive(office, "staff_tablet", "I")
    review(office, second, State.HAS_ISSUES, "Thiếu ảnh")
    for asked, found in (
        (Asked(round="R1"), {first, second}),
        (Asked(round="OLD"), set()),
        (Asked(state="has_issues"), {second}),
        (Asked(state="received"), {first}),
        (Asked(instrument="sipas"), set()),
        (Asked(units=("Q1",)), {first, second}),
        (Asked(units=("Q2",)), set()),
        (Asked(ids=(first,)), {first}),
        (Asked(start=second[:9]), {second}),
        (Asked(first=office.today.isoformat(), last=office.today.isoformat()), {first, second}),
        (Asked(last="2020-01-01"), set()),
    ):
        listing = service.listing(db, asked, 1)
        assert ({line.uuid for line in listing.lines}, listing.total) == (found, len(found)), asked


@pytest.mark.parametrize("asked", [Asked(), Asked(state="received", units=("Q1",), round="R1")])
def test_list__however_narrowed__opens_no_row(office: Any, asked: Asked) -> None:
    """A list of a hundred thousand is read from one index, in its order."""
    plans: list[str] = []
    db = office.store.read()
    db.conn.set_trace_callback(plans.append)
    service.listing(db, asked, 1)
    db.conn.set_trace_callback(None)
    _, page = plans
    steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {page}").fetchall()]
    assert "SCAN responses_desk USING COVERING INDEX responses_desk_by_day" in steps
    assert not any("ORDER BY" in step for step in steps), steps


@pytest.fixture
def tamper(office: Any) -> Callable[..., None]:
    """Runs a statement as somebody with the file and a database tool does."""
    connection = sqlite3.connect(office.store.instance.database, isolation_level=None)

    def run(statement: str, *values: object) -> None:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(statement, values).rowcount != 0
        connection.close()

    return run


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE responses_revision SET document = replace(document, 'overall', 'access')", "change_altered"),
        ("UPDATE responses_revision SET reason = 'khác'", "change_altered"),
        ("UPDATE responses_revision SET by = 'khác'", "change_altered"),
        ("DELETE FROM responses_revision", "change_missing"),
        ("DELETE FROM responses_change WHERE kind = 'revision'", "ledger_broken"),
        ("UPDATE responses_change SET entry = 77 WHERE kind = 'revision'", "ledger_entry_missing"),
        ("UPDATE responses_exclusion SET excluded = 0", "change_altered"),
        ("DELETE FROM responses_exclusion", "change_missing"),
        ("UPDATE responses_change SET digest = zeroblob(32) WHERE kind = 'exclusion'", "ledger_broken"),
        (
            "INSERT INTO responses_revision SELECT uuid, 3, at, by, reason, disposition, document"
            " FROM responses_revision",
            "change_outside_ledger",
        ),
        (
            "INSERT INTO responses_exclusion SELECT uuid, 2, at, by, reason, 0 FROM responses_exclusion",
            "change_outside_ledger",
        ),
    ],
)
def test_verify__what_was_done_is_tampered_with__is_found(
    office: Any, tamper: Callable[..., None], statement: str, found: str
) -> None:
    uuid = receive(office)
    correct(office, uuid)
    exclude(office, uuid, made_from=1)
    assert faults(office) == []
    tamper(statement)
    assert found in faults(office)


def test_purge__of_what_was_corrected__takes_everything_and_the_ledger_holds(office: Any) -> None:
    uuid, kept, db = receive(office), receive(office), office.store.read()
    correct(office, uuid)
    exclude(office, uuid, made_from=1)
    review(office, uuid, State.REJECTED, "Nhầm nơi", 2)
    correct(office, kept)
    assert service.purge(office.store, [uuid], office.today) == 1
    for table in ("desk", "revision", "exclusion", "review", "flag", "response"):
        rows = db.execute(f"SELECT count(*) FROM responses_{table} WHERE uuid = ?", [uuid])  # noqa: S608
        assert rows.fetchone()[0] == 0, table
    parts = db.execute("SELECT salt, purge FROM responses_change WHERE uuid = ?", [uuid]).fetchall()
    assert len(parts) == 2
    assert all(salt is None and purge for salt, purge in parts)
    assert faults(office) == []
    with pytest.raises(NotFound):
        service.dossier(db, uuid)
    assert service.dossier(db, kept).line.revision == 2
