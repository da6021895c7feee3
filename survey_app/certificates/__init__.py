"""HTTPS on a network of one's own: an authority that may vouch for little, and the certificate it gave.

`plan` looks at names and addresses, `make` makes or renews, `certificate` tells what there is, `server_files`
what the server needs, `Served` where it is then reached. `authority_file` and `profile` are what tablets
install, `Door` hands both out where there is no trust yet. `works_offline` says whether a browser lets a page
at an address work without network.
"""

from survey_app.certificates.asking import ALWAYS, DEFAULT_NAME, Plan, plan
from survey_app.certificates.door import ONLY_HERE, Door
from survey_app.certificates.keeping import (
    Certificate,
    certificate,
    keeps_authority,
    make,
    readable_by_others,
    server_files,
)
from survey_app.certificates.places import Served, works_offline
from survey_app.certificates.profile import authority_file, profile

__all__ = [
    "ALWAYS",
    "DEFAULT_NAME",
    "ONLY_HERE",
    "Certificate",
    "Door",
    "Plan",
    "Served",
    "authority_file",
    "certificate",
    "keeps_authority",
    "make",
    "plan",
    "profile",
    "readable_by_others",
    "server_files",
    "works_offline",
]
