"""Of an inspection that is to surprise nobody hears before the team is there: neither unit nor colleague."""

from typing import Any
from uuid import UUID

import pytest

from survey_app.errors import Invalid, NotFound
from survey_app.inspections.model.cases import CaseFilters, Kind
from survey_app.inspections.model.references import DRAWN
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases

KNOWING = {"lan", "thu", "anh", "giam", "chief"}
EVERYBODY = (*sorted(KNOWING), "binh", "tham", "head", "contact", "other", "inner", "viewer")


def seen_by(bench: Any, of: Any) -> set[str]:
    """Who learns of a case by any way there is; the ways must agree."""
    found = set()
    for username in EVERYBODY:
        asker, db = bench.who(username), bench.db()
        ways = {
            of.open_to(asker),
            of.id in [one.id for one in cases.cases(db, asker, CaseFilters())],
            cases.count_cases(db, asker, CaseFilters(unit="C1")) == 1,
            any(of.id == one.id for month in cases.calendar(db, asker, of.year).values() for one in month),
            opens(bench, asker, of.reference),
            opens(bench, asker, of.id),
        }
        assert len(ways) == 1, username
        found |= {username} if ways == {True} else set()
    return found


def opens(bench: Any, asker: Any, key: str) -> bool:
    try:
        cases.case(bench.db(), asker, key)
    except NotFound:
        return False
    return True


def test_unannounced__before_it_begins__is_known_to_its_few(bench: Any) -> None:
    of = bench.make(kind=Kind.UNANNOUNCED)
    assert seen_by(bench, of) == KNOWING
    of = bench.take(of, CaseStep.APPROVE, "giam", number="1", day=bench.today)
    assert seen_by(bench, of) == KNOWING
    of = bench.take(of, CaseStep.BEGIN, "anh", told=bench.check_in())
    assert seen_by(bench, of) == set(EVERYBODY) - {"other", "inner"}


@pytest.mark.parametrize("step", [CaseStep.SUSPEND, CaseStep.CANCEL])
def test_unannounced__called_off_before_it_began__stays_secret(bench: Any, step: CaseStep) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    of = bench.take(of, step, "giam", note="Đoàn bận việc khác, không đi được.")
    assert seen_by(bench, of) == KNOWING


def test_announced_kind__before_its_notice__is_known_to_the_office_alone(bench: Any) -> None:
    of = bench.approved()
    assert seen_by(bench, of) == set(EVERYBODY) - {"head", "contact", "other", "inner"}
    of = bench.take(of, CaseStep.ANNOUNCE, "thu")
    assert seen_by(bench, of) == set(EVERYBODY) - {"other", "inner"}


def test_unannounced__cannot_be_announced(bench: Any) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    assert CaseStep.ANNOUNCE not in cases.steps_for(bench.db(), bench.who("thu"), of)


def test_unannounced__among_others__leaves_no_gap_in_their_numbers(bench: Any) -> None:
    kinds = (Kind.PLANNED, Kind.UNANNOUNCED, Kind.UNANNOUNCED, Kind.THEMATIC)
    made = [bench.make(kind=kind) for kind in kinds]
    year = bench.today.year
    assert [one.reference for one in (made[0], made[3])] == [f"KT-{year}-0001", f"KT-{year}-0002"]
    assert all(one.reference.startswith(f"DX-{year}-") for one in made[1:3])
    assert len({one.reference for one in made}) == 4
    assert [cases.unguarded(bench.db(), one.reference) for one in made] == made


def test_unannounced__letters_taken_by_another__draws_the_next(bench: Any) -> None:
    first, second = UUID(int=7), UUID(int=7 + DRAWN)
    new = bench.new(kind=Kind.UNANNOUNCED)
    made = [cases.make_case(bench.store, bench.who("thu"), new, bench.now, id_) for id_ in (first, second)]
    assert made[1].number == made[0].number + 1


@pytest.mark.parametrize("kinds", [(Kind.PLANNED, Kind.UNANNOUNCED), (Kind.UNANNOUNCED, Kind.PLANNED)])
def test_change_case__from_or_to_unannounced__is_refused(bench: Any, kinds: tuple[Kind, Kind]) -> None:
    of = bench.make(kind=kinds[0])
    with pytest.raises(Invalid) as error:
        cases.change_case(
            bench.store, bench.who("thu"), of.id, bench.new(kind=kinds[1]), of.revision, bench.now
        )
    assert [(one.code, one.place) for one in error.value.problems] == [("case_kind_stays", "kind")]
