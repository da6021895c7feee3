"""What a cell says as an expression."""

from forms.compile.columns import Record
from forms.compile.findings import Findings
from forms.errors import ExpressionFault
from forms.expressions import Expression, parse

YES_NO = {"yes": True, "true": True, "true()": True, "no": False, "false": False, "false()": False}


def read_expression(
    record: Record, key: str, findings: Findings, *, columns: bool = False
) -> Expression | None:
    """The expression under `key`; None for a blank cell and for one that is refused.

    With `columns`, bare names in it are columns of a list.
    """
    written = record.get(key)
    if not written:
        return None
    try:
        plain = YES_NO.get(written.lower())
        return parse(written if plain is None else f"{str(plain).lower()}()", columns=columns)
    except ExpressionFault as fault:
        findings.refuse(fault.code, record.place(key), **fault.values)
        return None


def read_condition(record: Record, key: str, findings: Findings) -> bool | Expression:
    """The cell under `key` as yes, no (also for blank), or an expression."""
    plain = YES_NO.get(record.get(key).lower())
    return plain if plain is not None else read_expression(record, key, findings) or False


def read_yes_no(record: Record, key: str, findings: Findings) -> bool:
    """The cell under `key` as yes or no (also for blank)."""
    written = record.get(key).lower()
    if written and written not in YES_NO:
        findings.refuse("yes_no", record.place(key), column=key, found=written[:40])
    return YES_NO.get(written, False)
