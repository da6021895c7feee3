"""`survey notices`: reminders by mail."""

import click

from survey_app.cli.console import Console, language_option, pass_console
from survey_app.notices import keep_password
from survey_app.office.service import reminders


def command(_: str) -> click.Command:
    return notices


@click.group()
def notices() -> None:
    """Thư nhắc việc / reminders by mail."""


@notices.command()
@click.option(
    "--password", envvar="SURVEY_SMTP_PASSWORD", prompt=True, hide_input=True, confirmation_prompt=True
)
@language_option
@pass_console
def password(console: Console, password: str) -> None:
    """Lưu mật khẩu máy chủ thư vào tệp cạnh các khóa / keep the mail server's password beside the keys."""
    click.echo(keep_password(console.store.instance, password))


@notices.command()
@click.argument("address")
@language_option
@pass_console
def test(console: Console, address: str) -> None:
    """Gửi một thư thử đến ADDRESS / send a trial message to ADDRESS."""
    reminders.send_trial(console.store, address, console.language, console.now())
    console.tell("trial_sent", address=address)
