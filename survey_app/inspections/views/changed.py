"""What the office did to a visit after it was handed in, in words: nobody signs for what others changed."""

from survey_app import web
from survey_app.errors import NotFound
from survey_app.inspections.model import State, Visit
from survey_app.inspections.views.pages import called
from survey_app.places.model import LOCAL_TIME
from survey_app.responses import service as responses
from survey_app.responses.service import Exclusion, Review, ReviewState, Revision
from wording import say
from wording.figures import moment


def changes(found: Visit) -> list[str]:
    """A sentence for each correction, and one each for standing excluded or rejected; none for a draft."""
    if found.state is State.DRAFT:
        return []
    try:
        known = responses.dossier(web.current_store().read(), found.id)
    except NotFound:  # purged
        return []
    done: list[tuple[str, Revision | Exclusion | Review]] = [("corrected", one) for one in known.revisions]
    if known.line.excluded:
        done.append(("excluded", known.exclusions[-1]))
    if known.line.state == ReviewState.REJECTED:
        done.append(("rejected", known.reviews[-1]))
    return [
        say(
            web.language(),
            f"inspections.changed_{kind}",
            number=one.number,
            at=moment(one.moment.astimezone(LOCAL_TIME), web.language()),
            name=called(one.by),
            reason=one.reason,
        )
        for kind, one in done
    ]
