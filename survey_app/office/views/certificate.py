"""The certificate for tablets: what staff look at, and what a tablet that trusts nothing yet can open."""

from flask import Response, current_app, render_template, request

from survey_app import certificates, web
from survey_app.certificates import ONLY_HERE, Certificate, Served
from survey_app.errors import NotFound
from survey_app.office.views.pages import pages
from survey_app.rounds import service as rounds
from survey_app.store import get_setting
from wording import say


@pages.get(ONLY_HERE)
@web.public
def certificate_steps() -> str:
    """How the authority comes onto a tablet, drawn, and whether this very address can work offline."""
    known, served = _known(), _served()
    public = get_setting(web.current_store().read(), "public_url")
    return render_template(
        "office/certificate_steps.html",
        known=known,
        addresses=served.addresses(known.asked) if known and served else (),
        offline=certificates.works_offline(request.url, public),
        ended=known is not None and known.ends <= web.now(),
    )


@pages.get(f"{ONLY_HERE}/survey.crt")
@web.public
def authority() -> Response:
    """The authority's certificate, for Android; it holds no secret."""
    return _download(certificates.authority_file(_needed()), "survey.crt", "application/x-x509-ca-cert")


@pages.get(f"{ONLY_HERE}/survey.mobileconfig")
@web.public
def profile() -> Response:
    """The authority as a profile, for iPhone and iPad."""
    known, language = _needed(), web.language()
    title = say(language, "certificates.profile_name", name=known.authority_name)
    made = certificates.profile(known, title, say(language, "certificates.profile_text"))
    return _download(made, "survey.mobileconfig", "application/x-apple-aspen-config")


@pages.get("/settings/certificate")
@web.only("administrator")
def certificate() -> str:
    """The certificate of this server, how long it is good, and the code that brings tablets to it."""
    known, served = _known(), _served()
    public = get_setting(web.current_store().read(), "public_url")
    return render_template(
        "office/certificate.html",
        known=known,
        served=served,
        kept=certificates.keeps_authority(web.current_store().instance),
        door=served.door_address(known.asked) if known and served else "",
        addresses=served.addresses(known.asked) if known and served else (),
        soon=known is not None and known.ends_soon(web.now()),
        public=public if public.startswith("https:") else "",
    )


@pages.get("/settings/certificate/code.svg")
@web.only("administrator")
def certificate_code() -> Response:
    """The QR picture of the page with the steps, where tablets open it without trust."""
    known, served = _needed(), _served()
    address = served.door_address(known.asked) if served else ""
    if not address:
        raise NotFound("no_such_file", "code.svg")
    return Response(rounds.qr_picture(address, ".svg"), mimetype="image/svg+xml")


def _known() -> Certificate | None:
    return certificates.certificate(web.current_store().instance)


def _needed() -> Certificate:
    known = _known()
    if known is None:
        raise NotFound("no_certificate")
    return known


def _served() -> Served | None:
    served: Served | None = current_app.extensions["served"]
    return served


def _download(content: bytes, name: str, media_type: str) -> Response:
    answer = Response(content, mimetype=media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
