CREATE FUNCTION assistance_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END $$;
CREATE TRIGGER assistance_text_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON assistance_text FOR EACH STATEMENT EXECUTE FUNCTION assistance_append_only();
CREATE TRIGGER assistance_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON assistance_entry FOR EACH STATEMENT EXECUTE FUNCTION assistance_append_only();
CREATE TRIGGER assistance_document_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON assistance_document FOR EACH STATEMENT EXECUTE FUNCTION assistance_append_only();
