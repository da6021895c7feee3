import click


def command(name: str) -> click.Command:
    return {"units": units}[name]


@click.group()
def units() -> None:
    """Đơn vị / units."""
