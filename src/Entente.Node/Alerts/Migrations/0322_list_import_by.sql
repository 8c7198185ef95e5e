-- officer: who took the version over, as in its record. None for what was imported before this was kept.
ALTER TABLE list_import ADD COLUMN officer TEXT;
ALTER TABLE list_import ADD COLUMN record BIGINT;
