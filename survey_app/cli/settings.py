"""`survey settings`: what the office sets for its instance."""

import click

from survey_app.cli.console import Console, in_terminal, language_option, pass_console
from survey_app.office import service
from wording import say


def command(_: str) -> click.Command:
    return settings


@click.group()
def settings() -> None:
    """Thiết lập / settings."""


@settings.command("list")
@language_option
@pass_console
def list_(console: Console) -> None:
    """Tên, giá trị, ý nghĩa của mọi thiết lập / name, value, meaning of every setting."""
    for name, value in service.settings(console.store.read()).items():
        click.echo("\t".join((name, value, say(console.language, in_terminal(f"office.setting_{name}")))))


@settings.command()
@click.argument("name")
@language_option
@pass_console
def get(console: Console, name: str) -> None:
    """Xem một thiết lập / show a setting."""
    click.echo(service.setting(console.store.read(), name))


@settings.command("set")
@click.argument("name")
@click.argument("value")
@language_option
@pass_console
def set_(console: Console, name: str, value: str) -> None:
    """Đặt một thiết lập; hotspot_only: yes|no / change a setting; hotspot_only: yes|no."""
    click.echo(service.change_setting(console.store, name, value))
