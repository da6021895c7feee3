"""Rounds of the clock: who is written to when, and that a mail says nothing its reader may not see."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest

from survey_app.app import posting_tasks
from survey_app.errors import NotFound
from survey_app.office import service
from survey_app.office.service import reminders
from survey_app.store import put_setting
from tests.survey_app.notices.post import Post
from tests.survey_app.office.reminders.conftest import World

Opens = Callable[..., Post]


@pytest.fixture
def mailing(world: World, post: Opens) -> Post:
    made = post()
    made.known_to(world.bench.store, public_url="https://khaosat.example.vn", office_name="Sở Nội vụ")
    for username in ("head", "other", "giam", "lan", "binh"):
        world.address(username, f"{username}@xa.example.vn")
    return made


def at(world: World, hour: int, days: int = 0) -> datetime:
    """So many days on, at that hour in Vietnam."""
    return datetime.combine(world.bench.today, time(hour), UTC) + timedelta(days=days, hours=-7)


def test_send_reminders__one_round__writes_to_each_what_is_theirs(world: World, mailing: Post) -> None:
    sent = reminders.send_reminders(world.bench.store, at(world, 8), {})
    assert sorted(sent.letters) == ["head", "lan", "other"]
    letters = {letter["To"].addresses[0].username: letter.get_content() for letter in mailing.letters}
    head = letters["head"]
    assert f"https://khaosat.example.vn/findings/{world.soon.reference}" in head
    assert "Quầy 1" in head
    assert f"/cases/{world.reporting.reference}" in letters["other"]
    everything = "".join(letters.values())
    for one in (world.secret.reference, world.untold.reference):
        assert one not in everything
    assert world.away.reference not in head
    assert world.late.reference not in letters["other"]


def test_send_reminders__at_night__wait_for_the_morning(world: World, mailing: Post) -> None:
    for hour in (0, 6, 21, 23):
        assert reminders.send_reminders(world.bench.store, at(world, hour), {}).letters == ()
    assert mailing.letters == []
    assert reminders.send_reminders(world.bench.store, at(world, 7), {}).letters


def test_send_reminders__who_left__is_written_to_no_more(world: World, mailing: Post) -> None:
    world.bench.store.write(
        lambda db: db.execute("UPDATE accounts_person SET left_on = '2026-01-01' WHERE username = 'head'")
    )
    assert "head" not in reminders.send_reminders(world.bench.store, at(world, 8), {}).letters


def test_send_reminders__sixteen_days_on__come_to_the_leader(world: World, mailing: Post) -> None:
    assert mailing.to("giam@") == []
    reminders.send_reminders(world.bench.store, at(world, 8, 16), {})
    (letter,) = mailing.to("giam@")
    assert world.late.reference in letter.get_content()


def test_tasks__of_the_clock__send_reminders(world: World, mailing: Post) -> None:
    (task,) = posting_tasks(world.bench.store)
    task.run(at(world, 9))
    task.run(at(world, 10))
    assert len(mailing.letters) == 3


def test_health__after_a_round_that_failed__says_why(world: World, mailing: Post) -> None:
    world.bench.store.write(lambda db: put_setting(db, "smtp_port", "9"))
    reminders.send_reminders(world.bench.store, at(world, 8), {})
    found = service.look_over(world.bench.store, world.bench.now)
    assert [one.state.value for one in found if one.key == "errors.mail_not_sent"] == ["watch"]


def test_send_trial__without_a_mail_server__says_what_is_missing(world: World) -> None:
    with pytest.raises(NotFound) as fault:
        reminders.send_trial(world.bench.store, "a@b.vn", "vi", world.bench.now)
    assert fault.value.problem.code == "mail_not_set"
