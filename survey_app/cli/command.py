"""The command group, its options and the way errors leave it."""

import errno
import importlib
import sys
from pathlib import Path
from typing import Any

import click

from survey_app.cli.console import Console, print_error
from survey_app.errors import SurveyError, Unavailable
from survey_app.store import store_faults
from wording import FALLBACK, LANGUAGES

# A command is loaded when it is called: `survey serve` must not load what only `survey indicators` needs.
_COMMANDS = {
    "backup": "survey_app.cli.keeping",
    "bundle": "survey_app.cli.bundle",
    "collectors": "survey_app.cli.collectors",
    "dataset": "survey_app.cli.results",
    "demo": "survey_app.cli.demo",
    "devices": "survey_app.cli.devices",
    "doctor": "survey_app.cli.doctor",
    "draw": "survey_app.cli.draw",
    "findings": "survey_app.cli.findings",
    "indicators": "survey_app.cli.results",
    "init": "survey_app.cli.init",
    "instruments": "survey_app.cli.instruments",
    "lan-cert": "survey_app.cli.lan_cert",
    "notices": "survey_app.cli.notices",
    "report": "survey_app.cli.report",
    "responses": "survey_app.cli.responses",
    "restore": "survey_app.cli.keeping",
    "rounds": "survey_app.cli.rounds",
    "schemes": "survey_app.cli.schemes",
    "settings": "survey_app.cli.settings",
    "serve": "survey_app.cli.serve",
    "template": "survey_app.cli.template",
    "units": "survey_app.cli.units",
    "users": "survey_app.cli.users",
    "verify": "survey_app.cli.keeping",
}


class _Commands(click.Group):
    """Loads each command's module on first use and turns our errors into exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        found: click.Command = importlib.import_module(module).command(cmd_name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with store_faults():
                return super().invoke(ctx)
        except SurveyError as error:
            fault = error
        except BrokenPipeError:
            raise  # whoever read the output, `head` say, has enough: click ends without a word
        except OSError as error:
            full = error.errno == errno.ENOSPC
            detail = error.strerror or str(error)
            fault = Unavailable("disk_full" if full else "file_fault", file=error.filename, detail=detail)
        except Exception as error:
            # DuckDB's own errors, without loading it: a disk that is full, a file it cannot write.
            if not type(error).__module__.endswith("duckdb"):
                raise
            fault = Unavailable("file_fault", file=ctx.obj.instance.dataset, detail=str(error))
        print_error(fault, ctx.obj.language if ctx.obj else FALLBACK)
        sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--instance",
    envvar="SURVEY_INSTANCE",
    default="instance",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Thư mục dữ liệu / the instance folder.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), default=FALLBACK, show_default=True)
@click.version_option(package_name="survey-app")
@click.pass_context
def main(ctx: click.Context, instance: Path, lang: str) -> None:
    """Bộ công cụ khảo sát Bộ phận Một cửa / field survey toolkit for one-stop counters."""
    console = Console(instance, lang)
    ctx.obj = console
    ctx.call_on_close(console.close)
