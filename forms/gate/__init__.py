"""What is found by looking at a whole form: not whether each cell can be read, but what comes of it.

`look_over` adds to what the compilation found; `odk` asks ODK's own judge of forms.
"""

from forms.gate.whole import look_over

__all__ = ["look_over"]
