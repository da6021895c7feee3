"""What an office may set, and what each value must look like."""

from collections.abc import Callable
from urllib.parse import urlsplit

from survey_app.errors import Invalid, NotFound, Problem
from survey_app.store import Store, put_setting


def change_setting(store: Store, name: str, value: str) -> str:
    """The value stored under ``name``. Raises NotFound for a name nobody set out, Invalid for a bad value."""
    if name not in _READERS:
        raise NotFound("no_such_setting", name=name, known=", ".join(_READERS))
    read = _READERS[name](value)
    store.write(lambda db: put_setting(db, name, read))
    return read


def _public_url(value: str) -> str:
    """The address phones reach this server at, without a slash at its end."""
    try:
        parts = urlsplit(value.strip())
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # brackets or a port that cannot be
        good = False
    if not good or parts.query or parts.fragment:
        raise Invalid([Problem("bad_public_url", values={"value": value})])
    return value.strip().rstrip("/")


_READERS: dict[str, Callable[[str], str]] = {"public_url": _public_url}
