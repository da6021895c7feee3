"""`survey findings`: what inspections found, and where it stands."""

import click

from survey_app.accounts.model import Asker, Role
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.findings import service
from survey_app.findings.model import Filters, Severity, State


def command(name: str) -> click.Command:
    return {"findings": findings}[name]


@click.group()
def findings() -> None:
    """Tồn tại qua kiểm tra / findings of inspections."""


@findings.command("list")
@click.option("--state", type=click.Choice([state.value for state in State]), help="Trạng thái / the state.")
@click.option(
    "--severity", type=click.Choice([grave.value for grave in Severity]), help="Mức độ / how grave."
)
@click.option("--unit", default="", help="Đơn vị và trực thuộc / a unit with those below it.")
@language_option
@pass_console
def list_(console: Console, state: str | None, severity: str | None, unit: str) -> None:
    """Số hiệu, ngày, mức, trạng thái, đơn vị, mã tồn tại / number, day, severity, state, unit, code."""
    asked = Filters(state or "", severity or "", unit)
    everywhere = Asker("", Role.ADMINISTRATOR)
    for found, _ in service.history(console.store.read(), everywhere, asked):
        kind = (found.severity.value, found.state.value, found.unit, found.code)
        words = " ".join(found.text(console.language).split())
        click.echo("\t".join((found.reference, found.found_on.isoformat(), *kind, words)))
