"""The door for records: put once under the id the tablet gave, asked for by it."""

from flask import Response, jsonify, request

from survey_app import web
from survey_app.accounts.model import Device
from survey_app.sync import service
from survey_app.sync.record import MOST_BYTES
from survey_app.sync.views.pages import doors


@doors.put("/responses/<uuid:record>")
@web.device_only(even_revoked=True)
def put_record(record: object) -> Response:
    """What became of a record; of a revoked tablet it is kept for a person to decide."""
    request.max_content_length = MOST_BYTES
    sent, device = request.get_data(cache=False), web.device()
    asking = Device(device.id, device.name, revoked=device.revoked)
    answered = service.take_record(web.current_store(), str(record), sent, asking, web.language(), web.now())
    return Response(answered.body, answered.status, mimetype="application/json")


@doors.get("/responses/<uuid:record>")
@web.device_only()
def record_state(record: object) -> Response:
    """The last answer to a record, the files that lack, the differences that wait for somebody."""
    found = service.state_of(web.current_store().read(), str(record))
    return jsonify(
        **found.receipt,
        missing_files=[{"address": at, "digest": digest} for at, digest in found.missing.items()],
        refused_files=[
            {"address": at, "digest": digest, "message": web.problem_text(problem)}
            for at, (digest, problem) in found.refused.items()
        ],
        differences=found.differences,
        visit=found.visit,
    )
