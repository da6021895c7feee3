"""`survey serve`: the server, one process with a few threads."""

import os
import socket

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from survey_app.accounts import service as people
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.errors import Conflict
from survey_app.store import KEY_NAMES, sole_use

_THREADS = 8


def command(_: str) -> click.Command:
    return serve


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@language_option
@pass_console
def serve(console: Console, host: str, port: int) -> None:
    """Chạy máy chủ / run the server."""
    run_server(console, host, port)


def run_server(console: Console, host: str, port: int) -> None:
    """Serve the console's instance until interrupted. Raises Conflict while another server does."""
    instance, opened = console.instance, console.store
    with sole_use(instance):
        pass  # tried here for a clear answer; the serving process holds it for good
    for name in KEY_NAMES:
        instance.key(name)
    _check_address(host, port)
    if people.needs_administrator(opened.read()):
        console.tell("setup_code", code=people.setup_code(opened))
    console.close()
    console.tell("serving", url=f"http://{host}:{port}/")
    os.environ["SURVEY_INSTANCE"] = str(instance.root.absolute())
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
    ).serve()


def _check_address(host: str, port: int) -> None:
    """Raise Conflict when another program listens there: Granian would share the port with it, unasked."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise Conflict("cannot_listen", host=host, port=port, detail=error.strerror or str(error)) from error
