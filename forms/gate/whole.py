"""All that is looked for in a whole form, one after the other."""

from forms.compile.cells import Context
from forms.compile.columns import Record
from forms.compile.formulas import formulas_of
from forms.gate.citizens import check_citizens
from forms.gate.comparisons import check_comparisons
from forms.gate.possible import Possible
from forms.gate.questions import check_questions
from forms.gate.reach import check_reach
from forms.gate.sums import check_sums
from forms.instrument import Instrument


def look_over(instrument: Instrument, context: Context, settings: Record | None) -> None:
    """Note what cannot be answered, is never asked, compares or adds up what it cannot, or asks too much.

    The form may have faults that refuse it; what cannot be decided for them is not said.
    """
    possible = Possible(instrument)
    formulas = list(formulas_of(instrument, context, settings))
    check_questions(instrument, context)
    check_reach(instrument, possible, context)
    check_comparisons(instrument, formulas, context)
    check_sums(instrument, formulas, possible, context.findings)
    check_citizens(instrument, context)
