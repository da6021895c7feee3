"""What is done with responses: taken in, sealed, counted, verified, imported."""

from survey_app.responses.service.accept import accept
from survey_app.responses.service.seal import Sealer, received, seal_round
from survey_app.responses.service.verify import verify

__all__ = ["Sealer", "accept", "received", "seal_round", "verify"]
