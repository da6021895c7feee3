"""The child process: a file somebody sent on standard input, the picture made of it on standard output.

    python -m survey_app.media.child photo|thumbnail|figure|paper

The first line of the answer is a JSON list: width, height, and how many bytes the photo that follows has;
for `photo` its thumbnail comes after it. For `paper`, a PDF that is only looked into, there is no answer. A
refusal goes to standard error. It limits itself before it reads a byte, may write no file and leaves no core;
a crash is its parent's to explain.
"""

import json
import sys
import warnings
from typing import NoReturn

from survey_app.errors import Invalid
from survey_app.media import limits
from survey_app.media.picture import figured, reduced, remade


def main() -> None:
    """Read standard input and write the photo, or why there is none."""
    limit_resources()
    wanted = sys.argv[1]
    warnings.simplefilter("ignore")  # standard error is for refusals
    try:
        content = sys.stdin.buffer.read()
        if wanted == "paper":
            from survey_app.media.paper import check_paper  # no photo waits for PDFium to load

            check_paper(content)
        else:
            write(content, wanted)
    except Invalid as refusal:
        refuse(refusal.problem.code, **refusal.problem.values)
    except MemoryError:
        refuse("file_does_not_open" if wanted == "paper" else "photo_is_heavy")


def limit_resources() -> None:
    """Cap memory, processor time and files where the platform can; the parent's clock holds everywhere."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write(content: bytes, wanted: str) -> None:
    """Write what is ``wanted`` of ``content``. Raises Invalid with the one thing that is wrong with it."""
    if wanted == "thumbnail":
        width, height, parts = 0, 0, [reduced(content)]
    elif wanted == "figure":
        width, height, parts = 0, 0, [figured(content)]
    else:
        kept, width, height = remade(content)
        parts = [kept, reduced(kept)]
    out = sys.stdout.buffer
    out.write(json.dumps([width, height, len(parts[0])]).encode() + b"\n")
    for part in parts:
        out.write(part)
    out.flush()


def refuse(code: str, **values: object) -> NoReturn:
    """End, saying why."""
    sys.stderr.write(json.dumps([code, values]))
    raise SystemExit(limits.REFUSED)


if __name__ == "__main__":
    main()
