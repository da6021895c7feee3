"""`survey users`: who may sign in."""

import click

from survey_app.accounts import service
from survey_app.accounts.model import Person, Role
from survey_app.cli.console import Console, language_option, pass_console


def command(_: str) -> click.Command:
    return users


@click.group()
def users() -> None:
    """Người dùng / people who sign in."""


@users.command()
@click.argument("username")
@click.option("--name", required=True, help="Họ và tên / full name.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--password", envvar="SURVEY_PASSWORD", prompt=True, hide_input=True, confirmation_prompt=True)
@language_option
@pass_console
def add(console: Console, username: str, name: str, role: str, password: str) -> None:
    """Thêm người dùng / add a person."""
    person = service.add_person(
        console.store, Person(username.casefold(), name, Role(role)), password, console.now()
    )
    click.echo(person.username)


@users.command("list")
@language_option
@pass_console
def list_(console: Console) -> None:
    """Liệt kê / list people."""
    for person in service.people(console.store.read()):
        click.echo(f"{person.username}\t{person.role}\t{person.name}")
