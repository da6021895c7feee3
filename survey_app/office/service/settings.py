"""What an office may set, and what each value must look like."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from survey_app.accounts.model import SECOND_FACTOR_ROLES, Role
from survey_app.errors import Invalid, NotFound, Problem
from survey_app.notices import Security
from survey_app.store import Database, Store, get_setting, put_setting
from wording import nfc

_LONGEST = 200
_HOST = re.compile(r"[a-z0-9]([a-z0-9.:-]*[a-z0-9])?")
_EMAIL = re.compile(r"[!-9;=?A-~]+@[a-zA-Z0-9.-]+\.[a-zA-Z0-9-]+")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def settings(db: Database) -> dict[str, str]:
    """The value of every setting there is, in the order of `SETTINGS`; '' for what was never set."""
    return {name: get_setting(db, name) for name in SETTINGS}


def setting(db: Database, name: str) -> str:
    """The value of one setting, '' when it was never set. Raises NotFound for a name nobody set out."""
    _reader(name)
    return get_setting(db, name)


def change_setting(store: Store, name: str, value: str) -> str:
    """The value stored under ``name``. Raises NotFound for a name nobody set out, Invalid for a bad value."""
    read = _reader(name)(name, value)
    store.write(lambda db: put_setting(db, name, read))
    return read


def change_settings(store: Store, values: Mapping[str, str]) -> None:
    """Keep all ``values`` or none; '' takes one back. Raises Invalid with every bad one, by its name."""
    read: dict[str, str] = {}
    problems: list[Problem] = []
    for name, value in values.items():
        try:
            read[name] = _reader(name)(name, value) if value else ""
        except Invalid as error:
            problems += error.problems
    if problems:
        raise Invalid(problems)

    def work(db: Database) -> None:
        for name, value in read.items():
            put_setting(db, name, value)

    store.write(work)


def _reader(name: str) -> Callable[[str, str], str]:
    if name not in _READERS:
        raise NotFound("no_such_setting", name=name[:40], known=", ".join(SETTINGS))
    return _READERS[name]


def _address(name: str, value: str) -> str:
    """The address phones reach this server at: scheme, host in small letters, port; no slash at its end."""
    value = value.strip()
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # brackets or a port that cannot be
        good = False
    if not good or len(value) > _LONGEST or _HIDDEN.search(value) or " " in value:
        raise Invalid([Problem("bad_public_url", name, {"value": value[:_LONGEST]})])
    if parts.username is not None or parts.password is not None:
        raise Invalid([Problem("public_url_with_password", name)])
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise Invalid([Problem("public_url_with_path", name, {"value": value})])
    return f"{parts.scheme}://{parts.netloc.lower().rstrip(':')}"


def _yes_or_no(name: str, value: str) -> str:
    read = value.strip().casefold()
    if read not in ("yes", "no"):
        raise Invalid([Problem("not_yes_or_no", name, {"value": value[:_LONGEST]})])
    return read


def _words(name: str, value: str) -> str:
    """One line of text, composed and without spaces around; it may be empty."""
    read = nfc(value).strip()
    if _HIDDEN.search(read):
        raise Invalid([Problem("setting_has_hidden_letters", name)])
    if len(read) > _LONGEST:
        raise Invalid([Problem("setting_too_long", name, {"letters": len(read), "most": _LONGEST})])
    return " ".join(read.split())


def _roles(name: str, value: str) -> str:
    """Names of roles, parted by commas or spaces, in the order of the roles; it may be empty."""
    named = set(value.replace(",", " ").split())
    if unknown := sorted(named - set(Role)):
        values = {"roles": ", ".join(unknown)[:_LONGEST], "known": ", ".join(Role)}
        raise Invalid([Problem("no_such_roles", name, values)])
    return ",".join(role for role in Role if role in named)


def _host(name: str, value: str) -> str:
    """The name or address of a server, in small letters, without a port; '' for none."""
    read = value.strip().lower()
    if (read and not _HOST.fullmatch(read)) or len(read) > _LONGEST:
        raise Invalid([Problem("bad_mail_host", name, {"value": value[:_LONGEST]})])
    return read


def _port(name: str, value: str) -> str:
    read = value.strip()
    if not (read.isascii() and read.isdigit() and 0 < int(read[:6]) < 65536):
        raise Invalid([Problem("bad_port", name, {"value": value[:_LONGEST]})])
    return str(int(read))


def _security(name: str, value: str) -> str:
    read = value.strip().casefold()
    if read not in set(Security):
        raise Invalid([Problem("bad_mail_security", name, {"known": ", ".join(Security)})])
    return read


def _email(name: str, value: str) -> str:
    """The address letters come from: of plain letters, as mail servers of others want it."""
    read = value.strip()
    if not _EMAIL.fullmatch(read) or len(read) > _LONGEST:
        raise Invalid([Problem("bad_sender", name, {"value": value[:_LONGEST]})])
    return read


_READERS: dict[str, Callable[[str, str], str]] = {
    "public_url": _address,
    "hotspot_only": _yes_or_no,
    SECOND_FACTOR_ROLES: _roles,
    "office_name": _words,
    "office_parent": _words,
    "office_place": _words,
    "smtp_host": _host,
    "smtp_port": _port,
    "smtp_security": _security,
    "smtp_user": _words,
    "smtp_from": _email,
}
SETTINGS = tuple(_READERS)
