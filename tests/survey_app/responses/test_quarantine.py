"""What was answered to a version this server does not know: kept, counted, read by nobody, judged later."""

import json
from dataclasses import replace
from functools import cache, partial
from typing import Any
from uuid import uuid4

import pytest

from forms import Compiled, compile_workbook
from forms.shipped import load_shipped
from survey_app import web
from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role
from survey_app.accounts.store import people as person_rows
from survey_app.instruments import service as instruments
from survey_app.responses import service, token
from survey_app.responses.model import Kept, Reason
from survey_app.rounds.model import Mode
from wording import say


@cache
def later() -> Compiled:
    """The rating form in a version "later" without the question about complaints."""
    text = load_shipped("counter_rating").decode()
    lines = [line for line in text.splitlines() if "| feedback |" not in " ".join(line.split())]
    changed = "\n".join(lines)
    known = compile_workbook(load_shipped("counter_rating"), "form.md").instrument.version
    head, settings = changed.rsplit("| settings", 1)
    return compile_workbook(
        f"{head}| settings{settings.replace(f'| {known} ', '| later ', 1)}".encode(), "x.md"
    )


def publish(office: Any) -> None:
    office.store.write(lambda db: instruments.publish(db, later(), b"", "form.md", web.now()))


def rows(office: Any) -> list[dict[str, Any]]:
    return list(office.store.read().query("SELECT * FROM responses_quarantine ORDER BY uuid"))


def keep(office: Any, raw: dict[str, str], *, uuid: str = "", version: str = "later") -> str:
    """The id of a response that is now in quarantine."""
    given = office.context()
    context = replace(given, uuid=uuid or given.uuid)
    service.quarantine(
        office.store,
        instrument="counter_rating",
        version=version,
        context=context,
        body={"raw": raw},
        reason=Reason.VERSION_UNKNOWN,
    )
    return str(context.uuid)


def answers() -> dict[str, str]:
    """Good answers to the later version."""
    return {item.name: "5" for item in later().instrument.items if item.list_name == "satisfaction"}


def test_quarantine__keeps_the_day_and_no_finer_time(office: Any) -> None:
    keep(office, answers())
    (row,) = rows(office)
    assert row["day"] == office.today.isoformat()
    assert json.loads(row["body"])["context"]["slot"] is None


def test_quarantine__the_same_id_again__keeps_what_came_last(office: Any) -> None:
    uuid = keep(office, {"access": "1"})
    keep(office, {"access": "2"}, uuid=uuid)
    (row,) = rows(office)
    assert json.loads(row["body"])["raw"] == {"access": "2"}


def test_list__of_what_is_kept__counts_and_shows_no_answer(office: Any) -> None:
    for _ in range(3):
        keep(office, answers())
    keep(office, answers(), version="other")
    listed = office.survey("responses", "quarantine", "list", "--json")
    found = json.loads(listed.stdout)
    assert [(each["version"], each["responses"]) for each in found] == [("later", 3), ("other", 1)]
    assert set(found[0]) == {
        "instrument", "version", "round", "mode", "reason", "responses", "first_day", "last_day",
    }  # fmt: skip
    said = office.survey("responses", "quarantine", "list").stdout
    assert say("vi", "cli.quarantine_version_unknown") in said


def test_release__while_the_version_is_unknown__is_refused_and_keeps_it(office: Any) -> None:
    keep(office, answers())
    done = office.survey("responses", "quarantine", "release", "counter_rating", "later")
    assert done.exit_code == 1
    assert len(rows(office)) == 1


def test_release__once_the_version_is_published__stores_by_it(office: Any) -> None:
    uuid = keep(office, answers())
    publish(office)
    done = office.survey("responses", "quarantine", "release", "counter_rating", "later")
    assert done.exit_code == 0, done.stderr
    assert rows(office) == []
    stored = service.response(office.store.read(), uuid)
    assert stored is not None
    assert (stored.version, stored.slot, stored.disposition) == ("later", None, "complete")


