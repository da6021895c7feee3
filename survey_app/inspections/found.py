"""What a visit finds: each failure as the finding that handing in records, and the review announces."""

from forms import Checked, Failure
from forms.addresses import address
from survey_app.findings.model import NewFinding
from survey_app.inspections.spoken import statement


def finding_of(checked: Checked, failure: Failure) -> NewFinding:
    """The finding that a failure becomes."""
    item = failure.item
    return NewFinding(
        item=address(item.name, failure.occurrence),
        code=item.finding or "",
        severity=str(item.severity),
        statement=statement(checked, item, failure.occurrence),
        legal_basis=item.legal_basis,
        note=failure.note,
        photos=failure.photos,
    )
