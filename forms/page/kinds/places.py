"""A place on the map, typed: latitude, longitude, and how exact they are."""

from forms.page.around import Around, Asked, Drawn

UNSAID = "…"  # stands for a figure left blank between others
PARTS = ("lat", "lon", "acc")


def draw_place(around: Around, asked: Asked) -> Drawn:  # noqa: ARG001  # the signature of all kinds
    """Three fields."""
    figures = [*asked.value.split(), "", "", "", ""]
    latitude, longitude, _, accuracy = ("" if figure == UNSAID else figure for figure in figures[:4])
    return Drawn(
        "place", grouped=True, own={"latitude": latitude, "longitude": longitude, "accuracy": accuracy}
    )


def joined(latitude: str, longitude: str, accuracy: str) -> str:
    """The place as the judge is handed it, 'latitude longitude altitude accuracy'; '' when all are blank."""
    figures = ["".join(part.split()) for part in (latitude, longitude, accuracy)]
    if not any(figures):
        return ""
    said = [figure or UNSAID for figure in figures]
    return " ".join(said[:2] if said[2] == UNSAID else (*said[:2], "0", said[2]))
