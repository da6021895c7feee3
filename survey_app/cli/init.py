"""`survey init`: make an instance, or bring an older one up to date. Asks nothing."""

import shutil
from datetime import datetime
from pathlib import Path

import click

from forms import FIRST
from survey_app import store
from survey_app.accounts import service as people
from survey_app.cli.bundle import told
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.errors import SurveyError
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.sync.service import bundles


def command(_: str) -> click.Command:
    return init


@click.command()
@click.option(
    "--from",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Gói của chuyến đi / the bundle of a trip.",
)
@language_option
@pass_console
def init(console: Console, files: tuple[Path, ...]) -> None:
    """Tạo thư mục dữ liệu / make or update an instance."""
    catalogue = bundles.open_bundle(files) if files else None  # before anything is made
    if catalogue is not None:
        bundles.check_trip(catalogue)
    root = console.instance.root
    is_new = not root.exists() or not any(root.iterdir())
    opened = console.use(store.create(console.instance))
    furnish(opened, console.now())
    if catalogue is not None:
        try:
            done = bundles.begin_trip(opened, catalogue, "", console.now())
        except SurveyError:
            console.close()
            if is_new:  # nothing half made stays
                shutil.rmtree(root)
            raise
        for line in told(console.language, done):
            click.echo(line)
    console.tell("init_done", folder=console.instance.root)
    if people.needs_administrator(opened.read()):
        console.tell("setup_code", code=people.setup_code(opened))


def furnish(opened: store.Store, now: datetime) -> None:
    """Give an instance what every office starts with: the 34 provinces and the first instruments."""
    opened.write(places.load_provinces)
    for name in FIRST:
        instruments.publish_shipped(opened, name, now)
