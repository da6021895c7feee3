"""sqlite-utils, loaded the light way.

It loads pandas and numpy when it finds them: 370 ms and 80 MB that the server has no use for.
"""

import sys

_HEAVY = ("pandas", "numpy")
_loaded = {name: sys.modules[name] for name in _HEAVY if name in sys.modules}
sys.modules.update(dict.fromkeys(_HEAVY))  # type: ignore[arg-type]  # None is how an import is blocked
try:
    from sqlite_utils import Database, Migrations
finally:
    for _name in _HEAVY:
        sys.modules.pop(_name)
    sys.modules.update(_loaded)

__all__ = ["Database", "Migrations"]
