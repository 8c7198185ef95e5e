CREATE TRIGGER record_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON record_entry FOR EACH STATEMENT EXECUTE FUNCTION record_append_only();
CREATE FUNCTION record_content_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'what is said in a record is erased or stays'; END $$;
CREATE TRIGGER record_content_no_update BEFORE UPDATE ON record_content FOR EACH ROW WHEN (NEW.seq <> OLD.seq OR NEW.salt IS NOT NULL) EXECUTE FUNCTION record_content_guard();
CREATE TRIGGER record_content_no_delete BEFORE DELETE ON record_content FOR EACH ROW WHEN (OLD.salt IS NOT NULL) EXECUTE FUNCTION record_content_guard();
CREATE TRIGGER record_content_no_truncate BEFORE TRUNCATE ON record_content FOR EACH STATEMENT EXECUTE FUNCTION record_content_guard();
CREATE FUNCTION log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is append only'; END $$;
CREATE TRIGGER log_tile_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log_tile FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();
CREATE TRIGGER log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();
