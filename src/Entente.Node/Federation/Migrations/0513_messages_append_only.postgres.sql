CREATE FUNCTION message_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'messages are append only'; END $$;
CREATE TRIGGER outbox_content_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON outbox_content FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
CREATE TRIGGER outbox_wire_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON outbox_wire FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
CREATE TRIGGER outbox_receipt_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON outbox_receipt FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
CREATE TRIGGER inbox_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON inbox FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
CREATE TRIGGER inbox_wire_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON inbox_wire FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
CREATE TRIGGER inbox_content_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON inbox_content FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
