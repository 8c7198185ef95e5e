CREATE TRIGGER assistance_text_no_update BEFORE UPDATE ON assistance_text BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
CREATE TRIGGER assistance_text_no_delete BEFORE DELETE ON assistance_text BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
CREATE TRIGGER assistance_entry_no_update BEFORE UPDATE ON assistance_entry BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
CREATE TRIGGER assistance_entry_no_delete BEFORE DELETE ON assistance_entry BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
CREATE TRIGGER assistance_document_no_update BEFORE UPDATE ON assistance_document BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
CREATE TRIGGER assistance_document_no_delete BEFORE DELETE ON assistance_document BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
