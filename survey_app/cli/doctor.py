"""`survey doctor`: what works, what to watch, what is broken."""

import click

from survey_app.cli.console import Console, in_terminal, language_option, pass_console
from survey_app.office import service
from survey_app.office.model import State
from wording import say


def command(_: str) -> click.Command:
    return doctor


@click.command()
@language_option
@pass_console
def doctor(console: Console) -> None:
    """Khám hệ thống / examine the instance."""
    findings = service.examine(console.instance, console.now())
    for finding in findings:
        text = say(console.language, in_terminal(finding.key), **finding.values)
        click.echo(f"{say(console.language, f'office.state_{finding.state}')}\t{text}")
    if any(finding.state is State.BROKEN for finding in findings):
        raise SystemExit(1)
