"""Where tablets open their app, and whether they can there."""

from urllib.parse import urlsplit

from survey_app import certificates
from survey_app.errors import Problem
from survey_app.rounds import service as rounds
from survey_app.store import Store, get_setting

APP = "/tablet/"


def office_address(store: Store, served: certificates.Served | None, here: str) -> str:
    """The address tablets reach this server by: the public one, its certificate's, else ``here``."""
    if public := get_setting(store.read(), "public_url"):
        return public.rstrip("/")
    known = certificates.certificate(store.instance) if served else None
    if served and known:
        return served.addresses(known.asked)[0].rstrip("/")
    return here.rstrip("/")


def enrolment_address(office: str, code: str) -> str:
    """What the QR code of an invitation says; what stands behind # stands in no log."""
    return f"{office}{APP}#enrol={code}"


def address_problem(office: str) -> Problem | None:
    """Why tablets cannot work by that address, or None when they can."""
    if rounds.is_of_this_machine(urlsplit(office).hostname or ""):
        return Problem("tablet_address_loopback", values={"url": office})
    if not certificates.works_offline(office, ""):
        return Problem("tablet_address_plain", values={"url": office})
    return None
