CREATE TRIGGER outbox_resealed_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON outbox_resealed FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
CREATE TRIGGER inbox_receipt_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON inbox_receipt FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
