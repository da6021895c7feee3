"""What tablets send and what becomes of it."""

APP_VERSION = 1
"""The version of the doors that the app of this release speaks."""
OLDEST_APP = 1
"""The oldest version whose records are still read; older ones keep their data and are told to load anew."""
