"""What was found about a form, as a terminal shows it: a table for people, JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import click

from forms import Instrument
from forms.publish import odk_command
from survey_app.cli.console import Console
from survey_app.instruments import service
from survey_app.instruments.model import Finding
from wording import say

_WIDEST = 24  # letters of a place; a longer one pushes its own line


def print_findings(console: Console, findings: Sequence[Finding]) -> None:
    """The findings on stderr, a line each with what to do below it; then their count."""
    lines = service.told(findings, console.language)
    if not lines:
        return
    levels = {
        kind: say(console.language, f"instruments.level_{'error' if kind == 'error' else 'warning'}")
        for kind in service.KINDS
    }
    wide = max(map(len, levels.values()))
    far = min(_WIDEST, max(len(line.place) for line in lines))
    for line in lines:
        click.echo(f"{levels[line.kind]:<{wide}}  {line.place:<{far}}  {line.message}", err=True)
        if line.advice:
            click.echo(f"{'':<{wide}}  {'':<{far}}  {line.advice}", err=True)
    grave = sum(line.kind == "error" for line in lines)
    console.tell("findings_counted", errors=grave, warnings=len(lines) - grave)


def findings_json(instrument: Instrument | None, findings: Sequence[Finding], language: str) -> str:
    """The instrument's name and digest (null when the workbook was refused), whether ODK was asked, and the
    findings as a list."""
    about = instrument and {
        "id": instrument.id,
        "version": instrument.version,
        "digest": instrument.digest,
    }
    lines = [
        {
            "code": line.code,
            "severity": "error" if line.kind == "error" else "warning",
            **{key: value or None for key, value in asdict(line).items() if key not in ("code", "kind")},
        }
        for line in service.told(findings, language)
    ]
    asked = bool(about and odk_command())
    return json.dumps({"instrument": about, "odk": asked, "findings": lines}, ensure_ascii=False, indent=2)


def tell_without_odk(console: Console) -> None:
    """Say so where ODK could not be asked."""
    if not odk_command():
        console.tell("odk_absent")
