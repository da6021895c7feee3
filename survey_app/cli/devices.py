"""`survey devices`: the tablets that were let in."""

import click

from survey_app.accounts import service
from survey_app.cli.console import Console, language_option, pass_console, print_problems
from survey_app.errors import Refused
from survey_app.rounds.service import PUBLIC_URL
from survey_app.sync import service as tablets


def command(_: str) -> click.Command:
    return devices


@click.group()
def devices() -> None:
    """Máy tính bảng / tablets."""


@devices.command("list")
@language_option
@pass_console
def list_(console: Console) -> None:
    """Mọi điều đã biết về từng máy / all that is known of each tablet."""
    for one in service.devices(console.store.read()):
        fields = (
            one.id,
            one.name,
            one.enrolled_at.isoformat(timespec="seconds"),
            one.seen_at.isoformat(timespec="seconds") if one.seen_at else "",
            "" if one.offset is None else f"{one.offset:.0f}",
            one.app_version,
            one.revoked_at.isoformat(timespec="seconds") if one.revoked_at else "",
            ",".join(proof.username for proof in one.people),
        )
        click.echo("\t".join(fields))


@devices.command()
@click.argument("name")
@click.option("--by", required=True, help="Người cấp mã / who lets it in.")
@language_option
@pass_console
def enrol(console: Console, name: str, by: str) -> None:
    """In mã dùng một lần và địa chỉ, cách nhau bằng tab / print a code for one tablet, and the address."""
    _check_administrator(console, by)
    code = service.invite(console.store, name, by, console.now())
    office = tablets.office_address(console.store, None, PUBLIC_URL)
    click.echo(f"{code}\t{tablets.enrolment_address(office, code)}")
    problem = tablets.address_problem(office)
    if problem is not None:
        print_problems([problem], console.language)


@devices.command()
@click.argument("device")
@click.option("--by", required=True, help="Người thu hồi / who revokes.")
@language_option
@pass_console
def revoke(console: Console, device: str, by: str) -> None:
    """Thu hồi quyền của một máy / let a tablet open nothing any more."""
    _check_administrator(console, by)
    click.echo(service.revoke(console.store, device, by, console.now()).name)


def _check_administrator(console: Console, username: str) -> None:
    """Raise NotFound when nobody has that name, Refused for who does not administer or has left."""
    known = service.person(console.store.read(), username)
    if known.role != "administrator" or known.left_on is not None:
        raise Refused("not_an_administrator", name=known.name)
