"""Whether a file can be a template: asked of a process of its own, within limits of time and memory."""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from survey_app.documents.model import Tag
from survey_app.documents.package import examine
from survey_app.errors import Problem

SECONDS: Final = 20


def check(name: str, content: bytes, tags: Sequence[Tag], seconds: float = SECONDS) -> list[Problem]:
    """Everything that keeps the file ``name`` from being used; none for a good one.

    Looked for: macros, embedded objects, links that load something, fields that fetch, tags that are not
    among ``tags`` or miss though needed, faults of Jinja with their line, and trials
    with the samples, in which what is needed must be found.
    """
    found = examine(name, content)
    if found:
        return found
    question = {
        "content": base64.b64encode(content).decode(),
        "values": {tag.name: tag.sample for tag in tags},
        "needed": [tag.name for tag in tags if tag.needed],
    }
    try:
        answer = subprocess.run(  # our own module on our own interpreter
            [sys.executable, "-m", "survey_app.documents.trial"],
            input=json.dumps(question).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
        said = json.loads(answer.stdout)
    except subprocess.TimeoutExpired:
        return [Problem("template_too_slow", values={"seconds": int(seconds)})]
    except ValueError:  # it was ended by its limits before it could say anything
        return [Problem("template_too_heavy")]
    return [Problem(code, place, values) for code, place, values in said]
