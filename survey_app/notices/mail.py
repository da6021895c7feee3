"""The office's mail server: how it is reached, and handing letters to it."""

import contextlib
import json
import os
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Final

from survey_app.errors import Invalid, Problem, Unavailable
from survey_app.store import Database, Instance, Store, get_setting, put_setting

_SECONDS: Final = 20
_PASSWORD_FILE: Final = "smtp.password"  # noqa: S105  # the name of a file
_TROUBLE: Final = "mail_trouble"
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Security(StrEnum):
    """How the way to the mail server is protected; the words for it are in the catalogue."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS: Final = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
_FAULTS: Final = (OSError, smtplib.SMTPException, ValueError)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in, as whom, and from which address they come."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(store: Store) -> MailServer | None:
    """The mail server the office set; None while host or sender is missing."""
    db = store.read()
    host, sender = get_setting(db, "smtp_host"), get_setting(db, "smtp_from")
    if not host or not sender:
        return None
    security = Security(get_setting(db, "smtp_security") or Security.STARTTLS)
    port = int(get_setting(db, "smtp_port") or _PORTS[security])
    user = get_setting(db, "smtp_user")
    return MailServer(host, port, security, sender, user, _password(store.instance) if user else "")


def password_file(instance: Instance) -> Path:
    """Where the password of the mail server lies: beside the keys, in no database and no backup."""
    return instance.root / "keys" / _PASSWORD_FILE


def keep_password(instance: Instance, password: str) -> Path:
    """The file that now holds the password of the mail server, readable by its owner alone.

    Raises Invalid for one with letters that mail servers are not told (they take ASCII).
    """
    if not (password.isascii() and password.isprintable() and password):
        raise Invalid([Problem("mail_password_letters", "password")])
    file = password_file(instance)
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(password)
    draft.replace(file)
    return file


def trouble(db: Database) -> Problem | None:
    """What kept the latest reminders from going out, None when nothing did."""
    kept = get_setting(db, _TROUBLE)
    return Problem(**json.loads(kept)) if kept else None


def note_trouble(store: Store, problem: Problem | None) -> None:
    """Keep for administrators what was wrong with the latest round, or that nothing was."""
    kept = {"code": problem.code, "values": dict(problem.values)} if problem else None
    text = json.dumps(kept, ensure_ascii=False) if kept else ""
    if text != get_setting(store.read(), _TROUBLE):
        store.write(lambda db: put_setting(db, _TROUBLE, text))


@contextlib.contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A way to the mail server, on which it knows who we are. Raises Unavailable with its reason."""
    if server.user and server.security is Security.NONE and server.host not in _LOOPBACK:
        raise Unavailable("mail_password_in_the_clear", host=server.host)
    try:
        client = _open(server)
    except _FAULTS as error:
        raise unreachable(server, error) from error
    try:
        yield client
    finally:
        with contextlib.suppress(*_FAULTS):
            client.quit()


def hand_in(client: smtplib.SMTP, letter: EmailMessage) -> None:
    """Give ``letter`` to the mail server. Raises what smtplib raises when it is not taken."""
    client.send_message(letter)


def send_letter(server: MailServer, letter: EmailMessage) -> None:
    """Send one letter. Raises Unavailable with the mail server's reason."""
    with connected(server) as client:
        try:
            hand_in(client, letter)
        except _FAULTS as error:
            raise unreachable(server, error) from error


def unreachable(server: MailServer, error: Exception) -> Unavailable:
    """The fault to tell people of: which mail server, and what it or the network said."""
    reason = " ".join(str(error).split())[:300] or type(error).__name__
    return Unavailable("mail_not_sent", host=f"{server.host}:{server.port}", reason=reason)


def _open(server: MailServer) -> smtplib.SMTP:
    # Our own name is that of the sender's domain: looking one up can take long on a closed network.
    own = server.sender.rpartition("@")[2]
    context = ssl.create_default_context()
    client: smtplib.SMTP
    if server.security is Security.TLS:
        client = smtplib.SMTP_SSL(server.host, server.port, own, timeout=_SECONDS, context=context)
    else:
        client = smtplib.SMTP(server.host, server.port, own, timeout=_SECONDS)
    try:
        if server.security is Security.STARTTLS:
            client.starttls(context=context)
        if server.user:
            client.login(server.user, server.password)
    except BaseException:
        client.close()
        raise
    return client


def _password(instance: Instance) -> str:
    try:
        return password_file(instance).read_text("utf-8")
    except FileNotFoundError:
        raise Unavailable("mail_password_missing", file=str(password_file(instance))) from None
