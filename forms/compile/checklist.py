"""The cells that make a row a checklist item: severity, finding, legal basis, when it fails, how far met."""

import re
from dataclasses import dataclass

from forms.compile.cells import Context
from forms.compile.columns import Record
from forms.compile.logic import YES_NO, read_expression
from forms.expressions import Expression
from forms.items import FILES, ItemType, Severity

_FINDING = re.compile(r"[A-Z]{1,6}[0-9]{1,4}")
# Nothing is answered in a note, and a file has no value that could fail.
_WITHOUT = FILES | {ItemType.NOTE, ItemType.METADATA}


@dataclass(frozen=True, slots=True)
class Test:
    """What an item is tested for; all of it blank for an item of no checklist."""

    severity: Severity | None = None
    finding: str | None = None
    legal_basis: str = ""
    fails: Expression | None = None
    achieved: Expression | None = None


def read_test(record: Record, kind: ItemType, list_name: str | None, context: Context) -> Test:
    """The item's test; what is wrong with it, or only half there, goes to the context's findings."""
    fails = None if YES_NO.get(record.get("fails").lower()) is False else record.get("fails")
    severity, finding = record.get("severity"), record.get("finding")
    failing_choice = any(choice.fails for choice in context.lists.get(list_name or "", ()))
    if not (severity or finding or fails):
        _warn_idle(record, failing_choice, context)
        return Test(legal_basis=record.get("legal_basis"))
    findings = context.findings
    if kind in _WITHOUT:
        key = next(key for key in ("severity", "finding", "fails") if record.get(key))
        findings.refuse("test_type", record.place(key), found=kind.value)
        return Test()
    if not severity:
        findings.refuse("severity_missing", record.place("severity"))
    elif severity not in tuple(Severity):
        findings.refuse("severity", record.place("severity"), found=severity, known=", ".join(Severity))
    if not finding:
        findings.refuse("finding_missing", record.place("finding"))
    elif not _FINDING.fullmatch(finding):
        findings.refuse("finding", record.place("finding"), found=finding)
    if not (fails or failing_choice):
        findings.refuse("fails_missing", record.place("fails"))
    return Test(
        severity=Severity(severity) if severity in tuple(Severity) else None,
        finding=finding or None,
        legal_basis=record.get("legal_basis"),
        fails=read_expression(record, "fails", findings) if fails else None,
        achieved=read_expression(record, "achieved", findings),
    )


def _warn_idle(record: Record, failing_choice: bool, context: Context) -> None:
    if failing_choice:
        context.findings.warn("fails_idle", record.place("severity"))
    elif record.get("legal_basis"):
        context.findings.warn("legal_basis_idle", record.place("legal_basis"))
    if record.get("achieved"):
        context.findings.warn("achieved_idle", record.place("achieved"))
