"""`survey init`: make an instance, or bring an older one up to date. Asks nothing."""

from datetime import datetime

import click

from forms import FIRST
from survey_app import store
from survey_app.accounts import service as people
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.instruments import service as instruments
from survey_app.places import service as places


def command(_: str) -> click.Command:
    return init


@click.command()
@language_option
@pass_console
def init(console: Console) -> None:
    """Tạo thư mục dữ liệu / make or update an instance."""
    opened = console.use(store.create(console.instance))
    furnish(opened, console.now())
    console.tell("init_done", folder=console.instance.root)
    if people.needs_administrator(opened.read()):
        console.tell("setup_code", code=people.setup_code(opened))


def furnish(opened: store.Store, now: datetime) -> None:
    """Give an instance what every office starts with: the 34 provinces and the first instruments."""
    opened.write(places.load_provinces)
    for name in FIRST:
        instruments.publish_shipped(opened, name, now)
