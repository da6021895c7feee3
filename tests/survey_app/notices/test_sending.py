import logging
import stat
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from survey_app.errors import Invalid, SurveyError, Unavailable
from survey_app.notices import (
    Addressee,
    Notice,
    Sent,
    ladder,
    mail_server,
    put_reader_language,
    send_due,
    send_letter,
    trial_letter,
    trouble,
)
from survey_app.notices.mail import keep_password
from survey_app.store import Instance, Store, open_store, put_setting
from tests.survey_app.notices.post import PASSWORD, Post

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LAN = Addressee("lan", "Hoàng Thị Lan", "lan@xa.example.vn")
THU = Addressee("thu", "Ngô Thu", "thu@xa.example.vn")
PEOPLE = {one.username: one for one in (LAN, THU)}
OFFICE = "Sở Nội vụ tỉnh Mẫu"
Opens = Callable[..., Post]


def notice(name: str = "TT-2026-0001", due: date | None = None, *who: str, on: datetime = NOW) -> Notice:
    day = due or NOW.date()
    rung = ladder(day, on.date())
    assert rung is not None
    text = {"vi": f"Khắc phục kiến nghị {name}", "en": f"Remedy recommendation {name}"}
    address = f"https://khaosat.example.vn/findings/{name}"
    return Notice(f"remedy {name}", text, address, day, rung, who or ("lan",))


def send(opened: Store, *notices: Notice, at: datetime = NOW, **more: Any) -> Sent:
    return send_due(opened, notices, PEOPLE, OFFICE, at, more.pop("refused", {}), **more)


def told(opened: Store) -> tuple[str, Mapping[str, object]]:
    """What administrators are told of the latest round."""
    problem = trouble(opened.read())
    assert problem is not None
    return problem.code, problem.values


@pytest.fixture
def mailing(opened: Store, post: Opens) -> Post:
    made = post()
    made.known_to(opened)
    return made


def test_send_due__several_things_for_one_person__are_one_letter_by_urgency(
    opened: Store, mailing: Post
) -> None:
    today = NOW.date()
    late, soon = notice("TT-2026-0009", today - timedelta(3)), notice("TT-2026-0002", today + timedelta(3))
    assert send(opened, soon, notice(), late).letters == ("lan",)
    (letter,) = mailing.letters
    assert letter["To"] == "Hoàng Thị Lan <lan@xa.example.vn>"
    assert letter["From"] == f"{OFFICE} <khaosat@tinh.example.vn>"
    assert letter["Subject"] == "Nhắc việc: 3 việc có thời hạn, 1 việc đã quá hạn"
    text = letter.get_content()
    places = [text.index(word) for word in ("QUÁ HẠN", "0009", "ĐẾN HẠN", "0001", "SẮP ĐẾN HẠN", "0002")]
    assert places == sorted(places)
    assert "https://khaosat.example.vn/findings/TT-2026-0001" in text


def test_send_due__in_the_reader_s_language__says_it_in_that(opened: Store, mailing: Post) -> None:
    put_reader_language(opened, "thu", "en")
    send(opened, notice("TT-2026-0001", None, "lan", "thu"))
    said = {letter["To"].addresses[0].username: letter.get_content() for letter in mailing.letters}
    assert "Khắc phục kiến nghị" in said["lan"]
    assert "Remedy recommendation" in said["thu"]
    assert "Khắc phục" not in said["thu"]


def test_send_due__clock_comes_round_and_server_starts_again__sends_once(
    opened: Store, mailing: Post, instance: Instance
) -> None:
    for minutes in range(0, 60, 10):
        send(opened, notice(), at=NOW + timedelta(minutes=minutes))
    again = open_store(instance)
    send(again, notice(), at=NOW + timedelta(hours=2))
    again.close()
    assert len(mailing.letters) == 1


def test_send_due__every_day_for_seven_weeks__sends_once_on_each_rung(opened: Store, mailing: Post) -> None:
    due = NOW.date() + timedelta(8)
    sent_on = []
    for day in range(49):
        at = NOW + timedelta(day)
        there = [notice("TT-2026-0001", due, on=at)] if ladder(due, at.date()) else []
        if send(opened, *there, at=at).letters:
            sent_on.append(day - 8)
    assert sent_on == [-7, -3, 0, 1, 8, 15, 22, 29, 36]


def test_send_due__due_on_another_day_now__reminds_anew(opened: Store, mailing: Post) -> None:
    later = NOW + timedelta(1)
    send(opened, notice())
    send(opened, notice("TT-2026-0001", later.date(), on=later), at=later)
    assert len(mailing.letters) == 2


