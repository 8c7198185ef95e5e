CREATE FUNCTION alert_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END $$;
CREATE TRIGGER alert_version_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON alert_version FOR EACH STATEMENT EXECUTE FUNCTION alert_append_only();
