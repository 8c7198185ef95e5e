CREATE TRIGGER assistance_not_taken_no_update BEFORE UPDATE ON assistance_not_taken BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
CREATE TRIGGER assistance_not_taken_no_delete BEFORE DELETE ON assistance_not_taken BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
