import os
import plistlib
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from survey_app import certificates, store
from survey_app.certificates import Certificate, make, plan
from survey_app.errors import Conflict, Invalid, NotFound, Unavailable

NOW = datetime.now(UTC).replace(microsecond=0)
ASKED = plan([], ["192.168.1.20"])
SECRET = "một mật khẩu đủ dài"  # noqa: S105  # of these tests


def files(instance: store.Instance) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in instance.tls.iterdir()} if instance.tls.exists() else {}


@pytest.fixture
def instance(opened: store.Store) -> store.Instance:
    return opened.instance


def kept(instance: store.Instance, now: datetime = NOW) -> Certificate:
    """A certificate whose authority was kept."""
    return make(instance, ASKED, now, keep=True, passphrase=lambda: SECRET)


def test_make__new__is_for_the_owner_alone_and_leaves_no_key_of_the_authority(
    instance: store.Instance,
) -> None:
    made = make(instance, ASKED, NOW)
    assert files(instance).keys() == {"authority.pem", "server.pem", "server.key"}
    assert certificates.certificate(instance) == made
    assert made.asked == ASKED
    assert not certificates.keeps_authority(instance)
    if os.name == "posix":
        assert {stat.S_IMODE(file.stat().st_mode) for file in instance.tls.iterdir()} == {0o600}
        assert stat.S_IMODE(instance.tls.stat().st_mode) == 0o700
        assert certificates.readable_by_others(instance) is None
        (instance.tls / "server.key").chmod(0o644)
        assert certificates.readable_by_others(instance) == instance.tls / "server.key"


def test_make__without_an_instance__makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        make(store.Instance(tmp_path / "none"), ASKED, NOW)
    assert not (tmp_path / "none").exists()


def test_make__one_is_there__is_replaced_only_when_asked(instance: store.Instance) -> None:
    first = make(instance, ASKED, NOW)
    before = files(instance)
    with pytest.raises(Conflict):
        make(instance, ASKED, NOW)
    assert files(instance) == before
    second = make(instance, ASKED, NOW, replace=True)
    assert second.fingerprint != first.fingerprint
    assert not [file for file in instance.root.iterdir() if file.name.startswith("tls-")]


def test_make__authority_kept__renews_without_a_new_one(instance: store.Instance) -> None:
    first = kept(instance)
    assert b"ENCRYPTED" in files(instance)["authority.key"]
    later = NOW + timedelta(days=380)
    second = make(instance, ASKED, later, replace=True, passphrase=lambda: SECRET)
    assert second.fingerprint == first.fingerprint
    assert second.ends == later + timedelta(days=397)
    assert certificates.keeps_authority(instance)
    third = make(instance, ASKED, later, replace=True, anew=True, passphrase=lambda: SECRET)
    assert third.fingerprint != first.fingerprint
    assert not certificates.keeps_authority(instance)


@pytest.mark.parametrize(
    ("asked", "secret", "days", "code"),
    [
        (ASKED, "ein anderes Wort", 0, "wrong_passphrase"),
        (ASKED, "", 0, "wrong_passphrase"),
        (plan(["khaosat.lan"], []), SECRET, 0, "name_beyond_authority"),
        (ASKED, SECRET, 5 * 365 - 30, "authority_ends"),
    ],
)
def test_make__kept_authority_that_does_not_do__changes_nothing(
    instance: store.Instance, asked: certificates.Plan, secret: str, days: int, code: str
) -> None:
    kept(instance)
    before = files(instance)
    with pytest.raises(Invalid) as refused:
        make(instance, asked, NOW + timedelta(days), replace=True, passphrase=lambda: secret)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert files(instance) == before


def test_make__short_passphrase__keeps_nothing(instance: store.Instance) -> None:
    with pytest.raises(Invalid):
        make(instance, ASKED, NOW, keep=True, passphrase=lambda: "ngắn")
    assert files(instance) == {}


def test_make__disk_fails_half_way__leaves_what_was_there(
    instance: store.Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(instance, ASKED, NOW)
    before = files(instance)
    sync: Callable[[int], None] = os.fsync
    left = [2]

    def fail_later(descriptor: int) -> None:
        left[0] -= 1
        if not left[0]:
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail_later)
    with pytest.raises(OSError, match="No space"):
        make(instance, ASKED, NOW, replace=True)
    assert files(instance) == before
    assert not [file for file in instance.root.iterdir() if file.name.startswith("tls-")]


def test_certificate__damaged_or_half_there__is_told(instance: store.Instance) -> None:
    assert certificates.certificate(instance) is None
    with pytest.raises(NotFound):
        certificates.server_files(instance)
    make(instance, ASKED, NOW)
    (instance.tls / "server.pem").write_text("x")
    with pytest.raises(Unavailable):
        certificates.certificate(instance)
    make_again = files(instance)
    assert make_again.keys() == {"authority.pem", "server.pem", "server.key"}
    (instance.tls / "authority.pem").unlink()
    with pytest.raises(Unavailable):
        certificates.server_files(instance)


@pytest.mark.parametrize(("days", "soon"), [(397 - 22, False), (397 - 21, True), (398, True)])
def test_ends_soon__three_weeks_before__is_true(instance: store.Instance, days: int, soon: bool) -> None:
    assert make(instance, ASKED, NOW).ends_soon(NOW + timedelta(days)) is soon


def test_profile__holds_the_authority_and_is_the_same_again(instance: store.Instance) -> None:
    made = make(instance, ASKED, NOW)
    written = certificates.profile(made, "Khảo sát", "Vì sao")
    content = plistlib.loads(written)
    (inside,) = content["PayloadContent"]
    assert inside["PayloadType"] == "com.apple.security.root"
    assert content["PayloadDisplayName"] == "Khảo sát"
    authority = x509.load_der_x509_certificate(inside["PayloadContent"])
    assert certificates.authority_file(made) == inside["PayloadContent"]
    # iOS lists under full trust only what has a name.
    assert authority.subject.rfc4514_string() == f"CN={made.authority_name}"
    assert certificates.profile(made, "Khảo sát", "Vì sao") == written
