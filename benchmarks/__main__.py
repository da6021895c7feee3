"""`python -m benchmarks [NAME...]`: run all benchmarks, or those named, and print their figures."""

import os
import sys

from benchmarks import (
    dataset,
    documents,
    field,
    forms,
    importing,
    indicators,
    pack,
    page,
    photos,
    posts,
    register,
    report,
    staff,
    tablet,
)
from benchmarks.figures import save, table
from benchmarks.office import OUT

# Importing comes before those that need a million responses: what it leaves is used again.
BENCHMARKS = {
    "posts": posts.run,
    "page": page.run,
    "pack": pack.run,
    "forms": forms.run,
    "photos": photos.run,
    "importing": importing.run,
    "dataset": dataset.run,
    "indicators": indicators.run,
    "staff": staff.run,
    "report": report.run,
    "documents": documents.run,
    "register": register.run,
    "tablet": tablet.run,
    "field": field.run,
}


def main(names: list[str]) -> int:
    """0 when all benchmarks ran, whatever they found; 2 for a name there is not."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        figures = BENCHMARKS[name]()
        save(OUT, name, figures)
        print(table(name, figures), flush=True)
    load = ", ".join(f"{figure:.1f}" for figure in os.getloadavg())
    print(f"{os.cpu_count()} cores, load average {load}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
