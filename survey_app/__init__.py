"""How answers are collected, kept, followed up and shown: Flask over one SQLite file."""
