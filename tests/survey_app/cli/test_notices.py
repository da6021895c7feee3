import stat
from collections.abc import Callable
from typing import Any

from tests.survey_app.notices.post import Post
from tests.survey_app.notices.post import post as post

Opens = Callable[..., Post]


def test_notices_test__with_a_mail_server__sends_one_letter_and_says_so(office: Any, post: Opens) -> None:
    mailing = post()
    mailing.known_to(office.store, office_name="Sở Nội vụ")
    done = office.survey("notices", "test", "lan@xa.example.vn")
    assert (done.exit_code, "lan@xa.example.vn" in done.stderr) == (0, True)
    (letter,) = mailing.letters
    assert "Sở Nội vụ" in letter.get_content()


def test_notices_test__nothing_set_or_no_address__says_what(office: Any, post: Opens) -> None:
    bare = office.survey("notices", "test", "lan@xa.example.vn")
    assert (bare.exit_code, "smtp_host" in bare.stderr) == (1, True)
    post().known_to(office.store)
    wrong = office.survey("notices", "test", "không phải")
    assert (wrong.exit_code, "không phải" in wrong.stderr) == (1, True)


def test_notices_test__mail_server_that_is_down__says_what_it_said(office: Any) -> None:
    Post(port=9).known_to(office.store)
    done = office.survey("notices", "test", "lan@xa.example.vn", language="en")
    assert (done.exit_code, "127.0.0.1:9" in done.stderr) == (1, True)


def test_notices_password__typed__lies_in_a_file_for_its_owner_alone(office: Any) -> None:
    done = office.survey("notices", "password", "--password", "mat-khau")
    file = office.store.instance.root / "keys" / "smtp.password"
    assert (done.exit_code, done.stdout.strip()) == (0, str(file))
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("mat-khau", 0o600)
    file.chmod(0o644)
    assert "smtp.password" in office.survey("doctor").stdout


def test_settings__of_the_mail_server__are_read_as_they_must_be(office: Any) -> None:
    good = {
        "smtp_host": (" Mail.Tinh.gov.vn ", "mail.tinh.gov.vn"),
        "smtp_port": ("0587", "587"),
        "smtp_security": ("TLS", "tls"),
        "smtp_from": ("khaosat@tinh.gov.vn", "khaosat@tinh.gov.vn"),
    }
    for name, (typed, kept) in good.items():
        assert office.survey("settings", "set", name, typed).stdout.strip() == kept
    bad = {
        "smtp_host": ("mail server", "https://a.vn", "a.vn:25:", "-a"),
        "smtp_port": ("0", "65536", "-1", "mười", "9" * 5000),
        "smtp_security": ("ssl3", ""),
        "smtp_from": ("khảo sát@tinh.vn", "a@b", "a@b.vn\nBcc: c@d.vn", "a@b.vn, c@d.vn"),
    }
    for name, values in bad.items():
        for typed in values:
            assert office.survey("settings", "set", name, "--", typed).exit_code == 1, (name, typed)