def test_release__of_what_does_not_fit__keeps_it_and_says_why(office: Any) -> None:
    keep(office, answers() | {"overall": "nonsense"})
    keep(office, answers())
    publish(office)
    done = service.release(office.store, "counter_rating", "later")
    assert (done.stored, done.kept) == (1, 1)
    assert [row["reason"] for row in rows(office)] == [Reason.DOES_NOT_FIT]


def test_release__of_an_id_stored_with_other_content__keeps_it(office: Any) -> None:
    (uuid,) = office.receive(1)
    keep(office, answers(), uuid=uuid)
    publish(office)
    assert service.release(office.store, "counter_rating", "later").kept == 1
    assert [row["reason"] for row in rows(office)] == [Reason.DIFFERS]


def discard(office: Any, *more: str, by: str = "", why: str = "Gửi thử") -> Any:
    if not any(person.username == "an" for person in people.people(office.store.read())):
        added = partial(
            person_rows.add, person=Person("an", "An", Role.ADMINISTRATOR), password_hash="", created_at=""
        )
        office.store.write(added)
    given = ("counter_rating", "later", "--by", by or "an", "--why", why)
    return office.survey("responses", "quarantine", "discard", *given, *more)


def test_discard__of_what_is_kept__keeps_it_with_who_when_and_why(office: Any) -> None:
    keep(office, answers())
    keep(office, answers())
    keep(office, answers(), version="other")
    done = discard(office, why=" Gửi  thử khi tập huấn ")
    assert done.exit_code == 0, done.stderr
    assert say("vi", "cli.quarantine_discarded", n=2) in done.stdout
    bodies = [json.loads(row["body"]) for row in rows(office) if row["version"] == "later"]
    assert [body["raw"] for body in bodies] == [answers(), answers()]
    note = bodies[0]["discarded"]
    assert (note["why"], note["was"]) == ("Gửi thử khi tập huấn", Reason.VERSION_UNKNOWN)
    listed = json.loads(office.survey("responses", "quarantine", "list", "--json").stdout)
    assert [(each["version"], each["responses"]) for each in listed] == [("other", 1)]
    listed = json.loads(office.survey("responses", "quarantine", "list", "--discarded", "--json").stdout)
    assert [(each["responses"], each["by"], each["at"], each["why"]) for each in listed] == [
        (2, note["by"], note["at"], note["why"])
    ]
    assert "Gửi thử khi tập huấn" in office.survey("responses", "quarantine", "list", "--discarded").stdout


def test_discard__of_one_round__leaves_the_others(office: Any) -> None:
    keep(office, answers())
    assert say("vi", "cli.quarantine_discarded", n=0) in discard(office, "--round", "no-such").stdout
    assert len(service.quarantined(office.store.read())) == 1


@pytest.mark.parametrize("wrong", [{"by": "nobody"}, {"why": "  "}])
def test_discard__by_nobody_known_or_without_a_reason__is_refused(office: Any, wrong: dict[str, str]) -> None:
    keep(office, answers())
    assert discard(office, **wrong).exit_code == 1
    assert [row["reason"] for row in rows(office)] == [Reason.VERSION_UNKNOWN]


def test_release__of_what_was_discarded__stores_none_and_doctor_is_silent(office: Any) -> None:
    keep(office, answers())
    discard(office)
    assert "quarantine" not in office.survey("doctor", language="en").stdout
    publish(office)
    done = service.release(office.store, "counter_rating", "later")
    assert (done.stored, done.kept) == (0, 0)


def test_quarantine__of_what_was_discarded__waits_again_only_with_other_answers(office: Any) -> None:
    uuid = keep(office, answers())
    discard(office)
    keep(office, answers(), uuid=uuid)
    assert service.quarantined(office.store.read()) == []
    keep(office, answers() | {"overall": "1"}, uuid=uuid)
    assert [group.reason for group in service.quarantined(office.store.read())] == [Reason.VERSION_UNKNOWN]


def test_doctor__with_something_kept__says_how_many_and_of_which_version(office: Any) -> None:
    assert "quarantine" not in office.survey("doctor", language="en").stdout
    keep(office, answers())
    keep(office, answers())
    assert (
        "2 responses answer a version that is not on this server"
        in office.survey("doctor", language="en").stdout
    )


