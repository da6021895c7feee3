"""What is written to people: one letter with everything they are reminded of that day, and a trial."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from survey_app.errors import Invalid, Problem
from survey_app.notices.ladder import Urgency, urgency
from survey_app.notices.notice import Addressee, Notice
from wording import say

# A letter is read, not searched: the page has the rest.
MOST_LINES: Final = 50


def digest_letter(
    sender: str, reader: Addressee, notices: Sequence[Notice], language: str, office: str, now: datetime
) -> EmailMessage:
    """The letter of one day to ``reader`` with ``notices``, the longest overdue first.

    ``now`` is local time. It bears the same id whenever it says the same, so that one sent twice because
    the server fell between sending and noting it is known as one. Raises Invalid for an address that is none.
    """
    today = now.date()
    ordered = sorted(notices, key=lambda one: (one.due, one.key))
    late = sum(one.due < today for one in ordered)
    subject = say(language, "notices.mail_subject", n=len(ordered))
    if late:
        subject = say(language, "notices.mail_subject_late", n=len(ordered), late=late)
    lines = [
        say(language, "notices.mail_hello", name=_one_line(reader.name)),
        "",
        say(language, "notices.mail_lead"),
    ]
    for level in Urgency:
        there = [one for one in ordered[:MOST_LINES] if urgency(one.due, today) is level]
        if there:
            lines += ["", say(language, f"notices.urgency_{level}").upper()]
        lines += [line for one in there for line in _lines(one, language)]
    if len(ordered) > MOST_LINES:
        lines += ["", say(language, "notices.mail_more", n=len(ordered) - MOST_LINES)]
    lines += ["", say(language, "notices.mail_why"), *([office] if office else [])]
    said = [reader.username, today.isoformat(), *(f"{one.once} {one.rung.name}" for one in ordered)]
    letter = _letter(sender, _address(reader.email, reader.name), office, now, "\n".join(said))
    letter["Subject"] = subject
    letter.set_content("\n".join(lines) + "\n")
    return letter


def trial_letter(sender: str, address: str, language: str, office: str, now: datetime) -> EmailMessage:
    """A letter that says only that letters arrive. Raises Invalid for an address that is none."""
    letter = _letter(sender, _address(address), office, now, f"{address} {now.isoformat()}")
    letter["Subject"] = say(language, "notices.trial_subject")
    letter.set_content(say(language, "notices.trial_text", office=office or sender) + "\n")
    return letter


def days_text(due: date, today: date, language: str) -> str:
    """How far a day is: 'còn 3 ngày', 'hôm nay', 'quá hạn 2 ngày'."""
    left = (due - today).days
    if not left:
        return say(language, "notices.today")
    return say(language, "notices.days_left" if left > 0 else "notices.days_over", n=abs(left))


def _address(email: str, name: str = "") -> Address:
    try:
        return Address(_one_line(name), addr_spec=email)
    except (MessageError, ValueError, IndexError) as error:  # whatever the parser of addresses meets
        raise Invalid([Problem("bad_address_to", values={"value": email[:200]})]) from error


def _one_line(name: str) -> str:
    """``name`` as a header of a letter can hold it: what breaks a line or is not seen becomes a space."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())


def _lines(notice: Notice, language: str) -> list[str]:
    lines = [f"- {notice.text[language]}"]
    return [*lines, f"  {notice.address}"] if notice.address else lines


def _letter(sender: str, to: Address, office: str, now: datetime, said: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = Address(_one_line(office), addr_spec=sender)
    letter["To"] = to
    letter["Date"] = format_datetime(now)
    known = hashlib.sha256(said.encode()).hexdigest()[:32]
    letter["Message-ID"] = f"<{known}@{sender.rpartition('@')[2]}>"
    # Nobody's answering machine is to answer.
    letter["Auto-Submitted"] = "auto-generated"
    return letter
