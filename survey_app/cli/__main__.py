"""`python -m survey_app.cli`: the command, for the server's own errands."""

from survey_app.cli import main

main()
