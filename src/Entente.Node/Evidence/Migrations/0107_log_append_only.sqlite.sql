CREATE TRIGGER record_no_update BEFORE UPDATE ON record_entry BEGIN SELECT RAISE(ABORT, 'records are append only'); END;
CREATE TRIGGER record_no_delete BEFORE DELETE ON record_entry BEGIN SELECT RAISE(ABORT, 'records are append only'); END;
CREATE TRIGGER record_content_no_update BEFORE UPDATE ON record_content WHEN NEW.seq <> OLD.seq OR NEW.salt IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what is said in a record is erased or stays'); END;
CREATE TRIGGER record_content_no_delete BEFORE DELETE ON record_content WHEN OLD.salt IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what is said in a record is overwritten before it is deleted'); END;
CREATE TRIGGER log_tile_no_update BEFORE UPDATE ON log_tile BEGIN SELECT RAISE(ABORT, 'the log is append only'); END;
CREATE TRIGGER log_tile_no_delete BEFORE DELETE ON log_tile BEGIN SELECT RAISE(ABORT, 'the log is append only'); END;
CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append only'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append only'); END;
