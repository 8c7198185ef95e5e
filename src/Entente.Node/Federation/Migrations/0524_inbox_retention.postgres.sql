-- keep_until: the last day on which what the message says is kept here, as its sender says; NULL for what says none.
ALTER TABLE inbox ADD COLUMN keep_until TEXT;
CREATE INDEX inbox_keep ON inbox (keep_until) WHERE keep_until IS NOT NULL;
CREATE INDEX inbox_conversation ON inbox (partner, conversation, keep_until);

-- What was erased when its day had passed: the contents and the exact bytes, whose digest stays. Header, receipt and record are kept.
CREATE TABLE inbox_erased (
    seq BIGINT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    erased_at BIGINT NOT NULL,
    record BIGINT NOT NULL
);
CREATE TRIGGER inbox_erased_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON inbox_erased FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();

CREATE FUNCTION inbox_content_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM inbox_erased e WHERE e.seq = OLD.seq) THEN RAISE EXCEPTION 'messages are append only'; END IF;
    RETURN OLD;
END $$;
DROP TRIGGER inbox_content_no_change ON inbox_content;
CREATE TRIGGER inbox_content_no_change BEFORE UPDATE OR TRUNCATE ON inbox_content FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
CREATE TRIGGER inbox_content_no_delete BEFORE DELETE ON inbox_content FOR EACH ROW EXECUTE FUNCTION inbox_content_erased();

CREATE FUNCTION inbox_wire_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM inbox_erased e WHERE e.seq = OLD.seq) OR LENGTH(NEW.body) > 0 OR NEW.receipt <> OLD.receipt OR NEW.receipt_type <> OLD.receipt_type
        OR NEW.content_type <> OLD.content_type OR NEW.seq <> OLD.seq THEN RAISE EXCEPTION 'messages are append only'; END IF;
    RETURN NEW;
END $$;
DROP TRIGGER inbox_wire_no_change ON inbox_wire;
CREATE TRIGGER inbox_wire_no_change BEFORE DELETE OR TRUNCATE ON inbox_wire FOR EACH STATEMENT EXECUTE FUNCTION message_append_only();
CREATE TRIGGER inbox_wire_no_update BEFORE UPDATE ON inbox_wire FOR EACH ROW EXECUTE FUNCTION inbox_wire_erased();
