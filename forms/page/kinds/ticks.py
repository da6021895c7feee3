"""One box to tick: what was read is acknowledged."""

from forms.page.around import Around, Asked, Drawn, starts_filled

OK = "OK"


def draw_tick(around: Around, asked: Asked) -> Drawn:  # noqa: ARG001  # the signature of all kinds
    """One box."""
    own = {"ok": OK, "chosen": asked.value == OK, "seen": starts_filled(asked.item)}
    return Drawn("tick", grouped=True, own=own)
