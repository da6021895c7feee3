"""The office's own pages: the first page, and in time its settings, backups and health."""
