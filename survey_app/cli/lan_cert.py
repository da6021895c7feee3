"""`survey lan-cert`: HTTPS on a network without the Internet."""

import os

import click

from survey_app import certificates
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.errors import Invalid, Problem

_PASSPHRASE = "SURVEY_PASSPHRASE"  # noqa: S105  # the name of a variable


def command(_: str) -> click.Command:
    return lan_cert


@click.command("lan-cert")
@click.option("--name", "names", multiple=True, metavar="NAME", help="Tên máy chủ / name of the server.")
@click.option("--ip", "addresses", multiple=True, metavar="ADDRESS", help="Địa chỉ IP / IP address.")
@click.option("--replace", is_flag=True, help="Thay chứng chỉ đang có / replace the one there is.")
@click.option("--keep-authority", "keep", is_flag=True, help="Giữ khóa, mã hóa / keep its key, encrypted.")
@click.option("--new-authority", "anew", is_flag=True, help="Không dùng khóa đã giữ / not the one kept.")
@language_option
@pass_console
def lan_cert(
    console: Console,
    names: tuple[str, ...],
    addresses: tuple[str, ...],
    replace: bool,
    keep: bool,
    anew: bool,
) -> None:
    """Tạo chứng chỉ HTTPS cho mạng nội bộ / make a certificate for a network of one's own."""
    instance = console.instance
    known = certificates.certificate(instance)
    if known is not None and not names and not addresses:
        asked = known.asked  # a renewal
    elif addresses or names:
        asked = certificates.plan(names, addresses)
    else:
        raise Invalid([Problem("lan_cert_for_what")])
    made = certificates.make(
        instance,
        asked,
        console.now(),
        replace=replace,
        keep=keep,
        anew=anew,
        passphrase=lambda: _passphrase(console, new=anew or not certificates.keeps_authority(instance)),
    )
    for host in [*made.asked.names, *made.asked.addresses]:
        click.echo(host)
    console.tell("certificate_made", until=f"{made.ends:%Y-%m-%d}", fingerprint=made.fingerprint)
    if known is not None and known.fingerprint != made.fingerprint:
        console.tell("authority_is_new")
    if not certificates.keeps_authority(instance):
        console.tell("authority_key_gone")


def _passphrase(console: Console, *, new: bool) -> str:
    """What protects the authority's key: from the variable, else asked for, twice when it is ``new``."""
    given = os.environ.get(_PASSPHRASE, "")
    return given or str(
        click.prompt(console.say("passphrase"), hide_input=True, confirmation_prompt=new, err=True)
    )
