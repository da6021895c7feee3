"""`survey users`: who may sign in."""

from datetime import date, datetime

import click

from survey_app.accounts import service
from survey_app.accounts.model import Person, Role, Scope
from survey_app.accounts.service import second_factor
from survey_app.cli.console import Console, language_option, pass_console

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_BY = "survey"  # who did it, where nobody is signed in


def command(_: str) -> click.Command:
    return users


@click.group()
def users() -> None:
    """Người dùng / people who sign in."""


@users.command()
@click.argument("username")
@click.option("--name", required=True, help="Họ và tên / full name.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--unit", "units", multiple=True, help="Mã đơn vị phụ trách, nhiều lần được / code of a unit.")
@click.option("--from", "first", type=_DAY, help="Phụ trách từ ngày / acts for the units from this day.")
@click.option("--to", "last", type=_DAY, help="Đến hết ngày / until this day.")
@click.option("--email", default="", help="Thư điện tử / e-mail address.")
@click.option("--password", envvar="SURVEY_PASSWORD", prompt=True, hide_input=True, confirmation_prompt=True)
@language_option
@pass_console
def add(
    console: Console,
    username: str,
    name: str,
    role: str,
    units: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    email: str,
    password: str,
) -> None:
    """Thêm người dùng / add a person."""
    scopes = [Scope(unit, _day(first), _day(last)) for unit in units]
    person = service.add_person(
        console.store,
        Person(username.casefold(), name, Role(role), None, email),
        password,
        console.now(),
        scopes,
    )
    click.echo(person.username)


@users.command("list")
@language_option
@pass_console
def list_(console: Console) -> None:
    """Liệt kê / list people."""
    db = console.store.read()
    scopes = service.every_scope(db)
    for person in service.people(db):
        units = ",".join(one.unit for one in scopes.get(person.username, ()))
        click.echo("\t".join([person.username, person.role, person.name, *filter(None, [units])]))


@users.command("second-factor-off")
@click.argument("username")
@language_option
@pass_console
def second_factor_off(console: Console, username: str) -> None:
    """Gỡ xác thực hai bước của người đã mất điện thoại / take away a second factor that was lost."""
    second_factor.take_away(console.store, username.casefold(), _BY, console.now())
    click.echo(username.casefold())


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
