"""Sending what is due: one letter per person and day, each reminder once."""

import logging
import smtplib
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from survey_app.errors import Invalid, Problem, Unavailable
from survey_app.notices import mail
from survey_app.notices import store as rows
from survey_app.notices.letters import digest_letter
from survey_app.notices.notice import Addressee, Notice
from survey_app.notices.readers import reader_language
from survey_app.store import Database, Store

_LOG = logging.getLogger(__name__)
# Whoever's address the mail server refused is written to again after a while: it may have been mended.
_REFUSED_WAIT: Final = timedelta(hours=6)
_EVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sent:
    """To whom letters went out, to whom none could, and what was wrong (None for nothing)."""

    letters: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    trouble: Problem | None = None


def send_due(
    store: Store,
    notices: Iterable[Notice],
    people: Mapping[str, Addressee],
    office: str,
    now: datetime,
    refused: dict[str, datetime],
    seconds: float = 30,
) -> Sent:
    """What was sent of ``notices`` to ``people``: to each one letter a day with all that is new for them.

    ``now`` is local time. A round begins no letter after ``seconds``; the next one goes on. What could not
    be sent is logged, noted for administrators and tried again the next time; but whom the mail server
    ``refused``, which this keeps, after six hours.
    """
    left = {name: one for name, one in people.items() if now - refused.get(name, _EVER) >= _REFUSED_WAIT}
    waiting = _waiting(store.read(), notices, left, _day_begins(now))
    if not waiting:
        return Sent()
    round_ = _Round(store, office, now, refused, time.monotonic() + seconds)
    broken = None
    try:
        server = mail.mail_server(store)
        if server is None:
            return Sent()
        with mail.connected(server) as client:
            round_.send(server, client, {people[name]: waiting[name] for name in sorted(waiting)})
    except Unavailable as error:
        broken = error.problem
        _LOG.error("reminders not sent: %s %s", broken.code, dict(broken.values))
    if round_.failed and not broken:
        broken = Problem("mail_refused", values={"people": ", ".join(round_.failed)[:200]})
    mail.note_trouble(store, broken)
    return Sent(tuple(round_.letters), tuple(round_.failed), broken)


@dataclass(slots=True)
class _Round:
    store: Store
    office: str
    now: datetime
    refused: dict[str, datetime]
    until: float
    letters: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def send(
        self, server: mail.MailServer, client: smtplib.SMTP, waiting: Mapping[Addressee, Sequence[Notice]]
    ) -> None:
        """Write to everybody who waits. Raises Unavailable when the mail server is gone."""
        for reader, notices in waiting.items():
            language = reader_language(self.store.read(), reader.username)
            try:
                letter = digest_letter(server.sender, reader, notices, language, self.office, self.now)
                mail.hand_in(client, letter)
            except smtplib.SMTPServerDisconnected as error:
                raise mail.unreachable(server, error) from error
            except (smtplib.SMTPException, Invalid) as error:
                _LOG.warning("reminder to %s not sent: %s", reader.username, error)
                self.refused[reader.username] = self.now
                self.failed.append(reader.username)
            except OSError as error:
                raise mail.unreachable(server, error) from error
            else:
                _note_sent(self.store, reader.username, notices, self.now)
                self.letters.append(reader.username)
            if time.monotonic() >= self.until:
                return


def _waiting(
    db: Database, notices: Iterable[Notice], people: Mapping[str, Addressee], day_begins: datetime
) -> dict[str, list[Notice]]:
    """What was not sent yet, by who has not been written to since ``day_begins``."""
    written_to = rows.written_to(db, day_begins)
    waiting: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        for username in notice.usernames:
            if (
                username in people
                and username not in written_to
                and not rows.was_sent(db, notice.once, username, notice.rung.name)
            ):
                waiting[username].append(notice)
    return waiting


def _note_sent(store: Store, username: str, notices: Sequence[Notice], now: datetime) -> None:
    sent = [(notice.once, notice.rung.name) for notice in notices]
    store.write(lambda db: rows.note_sent(db, username, sent, now))


def _day_begins(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
