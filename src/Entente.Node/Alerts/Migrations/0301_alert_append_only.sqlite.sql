CREATE TRIGGER alert_version_no_update BEFORE UPDATE ON alert_version BEGIN SELECT RAISE(ABORT, 'versions are append only'); END;
CREATE TRIGGER alert_version_no_delete BEFORE DELETE ON alert_version BEGIN SELECT RAISE(ABORT, 'versions are append only'); END;
