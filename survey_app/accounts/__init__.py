"""People who sign in, their roles and sessions. Citizens have no account."""
