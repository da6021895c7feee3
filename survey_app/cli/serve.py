"""`survey serve`: the server, one process with a few threads."""

import os
import socket
from datetime import timedelta

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from survey_app import certificates
from survey_app.accounts import service as people
from survey_app.certificates import Served
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.errors import Conflict
from survey_app.store import KEY_NAMES, sole_use

_THREADS = 8


def command(_: str) -> click.Command:
    return serve


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--tls", is_flag=True, help="HTTPS, chứng chỉ từ lan-cert / with the certificate of lan-cert.")
@click.option(
    "--certificate-port",
    "door",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Cổng HTTP chỉ để lấy chứng chỉ, 0: không mở / plain port for the certificate alone, 0: none.",
)
@language_option
@pass_console
def serve(console: Console, host: str, port: int, tls: bool, door: int) -> None:
    """Chạy máy chủ / run the server."""
    run_server(console, host, port, Served(host, port, door) if tls else None)


def run_server(console: Console, host: str, port: int, served: Served | None = None) -> None:
    """Serve the console's instance until interrupted, by TLS when it is said how it is ``served``.

    Raises Conflict while another server does, NotFound when there is no certificate for TLS.
    """
    instance, opened = console.instance, console.store
    with sole_use(instance):
        pass  # tried here for a clear answer; the serving process holds it for good
    for name in KEY_NAMES:
        instance.key(name)
    files = certificates.server_files(instance) if served else (None, None)
    _check_address(host, port)
    if served and served.door:
        _check_address(host, served.door)
    if people.needs_administrator(opened.read()):
        console.tell("setup_code", code=people.setup_code(opened))
    console.close()
    if served:
        _tell_addresses(console, served)
    else:
        console.tell("serving", url=f"http://{host}:{port}/")
    os.environ["SURVEY_INSTANCE"] = str(instance.root.absolute())
    os.environ["SURVEY_TLS"] = str(served or "")
    Granian(
        "survey_app.app:serving_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_THREADS,
        websockets=False,
        log_level=LogLevels.error,
        ssl_cert=files[0],
        ssl_key=files[1],
    ).serve()


def _tell_addresses(console: Console, served: Served) -> None:
    """Say what is typed on tablets, where they get the certificate, and when it ends."""
    known = certificates.certificate(console.instance)
    assert known is not None  # noqa: S101  # its files were looked for before
    console.tell("serving_tls", urls=" ".join(served.addresses(known.asked)))
    if served.door:
        console.tell("certificate_page", url=served.door_address(known.asked), fingerprint=known.fingerprint)
    if known.ends_soon(console.now()):
        ended = known.left(console.now()) <= timedelta(0)
        until = f"{min(known.ends, known.authority_ends):%Y-%m-%d}"
        console.tell("certificate_ended" if ended else "certificate_ends", until=until)


def _check_address(host: str, port: int) -> None:
    """Raise Conflict when another program listens there: Granian would share the port with it, unasked."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise Conflict("cannot_listen", host=host, port=port, detail=error.strerror or str(error)) from error
