CREATE TRIGGER outbox_refusal_no_update BEFORE UPDATE ON outbox_refusal BEGIN SELECT RAISE(ABORT, 'messages are append only'); END;
CREATE TRIGGER outbox_refusal_no_delete BEFORE DELETE ON outbox_refusal BEGIN SELECT RAISE(ABORT, 'messages are append only'); END;
CREATE TRIGGER inbox_refusal_no_update BEFORE UPDATE ON inbox_refusal BEGIN SELECT RAISE(ABORT, 'messages are append only'); END;
CREATE TRIGGER inbox_refusal_no_delete BEFORE DELETE ON inbox_refusal BEGIN SELECT RAISE(ABORT, 'messages are append only'); END;
