"""What tablets install: the authority as a file for Android, as a profile for iPhone and iPad."""

import plistlib
from uuid import NAMESPACE_URL, uuid5

from survey_app.certificates.keeping import Certificate


def authority_file(known: Certificate) -> bytes:
    """The authority's certificate in DER, as Android takes it (``.crt``); it holds no secret."""
    return known.authority


def profile(known: Certificate, title: str, text: str) -> bytes:
    """The authority as a configuration profile (``.mobileconfig``), called ``title``, explained by ``text``.

    The same authority gives the same profile: installed twice it is there once.
    """
    own = str(uuid5(NAMESPACE_URL, f"survey-authority:{known.fingerprint}"))
    inner = str(uuid5(NAMESPACE_URL, f"survey-root:{known.fingerprint}"))
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": f"internal.survey.{own}",
            "PayloadUUID": own,
            "PayloadDisplayName": title,
            "PayloadDescription": text,
            "PayloadContent": [
                {
                    "PayloadType": "com.apple.security.root",
                    "PayloadVersion": 1,
                    "PayloadIdentifier": f"internal.survey.{own}.root",
                    "PayloadUUID": inner,
                    "PayloadDisplayName": known.authority_name,
                    "PayloadCertificateFileName": "survey.crt",
                    "PayloadContent": known.authority,
                }
            ],
        }
    )
