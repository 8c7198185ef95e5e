CREATE TRIGGER outbox_refusal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON outbox_refusal FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
CREATE TRIGGER inbox_refusal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON inbox_refusal FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
