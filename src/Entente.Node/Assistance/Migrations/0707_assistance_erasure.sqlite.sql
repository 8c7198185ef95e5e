-- keep_until: the last day on which this end keeps what the partner gave in the case, as its messages say.
ALTER TABLE assistance_case ADD COLUMN keep_until TEXT;
CREATE INDEX assistance_case_keep ON assistance_case (keep_until) WHERE keep_until IS NOT NULL;

-- Cases of which what the partner gave was erased when its day had passed, or a draft after thirty days. That there was a case, its steps and records are kept.
CREATE TABLE assistance_erased (
    case_number BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    record BIGINT NOT NULL
);
CREATE TRIGGER assistance_erased_no_update BEFORE UPDATE ON assistance_erased BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
CREATE TRIGGER assistance_erased_no_delete BEFORE DELETE ON assistance_erased BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;

DROP TRIGGER assistance_text_no_delete;
CREATE TRIGGER assistance_text_no_delete BEFORE DELETE ON assistance_text WHEN NOT EXISTS (SELECT 1 FROM assistance_erased e WHERE e.case_number = OLD.case_number)
    BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
DROP TRIGGER assistance_document_no_delete;
CREATE TRIGGER assistance_document_no_delete BEFORE DELETE ON assistance_document WHEN NOT EXISTS (SELECT 1 FROM assistance_erased e WHERE e.case_number = OLD.case_number)
    BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
DROP TRIGGER assistance_entry_no_update;
CREATE TRIGGER assistance_entry_no_update BEFORE UPDATE ON assistance_entry
    WHEN NOT EXISTS (SELECT 1 FROM assistance_erased e WHERE e.case_number = OLD.case_number) OR NEW.body IS NOT NULL OR NEW.case_number <> OLD.case_number OR NEW.ordinal <> OLD.ordinal OR NEW.step <> OLD.step
        OR NEW.state <> OLD.state OR NEW.ours <> OLD.ours OR NEW.officer <> OLD.officer OR NEW.at <> OLD.at OR NEW.record_seq <> OLD.record_seq
    BEGIN SELECT RAISE(ABORT, 'cases are append only'); END;
