"""`survey lan-cert`, and a real server that speaks TLS with what it made."""

import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from survey_app import certificates, store
from survey_app.cli import main
from tests.ports import free_ports

SURVEY = Path(sys.executable).parent / "survey"
PASSPHRASE = "một mật khẩu đủ dài"  # noqa: S105  # of these tests
Run = Callable[..., Result]


@pytest.fixture
def run(opened: store.Store) -> Run:
    def run(*words: str, typed: str = "", **environment: str) -> Result:
        options = ["--instance", str(opened.instance.root), "--lang", "en"]
        return CliRunner().invoke(main, [*options, *words], input=typed, env=environment)

    return run


def test_lan_cert__address__prints_what_it_is_for_and_the_fingerprint(run: Run, opened: store.Store) -> None:
    made = run("lan-cert", "--ip", "192.168.1.20")
    assert (made.exit_code, made.stdout) == (0, "survey.internal\n192.168.1.20\n127.0.0.1\n")
    known = certificates.certificate(opened.instance)
    assert known is not None
    assert known.fingerprint in made.stderr
    assert "thrown away" in made.stderr
    assert "every tablet" not in made.stderr


def test_lan_cert__wrong_names_and_addresses__exits_1_names_all_and_makes_nothing(
    run: Run, opened: store.Store
) -> None:
    refused = run("lan-cert", "--name", "google.com", "--ip", "8.8.8.8", "--ip", "x")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert [line.partition(":")[0] for line in refused.stderr.splitlines()] == ["google.com", "8.8.8.8", "x"]
    assert run("lan-cert").exit_code == 1
    assert not opened.instance.tls.exists()


def test_lan_cert__again__needs_replace_and_is_for_the_same(run: Run) -> None:
    first = run("lan-cert", "--name", "khaosat.lan", "--ip", "10.0.0.1")
    refused = run("lan-cert")
    assert refused.exit_code == 1
    assert "--replace" in refused.stderr
    again = run("lan-cert", "--replace")
    assert again.stdout == first.stdout
    assert "every tablet" in again.stderr