def test_import__of_rows_to_several_versions__judges_each_by_its_own(sheet: Any) -> None:
    publish(sheet.office)
    known = instruments.versions(sheet.office.store.read(), "counter_rating")[0].version
    table = sheet.table(
        sheet.row(version=known),
        sheet.row(version="later", feedback=""),
        sheet.row(version=""),
        columns=(*sheet.columns, "version"),
    )
    assert sheet.take(table).exit_code == 0
    assert sorted(each["version"] for each in sheet.stored()) == sorted([known, known, "later"])


def test_import__answer_the_version_of_the_row_does_not_ask__is_a_problem(sheet: Any) -> None:
    publish(sheet.office)
    table = sheet.table(sheet.row(version="later"), columns=(*sheet.columns, "version"))
    (problem,) = sheet.problems(table)
    assert (problem.code, problem.place, problem.values["column"]) == (
        "import_not_in_version",
        "2",
        "feedback",
    )


def test_import__of_an_unknown_version__keeps_the_row_and_stores_the_others(sheet: Any) -> None:
    row = sheet.row(version="later", feedback="")
    table = sheet.table(sheet.row(), row, columns=(*sheet.columns, "version"))
    done = sheet.take(table)
    assert done.exit_code == 0
    assert len(sheet.stored()) == 1
    assert len(rows(sheet.office)) == 1
    assert say("vi", "cli.import_held", n=1) in done.stderr
    publish(sheet.office)
    released = service.release(sheet.office.store, "counter_rating", "later")
    assert (released.stored, released.kept) == (1, 0)
    assert len(sheet.stored()) == 2


def test_import__of_an_unknown_version_at_no_counter__is_a_problem(sheet: Any) -> None:
    row = sheet.row(version="later", counter="nowhere")
    (problem,) = sheet.problems(sheet.table(row, columns=(*sheet.columns, "version")))
    assert problem.code == "import_counter"
    assert rows(sheet.office) == []


@pytest.fixture
def lost(office: Any, client: Any) -> Any:
    """What a page opened with the later version posts, as a function of its fields."""
    code = office.collector(Mode.QR_PHONE)
    opened = token.FormToken(code, "later", "vi", 0, str(uuid4()))
    signed = token.sign(opened, office.store.key("signing"))

    def post(carried: str = signed, **fields: str) -> Any:
        return client.post(f"/k/{code}", data={"token": carried, "screen": "1", **fields})

    return post


def test_page__of_a_version_the_server_lost__is_kept_and_answered_202(office: Any, lost: Any) -> None:
    answer = lost(f1="4", r1="2", f2_1="x", other="no field", assisted="relative")
    assert answer.status_code == 202
    assert say("vi", "responses.kept_title") in answer.text
    (row,) = rows(office)
    kept = Kept(*row.values())
    assert (kept.instrument, kept.version, kept.mode) == ("counter_rating", "later", "qr_phone")
    body = json.loads(kept.body)
    assert body["fields"] == {"f1": ["4"], "r1": ["2"], "f2_1": ["x"]}
    assert body["context"]["assisted"] == "relative"


def test_page__of_a_lost_version__carries_no_token_into_the_store(office: Any, lost: Any) -> None:
    lost(f1="4")
    assert "token" not in rows(office)[0]["body"]


def test_page__of_a_lost_version_sent_screen_by_screen__is_one_response(office: Any, lost: Any) -> None:
    fields = {f"f{item.number}": "5" for item in later().instrument.items if item.list_name == "satisfaction"}
    lost(f1="5")
    lost(**fields)
    publish(office)
    done = service.release(office.store, "counter_rating", "later")
    assert (done.stored, done.kept) == (1, 0)


def test_page__with_a_token_that_is_not_ours__keeps_nothing(office: Any, lost: Any) -> None:
    assert lost(carried="forged", f1="4").status_code == 422
    assert rows(office) == []


def test_page__of_a_version_that_is_published__is_judged_by_it(office: Any, lost: Any) -> None:
    publish(office)
    assert lost(f1="4").status_code == 200
    assert rows(office) == []
