"""Whose each thing is, by role, in list and mail alike; and what nobody hears who may not see it."""

from datetime import timedelta

from survey_app.accounts.model import Person, Role
from survey_app.accounts.store import people
from survey_app.findings import service as findings
from survey_app.findings.model import Step
from survey_app.inspections.model import CaseStep, Kind
from survey_app.inspections.model.cases import Member, Recommended, Task
from survey_app.inspections.service import cases
from survey_app.office.service import reminders
from survey_app.store import Database
from tests.survey_app.office.reminders.conftest import World, take

EVERYBODY = (
    *("anh", "binh", "chief", "lan", "thu", "giam", "tham", "head", "contact", "other", "inner"),
    "cuong",
)


def here(world: World) -> dict[str, str]:
    """What those who speak for C1 have to do."""
    return {
        f"remedy {world.late.reference}": "acts",
        f"remedy {world.soon.reference}": "acts",
        f"explain {world.asked.reference}": "acts",
        f"visited {world.coming.reference}": "acts",
    }


def test_dues__of_those_who_speak_for_a_unit__are_what_is_asked_of_it_and_no_more(world: World) -> None:
    assert world.keys("head") == world.keys("contact") == here(world)
    reporting = world.reporting.reference
    assert world.keys("other") == {
        f"remedy {world.away.reference}": "acts",
        f"remedy {world.above.reference}": "acts",
        f"self_report {reporting}": "acts",
        f"visited {reporting}": "acts",
    }


def test_dues__of_a_team__are_its_inspections_also_the_one_that_is_to_surprise(world: World) -> None:
    visits = {f"visit {one.reference}": "acts" for one in (world.coming, world.secret, world.reporting)}
    assert [world.keys(one) for one in ("lan", "thu", "anh")] == [visits] * 3
    assert [world.keys(one) for one in ("binh", "inner", "chief")] == [{}] * 3


def test_dues__of_an_inspection_where_nobody_comes__tell_of_no_visit(world: World) -> None:
    approved = world.bench.approved(kind=Kind.SELF_INSPECTION, planned_on=world.bench.today + timedelta(6))
    of = world.bench.take(approved, CaseStep.ANNOUNCE, "thu")
    assert [world.keys(one).keys() & {f"visit {of.reference}"} for one in ("lan", "thu")] == [set()] * 2
    assert f"visited {of.reference}" not in world.keys("head")


def test_dues__of_verifiers__are_what_was_reported(world: World) -> None:
    assert world.keys("tham") == {f"verify {world.reported.reference}": "acts"}


def test_dues__fifteen_days_late__come_to_leaders_and_to_who_led_the_team(world: World) -> None:
    late = {f"remedy {world.late.reference}": "leads"}
    assert world.keys("giam") == {}
    assert f"remedy {world.late.reference}" not in world.keys("giam", 15)
    assert late.items() <= world.keys("giam", 16).items()
    assert f"remedy {world.late.reference}" not in world.keys("anh", 15)
    assert late.items() <= world.keys("anh", 16).items()
    assert not late.items() <= world.keys("binh", 16).items()


def test_dues__of_a_unit_nobody_speaks_for__are_the_office_s(world: World) -> None:
    def leave(db: Database) -> None:
        db.execute("UPDATE accounts_person SET left_on = '2026-01-01' WHERE username = 'other'")

    world.bench.store.write(leave)
    assert world.keys(world.away.team)[f"remedy {world.away.reference}"] == "acts"
    assert world.keys("thu")[f"remedy {world.above.reference}"] == "acts"
    assert world.keys("lan")[f"self_report {world.reporting.reference}"] == "acts"


def test_dues__explained_meanwhile__are_none(world: World) -> None:
    take(world.bench, world.asked, Step.EXPLAIN, "head", agrees=True)
    assert f"explain {world.asked.reference}" not in world.keys("head")


