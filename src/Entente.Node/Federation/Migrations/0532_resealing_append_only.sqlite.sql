CREATE TRIGGER outbox_resealed_no_update BEFORE UPDATE ON outbox_resealed BEGIN SELECT RAISE(ABORT, 'messages are append only'); END;
CREATE TRIGGER outbox_resealed_no_delete BEFORE DELETE ON outbox_resealed BEGIN SELECT RAISE(ABORT, 'messages are append only'); END;
CREATE TRIGGER inbox_receipt_no_update BEFORE UPDATE ON inbox_receipt BEGIN SELECT RAISE(ABORT, 'messages are append only'); END;
CREATE TRIGGER inbox_receipt_no_delete BEFORE DELETE ON inbox_receipt BEGIN SELECT RAISE(ABORT, 'messages are append only'); END;
