"""`survey demo`: a filled instance to look around in, served at once."""

import shutil

import click

from survey_app import store
from survey_app.cli.console import Console, Progress, language_option, pass_console
from survey_app.cli.init import furnish
from survey_app.cli.serve import run_server
from survey_app.errors import Conflict
from survey_app.office.demo import (
    Demo,
    fill_demo,
    its_people,
    kept_demo,
    lead_to,
    was_used,
    write_files,
)
from survey_app.places.model import local_day
from wording import say

_HOST, _PORT = "127.0.0.1", 8000
SHOWN = "dot-2"  # the round whose posters and report lie ready


def command(_: str) -> click.Command:
    return demo


@click.command()
@click.option("--responses", "count", type=click.IntRange(1, 5_000_000), default=20_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=_PORT, show_default=True)
@click.option("--no-serve", is_flag=True, help="Chỉ tạo dữ liệu / make it and stop.")
@language_option
@pass_console
def demo(console: Console, count: int, seed: int, port: int, no_serve: bool) -> None:
    """Bản minh họa với DỮ LIỆU GIẢ LẬP / a demonstration with simulated data."""
    address = f"http://{_HOST}:{port}"
    made = _make(console, count, seed, address)
    console.tell("demo_ready", folder=console.instance.root, n=made.responses)
    click.echo(console.say("demo_citizen", url=address + made.citizen_path))
    staff = {"url": f"{address}/sign-in", "username": made.username, "password": made.password}
    click.echo(console.say("demo_staff", **staff))
    click.echo(console.say("demo_people", names=_names(console)))
    click.echo(console.say("demo_files", folder=console.instance.root.absolute()))
    click.echo(console.say("demo_printed", folder=console.instance.root.absolute() / "files"))
    if not no_serve:
        run_server(console, _HOST, port)


def _names(console: Console) -> str:
    """The user names of each role."""
    return "; ".join(
        f"{say(console.language, f'accounts.role_{role}')}: {', '.join(names)}"
        for role, names in its_people(console.store).items()
    )


def _make(console: Console, count: int, seed: int, address: str) -> Demo:
    """The demonstration at ``address``: the one that is there when it still fits, else a new one instead."""
    size = f"{count} responses, seed {seed}"
    if console.instance.exists():
        opened = console.store
        if store.get_setting(opened.read(), "demo") != "yes":
            raise Conflict("not_a_demo", folder=str(console.instance.root))
        kept = kept_demo(opened, size, local_day(console.now()))
        if kept is not None:
            console.tell("demo_kept", folder=console.instance.root)
            if lead_to(opened, address):
                _write_files(console)
            return kept
        if was_used(opened):
            raise Conflict("demo_was_used", folder=str(console.instance.root))
        console.close()
        _remove(console.instance)
    opened = console.use(store.create(console.instance))
    furnish(opened, console.now())
    progress = Progress(console.say("demo_filling"), count)
    made = fill_demo(opened, count, seed, size, console.now(), progress)
    progress.finish()
    lead_to(opened, address)
    _write_files(console)
    return made


def _write_files(console: Console) -> None:
    console.tell("demo_writing")
    write_files(console.store, SHOWN, console.now(), local_day(console.now()), console.language)


def _remove(instance: store.Instance) -> None:
    """Remove a demonstration that no server uses."""
    with store.sole_use(instance):
        for name in ("survey.db", "survey.db-wal", "survey.db-shm"):
            (instance.root / name).unlink(missing_ok=True)
        for folder in ("dataset", "files", "media"):
            shutil.rmtree(instance.root / folder, ignore_errors=True)