def test_dues__of_a_case_with_another_lead__come_to_who_leads_now(world: World) -> None:
    bench = world.bench
    of = bench.at_minutes()
    team = (Member("binh", Task.LEAD), Member("thu", Task.SECRETARY), Member("anh", Task.MEMBER))
    revision, said = bench.stored(of).revision, "Lan chuyển công tác sang cơ quan khác."
    cases.change_team(bench.store, bench.who("giam"), of.reference, team, said, revision, bench.now)
    bench.take(of, CaseStep.SIGN, "thu", told={"for_team": "Bình", "for_unit": "Trưởng"})
    bench.heard(of)
    (found,) = findings.of_case(bench.db(), of.id)
    take(bench, found, Step.UPHOLD, "binh")
    due = bench.today + timedelta(1)
    said = Recommended(found.id, "Gắn biển tên ở cửa vào.", "C1", due)
    bench.take(of, CaseStep.CONCLUDE, "giam", number="1/TB", day=bench.today, recommended=(said,))
    key = f"remedy {found.reference}"
    assert (world.keys("binh", 20).get(key), world.keys("lan", 20).get(key)) == ("leads", None)
    told = world.sent(16)
    assert (f"{key} leads" in told["binh"], f"{key} leads" in told["lan"]) == (True, False)


def test_mail__on_every_day_to_everybody__says_what_their_list_says(world: World) -> None:
    for days in (-3, 0, 1, 5, 15, 16, 40):
        told = world.sent(days)
        later = world.bench.later(days)
        for username in EVERYBODY:
            dues = reminders.dues_of(world.bench.db(), later.who(username), later.today)
            near = {
                f"{due.key} {part}": rung.name
                for due, part in dues
                if due.leaves_the_house
                and (rung := reminders.rung_of(part, due.due_on, later.today)) is not None
            }
            assert told[username] == near, (username, days)


def test_mail__of_what_is_secret_or_not_told__goes_to_nobody(world: World) -> None:
    for days in range(-8, 41, 4):
        said = repr(world.sent(days))
        assert world.secret.reference not in said
        assert world.untold.reference not in said


def test_mail__of_one_unit__goes_to_nobody_of_another(world: World) -> None:
    away = (world.away.reference, world.above.reference, world.reporting.reference)
    ours = (world.late.reference, world.soon.reference, world.asked.reference, world.coming.reference)
    for days in range(-8, 41, 4):
        told = world.sent(days)
        assert not any(one in repr(told[name]) for one in away for name in ("head", "contact"))
        assert not any(one in repr(told["other"]) for one in ours)


def test_mail__of_one_remedy_day_by_day__climbs_the_ladder_and_comes_to_who_leads(world: World) -> None:
    key = f"remedy {world.late.reference}"
    steps = {"head": f"{key} acts", "giam": f"{key} leads", "anh": f"{key} leads"}
    climbed: dict[str, list[str]] = {name: [] for name in steps}
    for days in range(-7, 42):
        told = world.sent(days)
        for name, own in steps.items():
            rung = told[name].get(own)
            if rung and rung not in climbed[name]:
                climbed[name].append(rung)
    weekly = ["T-7", "T-3", "T", "T+1", "T+8", "T+15", "T+22", "T+29", "T+36"]
    assert climbed == {"head": weekly, "giam": ["T+15"], "anh": ["T+15"]}


def test_mail__to_leaders_of_units__goes_as_far_as_they_reach(world: World) -> None:
    def add(db: Database) -> None:
        people.add(db, Person("gan", "Lãnh đạo gần", Role.LEADER), "", "")
        db.execute("INSERT INTO accounts_scope (username, unit) VALUES ('gan', 'C2')")

    world.bench.store.write(add)
    later = world.bench.later(20)
    references = {key.split()[1] for key in world.keys("gan", 20)}
    assert world.away.reference in references
    assert references <= {world.away.reference, world.reporting.reference}
    assert {key.split()[1] for key in world.sent(20)["gan"]} == references
    assert later.today - timedelta(20) == world.bench.today
