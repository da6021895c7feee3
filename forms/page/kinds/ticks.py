"""One box to tick: what was read is acknowledged."""

from forms.page.around import Around, Asked, Drawn

OK = "OK"


def draw_tick(around: Around, asked: Asked) -> Drawn:  # noqa: ARG001  # the signature of all kinds
    """One box."""
    return Drawn("tick", grouped=True, own={"ok": OK, "chosen": bool(asked.given)})