def test_lan_cert__authority_kept__asks_for_the_passphrase_twice_then_once(run: Run) -> None:
    kept = run("lan-cert", "--ip", "10.0.0.1", "--keep-authority", typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert kept.exit_code == 0, kept.output
    assert "thrown away" not in kept.stderr
    again = run("lan-cert", "--replace", SURVEY_PASSPHRASE=PASSPHRASE)
    assert again.exit_code == 0
    assert "every tablet" not in again.stderr
    wrong = run("lan-cert", "--replace", typed="something else\n")
    assert wrong.exit_code == 1
    assert "--new-authority" in wrong.stderr


def test_serve__tls_without_a_certificate__says_how_to_make_one(run: Run) -> None:
    refused = run("serve", "--tls")
    assert refused.exit_code == 1
    assert "survey lan-cert" in refused.stderr


@pytest.mark.parametrize(("age", "state", "code"), [(0, "GOOD", 0), (380, "WATCH", 0), (400, "BROKEN", 1)])
def test_doctor__certificate__says_when_it_ends(
    run: Run, opened: store.Store, age: int, state: str, code: int
) -> None:
    made = datetime.now(UTC) - timedelta(days=age)
    known = certificates.make(opened.instance, certificates.plan([], ["10.0.0.1"]), made)
    said = run("doctor")
    (line,) = [line for line in said.stdout.splitlines() if "certificate" in line.lower()]
    assert line.startswith(state)
    assert f"{known.ends:%Y-%m-%d}" in line
    assert said.exit_code == code


def test_doctor__no_certificate__says_nothing_of_one(run: Run) -> None:
    assert "ertificate" not in run("doctor").stdout


@dataclass(frozen=True)
class Secure:
    """A server by TLS and its plain door."""

    instance: store.Instance
    port: int
    door: int
    said: str

    def get(self, host: str, path: str, authority: Path | None) -> tuple[int, Any, str]:
        """Status, headers and text, asked for by ``host``, trusting ``authority`` alone."""
        trusting = ssl.create_default_context(cafile=str(authority) if authority else None)
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=60) as plain,
            trusting.wrap_socket(plain, server_hostname=host) as stream,
        ):
            request = f"GET {path} HTTP/1.1\r\nHost: {host}:{self.port}\r\nConnection: close\r\n\r\n"
            stream.sendall(request.encode())
            head, _, body = b"".join(iter(lambda: stream.recv(65536), b"")).partition(b"\r\n\r\n")
        return int(head.split()[1]), head.decode(), body.decode()


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    root = tmp_path_factory.mktemp("secure") / "instance"
    port, door = free_ports(2)
    command = [str(SURVEY), "--instance", str(root), "--lang", "en"]
    subprocess.run([*command, "init"], check=True, capture_output=True)
    subprocess.run([*command, "lan-cert", "--ip", "192.168.1.20"], check=True, capture_output=True)
    ports = ["--port", str(port), "--certificate-port", str(door)]
    process = subprocess.Popen(
        [*command, "serve", "--tls", *ports], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    assert process.stderr is not None
    try:
        said = "".join(process.stderr.readline() for _ in range(3))
        for _ in range(1200):
            try:
                socket.create_connection(("127.0.0.1", door), timeout=1).close()
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield Secure(store.Instance(root), port, door, said)
    finally:
        process.terminate()
        process.communicate(timeout=120)


@pytest.mark.parametrize("host", ["127.0.0.1", "192.168.1.20", "survey.internal"])
def test_serve__tls__answers_by_name_and_by_number_whoever_trusts_the_authority(
    secure: Secure, host: str
) -> None:
    status, head, body = secure.get(host, "/sign-in", secure.instance.tls / "authority.pem")
    assert status == 200
    assert "Đăng nhập" in body
    cookie = next(line for line in head.splitlines() if line.lower().startswith("set-cookie"))
    assert "__Host-survey=" in cookie
    assert "Secure" in cookie
    assert "strict-transport-security" not in head.lower()  # no promise about a name others use, too


def test_serve__tls__is_refused_by_whoever_does_not_trust(secure: Secure) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        secure.get("127.0.0.1", "/sign-in", None)
    with pytest.raises(ssl.SSLCertVerificationError):
        secure.get("localhost", "/sign-in", secure.instance.tls / "authority.pem")


def test_serve__tls__tells_addresses_door_and_fingerprint(secure: Secure) -> None:
    known = certificates.certificate(secure.instance)
    assert known is not None
    assert f"https://127.0.0.1:{secure.port}/" in secure.said
    assert f"http://127.0.0.1:{secure.door}/certificate" in secure.said
    assert known.fingerprint in secure.said


def test_serve__door__hands_out_the_authority_and_leads_everything_else_to_its_page(secure: Secure) -> None:
    known = certificates.certificate(secure.instance)
    assert known is not None
    door = f"http://127.0.0.1:{secure.door}"
    url, page = fetched(f"{door}/sign-in?lang=en")
    assert url == f"{door}/certificate"
    assert known.fingerprint in page.decode()
    assert b"<form" not in page
    files = re.findall(r'href="(/certificate/[^"]+)"', page.decode())
    assert len(files) == 2
    assert all(fetched(door + name)[0] == door + name for name in files)
    assert fetched(f"{door}/certificate/survey.crt")[1] == known.authority


def fetched(url: str) -> tuple[str, bytes]:
    """Where ``url`` leads, and what is there."""
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310  # our own server
        return answer.url, answer.read()


def test_serve__port_of_the_door_taken__is_told_before_anything_runs(run: Run) -> None:
    run("lan-cert", "--ip", "192.168.1.20")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = str(listener.getsockname()[1])
        (port,) = free_ports()
        refused = run("serve", "--tls", "--port", str(port), "--certificate-port", taken)
    assert refused.exit_code == 1
    assert taken in refused.stderr