def test_send_due__something_new_on_the_same_day__waits_for_the_next(opened: Store, mailing: Post) -> None:
    send(opened, notice())
    send(opened, notice(), notice("TT-2026-0002"), at=NOW + timedelta(hours=3))
    assert len(mailing.letters) == 1
    send(opened, notice("TT-2026-0002"), at=NOW + timedelta(days=1))
    assert "TT-2026-0002" in mailing.letters[1].get_content()
    assert "TT-2026-0001" not in mailing.letters[1].get_content()


def test_send_due__address_that_is_refused__is_logged_and_noted_others_get_theirs_it_is_tried_again(
    opened: Store, mailing: Post, caplog: pytest.LogCaptureFixture
) -> None:
    mailing.refused.add(LAN.email)
    refused: dict[str, datetime] = {}
    both = notice("TT-2026-0001", None, "lan", "thu")
    sent = send(opened, both, refused=refused)
    assert (sent.letters, sent.failed) == (("thu",), ("lan",))
    assert told(opened) == ("mail_refused", {"people": "lan"})
    assert "lan" in caplog.text
    mailing.refused.clear()
    assert send(opened, both, at=NOW + timedelta(hours=1), refused=refused) == Sent()
    assert send(opened, both, at=NOW + timedelta(hours=6), refused=refused).letters == ("lan",)
    assert trouble(opened.read()) is None


def test_send_due__mail_server_that_is_down__is_logged_and_noted_and_tried_again(
    opened: Store, post: Opens, caplog: pytest.LogCaptureFixture
) -> None:
    mailing = post()
    mailing.known_to(opened, smtp_port="9")
    with caplog.at_level(logging.ERROR):
        sent = send(opened, notice())
    assert sent.letters == ()
    assert "reminders not sent" in caplog.text
    assert told(opened)[0] == "mail_not_sent"
    mailing.known_to(opened)
    assert send(opened, notice(), at=NOW + timedelta(minutes=10)).letters == ("lan",)
    assert trouble(opened.read()) is None


def test_send_due__time_is_up__leaves_the_rest_for_the_next_round(opened: Store, mailing: Post) -> None:
    both = notice("TT-2026-0001", None, "lan", "thu")
    assert [send(opened, both, seconds=0).letters for _ in range(3)] == [("lan",), ("thu",), ()]


@pytest.mark.parametrize("email", ["lê@x.vn", "a..b@x.vn", "a@", "a@b.vn\nBcc: c@d.vn", "a@b.vn, c@d.vn"])
def test_send_due__address_nobody_can_have__stops_nobody_else(
    opened: Store, mailing: Post, email: str
) -> None:
    people = {"lan": Addressee("lan", "Lan", email), "thu": THU}
    both = notice("TT-2026-0001", None, "lan", "thu")
    assert send_due(opened, [both], people, OFFICE, NOW, {}).failed == ("lan",)
    assert [letter["To"].addresses[0].addr_spec for letter in mailing.letters] == [THU.email]


def test_send_due__names_with_marks_of_headers__stay_names(opened: Store, mailing: Post) -> None:
    people = {"lan": Addressee("lan", 'Lan "trưởng", <x@y.vn>', LAN.email)}
    assert send_due(opened, [notice()], people, 'Sở "A", B', NOW, {}).letters == ("lan",)
    (letter,) = mailing.letters
    assert [one.addr_spec for one in letter["To"].addresses] == [LAN.email]


@pytest.mark.parametrize("between", ["\r\n", "\n", "\t", "\x00", "\x85", "\u2028", "\r\nBcc: c@d.vn\r\n"])
def test_send_due__name_of_several_lines_from_before__is_written_on_one_and_the_letter_goes(
    opened: Store, mailing: Post, between: str
) -> None:
    people = {"lan": Addressee("lan", f"Hoàng{between}Lan", LAN.email)}
    assert send_due(opened, [notice()], people, f"Sở{between}Nội vụ", NOW, {}).letters == ("lan",)
    (letter,) = mailing.letters
    shown = " ".join(f"Hoàng{between}Lan".replace("\x00", " ").split())
    assert [one.addr_spec for one in letter["To"].addresses] == [LAN.email]
    assert letter["To"].addresses[0].display_name == shown
    assert letter["Bcc"] is None


