"""Findings of before, who knew three states, come through the migration with their log."""

import json
from typing import Any

from survey_app import store
from survey_app.accounts.model import Asker, Role
from survey_app.findings import service
from survey_app.findings.model import Filters, State, Step
from survey_app.store.connect import connect_writer
from survey_app.store.migrations import MIGRATIONS

FINDING = """
    INSERT INTO findings_finding (id, year, number, visit, item, unit, above, code, severity, statement,
      legal_basis, note, photos, finders, found_on, state, revision)
    VALUES (?, 2026, ?, ?, 'B01', 'Q1', '/01/C1/Q1/', 'TT01', 'N1', '{"vi": "Không đạt"}', '', '', '[]',
      '["lan", "minh"]', '2026-03-02', ?, ?)
"""
EVENT = "INSERT INTO findings_event VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
AT = "2026-03-31T20:15:30.123456+00:00"  # at the counters it is April
STEPS = [("open", "remedied"), ("remedied", "open"), ("open", "remedied"), ("remedied", "closed")]


def old(instance: store.Instance) -> Any:
    """A database of before, with a finding after none, one, two, three and four steps."""
    instance.make_folders_and_keys()
    db = connect_writer(instance.database, migrating=True)
    MIGRATIONS.apply(db, stop_before="m0027_accounts_roles")
    for taken in range(5):
        id_ = f"{taken:036}"
        state = STEPS[taken - 1][1] if taken else "open"
        db.execute(FINDING, [id_, taken + 1, f"visit{taken}", state, taken])
        for revision, (start, end) in enumerate(STEPS[:taken], start=1):
            photo = "a.jpg" if end == "remedied" else ""
            db.execute(EVENT, [id_, revision, AT, "minh", start, end, "Đã làm", photo])
    return db


def test_findings__of_three_states__stand_where_they_stood(instance: store.Instance) -> None:
    old(instance).close()
    opened = store.create(instance)
    db = opened.read()
    found = [(one, log) for one, log in service.history(db, Asker("", Role.ADMINISTRATOR), Filters())][::-1]
    assert [one.state for one, _ in found] == [
        *(State.FOUND, State.REPORTED, State.REMEDYING, State.REPORTED, State.CLOSED)
    ]
    assert [one.told for one, _ in found] == [False, True, True, True, True]
    assert [one.reported_by for one, _ in found] == ["", "minh", "", "minh", ""]
    assert {(one.owner, one.owner_above, one.team) for one, _ in found} == {("Q1", "/01/C1/Q1/", "lan")}
    last, log = found[-1]
    assert str(last.ended_on) == "2026-04-01"
    assert [(one.step, one.start, one.end) for one in log] == [
        (Step.REPORT, State.FOUND, State.REPORTED),
        (Step.FAIL, State.REPORTED, State.REMEDYING),
        (Step.REPORT, State.REMEDYING, State.REPORTED),
        (Step.PASS, State.REPORTED, State.CLOSED),
    ]
    assert [one.files for one in log] == [("a.jpg",), (), ("a.jpg",), ()]
    opened.close()


def test_findings__in_a_bundle_of_an_older_release__are_taken_as_the_migration_makes_them(
    instance: store.Instance, tmp_path: Any
) -> None:
    from survey_app.findings.service import carrying
    from survey_app.places import service as places

    db = old(instance)
    tables = {}
    orders = {"finding": "findings_finding ORDER BY id", "event": "findings_event ORDER BY finding, revision"}
    for name, which in orders.items():
        cursor = db.execute(f"SELECT * FROM {which}")  # noqa: S608
        names = [column[0] for column in cursor.description]
        tables[name] = [dict(zip(names, row, strict=True)) for row in cursor]
    db.close()
    came = [
        {"finding": one, "events": [event for event in tables["event"] if event["finding"] == one["id"]]}
        for one in json.loads(json.dumps(tables["finding"]))
    ]
    other = store.create(store.Instance(tmp_path / "other"))
    units = (
        "code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act\n"
        "C1,Xã,,commune,01,2025-07-01,,,\nQ1,Quầy,,counter,C1,2025-07-01,,,\n"
    )
    other.write(places.load_provinces)
    other.write(lambda at: places.import_units(at, places.read_units(units.encode(), "units.csv")))
    assert carrying.photos_carried(came) == ["a.jpg"] * 6
    assert carrying.people_carried(came) == {"lan", "minh"}
    first = [{**one, "finding": {**one["finding"]}} for one in came]
    for one in first:  # as it went before anything was done, where that was not the end
        one["events"] = one["events"][:1]
        one["finding"] |= {"revision": len(one["events"]), "state": "remedied" if one["events"] else "open"}
    assert other.write(lambda at: carrying.take_findings(at, first)) == []
    assert other.write(lambda at: carrying.take_findings(at, came)) == []
    assert other.write(lambda at: carrying.take_findings(at, came)) == []
    migrated = store.create(instance)
    everybody = Asker("", Role.ADMINISTRATOR)
    here, there = (list(service.history(one.read(), everybody, Filters())) for one in (migrated, other))
    assert here == there
    migrated.close()
    other.close()
