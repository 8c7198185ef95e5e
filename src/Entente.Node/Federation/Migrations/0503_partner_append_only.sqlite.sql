CREATE TRIGGER partner_version_no_update BEFORE UPDATE ON partner_version BEGIN SELECT RAISE(ABORT, 'versions are append only'); END;
CREATE TRIGGER partner_version_no_delete BEFORE DELETE ON partner_version BEGIN SELECT RAISE(ABORT, 'versions are append only'); END;
CREATE TRIGGER partner_revocation_no_update BEFORE UPDATE ON partner_revocation BEGIN SELECT RAISE(ABORT, 'revocations are append only'); END;
CREATE TRIGGER partner_revocation_no_delete BEFORE DELETE ON partner_revocation BEGIN SELECT RAISE(ABORT, 'revocations are append only'); END;
CREATE TRIGGER partner_directory_no_update BEFORE UPDATE ON partner_directory BEGIN SELECT RAISE(ABORT, 'the directory is append only'); END;
CREATE TRIGGER partner_directory_no_delete BEFORE DELETE ON partner_directory BEGIN SELECT RAISE(ABORT, 'the directory is append only'); END;
CREATE TRIGGER own_card_no_update BEFORE UPDATE ON own_card BEGIN SELECT RAISE(ABORT, 'cards are append only'); END;
CREATE TRIGGER own_card_no_delete BEFORE DELETE ON own_card BEGIN SELECT RAISE(ABORT, 'cards are append only'); END;
