-- What is said in a record can be erased; that it was made, by whom, when and why cannot. So the two stand apart, and are read together.
CREATE TABLE record_content (
    seq {{key}},
    subject_id TEXT,
    detail TEXT NOT NULL,
    -- What makes the leaf in the log say nothing by itself; absent for records that were made before there was a log.
    salt {{blob}}
);
INSERT INTO record_content (seq, subject_id, detail) SELECT seq, subject_id, detail FROM record ORDER BY seq;
CREATE TABLE record_entry (
    seq {{key}},
    at BIGINT NOT NULL,
    act TEXT NOT NULL,
    officer TEXT NOT NULL,
    authority_id TEXT NOT NULL,
    authority TEXT NOT NULL,
    purpose TEXT NOT NULL,
    case_reference TEXT,
    subject_kind TEXT NOT NULL,
    -- The leaf in the log.
    leaf {{blob}}
);
INSERT INTO record_entry (seq, at, act, officer, authority_id, authority, purpose, case_reference, subject_kind)
    SELECT seq, at, act, officer, authority_id, authority, purpose, case_reference, subject_kind FROM record ORDER BY seq;
DROP TABLE record;
CREATE INDEX record_subject ON record_content (subject_id, seq);
CREATE INDEX record_officer ON record_entry (officer, seq);
CREATE INDEX record_act ON record_entry (act, seq);
CREATE INDEX record_authority ON record_entry (authority_id, seq);
CREATE INDEX record_kind ON record_entry (subject_kind, seq);
CREATE INDEX record_purpose ON record_entry (purpose, seq);
CREATE VIEW record AS
    SELECT e.seq, e.at, e.act, e.officer, e.authority_id, e.authority, e.purpose, e.case_reference, e.subject_kind, c.subject_id, COALESCE(c.detail, '{}') AS detail,
        CAST(CASE WHEN c.seq IS NULL THEN 1 ELSE 0 END AS BIGINT) AS is_erased
    FROM record_entry e LEFT JOIN record_content c ON c.seq = e.seq;
