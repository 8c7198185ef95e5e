CREATE FUNCTION partner_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END $$;
CREATE TRIGGER partner_version_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON partner_version FOR EACH STATEMENT EXECUTE FUNCTION partner_append_only();
CREATE TRIGGER partner_revocation_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON partner_revocation FOR EACH STATEMENT EXECUTE FUNCTION partner_append_only();
CREATE TRIGGER partner_directory_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON partner_directory FOR EACH STATEMENT EXECUTE FUNCTION partner_append_only();
CREATE TRIGGER own_card_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON own_card FOR EACH STATEMENT EXECUTE FUNCTION partner_append_only();