def test_send_due__no_mail_server_set__does_nothing(opened: Store) -> None:
    assert send(opened, notice()) == Sent()
    assert opened.read().execute("SELECT count(*) FROM notices_sent").fetchone()[0] == 0


def test_send_due__hundreds_of_things__lists_fifty_and_counts_the_rest(opened: Store, mailing: Post) -> None:
    send(opened, *(notice(f"TT-2026-{number:04d}") for number in range(1, 121)))
    text = mailing.letters[0].get_content()
    assert text.count("- Khắc phục") == 50
    assert "70 việc khác" in text
    send(opened, *(notice(f"TT-2026-{number:04d}") for number in range(1, 121)), at=NOW + timedelta(days=1))
    assert len(mailing.letters) == 1


@pytest.mark.parametrize(
    ("way", "more"),
    [
        ("starttls", {"require_starttls": True}),
        ("tls", {"auth_require_tls": False}),
        ("none", {"auth_require_tls": False}),
    ],
)
def test_mail_server__by_each_way__is_signed_in_to_with_the_password_of_the_file(
    opened: Store, post: Opens, tls: Any, way: str, more: dict[str, Any]
) -> None:
    context = {"starttls": {"tls_context": tls}, "tls": {"ssl_context": tls}}.get(way, {})
    mailing = post(**context, **more)
    mailing.known_to(opened, smtp_security=way, smtp_user="khaosat")
    assert send(opened, notice()).letters == ("lan",)
    assert mailing.signed_in == ["khaosat"]
    file = opened.instance.root / "keys" / "smtp.password"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PASSWORD.encode() not in opened.instance.database.read_bytes()


def test_mail_server__with_a_certificate_nobody_trusts__is_told_nothing(
    opened: Store, post: Opens, tls: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailing = post(tls_context=tls)
    mailing.known_to(opened, smtp_security="starttls", smtp_user="khaosat")
    monkeypatch.delenv("SSL_CERT_FILE")
    send(opened, notice())
    assert "certificate" in str(told(opened)[1]["reason"]).lower()
    assert (mailing.signed_in, mailing.letters) == ([], [])


def test_mail_server__without_encryption_elsewhere__is_not_told_the_password(opened: Store) -> None:
    Post(port=25).known_to(opened, smtp_host="mail.example.vn", smtp_user="khaosat")
    send(opened, notice())
    assert told(opened) == ("mail_password_in_the_clear", {"host": "mail.example.vn"})


def test_mail_server__without_its_password__says_which_file_is_missing(opened: Store, post: Opens) -> None:
    post().known_to(opened, smtp_user="khaosat")
    (opened.instance.root / "keys" / "smtp.password").unlink()
    with pytest.raises(Unavailable) as fault:
        mail_server(opened)
    assert fault.value.problem.code == "mail_password_missing"
    send(opened, notice())
    assert told(opened)[0] == "mail_password_missing"


def test_mail_server__wrong_password__says_what_the_server_said(
    opened: Store, post: Opens, instance: Instance
) -> None:
    mailing = post(auth_require_tls=False)
    mailing.known_to(opened, smtp_user="khaosat")
    keep_password(instance, "sai")
    server = mail_server(opened)
    assert server is not None
    assert "sai" not in repr(server)
    letter = trial_letter(server.sender, LAN.email, "vi", OFFICE, NOW)
    with pytest.raises(Unavailable) as fault:
        send_letter(server, letter)
    assert "535" in str(fault.value.problem.values["reason"])


@pytest.mark.parametrize("typed", ["", "mật khẩu", "hai\ndòng"])
def test_keep_password__of_letters_no_mail_server_is_told__is_refused(
    instance: Instance, opened: Store, typed: str
) -> None:
    with pytest.raises(Invalid):
        keep_password(instance, typed)


def test_letters__that_say_the_same__bear_the_same_id(opened: Store, mailing: Post) -> None:
    send(opened, notice())
    opened.write(lambda db: db.execute("DELETE FROM notices_sent"))  # as if the server fell before noting it
    send(opened, notice())
    first, second = mailing.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_trial_letter__to_no_address__is_refused() -> None:
    with pytest.raises(SurveyError) as fault:
        trial_letter("a@b.vn", "không phải", "vi", OFFICE, NOW)
    assert fault.value.problem.code == "bad_address_to" or isinstance(fault.value, Invalid)


def test_mail_server__not_wholly_set__is_none(opened: Store) -> None:
    assert mail_server(opened) is None
    opened.write(lambda db: put_setting(db, "smtp_host", "mail.example.vn"))
    assert mail_server(opened) is None
