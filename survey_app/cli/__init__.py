"""The `survey` command: a file per noun, every command a thin caller of a room's service.

Exit codes: 0 done, 1 the input is wrong (all problems are printed), 2 the command is wrong.
"""

from survey_app.cli.command import main

__all__ = ["main"]
