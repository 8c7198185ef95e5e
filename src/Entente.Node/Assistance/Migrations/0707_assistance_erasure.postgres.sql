-- keep_until: the last day on which this end keeps what the partner gave in the case, as its messages say.
ALTER TABLE assistance_case ADD COLUMN keep_until TEXT;
CREATE INDEX assistance_case_keep ON assistance_case (keep_until) WHERE keep_until IS NOT NULL;

-- Cases of which what the partner gave was erased when its day had passed, or a draft after thirty days. That there was a case, its steps and records are kept.
CREATE TABLE assistance_erased (
    case_number BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    record BIGINT NOT NULL
);
CREATE TRIGGER assistance_erased_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON assistance_erased FOR EACH STATEMENT EXECUTE FUNCTION assistance_append_only();

CREATE FUNCTION assistance_part_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM assistance_erased e WHERE e.case_number = OLD.case_number) THEN RAISE EXCEPTION 'cases are append only'; END IF;
    RETURN OLD;
END $$;
DROP TRIGGER assistance_text_no_change ON assistance_text;
CREATE TRIGGER assistance_text_no_change BEFORE UPDATE OR TRUNCATE ON assistance_text FOR EACH STATEMENT EXECUTE FUNCTION assistance_append_only();
CREATE TRIGGER assistance_text_no_delete BEFORE DELETE ON assistance_text FOR EACH ROW EXECUTE FUNCTION assistance_part_erased();
DROP TRIGGER assistance_document_no_change ON assistance_document;
CREATE TRIGGER assistance_document_no_change BEFORE UPDATE OR TRUNCATE ON assistance_document FOR EACH STATEMENT EXECUTE FUNCTION assistance_append_only();
CREATE TRIGGER assistance_document_no_delete BEFORE DELETE ON assistance_document FOR EACH ROW EXECUTE FUNCTION assistance_part_erased();

CREATE FUNCTION assistance_entry_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM assistance_erased e WHERE e.case_number = OLD.case_number) OR NEW.body IS NOT NULL OR NEW.case_number <> OLD.case_number OR NEW.ordinal <> OLD.ordinal OR NEW.step <> OLD.step
        OR NEW.state <> OLD.state OR NEW.ours <> OLD.ours OR NEW.officer <> OLD.officer OR NEW.at <> OLD.at OR NEW.record_seq <> OLD.record_seq THEN RAISE EXCEPTION 'cases are append only'; END IF;
    RETURN NEW;
END $$;
DROP TRIGGER assistance_entry_no_change ON assistance_entry;
CREATE TRIGGER assistance_entry_no_change BEFORE DELETE OR TRUNCATE ON assistance_entry FOR EACH STATEMENT EXECUTE FUNCTION assistance_append_only();
CREATE TRIGGER assistance_entry_no_update BEFORE UPDATE ON assistance_entry FOR EACH ROW EXECUTE FUNCTION assistance_entry_erased();
